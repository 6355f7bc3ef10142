"""Making a list of people: in an order that says nothing, each row by some hand, with its errors, some people twice."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from random import Random

from wayhome.fiction.drawing import branch, happens
from wayhome.fiction.noise import Kind, Noise, spoil, with_rates
from wayhome.fiction.persons import Person
from wayhome.fiction.population import Population
from wayhome.fiction.setting import Setting
from wayhome.fiction.states import State
from wayhome.fiction.writing import Hand, draw_hand, write_held, write_sought
from wayhome.people.categories import CIVILIAN
from wayhome.people.particulars import Particulars


@dataclass(frozen=True)
class Listing:
    """A list and who is on it."""

    rows: tuple[Particulars, ...]
    ids: Mapping[int, str]
    """Position in the population to the id of the person's first row."""
    positions: Mapping[str, int]
    """Id of any row to the position of its person."""
    listed_again: Mapping[str, str]
    """Second id to first id."""
    noise: Mapping[str, tuple[str, ...]]
    """Id to the kinds of noise on the row, where there is any."""


def list_held(random: Random, population: Population, holder: State, setting: Setting) -> Listing:
    """What the detaining party writes of the other state's people it holds; ids such as TH-00017."""
    return _list(
        random,
        population.people,
        population.held_positions,
        holder.letter + "H",
        partial(draw_hand, schemes=setting.schemes, spellings=setting.spellings),
        partial(write_held, holder=holder),
        setting.noise,
        setting.on_held_lists,
    )


def list_sought(random: Random, population: Population, home: State, setting: Setting) -> Listing:
    """What the party of origin writes of its own people it seeks, in its own language; ids such as LS-00017."""
    return _list(
        random,
        population.people,
        population.sought_positions,
        home.letter + "S",
        lambda _random: Hand(),
        partial(write_sought, home=home),
        setting.noise,
        setting.on_sought_lists,
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
    may_stand_twice = [position for position in positions if _may_stand_twice(people[position])]
    again = [position for position in may_stand_twice if happens(errors, noise.listed_twice)]
    copied = {position for position in may_stand_twice if happens(errors, noise.copied)}.difference(again)
    entries = [*positions, *again, *sorted(copied)]
    ordering.shuffle(entries)
    rates = with_rates(noise, kinds)
    rows: dict[str, Particulars] = {}
    ids: dict[int, str] = {}
    listed_again: dict[str, str] = {}
    noise_of: dict[str, tuple[str, ...]] = {}
    families: dict[int, str] = {0: ""}
    known_kinds: dict[tuple[str, ...], tuple[str, ...]] = {}
    for number, position in enumerate(entries, start=1):
        person, row_id = people[position], f"{prefix}-{number:05}"
        first = ids.setdefault(position, row_id)
        if first != row_id:
            listed_again[row_id] = first
            if position in copied:
                rows[row_id] = replace(rows[first], id=row_id)
                noise_of[row_id] = (*noise_of.get(first, ()), "copied")
                continue
        family = families.setdefault(person.family, f"{prefix}-family-{len(families)}")
        hand = _careless(errors, hand_for(hands), person, noise)
        rows[row_id], fallen = spoil(errors, write(person, hand, row_id, family), rates)
        twice = () if first == row_id else ("listed_twice",)
        if kinds_of_row := (*twice, *hand.kinds, *fallen):
            noise_of[row_id] = known_kinds.setdefault(kinds_of_row, kinds_of_row)
    by_id = {row_id: position for position, row_id in ids.items()}
    by_id |= {again_id: by_id[first] for again_id, first in listed_again.items()}
    return Listing(tuple(rows.values()), ids, by_id, listed_again, noise_of)


def _may_stand_twice(person: Person) -> bool:
    """A family with one of its people twice would look larger than it is; civilians are to be settled beyond doubt."""
    return not person.family and person.category not in CIVILIAN


def _careless(random: Random, hand: Hand, person: Person, noise: Noise) -> Hand:
    """``hand`` with what it gets wrong while writing: a diminutive, a place's old name, letters of two scripts."""
    if happens(random, noise.diminutive):
        hand = replace(hand, diminutive=random.randrange(12))
    if happens(random, noise.birth_place_old_name) and person.birth_place.old_name:
        hand = replace(hand, old_place_name=True)
    if happens(random, noise.mixed_scripts):
        hand = replace(hand, mixed_scripts=True)
    return hand
