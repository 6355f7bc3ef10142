"""Who there is: the people of one state whom the other holds, whom their own state seeks, or both."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import count, islice
from random import Random

from wayhome.fiction.drawing import expect_shares
from wayhome.fiction.kin import couple, father_or_son, namesake, parent_and_child, sibling, twin
from wayhome.fiction.persons import Origin, Person, civilian, soldier
from wayhome.fiction.states import State
from wayhome.people.categories import Category, Condition


@dataclass(frozen=True)
class Kin:
    """For every soldier drawn, the chance that such a second one was taken too; at most one of them."""

    siblings: float = 0.03
    """Brothers; of a woman, sisters."""
    twins: float = 0.004
    fathers_and_sons: float = 0.02
    namesakes: float = 0.01
    """Strangers of the same surname, given name and patronymic."""

    def __post_init__(self) -> None:
        expect_shares(vars(self) | {"all kin together": sum(vars(self).values())})

    @property
    def chances(self) -> tuple[tuple[float, Callable[[Origin, Person], Person]], ...]:
        return (
            (self.siblings, sibling),
            (self.twins, twin),
            (self.fathers_and_sons, father_or_son),
            (self.namesakes, namesake),
        )


ORDINARY_KIN = Kin()


@dataclass(frozen=True)
class Circumstances:
    """How many of one state's people are in the circumstances a story needs; all others are soldiers without such."""

    civilians: int = 0
    """Held by the other state and sought by their own."""
    civilians_not_sought: int = 0
    """Held by the other state while their own doesn't know it must look for them."""
    civilians_not_held: int = 0
    """Sought by their own state while the other doesn't list them."""
    seriously_wounded: int = 0
    """Prisoners of war, held and sought."""
    seriously_wounded_not_sought: int = 0
    couples: int = 0
    """Couples of soldiers, both held and sought: not to be separated."""
    parents_with_child: int = 0
    """Of the ``civilians``, pairs of a parent and a child of nine: not to be separated."""
    journalist_taken: date | None = None
    """Of the ``civilians``, one is a journalist without accreditation, taken that day: a civilian (AP I 79)."""

    def __post_init__(self) -> None:
        if 2 * self.parents_with_child + (self.journalist_taken is not None) > self.civilians:
            raise ValueError("more parents, children and journalists than civilians held and sought")


@dataclass(frozen=True)
class Population:
    """The people of one state: those held and sought first, then those only held, then those only sought."""

    people: tuple[Person, ...]
    both: int
    """How many are held and sought."""
    held: int
    journalist: int | None
    """Position in ``people``."""

    @property
    def held_positions(self) -> range:
        return range(self.held)

    @property
    def sought_positions(self) -> tuple[int, ...]:
        return (*range(self.both), *range(self.held, len(self.people)))


def populate(
    random: Random,
    home: State,
    holder: State,
    circumstances: Circumstances,
    kin: Kin,
    *,
    held: int,
    sought: int,
    both: int,
) -> Population:
    """The people of ``home``: ``held`` by ``holder``, ``sought`` by their own state; ``both`` are among either.

    Raises ValueError where the numbers leave no room for one another or for the circumstances.
    """
    ours = circumstances
    _expect("held and sought", both, ours.civilians + ours.seriously_wounded + 2 * ours.couples)
    _expect("held but not sought", held - both, ours.civilians_not_sought + ours.seriously_wounded_not_sought)
    _expect("sought but not held", sought - both, ours.civilians_not_held)
    origin = Origin(random, home, holder, _service_numbers(random, home, 2 * (held + sought) + 100))
    families = count(1)
    in_both = _civilians_of_the_story(origin, ours, families)
    journalist = len(in_both) - 1 if ours.journalist_taken else None
    for _ in range(ours.couples):
        in_both += couple(origin, next(families))
    in_both += [_wounded(origin) for _ in range(ours.seriously_wounded)]
    held_only = [civilian(origin) for _ in range(ours.civilians_not_sought)]
    held_only += [_wounded(origin) for _ in range(ours.seriously_wounded_not_sought)]
    sought_only = [civilian(origin) for _ in range(ours.civilians_not_held)]

    others = _comrades(origin, kin, held + sought - both - len(in_both) - len(held_only) - len(sought_only))
    random.shuffle(others)
    rest = iter(others)
    in_both += islice(rest, both - len(in_both))
    held_only += islice(rest, held - both - len(held_only))
    sought_only += rest
    return Population((*in_both, *held_only, *sought_only), both, held, journalist)


def _expect(which: str, room: int, needed: int) -> None:
    if room < needed:
        raise ValueError(f"there are to be {room} people {which}, but the story needs {needed}")


def _service_numbers(random: Random, home: State, how_many: int) -> Iterator[str]:
    return (home.service_number.format(*divmod(n, 10_000)) for n in random.sample(range(10**8), how_many))


def _civilians_of_the_story(origin: Origin, ours: Circumstances, families: Iterator[int]) -> list[Person]:
    """The civilians held and sought; the journalist, where there is one, comes last."""
    people: list[Person] = []
    for _ in range(ours.parents_with_child):
        people += parent_and_child(origin, next(families))
    journalists = ours.journalist_taken is not None
    people += [civilian(origin) for _ in range(ours.civilians - len(people) - journalists)]
    if journalists:
        journalist = civilian(origin, age=(28, 50), captured=ours.journalist_taken)
        people.append(replace(journalist, category=Category.CIVILIAN_DETAINEE))
    return people


def _wounded(origin: Origin) -> Person:
    """A prisoner of war certified seriously wounded or sick, in hospital."""
    return replace(
        soldier(origin, Category.PRISONER_OF_WAR),
        conditions=frozenset({Condition.SERIOUSLY_WOUNDED_OR_SICK}),
        facility=origin.holder.hospital,
    )


def _comrades(origin: Origin, kin: Kin, how_many: int) -> list[Person]:
    """Soldiers, among them kin and namesakes."""
    people: list[Person] = []
    chances = kin.chances
    while len(people) < how_many:
        person = soldier(origin)
        people.append(person)
        chance = origin.random.random()
        for share, relative in chances:
            if 0 <= chance < share:
                people.append(relative(origin, person))
            chance -= share
    return people[:how_many]
