"""pymerkle and securesystemslib on the leaves and envelopes of `trust.py`, which come on standard input."""

from __future__ import annotations

import base64
import json
import sys
import time

from pymerkle import InmemoryTree
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey


def main() -> None:
    """Print rates per CPU second."""
    lines = [json.loads(line) for line in sys.stdin]
    json.dump({"append": appends(20_000), "dsse": envelopes(lines)}, sys.stdout)


def appends(size: int) -> float:
    leaves = [b"%d" % number for number in range(size)]
    start = time.process_time()
    tree = InmemoryTree(algorithm="sha256")
    for leaf in leaves:
        tree.append_entry(leaf)
    tree.get_root()
    return size / (time.process_time() - start)


def envelopes(lines: list[dict[str, object]]) -> float:
    keys = {}
    for line in lines:
        keyid = line["signatures"][0]["keyid"]  # type: ignore[index]
        raw = base64.b64decode(keyid).hex()
        keys[keyid] = SSlibKey(keyid, "ed25519", "ed25519", {"public": raw})
    start = time.process_time()
    for line in lines:
        envelope = Envelope.from_dict(line)
        (keyid,) = envelope.signatures
        envelope.verify([keys[keyid]], 1)
    return len(lines) / (time.process_time() - start)


if __name__ == "__main__":
    main()
