"""Making a list of people: in an order that says nothing, each row by some hand, with its errors, some people twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from wayhome.fiction.drawing import branch, happens
from wayhome.fiction.noise import ON_HELD_LISTS, ON_SOUGHT_LISTS, Kind, Noise, spoil, with_rates
from wayhome.fiction.persons import Person
from wayhome.fiction.population import Population
from wayhome.fiction.states import State
from wayhome.fiction.writing import Hand, Spellings, draw_hand, write_held, write_sought
from wayhome.people.categories import CIVILIAN
from wayhome.people.particulars import Particulars


@dataclass(frozen=True)
class Listing:
    """A list and who is on it."""

    rows: tuple[Particulars, ...]
    ids: Mapping[int, str]
    """Position in the population to the id of the person's first row."""
    listed_again: Mapping[str, str]
    """Second id to first id."""


def list_held(random: Random, population: Population, holder: State, noise: Noise, spellings: Spellings) -> Listing:
    """What the detaining party writes of the other state's people it holds; ids such as TH-00017."""
    return _list(
        random,
        population.people,
        population.held_positions,
        holder.letter + "H",
        partial(draw_hand, spellings=spellings),
        partial(write_held, holder=holder),
        noise,
        ON_HELD_LISTS,
    )


def list_sought(random: Random, population: Population, home: State, noise: Noise) -> Listing:
    """What the party of origin writes of its own people it seeks, in its own language; ids such as LS-00017."""
    return _list(
        random,
        population.people,
        population.sought_positions,
        home.letter + "S",
        lambda _random: Hand(),
        partial(write_sought, home=home),
        noise,
        ON_SOUGHT_LISTS,
    )


def _list(
    random: Random,
    people: Sequence[Person],
    positions: Sequence[int],
    prefix: str,
    hand_for: Callable[[Random], Hand],
    write: Callable[[Person, Hand, str, str], Particulars],
    noise: Noise,
    kinds: tuple[Kind, ...],
) -> Listing:
    """Order, hands and errors each have a generator of their own, so that other rates leave the rest as it is."""
    ordering, hands, errors = branch(random), branch(random), branch(random)
    entries = [
        *positions,
        *(p for p in positions if happens(errors, noise.listed_twice) and _may_stand_twice(people[p])),
    ]
    ordering.shuffle(entries)
    rates = with_rates(noise, kinds)
    rows: list[Particulars] = []
    ids: dict[int, str] = {}
    listed_again: dict[str, str] = {}
    families: dict[int, str] = {0: ""}
    for number, position in enumerate(entries, start=1):
        person, row_id = people[position], f"{prefix}-{number:05}"
        if ids.setdefault(position, row_id) != row_id:
            listed_again[row_id] = ids[position]
        family = families.setdefault(person.family, f"{prefix}-family-{len(families)}")
        hand = _careless(errors, hand_for(hands), noise)
        rows.append(spoil(errors, write(person, hand, row_id, family), rates))
    return Listing(tuple(rows), ids, listed_again)


def _may_stand_twice(person: Person) -> bool:
    """A family with one of its people twice would look larger than it is; civilians are to be settled beyond doubt."""
    return not person.family and person.category not in CIVILIAN


def _careless(random: Random, hand: Hand, noise: Noise) -> Hand:
    """``hand`` with what it gets wrong while writing: a diminutive, a place's old name."""
    if happens(random, noise.diminutive):
        hand = replace(hand, diminutive=random.randrange(12))
    if happens(random, noise.birth_place_old_name):
        hand = replace(hand, old_place_name=True)
    return hand
