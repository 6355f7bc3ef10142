"""Why each person of the pool goes home in this round or doesn't yet, and what would have to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wayhome.exchange.package import Argument, Code, Explanation
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.exchange.units import Equals, Unit
from wayhome.people.categories import COUNTABLE

Parameters = tuple[tuple[str, str | int], ...]


@dataclass(frozen=True)
class Count:
    """The heads to go from one holder to one home, and what keeps them from being more."""

    heads: int
    most: int
    argument: Argument
    home: str
    held: int
    """How many people the party of origin holds who could be counted in return."""
    returnable: int
    """Which numbers of them can go exactly, as a set of `wayhome.exchange.reach.reachable`."""


def explain_unconditional(terms: Terms, groups: Sequence[Equals]) -> Iterator[Explanation]:
    """Explain everyone who goes, or waits for a seat, outside every count."""
    seats = terms.unconditional.seats
    everyone = sum(group.heads for group in groups)
    before = 0
    for group in groups:
        through = before + group.heads
        going = {unit.name for unit in group.going}
        for unit in group.units:
            for each in unit.people:
                if unit.name in going:
                    yield Explanation(each.person, True, Code.UNCONDITIONAL, (("ground", _ground(terms, each)),))
                else:
                    assert seats is not None
                    needed = through if through > seats else everyone
                    parameters: Parameters = (("seats", seats), ("more_seats", needed - seats))
                    yield Explanation(each.person, False, Code.UNCONDITIONAL_WAITS_FOR_SEATS, parameters)
        before = through


def explain_counted(groups: Sequence[Equals], count: Count) -> Iterator[Explanation]:
    """Explain everyone who goes, or waits, in the counted part from one holder to one home."""
    everyone = sum(group.heads for group in groups)
    yet_to_go = count.heads
    before = 0
    for group in groups:
        yet_to_go -= group.taken
        through = before + group.heads
        more = _more(count, through, everyone)
        place: Parameters = (("place", before + 1), ("of", everyone))
        going = {unit.name for unit in group.going}
        for unit in group.units:
            if unit.name in going:
                code, parameters = _why_going(group, everyone == count.heads, place)
            else:
                code, parameters = _why_waiting(group, unit, count, yet_to_go > 0, place)
                parameters += more
            for each in unit.people:
                yield Explanation(each.person, unit.name in going, code, parameters)
        before = through


def explain_no_place(terms: Terms, unit: Unit) -> Iterator[Explanation]:
    """Explain those of a category that may be counted but that these terms leave out, and their families."""
    left_out = min(each.category for each in unit.people if each.category not in terms.counted.categories)
    for each in unit.people:
        whose = "own" if each.category == left_out else "family"
        parameters: Parameters = (("category", left_out.value), ("whose", whose))
        yield Explanation(each.person, False, Code.WAITS_CATEGORY_NOT_COUNTED, parameters)


def wording(explanation: Explanation) -> str:
    """The explanation in English."""
    of = dict(explanation.parameters)
    match explanation.code:
        case Code.UNCONDITIONAL:
            return f"Goes home outside every count: {_GROUNDS[str(of['ground'])]}."
        case Code.UNCONDITIONAL_WAITS_FOR_SEATS:
            why = f"Is due outside every count and waits for transport only: the round has {_seats(of['seats'])}."
            return f"{why} Would go if it had {of['more_seats']} more."
        case Code.COUNTED_EVERYONE_GOES:
            return f"Goes: all who can be counted go, {_people(of['of'])}."
        case Code.COUNTED_BY_CRITERIA:
            return f"Goes by the criteria of the terms, at place {of['place']} of {of['of']}."
        case Code.COUNTED_BY_DRAW:
            return f"Goes by the draw: the criteria leave {_people(of['equal'])} equal, of whom {of['going']} can go."
        case Code.WAITS_BY_DRAW:
            why = f"Waits by the draw: the criteria leave {_people(of['equal'])} equal, of whom {of['going']} can go."
        case Code.WAITS_MOST_REACHED if of["most"] == 0:
            why = "Waits: the terms of this round count nobody."
        case Code.WAITS_MOST_REACHED:
            why = f"Waits at place {of['place']} of {of['of']}: the terms let {_people(of['most'])} go each way."
        case Code.WAITS_OTHER_PARTY_HAS_FEWER:
            held = f"{of['party']} holds {_people(of['held'])} to be counted in return"
            why = f"Waits at place {of['place']} of {of['of']}: {held}, and no more."
        case Code.WAITS_FAMILY_CANNOT_BE_SPLIT:
            who = "this person" if of["heads"] == 1 else f"this family of {of['heads']}"
            why = f"Waits: with {who} the number can't be made up exactly, because families stay whole."
        case Code.WAITS_CATEGORY_NOT_COUNTED:
            whose = "" if of["whose"] == "own" else ", to which someone of the family belongs"
            category = str(of["category"]).replace("_", " ")
            why = f"Waits: the terms of this round count nobody of the category {category}{whose}."
    return why + _would_go(of)


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


def _ground(terms: Terms, candidate: Candidate) -> str:
    """The first ground on which someone goes outside every count, a key of `_GROUNDS`."""
    if candidate.conditions:
        return candidate.conditions[0].value
    if candidate.category not in COUNTABLE:
        return candidate.category.value
    return "hostilities_ended" if terms.hostilities_ended else "family"


def _why_going(group: Equals, everyone_goes: bool, place: Parameters) -> tuple[Code, Parameters]:
    if everyone_goes:
        return Code.COUNTED_EVERYONE_GOES, place[1:]
    if group.contenders == group.taken:
        return Code.COUNTED_BY_CRITERIA, place
    return Code.COUNTED_BY_DRAW, (("equal", group.contenders), ("going", group.taken))


def _why_waiting(
    group: Equals, unit: Unit, count: Count, passed_over: bool, place: Parameters
) -> tuple[Code, Parameters]:
    if unit.heads <= group.taken:
        return Code.WAITS_BY_DRAW, (("equal", group.contenders), ("going", group.taken))
    if group.taken or passed_over or count.argument is Argument.FAMILIES_STAY_WHOLE:
        return Code.WAITS_FAMILY_CANNOT_BE_SPLIT, (("heads", unit.heads),)
    if count.argument is Argument.MOST_REACHED:
        return Code.WAITS_MOST_REACHED, (*place, ("most", count.most))
    return Code.WAITS_OTHER_PARTY_HAS_FEWER, (*place, ("held", count.held))


def _more(count: Count, through: int, everyone: int) -> Parameters:
    """What would have to change for a group to go for certain: places in the round, and people to be returned for it.

    For that the heads must reach the end of the group exactly, on both sides; or, failing that, everyone must go. Where
    the families on the other side prevent even that, nothing is claimed.
    """
    for heads in (through, everyone):
        if heads > count.heads and (heads > count.held or count.returnable >> heads & 1):
            return (
                ("party", count.home),
                ("more_heads", max(0, heads - count.most)),
                ("more_held", max(0, heads - count.held)),
            )
    return (("party", count.home),)


def _would_go(of: dict[str, str | int]) -> str:
    conditions = []
    if of.get("more_heads"):
        places = "place" if of["more_heads"] == 1 else "places"
        conditions.append(f"the round had {of['more_heads']} more {places} each way")
    if of.get("more_held"):
        conditions.append(f"{of['party']} held {of['more_held']} more to be counted in return")
    return f" Would go if {' and '.join(conditions)}." if conditions else ""


def _people(number: str | int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _seats(number: str | int) -> str:
    return "1 seat" if number == 1 else f"{number} seats"
