"""The pool: the people held by one party and sought by another, from whom a package can be drawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.exchange.terms import Terms
from wayhome.people.categories import COUNTABLE, Category, Condition, is_protected
from wayhome.people.messages import Message, said
from wayhome.people.particulars import PartialDate, Particulars


@dataclass(frozen=True, slots=True)
class Candidate:
    """One person of the pool, with what the terms and the law may look at and nothing else."""

    person: str
    """The reference by which the shared record knows this person."""
    holder: str
    """The detaining party."""
    home: str
    """The party of origin."""
    category: Category
    conditions: tuple[Condition, ...] = ()
    """Certified conditions, in alphabetical order."""
    family: str = ""
    """Shared by those who may not be separated; all of them have the same holder and the same home."""
    held_since: PartialDate | None = None
    birth_date: PartialDate | None = None
    sex: str = ""
    """"female", "male" or "" (not stated)."""
    facility: str = ""
    held_id: str = ""
    """The holder's own reference."""
    sought_id: str = ""
    """The party of origin's own reference."""
    rank: str = ""
    """As the party of origin states it, or else the holder. Only equivalents of ranks look at it."""


@dataclass(frozen=True)
class Identified:
    """A person held whom a human has confirmed to be a person sought."""

    held: Particulars
    sought: Particulars
    holder: str
    home: str
    person: str = ""
    """The reference to use (see `wayhome.people.returnees.reference`); "" for the holder's own."""


class BadPool(ValueError):
    """A pool no package can be drawn from: about whom, and what is wrong."""

    def __init__(self, person: str, wrong: Message) -> None:
        super().__init__(person, wrong)
        self.person, self.wrong = person, wrong

    @property
    def said(self) -> Message:
        """The whole of it."""
        person = self.person or said("exchange.no_reference")
        return said("exchange.bad_pool", person=person, wrong=self.wrong)

    def wording(self, language: str = "en") -> str:
        """The whole of it in a language."""
        return self.said.wording(language)

    def __str__(self) -> str:
        return self.wording()


def pool(terms: Terms, identified: Iterable[Identified]) -> tuple[Candidate, ...]:
    """The candidates for a round, in the order of their references. Raises `BadPool`.

    - *Category*: the holder's, or where it isn't stated that of the party of origin, or in doubt a prisoner of war
      (GC III 5). Where the lists differ and one of them names a category that may never be counted, that one holds: a
      count is made only of people about whom both lists allow it.
    - *Conditions*: those certified by either list, so that neither side alone can keep a wounded person in the count;
      and `Condition.CHILD` for everyone who is, or may be, under 18 on the day of the terms.
    - *Held since* and *facility*: the holder's; *birth date* and *sex*: the party of origin's; where that list doesn't
      state them, the other's.
    - *Rank*: that of the party of origin, whose rank it is; where its list doesn't state it, the holder's.
    - *Family*: everyone of the same holder and home whom either list puts into one family with another, directly or
      through others. It is known by the first of its members' references, so it says nothing to a stranger.
    """
    people = list(identified)
    together = families(people)
    candidates = (_candidate(terms.day, person, together.get(_reference(person), "")) for person in people)
    return sound(terms, sorted(candidates, key=lambda candidate: candidate.person))


