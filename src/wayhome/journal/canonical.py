"""The one way to write a value: canonical JSON (RFC 8785) and base64 (RFC 4648, section 4).

What is signed must have exactly one form, or two readers could disagree on what was said. So, narrower than RFC 8785:
no floats, integers only where every JSON reader agrees on them, strings in Unicode's NFC. A reader accepts bytes only
if writing them again gives the same bytes.
"""

from __future__ import annotations

import base64
import json
import unicodedata

import rfc8785

from wayhome.journal.errors import NotCanonical

LARGEST_INTEGER = 2**53 - 1
"""Integers are within plus and minus this (RFC 7493, section 2.2): beyond it some readers round."""
DEEPEST = 64
"""Arrays and objects nest at most so deep, so that no reader runs out of stack."""


def encode(value: object) -> bytes:
    """Return the canonical JSON of ``value``: None, bool, int, str, list or tuple, and dict with str keys.

    Raises `NotCanonical` for any other type, an integer beyond ±(2^53−1), a string that is not NFC or holds a lone
    surrogate. The error says in which field, never what it holds.
    """
    _admit(value, DEEPEST)
    return rfc8785.dumps(value)  # type: ignore[arg-type]  # the line above has checked it


def decode(data: bytes) -> object:
    """Return the value of canonical JSON. Raises `NotCanonical` unless `encode` would give these very bytes."""
    try:
        value = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        raise NotCanonical("not JSON in UTF-8, or nested too deep") from None
    if encode(value) != data:  # which also tells of a field named twice: the value holds it once
        raise NotCanonical("JSON, but not in its canonical form (RFC 8785)")
    return value


def to_base64(data: bytes) -> str:
    """Return ``data`` in standard base64 with padding."""
    return base64.b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """Return the bytes of standard base64. Raises `NotCanonical` unless `to_base64` would give this very text."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise NotCanonical("not base64") from None
    if to_base64(data) != text:
        raise NotCanonical("base64, but not in its canonical form")
    return data


def _admit(value: object, depth: int) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, str):
        _admit_text(value)
    elif isinstance(value, int):
        if not -LARGEST_INTEGER <= value <= LARGEST_INTEGER:
            raise NotCanonical("an integer beyond 2^53-1; write it as a string")
    elif depth == 0:
        raise NotCanonical(f"nested more than {DEEPEST} deep")
    elif isinstance(value, list | tuple):
        for index, element in enumerate(value):
            _admit_in(index, element, depth - 1)
    elif isinstance(value, dict):
        for name, element in value.items():
            if not isinstance(name, str):
                raise NotCanonical("the name of a field must be a string")
            _admit_text(name)
            _admit_in(name, element, depth - 1)
    else:
        raise NotCanonical(f"{type(value).__name__} has no canonical form; use strings, integers, lists and objects")


def _admit_in(place: str | int, element: object, depth: int) -> None:
    try:
        _admit(element, depth)
    except NotCanonical as error:
        raise NotCanonical(f"{place}: {error}") from None


def _admit_text(text: str) -> None:
    if text.isascii():
        return
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical("text that is not in Unicode's normal form NFC")
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise NotCanonical("half a character (a lone surrogate)")
