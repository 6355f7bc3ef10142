"""What a party keeps of its own tracing, secret and at home: its masking key, and what stands behind each line."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.files import BadFile
from wayhome.tracing.blind.masking import Line, MaskingKey

_KEPT = "wayhome-blind-secret/1"


@dataclass(frozen=True)
class KeptLines:
    """The secret of one party in one tracing. Never shown: a line's token is a name and a date of birth."""

    context: Context
    by: str
    key: MaskingKey
    lines: tuple[Line, ...]
    masked: str = ""
    """The digest of the masked file, in whose order the lines stand; "" while masking isn't done."""

    def __repr__(self) -> str:
        return f"KeptLines({self.by}, {len(self.lines)} lines)"

    def __bytes__(self) -> bytes:
        scalar = self.key.scalar.hex()
        return msgspec.json.encode(_Written(_KEPT, self.context, self.by, scalar, self.masked, self.lines)) + b"\n"


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: str
    context: Context
    by: str
    key: str
    masked: str
    lines: tuple[Line, ...]


def read_kept(data: bytes) -> KeptLines:
    """Read the secret file of a tracing. Raises `BadFile`."""
    try:
        written = msgspec.json.decode(data, type=_Written)
        key = MaskingKey(bytes.fromhex(written.key))
    except (msgspec.DecodeError, ValueError):
        raise BadFile(f"a secret file of blind tracing ({_KEPT})") from None
    kept = KeptLines(written.context, written.by, key, written.lines, written.masked)
    if bytes(kept) != data:
        raise BadFile(f"the one form of a secret file of blind tracing ({_KEPT})")
    return kept


def in_masked_order(lines: tuple[Line, ...], masked: bytes) -> tuple[bytes, tuple[Line, ...]]:
    """Masked lines sorted, and what stands behind them in the same order. Raises ValueError where two are equal."""
    size = len(masked) // len(lines)
    pairs = sorted(
        ((masked[at * size : (at + 1) * size], line) for at, line in enumerate(lines)), key=lambda pair: pair[0]
    )
    return b"".join(element for element, _ in pairs), tuple(line for _, line in pairs)
