"""The group ristretto255 (RFC 9496) as the system's libsodium computes it: elements and scalars are 32 bytes each.

Whatever touches a secret scalar is libsodium's constant-time code; no scalar ever becomes a Python number. Functions on
many elements take and return them one after the other, and leave the interpreter to other threads while they compute.
"""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable
from contextlib import suppress
from functools import cache

ELEMENT_BYTES = 32
SCALAR_BYTES = 32
UNIFORM_BYTES = 64
"""Bytes of a hash from which an element or a scalar is made without a bias."""
IDENTITY = bytes(ELEMENT_BYTES)

_HIGH_BIT = 0x80
"""Set in no canonical encoding (RFC 9496, 4.3.1). libsodium 1.0.18 takes it all the same, and so an element twice."""
_NAMES = ("libsodium.so.23", "libsodium.so.26")
"""Names of the system's libsodium from 1.0.13 on; the second since 1.0.19."""
_FUNCTIONS = {
    "crypto_core_ristretto255_is_valid_point": 1,
    "crypto_core_ristretto255_from_hash": 2,
    "crypto_core_ristretto255_add": 3,
    "crypto_core_ristretto255_scalar_reduce": 2,
    "crypto_core_ristretto255_scalar_invert": 2,
    "crypto_core_ristretto255_scalar_mul": 3,
    "crypto_core_ristretto255_scalar_sub": 3,
    "crypto_scalarmult_ristretto255": 3,
    "crypto_scalarmult_ristretto255_base": 2,
}
"""Those used, and how many places in memory each is given."""


class NoLibsodium(Exception):
    """The system has no libsodium with ristretto255, and so can't trace blindly."""

    def __init__(self, found: str = "") -> None:
        what = f"{found} is too old for ristretto255 (1.0.18 has it)" if found else "it isn't installed"
        super().__init__(f"blind tracing needs the system's libsodium, and {what}: sudo apt-get install libsodium23")


class NotAnElement(ValueError):
    """Not the one encoding of an element of the group other than the identity. ``place`` says which of many, from 0."""

    def __init__(self, place: int = 0) -> None:
        super().__init__(f"element {place} is no element of ristretto255, or the identity")
        self.place = place


def is_element(element: bytes) -> bool:
    """Whether these bytes are the one encoding of an element other than the identity."""
    valid = _function("crypto_core_ristretto255_is_valid_point")
    return len(element) == ELEMENT_BYTES and element != IDENTITY and element[-1] < _HIGH_BIT and valid(element) == 1


