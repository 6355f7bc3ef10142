"""Whether what a package says to each person is so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from wayhome.exchange.checker.bounds import argument_of, sums
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.parts import Group, Part, Parts, Together
from wayhome.exchange.package import Argument, Code, Explanation
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.categories import COUNTABLE, Track

_Why: TypeAlias = tuple[Code, dict[str, str | int]]


def misexplained(explanations: Sequence[Explanation], terms: Terms, parts: Parts) -> Iterator[Fault]:
    """Find everyone to whom the package says nothing, or something that isn't so."""
    so = {explanation.person: explanation for explanation in _explanations(terms, parts)}
    explained = [explanation.person for explanation in explanations]
    if explained != sorted(so):
        persons = tuple(sorted(so.keys() ^ set(explained)))
        yield Fault("unexplained", "There must be one explanation for everyone of the pool, in their order", persons)
        return
    for explanation in explanations:
        right = so[explanation.person]
        if explanation != right:
            words = f"This person is told {explanation.code}, or numbers with it, that aren't so; so is {right.code}"
            yield Fault("misexplained", words, (explanation.person,))


def _explanations(terms: Terms, parts: Parts) -> Iterator[Explanation]:
    for (track, (holder, home)), part in parts.items():
        counted = _Counted(terms, part, parts[track, (home, holder)], home) if track is Track.COUNTED else None
        for group in part.groups:
            for unit in group.units:
                goes = unit[0].person in part.going
                for each in unit:
                    if counted:
                        code, numbers = counted.why(group, len(unit), goes)
                    elif track is Track.UNCONDITIONAL:
                        code, numbers = _unconditional_why(terms, part, group, each, goes)
                    else:
                        code, numbers = _no_place_why(terms, unit, each)
                    yield Explanation(each.person, goes, code, tuple(numbers.items()))


def _unconditional_why(terms: Terms, part: Part, group: Group, each: Candidate, goes: bool) -> _Why:
    if goes:
        without = "hostilities_ended" if terms.hostilities_ended else "family"
        status = [] if each.category in COUNTABLE else [each.category]
        return Code.UNCONDITIONAL, {"ground": str([*each.conditions, *status, without][0])}
    seats = terms.unconditional.seats or 0
    through = group.before + group.heads
    enough = through if through > seats else part.held
    return Code.UNCONDITIONAL_WAITS_FOR_SEATS, {"seats": seats, "more_seats": enough - seats}


def _no_place_why(terms: Terms, unit: Together, each: Candidate) -> _Why:
    left_out = sorted({member.category for member in unit} - set(terms.counted.categories))[0]
    whose = "own" if each.category is left_out else "family"
    return Code.WAITS_CATEGORY_NOT_COUNTED, {"category": str(left_out), "whose": whose}


class _Counted:
    """The reasons of one counted part, given the part that comes in return."""

    def __init__(self, terms: Terms, part: Part, in_return: Part, home: str) -> None:
        self.part, self.home = part, home
        self.most = terms.counted.most
        self.argument = argument_of(terms, part.heads, part, in_return)
        self.held = in_return.held
        self.returnable = sums(in_return.sizes, self.held)

    def why(self, group: Group, heads: int, goes: bool) -> _Why:
        """Why a unit of so many heads goes, or waits."""
        place: dict[str, str | int] = {"place": group.before + 1, "of": self.part.held}
        drawn: dict[str, str | int] = {"equal": group.contenders, "going": group.taken}
        if goes and self.part.heads == self.part.held:
            return Code.COUNTED_EVERYONE_GOES, {"of": self.part.held}
        if goes and group.taken == group.contenders:
            return Code.COUNTED_BY_CRITERIA, place
        if goes:
            return Code.COUNTED_BY_DRAW, drawn
        more = self._more(group)
        if heads <= group.taken:
            return Code.WAITS_BY_DRAW, drawn | more
        if group.taken or group.later_go or self.argument is Argument.FAMILIES_STAY_WHOLE:
            return Code.WAITS_FAMILY_CANNOT_BE_SPLIT, {"heads": heads} | more
        if self.argument is Argument.MOST_REACHED:
            return Code.WAITS_MOST_REACHED, place | {"most": self.most} | more
        return Code.WAITS_OTHER_PARTY_HAS_FEWER, place | {"held": self.held} | more

    def _more(self, group: Group) -> dict[str, str | int]:
        """What would bring the whole group home: the heads to its end, or everyone's, made up exactly on both sides."""
        for heads in (group.before + group.heads, self.part.held):
            missing = max(0, heads - self.held)
            if heads > self.part.heads and (missing or self.returnable[heads]):
                return {"party": self.home, "more_heads": max(0, heads - self.most), "more_held": missing}
        return {"party": self.home}
