"""This person instead of that one: what becomes of the package on the table, families and crews whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from wayhome.agreement import Agreement
from wayhome.exchange import Candidate, Terms
from wayhome.people import Returnee, Track, is_protected


@dataclass(frozen=True)
class Balance:
    """How many go one way in one part of the package, before and after."""

    holder: str
    home: str
    track: Track
    before: int
    after: int


@dataclass(frozen=True)
class Change:
    """The package as it would be."""

    leaving: tuple[Returnee, ...]
    coming: tuple[Returnee, ...]
    unknown: tuple[str, ...]
    """Those who should come of whom this delegation has nothing to plan with."""
    returnees: tuple[Returnee, ...]
    """Everybody who would go."""
    balance: tuple[Balance, ...]


def changed(
    agreement: Agreement,
    pool: Iterable[Candidate],
    leaving: Iterable[str],
    coming: Iterable[str],
) -> Change:
    """The package on the table with some of it leaving and others coming in their place."""
    assert agreement.package
    assert agreement.terms
    going, terms = agreement.package.returnees, agreement.terms.terms
    together = _together(agreement, terms)
    out = {each for person in leaving for each in together.get(person, {person}) if each in going}
    asked = {each for person in coming for each in together.get(person, {person}) if each not in going}
    known = {each.person: each for each in pool}
    into = {person: _returnee(terms, known, person, together, agreement) for person in asked if person in known}
    after = {person: each for person, each in going.items() if person not in out} | into
    return Change(
        tuple(going[person] for person in sorted(out)),
        tuple(into[person] for person in sorted(into)),
        tuple(sorted(asked - set(known))),
        tuple(after[person] for person in sorted(after)),
        _balance(going.values(), after.values()),
    )


def _together(agreement: Agreement, terms: Terms) -> dict[str, set[str]]:
    """Who goes together or not at all, by each of them: families the inquiries know, and crews of the terms."""
    together: dict[str, set[str]] = {}
    for group in (*agreement.families, *terms.together):
        joined = set(group).union(*(together.get(person, set()) for person in group))
        together.update(dict.fromkeys(joined, joined))
    return together


def _returnee(
    terms: Terms,
    known: Mapping[str, Candidate],
    person: str,
    together: Mapping[str, set[str]],
    agreement: Agreement,
) -> Returnee:
    candidate = known[person]
    group: Collection[str] = together.get(person, {person})
    protected = any(
        is_protected(known[each].category, frozenset(known[each].conditions)) for each in group if each in known
    )
    track = Track.UNCONDITIONAL if protected or terms.hostilities_ended else Track.COUNTED
    family = next((min(each) for each in agreement.families if person in each), "")
    return Returnee(person, candidate.holder, candidate.home, track, candidate.category, candidate.conditions, family)


def _balance(before: Iterable[Returnee], after: Iterable[Returnee]) -> tuple[Balance, ...]:
    first, second = (Counter((each.holder, each.home, each.track) for each in some) for some in (before, after))
    return tuple(Balance(*way, first[way], second[way]) for way in sorted({*first, *second}))
