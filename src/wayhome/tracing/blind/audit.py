"""The audit: lines drawn by chance are opened to the observer, who sees that they were not invented.

Each line opened is proven to be this very token under the party's key, and no other line is shown by it. Of a list of
which a share *f* is invented, *s* opened lines show at least one with the chance 1 − (1 − f)^s: 60 lines find 5 in 100
invented with 95 in 100. Padding is opened as padding; nobody can open an invented token as padding.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec
import rfc8785

from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.files import BadFile, Masked
from wayhome.tracing.blind.kept import KeptLines
from wayhome.tracing.blind.masking import Line, Randomness, elements_of
from wayhome.tracing.blind.proof import PROOF_BYTES, prove, proves
from wayhome.tracing.blind.ristretto import ELEMENT_BYTES, UNIFORM_BYTES, scalar_from

_OPENED = "wayhome-blind-opened/1"


class NotAsMasked(ValueError):
    """The lines opened are not those drawn, or not those that were masked."""


@dataclass(frozen=True)
class Opened:
    """Lines of a masked list in the clear, and the proof that they are. Their repr shows none of them."""

    context: Context
    by: str
    lines: tuple[Line, ...]
    """In the order of the masked list."""
    proof: bytes

    def __repr__(self) -> str:
        return f"Opened({self.by}, {len(self.lines)} lines)"

    def __bytes__(self) -> bytes:
        plain = {
            "by": self.by,
            "context": msgspec.to_builtins(self.context),
            "format": _OPENED,
            "lines": msgspec.to_builtins([_Opened(line.kind, line.parts, line.person) for line in self.lines]),
            "proof": self.proof.hex(),
        }
        return rfc8785.dumps(plain)


class _Opened(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kind: str
    parts: tuple[str, ...]
    person: str


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    by: str
    context: Context
    format: str
    lines: tuple[_Opened, ...]
    proof: str


def drawn(seed: bytes, of: str, lines: int, count: int) -> tuple[int, ...]:
    """Which ``count`` of ``lines`` lines of the masked file with the digest ``of`` are opened, in ascending order.

    They follow from the observer's ``seed`` (drawn when all is compared) and can't be known before: the lines whose
    SHA-256 with it is smallest.
    """

    def lot(number: int) -> bytes:
        return sha256(seed + bytes.fromhex(of) + number.to_bytes(8)).digest()

    return tuple(sorted(heapq.nsmallest(count, range(lines), key=lot)))


def open_lines(kept: KeptLines, masked: Masked, numbers: Sequence[int], randomness: Randomness) -> Opened:
    """Open these lines of one's own masked list."""
    lines = tuple(kept.lines[number] for number in numbers)
    nonce = scalar_from(randomness(UNIFORM_BYTES))
    key = kept.key
    proof = prove(key.scalar, key.public, elements_of(kept.context, lines), _chosen(masked, numbers), nonce)
    return Opened(kept.context, kept.by, lines, proof)


def read_opened(data: bytes) -> Opened:
    """Read opened lines. Raises `BadFile`."""
    try:
        written = msgspec.json.decode(data, type=_Written)
        proof = bytes.fromhex(written.proof)
    except (msgspec.DecodeError, UnicodeDecodeError, ValueError):
        raise BadFile(f"the format {_OPENED}") from None
    opened = Opened(
        written.context, written.by, tuple(Line(each.kind, each.parts, each.person) for each in written.lines), proof
    )
    if written.format != _OPENED or len(proof) != PROOF_BYTES or bytes(opened) != data:
        raise BadFile(f"the one canonical form of the format {_OPENED}")
    return opened


def check_opened(opened: Opened, masked: Masked, numbers: Sequence[int]) -> None:
    """Check that these are the lines drawn of this masked file, under its party's key. Raises `NotAsMasked`."""
    if (opened.context, opened.by, len(opened.lines)) != (masked.context, masked.by, len(numbers)):
        raise NotAsMasked("other lines were opened than those drawn")
    try:
        elements = elements_of(opened.context, opened.lines)
    except (UnicodeEncodeError, OverflowError):
        raise NotAsMasked("a line that can't be a token") from None
    if not proves(masked.key, elements, _chosen(masked, numbers), opened.proof):
        raise NotAsMasked(f"what {opened.by} opened is not what it masked")


def _chosen(masked: Masked, numbers: Sequence[int]) -> bytes:
    return b"".join(masked.lines[number * ELEMENT_BYTES : (number + 1) * ELEMENT_BYTES] for number in numbers)