def sound(terms: Terms, candidates: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The candidates as they are, once nothing about them stands in the way of a package. Raises `BadPool`."""
    ways: set[tuple[str, str]] = set()
    family_ways: dict[str, tuple[str, str]] = {}
    nearly_grown = terms.day.year - 19
    for each in candidates:
        way = (each.holder, each.home)
        if way not in ways:
            _expect_a_way(terms, each)
            ways.add(way)
        if each.conditions and each.conditions != tuple(sorted(set(each.conditions))):
            raise BadPool(each.person, said("exchange.conditions_each_once"))
        born = each.birth_date
        if born and born.year >= nearly_grown and Condition.CHILD not in each.conditions and is_child(born, terms.day):
            raise BadPool(each.person, said("exchange.not_marked_as_a_child", day=str(terms.day)))
        if each.family and family_ways.setdefault(each.family, way) != way:
            raise BadPool(each.person, said("exchange.family_of_one_way"))
    _expect_nobody_twice(candidates)
    if terms.together:
        _sound_crews(terms, candidates)
    _expect_the_holder_withholds(terms, candidates)
    return tuple(candidates)


def _expect_a_way(terms: Terms, candidate: Candidate) -> None:
    for party in (candidate.holder, candidate.home):
        if party not in terms.parties:
            raise BadPool(candidate.person, said("exchange.no_party_to_the_terms", party=party, parties=terms.parties))
    if candidate.holder == candidate.home:
        raise BadPool(candidate.person, said("exchange.holder_is_home"))


def _expect_nobody_twice(candidates: Sequence[Candidate]) -> None:
    persons = {each.person for each in candidates}
    if "" in persons:
        raise BadPool("", said("exchange.everyone_needs_a_reference"))
    held: dict[str, set[str]] = {each.holder: set() for each in candidates}
    sought: dict[str, set[str]] = {each.home: set() for each in candidates}
    listed = 0
    for each in candidates:
        if each.held_id:
            held[each.holder].add(each.held_id)
            listed += 1
        if each.sought_id:
            sought[each.home].add(each.sought_id)
            listed += 1
    if len(persons) == len(candidates) and sum(map(len, (*held.values(), *sought.values()))) == listed:
        return
    seen: dict[tuple[str, ...], str] = {}
    for candidate in candidates:
        for reference in _references(candidate):
            if reference in seen:
                raise BadPool(candidate.person, said("exchange.same_person", other=seen[reference]))
            seen[reference] = candidate.person


def _expect_the_holder_withholds(terms: Terms, candidates: Sequence[Candidate]) -> None:
    by = {each.person: each.by for each in terms.withheld}
    for each in candidates if by else ():
        if by.get(each.person, each.holder) != each.holder:
            wrong = said("exchange.withheld_by_who_does_not_hold", by=by[each.person], holder=each.holder)
            raise BadPool(each.person, wrong)


def inseparable(terms: Terms, candidates: Iterable[Candidate]) -> list[tuple[Candidate, ...]]:
    """Who goes together or not at all: each family and each crew of the terms, joined where somebody is of both.

    Everyone stands in exactly one group, most in one of their own; a group is in the order of its references. Of a
    crew, those who aren't among the candidates are passed over.
    """
    people = {candidate.person: candidate for candidate in candidates}
    bonds = [[person for person in crew if person in people] for crew in terms.together]
    families: dict[str, list[str]] = {}
    for candidate in people.values():
        families.setdefault(candidate.family, []).append(candidate.person)
    families.pop("", None)
    groups = {person: {person} for person in people}
    for bond in (*bonds, *families.values()):
        joined = set().union(*(groups[person] for person in bond))
        groups.update(dict.fromkeys(joined, joined))
    first = {min(group): group for group in groups.values()}
    return [tuple(people[person] for person in sorted(first[name])) for name in sorted(first)]


def _sound_crews(terms: Terms, candidates: Sequence[Candidate]) -> None:
    """Raise `BadPool` for a crew that isn't all there, isn't all in one place, or ties the protected to the counted."""
    people = {candidate.person: candidate for candidate in candidates}
    crews = [crew for crew in terms.together if any(person in people for person in crew)]
    for crew in crews:
        for person in crew:
            if person not in people:
                there = next(each for each in crew if each in people)
                raise BadPool(person, said("exchange.crew_not_in_the_pool", other=there))
            if _way(people[person]) != _way(people[crew[0]]):
                raise BadPool(person, said("exchange.crew_of_two_ways", other=crew[0]))
    if crews and not terms.hostilities_ended:
        outside = _outside_every_count(candidates)
        for crew in crews:
            tied = [person for person in crew if person in outside]
            if tied and len(tied) < len(crew):
                others = tuple(sorted(set(crew) - set(tied)))
                raise BadPool(tied[0], said("exchange.never_counted_in_a_crew", people=others))


def _outside_every_count(candidates: Iterable[Candidate]) -> set[str]:
    """Those who are protected, or of a family with somebody who is."""
    protected = [each for each in candidates if is_protected(each.category, frozenset(each.conditions))]
    families = {each.family for each in protected if each.family}
    return {each.person for each in candidates if each.family in families} | {each.person for each in protected}


def _way(candidate: Candidate) -> tuple[str, str]:
    return candidate.holder, candidate.home


def is_child(birth_date: PartialDate | None, day: date) -> bool:
    """Whether someone is, or as far as the date is known may be, under 18 on ``day``. A date not stated makes no child.

    A partial date is read in favour of the protection a child has (AP I 77, 78).
    """
    if birth_date is None:
        return False
    born = birth_date.latest()
    return (born.year + 18, born.month, born.day) > (day.year, day.month, day.day)


def _references(candidate: Candidate) -> Iterable[tuple[str, ...]]:
    """What must belong to nobody else: the reference, and each list's own reference within that list."""
    yield ("person", candidate.person)
    if candidate.held_id:
        yield ("held", candidate.holder, candidate.held_id)
    if candidate.sought_id:
        yield ("sought", candidate.home, candidate.sought_id)


def _reference(identified: Identified) -> str:
    return identified.person or identified.held.id


def _candidate(day: date, identified: Identified, family: str) -> Candidate:
    held, sought = identified.held, identified.sought
    birth_date = sought.birth_date or held.birth_date
    conditions = held.medical | sought.medical
    if is_child(birth_date, day):
        conditions |= {Condition.CHILD}
    return Candidate(
        person=_reference(identified),
        holder=identified.holder,
        home=identified.home,
        category=_category(held.category, sought.category),
        conditions=tuple(sorted(conditions)),
        family=family,
        held_since=held.capture_date or sought.capture_date,
        birth_date=birth_date,
        sex=sought.sex or held.sex,
        facility=held.facility or sought.facility,
        held_id=held.id,
        sought_id=sought.id,
        rank=sought.rank or held.rank,
    )


def _category(held: Category | None, sought: Category | None) -> Category:
    stated = [category for category in (held, sought) if category]
    never_counted = [category for category in stated if category not in COUNTABLE]
    return next(iter(never_counted + stated), Category.PRISONER_OF_WAR)


def families(people: Iterable[Identified]) -> dict[str, str]:
    """Each family member's reference → the first reference of the family, for families of two or more.

    Together are those of the same holder and home whom either list puts into one family, directly or through others.
    """
    groups: dict[tuple[str, ...], list[str]] = {}
    for identified in people:
        way = (identified.holder, identified.home)
        for list_name, family in (("held", identified.held.family), ("sought", identified.sought.family)):
            if family:
                groups.setdefault((*way, list_name, family), []).append(_reference(identified))
    together: dict[str, set[str]] = {}
    for members in groups.values():
        joined = set(members).union(*(together[member] for member in members if member in together))
        together.update(dict.fromkeys(joined, joined))
    return {person: min(members) for person, members in together.items() if len(members) > 1}
