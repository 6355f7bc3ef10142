"""Who goes home in this round and how far each of them is, as rows a page can show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from wayhome.desk.register.known import names_of
from wayhome.desk.table import Here
from wayhome.handover import Journey, Stage, exposure, travellers
from wayhome.people import Condition, Returnee, Track


@dataclass(frozen=True)
class Person:
    """Somebody of the package, and how far they are."""

    reference: str
    name: str
    """As the reader's delegation knows them; the reference where it doesn't."""
    returnee: Returnee
    journey: Journey

    @property
    def child(self) -> bool:
        """Whether a guardian has to be on record before they travel (AP I 78)."""
        return Condition.CHILD in self.returnee.conditions

    @property
    def ready(self) -> bool:
        """Whether they could be put on a manifest."""
        return self.journey.may_travel and (not self.child or self.journey.guardian)


@dataclass(frozen=True)
class Way:
    """One way of the round: how many of it are where."""

    holder: str
    home: str
    counts: dict[str, int]
    """By `Stage`."""
    ready: int
    total: int


def people(place: Here, holder: str = "", *stages: Stage) -> list[Person]:
    """Everyone of the package as substitutions have changed it, by name; of one detaining party, at these stages."""
    handover = place.round.handover
    going = travellers(place.round.agreement, handover)
    wanted = {
        person: returnee
        for person, returnee in going.items()
        if holder in ("", returnee.holder) and (not stages or handover.journey(person).stage in stages)
    }
    names = names_of(wanted)
    found = [
        Person(person, names.get(person, person), returnee, handover.journey(person))
        for person, returnee in wanted.items()
    ]
    return sorted(found, key=lambda each: (each.returnee.holder, each.returnee.track, each.name, each.reference))


def ways(place: Here) -> list[Way]:
    """How many are where, for each way of the round."""
    by_way: dict[tuple[str, str], list[Person]] = {}
    for each in people(place):
        by_way.setdefault((each.returnee.holder, each.returnee.home), []).append(each)
    return [_way(holder, home, those) for (holder, home), those in sorted(by_way.items())]


def _way(holder: str, home: str, those: list[Person]) -> Way:
    counts = Counter(str(each.journey.stage) for each in those)
    ready = sum(each.ready for each in those if each.journey.stage is Stage.HELD)
    return Way(holder, home, {str(stage): counts[stage] for stage in Stage}, ready, len(those))


def exposed(place: Here) -> list[tuple[str, int]]:
    """How many counted people more each party has released than it has received."""
    return sorted(exposure(place.round.agreement, place.round.handover).items())


def choices(those: Iterable[Person]) -> list[tuple[str, str]]:
    """People to tick in a form."""
    return [(each.reference, each.name) for each in those]


def next_tranche(place: Here, holder: str) -> int:
    """The number the next tranche of this detaining party gets."""
    return 1 + max((each.journey.tranche for each in people(place, holder)), default=0)


def counted(those: Iterable[Person]) -> int:
    """How many of these stand in the counted part."""
    return sum(each.returnee.track is Track.COUNTED for each in those)
