"""The two files that cross the table: lines masked by their owner, and the same lines raised by the other party.

Each is one line of canonical JSON (RFC 8785), the heading, and then bytes::

    {"by": seat, "context": {...}, "format": "wayhome-blind-masked/1", "key": hex, "lines": n}\\n
    n lines of 32 bytes in ascending order, each once

    {"by": seat, "context": {...}, "format": "wayhome-blind-raised/1", "key": hex, "lines": n, "of": digest}\\n
    for each block of up to 4,096 lines: the lines, 32 bytes each, in the order of the masked file; a proof of 64 bytes

The order of masked lines says nothing: it is that of numbers only their owner's key could have made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from typing import Any, TypeVar

import msgspec
import rfc8785

from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.masking import BLOCK_BYTES
from wayhome.tracing.blind.proof import PROOF_BYTES
from wayhome.tracing.blind.ristretto import ELEMENT_BYTES, is_element

_MASKED = "wayhome-blind-masked/1"
_RAISED = "wayhome-blind-raised/1"
_LONGEST_HEADING = 4096


class BadFile(ValueError):
    """Not a file of blind tracing, or not whole: what was expected."""

    def __init__(self, expected: str) -> None:
        super().__init__(f"expected {expected}; to mend it, take the file again as its party wrote it")


class _Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    by: str
    context: Context
    format: str
    key: str
    lines: int
    of: str | msgspec.UnsetType = msgspec.UNSET


@dataclass(frozen=True)
class Masked:
    """A party's masked lines. ``key`` is the public half of its masking key."""

    context: Context
    by: str
    key: bytes
    lines: bytes

    def __len__(self) -> int:
        return len(self.lines) // ELEMENT_BYTES

    def __bytes__(self) -> bytes:
        return _heading(_MASKED, self) + self.lines

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hex."""
        return sha256(bytes(self)).hexdigest()


@dataclass(frozen=True)
class Raised:
    """The lines of another party's masked file after a party's own key, block by block with proofs."""

    context: Context
    by: str
    key: bytes
    of: str
    """The digest of the masked file."""
    lines: bytes
    proofs: bytes

    def __len__(self) -> int:
        return len(self.lines) // ELEMENT_BYTES

    def __bytes__(self) -> bytes:
        return self.heading + b"".join(lines + proof for lines, proof in self.blocks())

    @property
    def digest(self) -> str:
        """SHA-256 of the file, in hex."""
        return sha256(bytes(self)).hexdigest()

    @property
    def heading(self) -> bytes:
        """The file's first line."""
        return _heading(_RAISED, self)

    def blocks(self) -> Iterator[tuple[bytes, bytes]]:
        """The lines of each block, and their proof."""
        for number, lines in enumerate(element_blocks(self.lines)):
            yield lines, self.proofs[number * PROOF_BYTES : (number + 1) * PROOF_BYTES]


def heading_of_raised(masked: Masked, by: str, key: bytes) -> bytes:
    """The first line of the file in which ``by`` raises these masked lines; its blocks follow as they are done."""
    return Raised(masked.context, by, key, masked.digest, masked.lines, b"").heading


def read_masked(data: bytes) -> Masked:
    """Read a masked file. Raises `BadFile`. Whether each line is an element of the group is seen when it is raised."""
    heading, rest = _split(data, _MASKED)
    masked = Masked(heading.context, heading.by, _key(heading), rest)
    if len(rest) != heading.lines * ELEMENT_BYTES:
        raise BadFile(f"{heading.lines} lines of {ELEMENT_BYTES} bytes after the heading, and nothing more")
    lines = [rest[at : at + ELEMENT_BYTES] for at in range(0, len(rest), ELEMENT_BYTES)]
    if any(one >= other for one, other in pairwise(lines)):
        raise BadFile("the lines in ascending order, each once")
    return _written_so(masked, data)


def read_raised(data: bytes) -> Raised:
    """Read a raised file. Raises `BadFile`. Its proofs are for `check_raised`."""
    heading, rest = _split(data, _RAISED)
    if not isinstance(heading.of, str):
        raise BadFile("in the heading of a raised file the digest of the masked one")
    lines, proofs = [], []
    step = BLOCK_BYTES + PROOF_BYTES
    for start in range(0, len(rest), step):
        block = rest[start : start + step]
        lines.append(block[:-PROOF_BYTES])
        proofs.append(block[-PROOF_BYTES:])
    raised = Raised(heading.context, heading.by, _key(heading), heading.of, b"".join(lines), b"".join(proofs))
    if len(raised.lines) != heading.lines * ELEMENT_BYTES:
        raise BadFile(f"{heading.lines} lines of {ELEMENT_BYTES} bytes and a proof after each block, and nothing more")
    return _written_so(raised, data)


def read_file(data: bytes) -> Masked | Raised:
    """Read a file of either kind. Raises `BadFile`."""
    heading, _ = _split(data)
    return read_masked(data) if heading.format == _MASKED else read_raised(data)


def whole_blocks(partial: bytes, heading: bytes, lines: int) -> int:
    """Of a raised file that was begun, how many bytes can stay: the heading and each block that is whole."""
    if not partial.startswith(heading):
        return 0
    step = BLOCK_BYTES + PROOF_BYTES
    full = lines * ELEMENT_BYTES // BLOCK_BYTES
    return len(heading) + min((len(partial) - len(heading)) // step, full) * step


def element_blocks(lines: bytes) -> list[bytes]:
    """The bytes of many lines in blocks."""
    return [lines[start : start + BLOCK_BYTES] for start in range(0, len(lines), BLOCK_BYTES)]


File = TypeVar("File", Masked, Raised)


def _heading(form: str, file: Masked | Raised) -> bytes:
    heading: dict[str, Any] = {
        "by": file.by,
        "context": msgspec.to_builtins(file.context),
        "format": form,
        "key": file.key.hex(),
        "lines": len(file),
    }
    if isinstance(file, Raised):
        heading["of"] = file.of
    return rfc8785.dumps(heading) + b"\n"


def _split(data: bytes, *forms: str) -> tuple[_Heading, bytes]:
    expected = f"a heading of the format {' or '.join(forms or (_MASKED, _RAISED))}"
    line, newline, rest = data.partition(b"\n")
    if not newline or len(line) > _LONGEST_HEADING:
        raise BadFile(expected)
    try:
        heading = msgspec.json.decode(line, type=_Heading)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise BadFile(expected) from None
    if heading.format not in (forms or (_MASKED, _RAISED)):
        raise BadFile(expected)
    if heading.lines < 1:
        raise BadFile("one line or more")
    return heading, rest


def _key(heading: _Heading) -> bytes:
    try:
        key = bytes.fromhex(heading.key)
    except ValueError:
        key = b""
    if not is_element(key):
        raise BadFile("as key an element of the group, 64 hexadecimal digits")
    return key


def _written_so(file: File, data: bytes) -> File:
    """The file, if these are the bytes it is written in; there is no second way."""
    if bytes(file) != data:
        raise BadFile("the one canonical form of the file")
    return file
