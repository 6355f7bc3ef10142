"""One blind tracing played with two parties and a facilitator, each of whom may cheat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from random import Random

from wayhome.tracing.blind import (
    Context,
    KeptLines,
    Line,
    Masked,
    MaskingKey,
    Raised,
    Token,
    TokenKind,
    check_raised,
    compare,
    element_blocks,
    in_masked_order,
    lines_to_mask,
)

CONTEXT = Context("round.example/2025-08-24", "2025-08-24", "autumn", "ab" * 32)
CANARIES = 12
CANARY_SECRET = bytes(range(32))


def randomness(seed: int) -> Callable[[int], bytes]:
    """Bytes that look random and are the same in every run."""
    return Random(seed).randbytes


def person_token(number: int) -> Token:
    """The surname and birth date of the fictional person of this number; nobody else has them."""
    return Token(TokenKind.SURNAME_AND_BIRTH, (f"skeleton-{number}", f"19{number % 90 + 10}-03-07"))


@dataclass
class Party:
    """A party with a list of fictional people, by numbers, and the lines agreed."""

    name: str
    people: Sequence[int]
    lines: int = 120
    seed: int = 1
    context: Context = CONTEXT

    @cached_property
    def key(self) -> MaskingKey:
        return MaskingKey.fresh(randomness(100 + self.seed))

    @cached_property
    def kept(self) -> KeptLines:
        tokens = {person_token(number): f"id-{number}" for number in self.people}
        lines = lines_to_mask(tokens, self.lines, CANARIES, CANARY_SECRET, randomness(self.seed))
        _, ordered = in_masked_order(lines, self.key.mask(self.context, lines))
        return KeptLines(self.context, self.name, self.key, ordered, self.masked_of(ordered).digest)

    @property
    def masked(self) -> Masked:
        return self.masked_of(self.kept.lines)

    def masked_of(self, lines: Sequence[Line]) -> Masked:
        return Masked(self.context, self.name, self.key.public, self.key.mask(self.context, lines))

    def raised(self, masked: Masked) -> Raised:
        parts = [self.key.raise_(block, randomness(7 + self.seed)) for block in element_blocks(masked.lines)]
        lines, proofs = (b"".join(each) for each in zip(*parts, strict=True))
        return Raised(masked.context, self.name, self.key.public, masked.digest, lines, proofs)


@dataclass
class Played:
    """Everything that was sent in one tracing, as the facilitator has it."""

    seeker: Party
    holder: Party

    @cached_property
    def of_seeker(self) -> Raised:
        """The seeker's lines, raised by the holder."""
        return self.holder.raised(self.seeker.masked)

    @cached_property
    def of_holder(self) -> Raised:
        return self.seeker.raised(self.holder.masked)

    @property
    def seen_by_facilitator(self) -> set[bytes]:
        sent = (self.seeker.masked.lines, self.holder.masked.lines, self.of_seeker.lines, self.of_holder.lines)
        return {element for lines in sent for element in elements_in(lines)}

    def found(self) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """What the facilitator tells each, after it has checked every proof."""
        assert list(check_raised(self.seeker.masked, self.of_seeker)) == [len(self.seeker.masked)]
        assert list(check_raised(self.holder.masked, self.of_holder)) == [len(self.holder.masked)]
        return compare(self.of_seeker, self.of_holder)


def elements_in(lines: bytes) -> list[bytes]:
    """The elements that stand one after the other."""
    return [lines[at : at + 32] for at in range(0, len(lines), 32)]


def numbers_of(party: Party, lines: Sequence[int]) -> set[int]:
    """The people behind lines of a party's masked list."""
    return {int(party.kept.lines[at].person.removeprefix("id-")) for at in lines if party.kept.lines[at].person}
