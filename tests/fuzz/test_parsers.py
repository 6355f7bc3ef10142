"""A short, bounded run of the fuzzer on every parser, from examples that are right; longer ones are for a night."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from kit.covenants import covenant as first_covenant
from kit.table import KEYS, LYSORIA, ORIGIN
from tracing.blind.playing import CONTEXT, Party, Played, randomness

from wayhome.journal import Checkpoint, Part, Proof, lock, sign_covenant
from wayhome.journal.checkpoint import sign_checkpoint
from wayhome.journal.envelope import Envelope
from wayhome.tracing.blind import Dossier, Matched, open_lines

RUNS = 2_000
HERE = Path(__file__).parent
TARGETS = (
    "canonical_json",
    "base64",
    "entry",
    "envelope",
    "covenant",
    "note",
    "checkpoint",
    "cosignature",
    "proof",
    "public_key",
    "passkey",
    "several",
    "sealed",
    "locked",
    "masked",
    "raised",
    "masked_or_raised",
    "matched",
    "opened",
    "dossier",
    "secret_lines",
)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What each parser takes, one file each."""
    folder = tmp_path_factory.mktemp("examples")
    signed = sign_covenant(first_covenant(), KEYS[LYSORIA])
    note = sign_checkpoint(Checkpoint(ORIGIN, 3, b"\1" * 32), KEYS[LYSORIA])
    payload = Envelope.decode(signed, "application/vnd.wayhome.covenant+json").payload
    made = (
        signed,
        payload,
        note,
        Proof(1, (b"\2" * 32, b"\3" * 32), note).encode(),
        str(KEYS[LYSORIA].public).encode(),
        bytes([4, 5]) + b"\4" * 32,
        bytes([1, 3]) + b"\5" * 64,
        lock([Part(("PERSON",), b"a name")], {"PERSON": bytes(32)}, bytes),
        *blind_files(),
        bytes(Dossier(CONTEXT, "Lysoria", "A" * 16, ("0" * 64,), {"surname": "Ковальова", "birth_date": "1990"})),
    )
    for number, content in enumerate(made):
        (folder / str(number)).write_bytes(content)
    return folder


def blind_files() -> tuple[bytes, ...]:
    """Every file of a blind tracing, of few lines."""
    played = Played(Party("Лисорія", range(2), 20, 1), Party("Torvenia", range(1, 3), 18, 2))
    kept, masked = played.seeker.kept, played.seeker.masked
    opened = open_lines(kept, masked, (1, 4), randomness(3))
    matched = Matched(CONTEXT, "Лисорія", (0, 4))
    return tuple(map(bytes, (kept, masked, played.of_seeker, opened, matched)))


@pytest.mark.parametrize("target", TARGETS)
def test_a_parser_refuses_or_writes_what_it_read(target: str, examples: Path, tmp_path: Path) -> None:
    command = [sys.executable, HERE / "parsers.py", target, f"-runs={RUNS}", "-seed=1", "-max_len=4096"]
    done = subprocess.run([*command, examples], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-3000:]


def test_every_target_is_run() -> None:
    text = (HERE / "parsers.py").read_text(encoding="utf-8")
    for target in TARGETS:
        assert f"\n        {target},\n" in text