def elements_from(uniform: bytes) -> bytes:
    """The element of each 64 uniform bytes (RFC 9496, section 4.3.4)."""
    make = _function("crypto_core_ristretto255_from_hash")
    source, out = _many(uniform, UNIFORM_BYTES), _room(len(uniform) // UNIFORM_BYTES * ELEMENT_BYTES)
    read, write = ctypes.addressof(source), ctypes.addressof(out)
    for number in range(len(uniform) // UNIFORM_BYTES):
        make(write + number * ELEMENT_BYTES, read + number * UNIFORM_BYTES)
    return out.raw


def multiply_each(scalar: bytes, elements: bytes) -> bytes:
    """Each element times ``scalar``. Raises `NotAnElement` for the first that is none, or is the identity."""
    multiply = _function("crypto_scalarmult_ristretto255")
    factor, source, out = _one(scalar), _elements(elements), _room(len(elements))
    by, read, write = map(ctypes.addressof, (factor, source, out))
    for offset in range(0, len(elements), ELEMENT_BYTES):
        if multiply(write + offset, by, read + offset):
            raise NotAnElement(offset // ELEMENT_BYTES)
    return out.raw


def weighted_sum(weights: bytes, elements: bytes) -> bytes:
    """The sum of each element times its own weight. Raises `NotAnElement` as `multiply_each` does."""
    multiply, add = _function("crypto_scalarmult_ristretto255"), _function("crypto_core_ristretto255_add")
    factors, source = _many(weights, SCALAR_BYTES), _elements(elements)
    if len(weights) != len(elements) or not elements:
        raise ValueError("a weight for each of one element or more")
    product, total = _room(ELEMENT_BYTES), _room(ELEMENT_BYTES)
    by, read, one, all_ = map(ctypes.addressof, (factors, source, product, total))
    for offset in range(0, len(elements), ELEMENT_BYTES):
        if multiply(one, by + offset, read + offset):
            raise NotAnElement(offset // ELEMENT_BYTES)
        add(all_, all_, one)
    return total.raw


def multiply_base(scalar: bytes) -> bytes:
    """The group's generator times ``scalar``. Raises `NotAnElement` for a scalar of zero."""
    out = _room(ELEMENT_BYTES)
    if _function("crypto_scalarmult_ristretto255_base")(out, _one(scalar)):
        raise NotAnElement
    return out.raw


def add(one: bytes, other: bytes) -> bytes:
    """The sum of two elements. Raises `NotAnElement` unless both are encodings of elements."""
    out = _room(ELEMENT_BYTES)
    if _function("crypto_core_ristretto255_add")(out, _elements(one), _elements(other)):
        raise NotAnElement
    return out.raw


def scalar_from(uniform: bytes) -> bytes:
    """The scalar that up to 64 bytes are, the least first, modulo the group's order. A secret takes 64 random ones."""
    out = _room(SCALAR_BYTES)
    _function("crypto_core_ristretto255_scalar_reduce")(out, _many(uniform.ljust(UNIFORM_BYTES, b"\0"), UNIFORM_BYTES))
    return out.raw


def is_scalar(scalar: bytes) -> bool:
    """Whether these bytes are the one encoding of a scalar: 32 bytes, below the group's order."""
    return len(scalar) == SCALAR_BYTES and scalar_from(scalar) == scalar


def scalar_product(one: bytes, other: bytes) -> bytes:
    """The product of two scalars."""
    return _of_scalars("crypto_core_ristretto255_scalar_mul", one, other)


def scalar_difference(one: bytes, other: bytes) -> bytes:
    """The first scalar less the second."""
    return _of_scalars("crypto_core_ristretto255_scalar_sub", one, other)


def scalar_inverse(scalar: bytes) -> bytes:
    """The scalar whose product with this one is 1."""
    return _of_scalars("crypto_core_ristretto255_scalar_invert", scalar)


def _of_scalars(name: str, *scalars: bytes) -> bytes:
    out = _room(SCALAR_BYTES)
    _function(name)(out, *map(_one, scalars))
    return out.raw


_Memory = ctypes.Array[ctypes.c_char]


def _room(size: int) -> _Memory:
    return ctypes.create_string_buffer(size)


def _one(value: bytes) -> _Memory:
    if len(value) != ELEMENT_BYTES:
        raise ValueError(f"elements and scalars have {ELEMENT_BYTES} bytes, not {len(value)}")
    return ctypes.create_string_buffer(value, ELEMENT_BYTES)


def _elements(values: bytes) -> _Memory:
    """Encodings of elements. Raises `NotAnElement` for one that can't be canonical whatever libsodium says."""
    source = _many(values, ELEMENT_BYTES)
    for place, last in enumerate(values[ELEMENT_BYTES - 1 :: ELEMENT_BYTES]):
        if last >= _HIGH_BIT:
            raise NotAnElement(place)
    return source


def _many(values: bytes, size: int) -> _Memory:
    if len(values) % size:
        raise ValueError(f"a whole number of {size} bytes each, not {len(values)} bytes")
    return ctypes.create_string_buffer(values, len(values))


@cache
def _function(name: str) -> Callable[..., int]:
    library = _sodium()
    try:
        function = getattr(library, name)
    except AttributeError as error:
        raise NoLibsodium(library._name) from error
    function.argtypes = [ctypes.c_void_p] * _FUNCTIONS[name]
    function.restype = ctypes.c_int
    return function  # type: ignore[no-any-return]  # ctypes can't know what the library has


@cache
def _sodium() -> ctypes.CDLL:
    for name in (*_NAMES, ctypes.util.find_library("sodium")):
        with suppress(OSError):
            if name:
                library = ctypes.CDLL(name)
                if library.sodium_init() >= 0:
                    return library
    raise NoLibsodium
