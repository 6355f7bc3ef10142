"""The one way to write a value: canonical JSON (RFC 8785) and base64 (RFC 4648, section 4).

What is signed must have exactly one form, or two readers could disagree on what was said. So, narrower than RFC 8785:
no floats, integers only where every JSON reader agrees on them, strings in Unicode's NFC. A reader accepts bytes only
if writing them again gives the same bytes.
"""

from __future__ import annotations

import binascii
import re
import unicodedata
from typing import Any, NoReturn, TypeVar

import msgspec
import rfc8785

from wayhome.journal.errors import NotCanonical

LARGEST_INTEGER = 2**53 - 1
"""Integers are within plus and minus this (RFC 7493, section 2.2): beyond it some readers round."""
DEEPEST = 64
"""Arrays and objects nest at most so deep, so that no reader runs out of stack."""
_BEYOND_THE_BASIC_PLANE = re.compile(rb"[\xf0-\xf4]")
"""Where UTF-8 has these, sorting by code point (msgspec) and by UTF-16 (RFC 8785) can differ."""
_DIGITS_ALIKE = bytes.maketrans(b"123456789", b"000000000")
_LONG_NUMBER = b"0" * 16

Form = TypeVar("Form")


def encode(value: object) -> bytes:
    """Return the canonical JSON of ``value``: None, bool, int, str, list or tuple, and dict with str keys.

    Raises `NotCanonical` for any other type, an integer beyond ±(2^53−1), a string that is not NFC or holds a lone
    surrogate. The error says in which field, never what it holds.
    """
    try:
        data = _write(value)
        if _plain(data) and _ANYTHING.decode(data) == value:  # so no type stood in it that JSON doesn't give back
            return data
    except (msgspec.MsgspecError, TypeError, ValueError, OverflowError, RecursionError):
        pass
    _admit(value, DEEPEST)
    return _write(value)


def decode(data: bytes) -> Any:
    """Return the value of canonical JSON. Raises `NotCanonical` unless `encode` would give these very bytes."""
    try:
        value = _ANYTHING.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        raise NotCanonical("journal.not_json") from None
    if not _plain(data):
        _admit(value, DEEPEST)
    if _write(value) != data:  # which also tells of a field named twice: the value holds it once
        raise NotCanonical("journal.json_not_canonical")
    return value


def decoder(form: type[Form]) -> msgspec.json.Decoder[Form]:
    """Return what `decode_as` reads a form with: a msgspec Struct that forbids unknown fields."""
    return msgspec.json.Decoder(form, float_hook=_no_float)


def decode_as(data: bytes, reader: msgspec.json.Decoder[Form]) -> Form:
    """Return the form that canonical JSON holds.

    Raises `NotCanonical` for what `decode` refuses, and msgspec.ValidationError for JSON of another form, or of a form
    that would be written otherwise (a time with an offset, base64 with bits to spare).
    """
    try:
        form = reader.decode(data)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        decode(data)
        raise msgspec.ValidationError(str(error)) from error
    if not _plain(data):
        decode(data)
    if _write(form) != data:
        decode(data)
        refusal = NotCanonical("journal.not_in_its_one_form")
        raise msgspec.ValidationError(str(refusal)) from refusal
    return form


def to_base64(data: bytes) -> str:
    """Return ``data`` in standard base64 with padding."""
    return binascii.b2a_base64(data, newline=False).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes of standard base64. Raises `NotCanonical` unless `to_base64` would give this very text."""
    try:
        data = binascii.a2b_base64(text, strict_mode=True)
    except ValueError:
        raise NotCanonical("journal.not_base64") from None
    if to_base64(data) != text:
        raise NotCanonical("journal.base64_not_canonical")
    return data


def _no_float(_: str) -> NoReturn:
    raise ValueError("no number but an integer has a canonical form here")


_ANYTHING: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=_no_float)


def _write(value: object) -> bytes:
    """The canonical JSON of a value of the kinds that `_admit` takes, or of a form made of them."""
    data = msgspec.json.encode(value, order="sorted")
    if not data.isascii() and _BEYOND_THE_BASIC_PLANE.search(data):
        return rfc8785.dumps(msgspec.to_builtins(value))
    return data


def _plain(data: bytes) -> bool:
    """Whether JSON is so plain that no value in it needs a closer look: what `_admit` refuses can't be in it.

    Text that is in NFC as a whole has each of its strings in NFC. The other way it may fail (a backslash escape before
    a combining mark); then the closer look decides.
    """
    if _LONG_NUMBER in data.translate(_DIGITS_ALIKE) or data.count(b"[") + data.count(b"{") > DEEPEST:
        return False
    return data.isascii() or unicodedata.is_normalized("NFC", data.decode())


def _admit(value: object, depth: int) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _admit_text(value)
    elif isinstance(value, int):
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise NotCanonical("journal.integer_too_large")
    elif depth == 0:
        raise NotCanonical("journal.nested_too_deep", deepest=DEEPEST)
    elif isinstance(value, list | tuple):
        for index, element in enumerate(value):
            _admit_in(index, element, depth - 1)
    elif isinstance(value, dict):
        for name, element in value.items():
            if not isinstance(name, str):
                raise NotCanonical("journal.field_name_not_text")
            _admit_text(name)
            _admit_in(name, element, depth - 1)
    else:
        raise NotCanonical("journal.no_canonical_form", type=type(value).__name__)


def _admit_in(place: str | int, element: object, depth: int) -> None:
    try:
        _admit(element, depth)
    except NotCanonical as error:
        raise NotCanonical("journal.at_a_field", field=place, why=error) from None


def _admit_text(text: str) -> None:
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("journal.not_nfc")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise NotCanonical("journal.lone_surrogate")
