"""Whom each party of origin would have first: the tiers of their orders, one of each party in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import zip_longest

from wayhome.exchange.package import StageName
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.stages import NOTHING_TO_ADD, Stages, all_of, total


@dataclass(frozen=True, slots=True)
class Tier:
    """Those of a party whom its order leaves equal."""

    home: str
    number: int
    """From 1, the first in order first."""
    kinds: tuple[int, ...]
    """The numbers of the kinds."""


def tiers_of(kinds: Sequence[Kind], parties: Sequence[str]) -> tuple[Tier, ...]:
    """The tiers of every party that has an order: the first of each party by name, then the second …"""
    of_party: list[list[Tier]] = []
    for party in sorted(parties):
        numbers: dict[tuple[int, ...], list[int]] = {}
        for number, kind in enumerate(kinds):
            if kind.home == party and kind.key:
                numbers.setdefault(kind.key, []).append(number)
        of_party.append([Tier(party, at, tuple(numbers[key])) for at, key in enumerate(sorted(numbers), 1)])
    return tuple(tier for row in zip_longest(*of_party) for tier in row if tier)


class Tiers:
    """The tiers decided in turn on the stages: of each the most heads that the stages before leave it.

    Most tiers cost no program: those that go whole in what stands already, those that several at once are found to go
    whole together, and, once nothing more of a party fits, all the rest of its tiers, which one bound keeps at 0.
    """

    def __init__(self, stages: Stages, tiers: Sequence[Tier], number: int = 0) -> None:
        """``number``: the round the stages are about; 0 for all together."""
        self._stages, self._number = stages, number
        kinds = [kind for kind, _ in stages.space.columns]
        heads = [stages.space.kinds[kind].heads for kind in kinds]
        of_kind = stages.space.of_kind
        columns = [[column for kind in tier.kinds for column in self._of_round(of_kind[kind])] for tier in tiers]
        self._tiers = [tier for tier, own in zip(tiers, columns, strict=True) if own]
        self._heads = [{column: heads[column] for column in own} for own in columns if own]
        self._closed: set[str] = set()

    def decide(self) -> None:
        """Decide them all."""
        self.lean()
        at, span = 0, 8
        while at < len(self._tiers):
            if self._stands(at):
                at += 1
            elif span > 1 and at + 1 < len(self._tiers):
                span = span * 2 if self._all_go(at, span) else span // 2
            else:
                stage = self._stages.reach(StageName.CRITERIA, self._about(at), self._heads[at])
                self._close(at)
                # After a tier that doesn't go whole the next seldom does.
                at, span = at + 1, 2 if stage.value == all_of(self._heads[at], self._stages.program.most) else 1

    def lean(self) -> None:
        """Begin from values that lean to the first tiers: near what the tiers come to, so that most of them stand."""
        if self._stages.watcher.stopped or len(self._tiers) < 2:
            return
        leaning = {
            column: heads * (len(self._tiers) - at)
            for at, of_tier in enumerate(self._heads)
            for column, heads in of_tier.items()
        }
        self._stages.values = self._stages.most(leaning, _nearly).values

    def draw(self, digest: str) -> None:
        """Choose by the draw among what all stages leave equal: kinds whose draw is smallest go, where they can.

        Each kind's number is drawn as units are (see `wayhome.exchange.units.drawn`); nothing about anybody is in it.
        """
        if self._stages.watcher.stopped or self._stages.values is None:
            return
        stages, salt = self._stages, bytes.fromhex(digest)
        numbers = {
            column: stages.space.kinds[kind].heads
            * (1 + sha256(salt + stages.space.kinds[kind].name.encode()).digest()[0])
            for column, (kind, _) in enumerate(stages.space.columns)
            if stages.program.most[column] > 0
        }
        stages.values = stages.most(numbers, lambda _value, _bound: False).values

    def _of_round(self, columns: Sequence[int]) -> Sequence[int]:
        if not self._number:
            return columns
        return [column for column in columns if self._stages.space.columns[column][1] == self._number]

    def _about(self, at: int) -> tuple[str, ...]:
        tier = self._tiers[at]
        return (tier.home, str(tier.number), *((str(self._number),) if self._number else ()))

    def _stands(self, at: int) -> bool:
        """Whether a tier needs no program; what stands is kept."""
        stages, heads = self._stages, self._heads[at]
        assert stages.values is not None
        everything = all_of(heads, stages.program.most)
        if self._tiers[at].home in self._closed:
            return True
        if stages.watcher.stopped or total(heads, stages.values) == everything:
            stages.note(StageName.CRITERIA, self._about(at), heads, NOTHING_TO_ADD, everything)
            return True
        return False

    def _all_go(self, at: int, span: int) -> bool:
        """Whether several of the next tiers can go whole together; if so they stand."""
        some = range(at, min(at + span, len(self._tiers)))
        heads = self._sum(each for each in some if self._tiers[each].home not in self._closed)
        everything = all_of(heads, self._stages.program.most)
        found = self._stages.most(heads, lambda _, bound: bound < everything)
        if found.value < everything:
            return False
        self._stages.values = found.values
        return True

    def _close(self, at: int) -> None:
        """Keep the rest of a party's tiers at nobody, if nothing more of it fits after a tier that didn't go whole."""
        stages, home = self._stages, self._tiers[at].home
        later = [each for each in range(at + 1, len(self._tiers)) if self._tiers[each].home == home]
        rest = self._sum(later)
        if len(later) < 2 or stages.values is None or stages.watcher.stopped or total(rest, stages.values):
            return
        found = stages.most(rest, lambda _, bound: bound > 0)
        if found.bound == 0:
            stages.note(StageName.CRITERIA_REST, self._about(later[0]), rest, found.proof, 0)
            self._closed.add(home)

    def _sum(self, some: Iterable[int]) -> dict[int, int]:
        return {column: heads for each in some for column, heads in self._heads[each].items()}


def _nearly(value: int | None, bound: int) -> bool:
    """Whether a value is near enough to the bound for a point to begin from."""
    return value is not None and 500 * (bound - value) <= bound
