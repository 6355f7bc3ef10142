"""What was solved, with those whom a lottery has drawn in place of the draw of the terms."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace

import numpy as np

from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.units import Unit
from wayhome.people.messages import Message, said


class OtherLottery(ValueError):
    """A draw that isn't of what was solved: of other people, terms or orders, or of rounds after this one."""

    def __init__(self, said: Message) -> None:
        super().__init__(said)
        self.said = said

    def wording(self, language: str = "en") -> str:
        """What is wrong, in a language."""
        return self.said.wording(language)


@dataclass(frozen=True, eq=False)
class SolvedByLottery(Solved):
    """What was solved, and whom the lottery drew."""

    drawn: frozenset[str]
    """References."""

    def sequence(self, kind: Kind) -> list[Unit]:
        """A kind's units in the order in which they go: those drawn first."""
        return sorted(super().sequence(kind), key=lambda unit: unit.name not in self.drawn)


def by_lottery(solved: Solved, drawn: Collection[str], among: Collection[str]) -> Solved:
    """The same, but of the people ``among`` whom there was a lottery exactly those ``drawn`` go. Raises `OtherLottery`.

    They are one of the packages that are as good by every stage, or it is no draw of this.
    """
    counted = solved.counted
    if counted is None or len(solved.terms.rounds) > 1:
        raise OtherLottery(said("exchange.lottery_of_this_round"))
    people, chosen = frozenset(among), frozenset(drawn)
    values = np.array(counted.values, dtype=np.int64)
    for number, kind in enumerate(counted.space.kinds):
        if kind.name in people:
            values[number] = sum(unit.name in chosen for unit in kind.units)
    known = {unit.name: unit for kind in counted.space.kinds if kind.name in people for unit in kind.units}
    in_whole = {each.person for name, unit in known.items() if name in chosen for each in unit.people}
    if in_whole != chosen or {each.person for unit in known.values() for each in unit.people} != people:
        raise OtherLottery(said("exchange.draws_among_others"))
    if counted.space.program.broken(values):
        raise OtherLottery(said("exchange.drawn_do_not_keep"))
    own = {field.name: getattr(solved, field.name) for field in fields(Solved)}
    return SolvedByLottery(**own | {"counted": replace(counted, values=values)}, drawn=chosen)
