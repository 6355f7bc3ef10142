"""The terms of a round: what a package must satisfy, and nothing that could give a person a worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise

import msgspec
import rfc8785

from wayhome.exchange.terms_keys import BadTerms, expect_at_least, expect_name, is_name, repeats
from wayhome.people.categories import Category


class Balance(StrEnum):
    """Between whom the counted are balanced."""

    PAIRS = "pairs"
    """Between each pair of parties on its own."""
    CIRCLE = "circle"
    """For each party: as many as it releases come home to it, from whichever party: A to B to C to A."""


@dataclass(frozen=True, slots=True)
class Released:
    """One side of a ratio: a party releases so many heads for each that the other of a pair releases by its own."""

    party: str
    heads: int

    def __post_init__(self) -> None:
        expect_name("counted.ratio.party", self.party)
        expect_at_least("counted.ratio.heads", self.heads, 1)


@dataclass(frozen=True, slots=True)
class RankEquivalent:
    """For how many privates a rank stood in a cartel such as that of 22 July 1862. It says nothing of a person."""

    rank: str
    privates: int

    def __post_init__(self) -> None:
        expect_name("counted.equivalents.ranks.rank", self.rank)
        expect_at_least("counted.equivalents.ranks.privates", self.privates, 1)


@dataclass(frozen=True, slots=True)
class Equivalents:
    """A table of ranks by which the counted are balanced: the sums of privates out and in differ by at most a band."""

    ranks: tuple[RankEquivalent, ...]
    band: int
    """In privates; kept cumulatively after each round."""
    instead_of_heads: bool = False
    """Whether heads needn't balance where this table is kept."""

    def __post_init__(self) -> None:
        if not self.ranks or repeats([_folded(each.rank) for each in self.ranks]):
            raise BadTerms.at("counted.equivalents.ranks")
        expect_at_least("counted.equivalents.band", self.band, 0)

    def privates(self, rank: str) -> int:
        """For how many privates a rank stands: 1 where it isn't named here, or not stated. Case and spaces are free."""
        return {_folded(each.rank): each.privates for each in self.ranks}.get(_folded(rank), 1)


def _folded(rank: str) -> str:
    return " ".join(rank.casefold().split())


@dataclass(frozen=True, slots=True)
class Share:
    """What part of the counted who go to a home must, or may at most, be of one category or meet one fact."""

    of: str
    """A category that may be counted, or a fact of `wayhome.exchange.criteria`."""
    home: str = ""
    """The party of origin; "" for each of them."""
    least: int | None = None
    """Heads, in the first round only."""
    most: int | None = None
    """Heads, in every round."""
    least_percent: int | None = None
    """Of the counted heads who go to that home, in every round."""
    most_percent: int | None = None

    def __post_init__(self) -> None:
        limits = {name: getattr(self, name) for name in ("least", "most", "least_percent", "most_percent")}
        if all(limit is None for limit in limits.values()):
            raise BadTerms.at("counted.shares")
        for name, limit in limits.items():
            if limit is not None and not 0 <= limit <= (100 if name.endswith("percent") else limit):
                raise BadTerms.at(f"counted.shares.{name}")
        for kind in ("", "_percent"):
            least, most = limits[f"least{kind}"], limits[f"most{kind}"]
            if least is not None and most is not None and least > most:
                raise BadTerms.at(f"counted.shares.least{kind}")


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """The part that is balanced."""

    most: int
    """The most heads in each round: each way between each pair of parties, or, in a circle, out of each party. 0 where
    nobody is counted."""
    categories: tuple[Category, ...] = (Category.PRISONER_OF_WAR, Category.ACCOMPANYING)
    """The categories the count is made of. The law allows none but those of `COUNTABLE`."""
    balance: Balance = Balance.PAIRS
    ratio: tuple[Released, ...] = ()
    """Between each pair of parties, how many heads each releases for the other's; a party without a line, 1."""
    equivalents: Equivalents | None = None
    shares: tuple[Share, ...] = ()
    asked_by_name: int = 0
    """How many people at most each party's own order may ask for by name."""

    def __post_init__(self) -> None:
        expect_at_least("counted.most", self.most, 0)
        if not self.categories or repeats(self.categories):
            raise BadTerms.at("counted.categories")
        heads_free = self.equivalents is not None and self.equivalents.instead_of_heads
        if repeats([each.party for each in self.ratio]):
            raise BadTerms.at("counted.ratio")
        if self.ratio and (self.balance is not Balance.PAIRS or heads_free):
            raise BadTerms.at("counted.ratio")
        expect_at_least("counted.asked_by_name", self.asked_by_name, 0)


