"""Masking one's own lines and raising the other party's: each with the same secret key, made for one tracing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import NoReturn, TypeVar

from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.hashing import hash_to_elements
from wayhome.tracing.blind.proof import BLOCK, prove
from wayhome.tracing.blind.ristretto import (
    ELEMENT_BYTES,
    UNIFORM_BYTES,
    is_scalar,
    multiply_base,
    multiply_each,
    scalar_from,
)
from wayhome.tracing.blind.tokens import Token

Randomness = Callable[[int], bytes]
"""``randomness(n)`` returns n fresh random bytes."""
BLOCK_BYTES = BLOCK * ELEMENT_BYTES
CANARY = "canary"
PADDING = "padding"
_DOMAIN = b"HashToGroup-wayhome-blind-1-ristretto255-SHA512"
_PADDING_BYTES = 32
Given = TypeVar("Given")
Done = TypeVar("Done")


class TooManyTokens(ValueError):
    """A list has more tokens than the lines agreed."""

    def __init__(self, tokens: int, room: int) -> None:
        super().__init__(
            f"the list has {tokens:,} tokens, the terms have room for {room:,}; agree on terms with more lines, or "
            "fewer kinds of token"
        )


@dataclass(frozen=True)
class Line:
    """What stands behind one line of a masked list: a token, a canary or padding."""

    kind: str
    """A `TokenKind`, or `CANARY` or `PADDING`."""
    parts: tuple[str, ...] = field(repr=False)
    person: str = field(default="", repr=False)
    """The id on one's own list; "" for a canary and padding. It is not hashed."""

    def __bytes__(self) -> bytes:
        """What is hashed; a token's bytes for a token."""
        return bytes(Token(self.kind, self.parts))  # type: ignore[arg-type]  # kinds of lines are words as well


class MaskingKey:
    """A party's secret for one tracing, a scalar other than zero. Shows only its public half."""

    __slots__ = ("public", "scalar")

    public: bytes
    """The generator times the secret: proofs are checked against it."""

    def __init__(self, scalar: bytes) -> None:
        if not is_scalar(scalar) or not any(scalar):
            raise ValueError("a masking key is a scalar of ristretto255 other than zero")
        self.scalar = scalar
        self.public = multiply_base(scalar)

    @classmethod
    def fresh(cls, randomness: Randomness) -> MaskingKey:
        """A new key, never used before."""
        return cls(scalar_from(randomness(UNIFORM_BYTES)))

    def __repr__(self) -> str:
        return f"MaskingKey({self.public.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a masking key is kept with its tracing, never pickled or copied")

    def mask(self, context: Context, lines: Iterable[Line]) -> bytes:
        """The masked form of each line: its hash into the group, times the secret."""
        return multiply_each(self.scalar, elements_of(context, lines))

    def raise_(self, masked: bytes, randomness: Randomness) -> tuple[bytes, bytes]:
        """The other party's masked lines times the secret, and the proof of it. Raises `NotAnElement`."""
        raised = multiply_each(self.scalar, masked)
        nonce = scalar_from(randomness(UNIFORM_BYTES))
        return raised, prove(self.scalar, self.public, masked, raised, nonce)


def elements_of(context: Context, lines: Iterable[Line]) -> bytes:
    """Each line hashed into the group, unmasked; other elements in every tracing."""
    tracing = context.digest
    return hash_to_elements((tracing + bytes(line) for line in lines), _DOMAIN)


def lines_to_mask(
    tokens: Mapping[Token, str], count: int, canaries: int, canary_secret: bytes, randomness: Randomness
) -> tuple[Line, ...]:
    """Exactly ``count`` lines: the tokens of a list, the canaries both parties have, and padding.

    Padding hides how many tokens there are; each is made of fresh random bytes, so that the other party can't have it
    among its own lines. Raises `TooManyTokens`.
    """
    lines = [Line(token.kind, token.parts, person) for token, person in tokens.items()]
    if len(lines) > count - canaries:
        raise TooManyTokens(len(lines), count - canaries)
    lines += [Line(CANARY, (canary_secret.hex(), str(number))) for number in range(canaries)]
    lines += [Line(PADDING, (randomness(_PADDING_BYTES).hex(),)) for _ in range(count - len(lines))]
    return tuple(lines)


def blocks_of(lines: Sequence[Given]) -> list[Sequence[Given]]:
    """Lines in blocks of `BLOCK`, the last with what remains."""
    return [lines[start : start + BLOCK] for start in range(0, len(lines), BLOCK)]


def on_all_cores(work: Callable[[Given], Done], parts: Sequence[Given]) -> Iterator[Done]:
    """``work`` done for each part, in order. When whoever asks stops, what has not been begun isn't done."""
    pool = ThreadPoolExecutor(os.cpu_count())
    try:
        yield from pool.map(work, parts)
    finally:
        pool.shutdown(cancel_futures=True)
