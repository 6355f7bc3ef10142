"""What the facilitator does, who has no key: check the proofs, and see which twice-masked lines are equal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import msgspec
import rfc8785

from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.files import BadFile, Masked, Raised, element_blocks
from wayhome.tracing.blind.masking import on_all_cores
from wayhome.tracing.blind.proof import BLOCK, proves
from wayhome.tracing.blind.ristretto import ELEMENT_BYTES

_MATCHED = "wayhome-blind-matched/1"


class NotProven(ValueError):
    """Lines that weren't raised, all and in order, by the key announced."""


@dataclass(frozen=True)
class Matched:
    """Which of one party's own lines, numbered from 0 in its masked file, equal one of the other party's."""

    context: Context
    to: str
    lines: tuple[int, ...]

    def __bytes__(self) -> bytes:
        plain = {"format": _MATCHED, **msgspec.to_builtins(self)}
        return rfc8785.dumps(plain)


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    context: Context
    format: str
    lines: tuple[int, ...]
    to: str


def read_matched(data: bytes) -> Matched:
    """Read what the facilitator found for one party. Raises `BadFile`."""
    try:
        written = msgspec.json.decode(data, type=_Written)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadFile(f"the format {_MATCHED}") from None
    matched = Matched(written.context, written.to, written.lines)
    ascending = all(one < other for one, other in pairwise(matched.lines))
    if any(line < 0 for line in matched.lines[:1]) or not ascending:
        raise BadFile("the numbers of lines in ascending order, each once")
    try:
        same = bytes(matched) == data
    except rfc8785.CanonicalizationError:
        same = False
    if not same:
        raise BadFile(f"the one canonical form of the format {_MATCHED}")
    return matched


def check_raised(masked: Masked, raised: Raised) -> Iterator[int]:
    """Check that one file is the other raised by one key; give the lines done, block after block.

    Raises `NotProven` for the first block that isn't. Lines that are no elements of the group, or the identity, are
    never proven.
    """
    if (raised.context, raised.of, len(raised)) != (masked.context, masked.digest, len(masked)):
        raise NotProven(f"the file raised by {raised.by} isn't of this masked file")
    blocks = [(before, *rest) for before, rest in zip(element_blocks(masked.lines), raised.blocks(), strict=True)]

    def check(block: tuple[bytes, bytes, bytes]) -> bool:
        return proves(raised.key, *block)

    for number, proven in enumerate(on_all_cores(check, blocks)):
        first, last = number * BLOCK + 1, min((number + 1) * BLOCK, len(masked))
        if not proven:
            raise NotProven(f"lines {first:,} to {last:,} were not all raised by the key {raised.by} announced")
        yield last


def compare(one: Raised, other: Raised) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The numbers of the lines of the first file that equal one of the second, and of the second those of the first."""
    place = {line: number for number, line in enumerate(_lines(other.lines))}
    pairs = [(number, place[line]) for number, line in enumerate(_lines(one.lines)) if line in place]
    return tuple(mine for mine, _ in pairs), tuple(sorted(theirs for _, theirs in pairs))


def _lines(lines: bytes) -> Iterator[bytes]:
    for at in range(0, len(lines), ELEMENT_BYTES):
        yield lines[at : at + ELEMENT_BYTES]
