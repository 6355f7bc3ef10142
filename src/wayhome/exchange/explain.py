"""Why each person of the pool goes home in this round or doesn't yet, and in which round as things stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from wayhome.exchange.package import Code, Explanation
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.rules import Over, rules_of
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.tiers import tiers_of
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms, Withheld
from wayhome.exchange.units import Unit
from wayhome.people.categories import COUNTABLE, Track

Parameters = tuple[tuple[str, str | int], ...]


def explanations(solved: Solved) -> Iterator[Explanation]:
    """An explanation for everybody of the pool."""
    terms = solved.terms
    withheld = {each.person: each for each in terms.withheld}
    reasons = _Counted(solved)
    for kind, rounds in zip(solved.kinds, solved.rounds, strict=True):
        gone = list(accumulate(rounds))
        sequence: Sequence[Unit] = solved.sequence(kind) if 0 < gone[-1] and rounds[0] < kind.number else kind.units
        number = 0
        for at, unit in enumerate(sequence):
            while number < len(gone) and at >= gone[number]:
                number += 1
            later: Parameters = (("round", number + 1),) if 0 < number < len(gone) else ()
            if number == 0 and kind.track is Track.COUNTED:
                code, parameters = reasons.going(kind, rounds[0])
            for each in unit.people:
                if number == 0 and kind.track is Track.UNCONDITIONAL:
                    yield Explanation(each.person, True, Code.UNCONDITIONAL, (("ground", _ground(terms, each)),))
                elif number == 0:
                    yield Explanation(each.person, True, code, parameters)
                else:
                    why, about = _waiting(terms, kind, unit, each, withheld) or reasons.waiting(kind, rounds[0])
                    yield Explanation(each.person, False, why, about + later)


def _waiting(
    terms: Terms, kind: Kind, unit: Unit, each: Candidate, withheld: dict[str, Withheld]
) -> tuple[Code, Parameters] | None:
    """Why someone waits whom the stages had no say about, or who only waits for a seat."""
    if kind.track is None:
        left_out = min(member.category for member in unit.people if member.category not in terms.counted.categories)
        whose = "own" if each.category == left_out else "family"
        return Code.WAITS_CATEGORY_NOT_COUNTED, (("category", left_out.value), ("whose", whose))
    if kind.first != 1:
        by = [withheld[member.person] for member in unit.people if member.person in withheld]
        own = [line for line in by if line.person == each.person]
        line = (own or by)[0]
        until: Parameters = (("until", line.until.isoformat()),) if line.until else ()
        return Code.WAITS_WITHHELD, (("reason", line.reason), ("whose", "own" if own else "family"), *until)
    if kind.track is Track.UNCONDITIONAL:
        return Code.UNCONDITIONAL_WAITS_FOR_SEATS, ()
    return None


class _Counted:
    """The reasons of the counted."""

    def __init__(self, solved: Solved) -> None:
        kinds = solved.counted.space.kinds if solved.counted else ()
        tiers = tiers_of(kinds, solved.terms.parties)
        self._tier = {kinds[number].name: tier.number for tier in tiers for number in tier.kinds}
        self._tiers = {tier.home: tier.number for tier in tiers}
        self._ways: dict[tuple[str, str], list[int]] = {}
        self._binding: dict[str, str] = {}
        first = {kind.name: some[0] for kind, some in solved.of_track(Track.COUNTED)}
        for kind in kinds:
            way = self._ways.setdefault((kind.holder, kind.home), [0, 0])
            way[0] += first[kind.name] * kind.heads
            way[1] += kind.number * kind.heads
        full: dict[int, list[str]] = {}
        for rule in rules_of(solved.terms, kinds):
            reached = sum(weight * first[kinds[number].name] for number, weight in rule.weights.items())
            if rule.over is Over.CAP and reached == rule.upper:
                for number in rule.weights:
                    full.setdefault(number, []).append(rule.key)
        for number, kind in enumerate(kinds):
            self._binding[kind.name] = " ".join(full.get(number, ["counted.balance"]))

    def going(self, kind: Kind, units: int) -> tuple[Code, Parameters]:
        """Why units of a kind go, of which so many do."""
        gone, there = self._ways[kind.holder, kind.home]
        if gone == there:
            return Code.COUNTED_EVERYONE_GOES, (("of", there),)
        if units == kind.number:
            return Code.COUNTED_BY_CRITERIA, self._place(kind)
        return Code.COUNTED_BY_DRAW, _drawn(kind, units)

    def waiting(self, kind: Kind, units: int) -> tuple[Code, Parameters]:
        """Why units of a kind wait, of which so many go."""
        if units:
            return Code.WAITS_BY_DRAW, _drawn(kind, units)
        return Code.WAITS_FOR_THE_TERMS, (("terms", self._binding.get(kind.name, "counted.most")), *self._place(kind))

    def _place(self, kind: Kind) -> Parameters:
        return (("tier", self._tier.get(kind.name, 1)), ("of", self._tiers.get(kind.home, 1)))


def _drawn(kind: Kind, units: int) -> Parameters:
    return ("equal", kind.number * kind.heads), ("going", units * kind.heads)


def wording(explanation: Explanation) -> str:
    """The explanation in English."""
    of = dict(explanation.parameters)
    match explanation.code:
        case Code.UNCONDITIONAL:
            return f"Goes home outside every count: {_GROUNDS[str(of['ground'])]}."
        case Code.UNCONDITIONAL_WAITS_FOR_SEATS:
            why = "Is due outside every count and waits for a seat only."
        case Code.COUNTED_EVERYONE_GOES:
            return f"Goes: all who can be counted go, {_people(of['of'])}."
        case Code.COUNTED_BY_CRITERIA:
            return f"Goes by the order of the party of origin, at place {of['tier']} of {of['of']}."
        case Code.COUNTED_BY_DRAW:
            return f"Goes by the draw: {_people(of['equal'])} are equal, of whom {of['going']} can go."
        case Code.WAITS_BY_DRAW:
            why = f"Waits by the draw: {_people(of['equal'])} are equal, of whom {of['going']} can go."
        case Code.WAITS_FOR_THE_TERMS:
            keys = " and ".join(str(of["terms"]).split())
            why = f"Waits at place {of['tier']} of {of['of']}: the terms leave no more places ({keys})."
        case Code.WAITS_WITHHELD:
            whose = "" if of["whose"] == "own" else " someone they go with"
            until = f" until {of['until']}" if "until" in of else ""
            why = f"Waits: the holder withholds{whose or ' this person'}{until} ({_REASONS[str(of['reason'])]})."
        case Code.WAITS_CATEGORY_NOT_COUNTED:
            whose = "" if of["whose"] == "own" else ", to which someone of the family belongs"
            category = str(of["category"]).replace("_", " ")
            why = f"Waits: the terms of this round count nobody of the category {category}{whose}."
    return why + (f" Goes in round {of['round']} as things stand." if "round" in of else "")


_GROUNDS = {
    "child": "a child",
    "mother_of_infant": "pregnant, or the mother of an infant",
    "seriously_wounded_or_sick": "certified seriously wounded or sick",
    "civilian_internee": "a civilian internee",
    "civilian_detainee": "a civilian detainee",
    "retained_personnel": "medical or religious personnel, retained and no prisoner of war",
    "hostilities_ended": "active hostilities have ended, and everyone is due",
    "family": "goes with someone of the family who does",
}
_REASONS = {"prosecution": "a prosecution", "conviction": "a conviction", "unfit": "certified unfit to travel"}


def _ground(terms: Terms, candidate: Candidate) -> str:
    """The first ground on which someone goes outside every count, a key of `_GROUNDS`."""
    if candidate.conditions:
        return candidate.conditions[0].value
    if candidate.category not in COUNTABLE:
        return candidate.category.value
    return "hostilities_ended" if terms.hostilities_ended else "family"


def _people(number: str | int) -> str:
    return "1 person" if number == 1 else f"{number} people"
