"""One list of people held, one of people sought, and the truth about them: what tracing is measured on."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random

from wayhome.fiction.drawing import branch
from wayhome.fiction.listing import Listing, list_held, list_sought
from wayhome.fiction.persons import Person
from wayhome.fiction.population import Circumstances, populate
from wayhome.fiction.setting import LYSORIA_AND_TORVENIA, Setting
from wayhome.people.particulars import Particulars


class Relation(StrEnum):
    """What two people truly are to one another, as far as tracing may take one for the other."""

    SAME = "same"
    TWIN = "twin"
    SIBLING = "brother or sister"
    FATHER_AND_SON = "father and child"
    NAMESAKE = "namesake"
    OTHER = "other"


@dataclass(frozen=True)
class ListPair:
    """The lists are ordered by ids, which say nothing. The truth is for who measures, never for who traces."""

    held: tuple[Particulars, ...]
    sought: tuple[Particulars, ...]
    truth: Mapping[str, str]
    """Sought id to held id, one to one, for everyone truly held and sought."""
    listed_again: Mapping[str, str]
    """Second id to first id, for those who stand on a list twice; ``truth`` has first ids only."""
    noise: Mapping[str, tuple[str, ...]]
    """Id to the kinds of noise on the row, in the words of `Noise` and `Spellings`, where there is any."""
    persons: Mapping[str, Person]
    """Id of any row to its person."""

    def relation(self, sought_id: str, held_id: str) -> Relation:
        """What the people of two rows are to one another. Kin by chance counts as kin: nothing could tell it apart."""
        return _relation(self.persons[sought_id], self.persons[held_id])


def pair_of_lists(
    seed: int,
    size: int,
    *,
    overlap: float = 0.6,
    setting: Setting = LYSORIA_AND_TORVENIA,
    of_second_state: bool = False,
) -> ListPair:
    """The same two lists for the same arguments, in any process.

    ``size`` soldiers of the setting's first state (or of its second) are on either list, and ``overlap`` of them on
    both; some rows more are of people listed twice. Raises ValueError for an overlap that isn't between 0 and 1.
    """
    random = Random(seed)  # noqa: S311 - fiction is to be repeatable and guards no secret
    holder, home = setting.states if of_second_state else reversed(setting.states)
    both = round(size * overlap)
    people = populate(branch(random), home, holder, Circumstances(), setting.kin, held=size, sought=size, both=both)
    held = list_held(branch(random), people, holder, setting)
    sought = list_sought(branch(random), people, home, setting)
    return ListPair(
        held=held.rows,
        sought=sought.rows,
        truth={sought.ids[position]: held.ids[position] for position in range(both)},
        listed_again={**held.listed_again, **sought.listed_again},
        noise={**held.noise, **sought.noise},
        persons={**_persons(held, people.people), **_persons(sought, people.people)},
    )


def _persons(listing: Listing, people: tuple[Person, ...]) -> dict[str, Person]:
    return {row_id: people[position] for row_id, position in listing.positions.items()}


def _relation(one: Person, other: Person) -> Relation:
    if one is other:
        return Relation.SAME
    if one.family_name != other.family_name:
        return Relation.OTHER
    if one.given is other.given and one.father is other.father:
        return Relation.NAMESAKE
    if one.birth_place != other.birth_place:
        return Relation.OTHER
    if one.father is other.father:
        return Relation.TWIN if one.birth_date == other.birth_date else Relation.SIBLING
    return Relation.FATHER_AND_SON if one.father is other.given or other.father is one.given else Relation.OTHER