@dataclass(frozen=True, slots=True)
class UnconditionalTerms:
    """The part that is never counted. Its only limit is transport."""

    seats: int | None = None
    """The most people each way between each pair of parties in each round; None for no limit."""

    def __post_init__(self) -> None:
        expect_at_least("unconditional.seats", self.seats, 0)


@dataclass(frozen=True, slots=True)
class Seats:
    """Transport from one place of a holder in each round: seats for either part, apart from each other."""

    holder: str
    place: str
    """As the held list writes it; "" for everybody of this holder whose place has no line of its own."""
    counted: int | None = None
    """None for no limit."""
    unconditional: int | None = None
    """None for no limit."""

    def __post_init__(self) -> None:
        if self.place:
            expect_name("seats.place", self.place)
        if self.counted is None and self.unconditional is None:
            raise BadTerms.at("seats")
        expect_at_least("seats.counted", self.counted, 0)
        expect_at_least("seats.unconditional", self.unconditional, 0)


@dataclass(frozen=True, slots=True)
class Withheld:
    """A person whom the detaining party holds back from a round, and why: listed always (GC III 115, 119)."""

    person: str
    by: str
    """The detaining party."""
    reason: str
    """`prosecution` or `conviction`, each named in ``stated``, or `unfit` to travel. The law allows no other."""
    stated: str
    """Which proceedings, for what, before which court; or what was certified."""
    until: date | None = None
    """May go in a round on this day or after it; None for as long as the reason stands."""

    def __post_init__(self) -> None:
        expect_name("withheld.person", self.person)
        if not self.stated.isprintable():
            raise BadTerms.at("withheld.stated")


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What the parties agree a round's package must satisfy.

    Raises `BadTerms` for what makes no sense. What makes sense but is forbidden can be written down, so that the law
    can be asked and the attempt recorded: see `wayhome.exchange.forbidden`.
    """

    parties: tuple[str, ...]
    """Two or more."""
    day: date
    """The day of the round: to which ages and lengths of captivity are counted."""
    exposure: int
    """At any moment of the handover a party has released at most this many counted people more than it has received,
    in shares of the package where the two totals differ.

    It can't be 0: then neither party could let the first person go before the other had, and both would wait for ever.
    Someone always goes first, so the parties must agree how many that may be.
    """
    counted: CountedTerms = CountedTerms(most=0)
    unconditional: UnconditionalTerms = UnconditionalTerms()
    criteria: tuple[str, ...] = ()
    """Whom the counted part takes first; a later criterion decides between those whom all earlier ones leave equal. It
    is the order of every party that gives none of its own."""
    hostilities_ended: bool = False
    """Once active hostilities have ended everyone is due without delay: nobody is counted (GC III 118)."""
    later_rounds: tuple[date, ...] = ()
    """Days of the rounds after this one that the plan looks ahead to, ascending."""
    seats: tuple[Seats, ...] = ()
    withheld: tuple[Withheld, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    """Crews: references of people who go together or not at all, as families do."""

    def __post_init__(self) -> None:
        if len(self.parties) < 2 or not all(map(is_name, self.parties)) or repeats(self.parties):
            raise BadTerms.at("parties")
        expect_at_least("exposure", self.exposure, 1)
        if repeats(self.criteria):
            raise BadTerms.at("criteria")
        days = (self.day, *self.later_rounds)
        if any(later <= earlier for earlier, later in pairwise(days)):
            raise BadTerms.at("later_rounds")
        crews = [person for crew in self.together for person in crew]
        if any(len(crew) < 2 for crew in self.together) or not all(map(is_name, crews)) or repeats(crews):
            raise BadTerms.at("together")
        for key, parties in self._parties_named():
            if not set(parties) <= set(self.parties):
                raise BadTerms.at(key)
        if repeats([(each.holder, each.place) for each in self.seats]):
            raise BadTerms.at("seats")
        if repeats([each.person for each in self.withheld]):
            raise BadTerms.at("withheld")

    @property
    def rounds(self) -> tuple[date, ...]:
        """The day of this round and those of the rounds the plan looks ahead to."""
        return (self.day, *self.later_rounds)

    @property
    def digest(self) -> str:
        """SHA-256 of the terms as canonical JSON (RFC 8785), in hexadecimal: the same terms, the same digest."""
        # Slots matter here: of an object without them msgspec writes only the fields that were given when it was read.
        return sha256(rfc8785.dumps(msgspec.to_builtins(self))).hexdigest()

    def _parties_named(self) -> Iterable[tuple[str, Iterable[str]]]:
        yield "counted.ratio.party", [each.party for each in self.counted.ratio]
        yield "counted.shares.home", [each.home for each in self.counted.shares if each.home]
        yield "seats.holder", [each.holder for each in self.seats]
        yield "withheld.by", [each.by for each in self.withheld]
