"""The pairs that wait for a verdict, and those judged, as one page to read and print that runs no script and loads
nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.people import Particulars
from wayhome.tracing.comparison import FIELDS
from wayhome.tracing.engine import Traced
from wayhome.tracing.explanation import by_worth, log_odds, settling
from wayhome.tracing.matches import Judgement, Match, Verdict
from wayhome.tracing.reasons import Reason

MOST = 500
"""Pairs on one page, those first that settle most."""
_SETTLING = 3
_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.tracing"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_LABELS = {
    "surname": "Surname",
    "given_names": "Given names",
    "patronymic": "Patronymic",
    "birth_date": "Date of birth",
    "service_number": "Service number",
    "birth_place": "Place of birth",
    "unit": "Unit",
    "capture_date": "Date of capture",
    "sex": "Sex",
    "relatives": "Relatives",
    "others": "Other entries",
    "names": "Names",
}


@dataclass(frozen=True)
class _Line:
    """A field of both entries; ``standing`` is agrees, differs or blank."""

    label: str
    sought: str
    held: str
    standing: str
    words: str


@dataclass(frozen=True)
class _Step:
    """A bar of the waterfall, in hundredths of its width; ``kind`` is for, against or whole."""

    label: str
    start: float
    length: float
    kind: str
    times: str


@dataclass(frozen=True)
class _Settling:
    label: str
    same: str
    different: str


@dataclass(frozen=True)
class _Sheet:
    """All about one pair."""

    match: Match
    probability: str
    remarks: list[str]
    lines: list[_Line]
    steps: list[_Step]
    even: float
    """Where on the waterfall both are equally likely, in hundredths."""
    settling: list[_Settling]


@dataclass(frozen=True)
class _Judged:
    """A pair that was judged: who the two are by name, and what is known of the verdict."""

    match: Match
    sought: str
    held: str
    by: str
    on: str
    why: str


Part = tuple[Traced, Iterable[Particulars], Iterable[Particulars]]
"""What was traced, and the two lists it was traced in: people held, people sought."""


def review_page(*parts: Part) -> str:
    """Return the page as HTML: the pairs of all parts that wait, at most `MOST` of them, then all that were judged."""
    of_match: dict[Match, tuple[Traced, Mapping[str, Particulars], Mapping[str, Particulars]]] = {}
    for traced, held, sought in parts:
        those_sought, those_held = ({person.id: person for person in people} for people in (sought, held))
        of_match |= dict.fromkeys(traced.matches, (traced, those_sought, those_held))
    waiting = by_worth(of_match)
    return _TEMPLATES.get_template("review.html.jinja").render(
        waiting=len(waiting),
        confirmed=sum(match.verdict is Verdict.CONFIRMED for match in of_match),
        basis=_basis([traced for traced, _, _ in parts]),
        sheets=[_sheet(match, *of_match[match]) for match in waiting[:MOST]],
        judged=[_judged(match, *people) for match, (_, *people) in of_match.items() if match.verdict.is_human],
    )


def _judged(match: Match, those_sought: Mapping[str, Particulars], those_held: Mapping[str, Particulars]) -> _Judged:
    judgement = match.judgement or Judgement()
    return _Judged(
        match,
        _name(those_sought[match.sought_id]),
        _name(those_held[match.held_id]),
        judgement.by,
        judgement.on.isoformat() if judgement.on else "",
        judgement.why,
    )


def _name(person: Particulars) -> str:
    return " ".join(filter(None, (person.surname, person.given_names, person.patronymic)))


def _basis(traced: Sequence[Traced]) -> str:
    learned = sum(bool(each.learned) for each in traced)
    if learned == len(traced):
        return "learned from these lists"
    return "set by hand where lists are too short to learn from" if learned else "set by hand: too few people to learn"


def _sheet(
    match: Match, traced: Traced, those_sought: Mapping[str, Particulars], those_held: Mapping[str, Particulars]
) -> _Sheet:
    sought, held = those_sought[match.sought_id], those_held[match.held_id]
    reason_of = {reason.field: reason for reason in match.reasons}
    steps, even = _waterfall(traced, match)
    return _Sheet(
        match=match,
        probability=_percent(match.probability),
        remarks=[
            _words(reason_of[field]).capitalize() for field in ("others", "relatives", "names") if field in reason_of
        ],
        lines=[
            _line(field, str(getattr(sought, field) or ""), str(getattr(held, field) or ""), reason_of.get(field))
            for field in FIELDS
        ],
        steps=steps,
        even=even,
        settling=[
            _Settling(_LABELS[each.field], _percent(each.same), _percent(each.different))
            for each in settling(traced, match)[:_SETTLING]
        ],
    )


_REMARKED = ("others", "relatives", "names")
_DIFFERING = frozenset({"different", "unlike", "far", "generation_apart", "only_year_same", "neighbouring_year"})


def _line(field: str, sought: str, held: str, reason: Reason | None) -> _Line:
    if reason is None:
        # Of sex only a difference says anything.
        agrees = sought and sought == held
        return _Line(_LABELS[field], sought, held, "agrees" if agrees else "blank", "")
    standing = "differs" if reason.code in _DIFFERING else "agrees"
    words = _words(reason)
    return _Line(_LABELS[field], sought, held, standing, "" if words == reason.code else words)


def _words(reason: Reason) -> str:
    return str(reason).partition(": ")[2]


def _waterfall(traced: Traced, match: Match) -> tuple[list[_Step], float]:
    """The steps from any two entries to this pair, and where both are equally likely."""
    end = log_odds(traced, match)
    at, heights = traced.start, [traced.start, 0.0, end]
    for reason in match.reasons:
        at += reason.weight
        heights.append(at)
    low, high = min(heights) - 0.5, max(heights) + 0.5

    def place(value: float) -> float:
        return round(100 * (value - low) / (high - low), 2)

    def step(label: str, start: float, stop: float, kind: str, times: str) -> _Step:
        begin, length = place(min(start, stop)), place(max(start, stop)) - place(min(start, stop))
        return _Step(label, begin, round(max(length, 0.4), 2), kind, times)

    steps = [step("Any two entries, if neither is found elsewhere", 0.0, traced.start, "whole", _times(traced.start))]
    at = traced.start
    for reason in match.reasons:
        if reason.weight:
            label = f"{_LABELS.get(reason.field, reason.field)}: {_words(reason)}"
            kind = "for" if reason.weight > 0 else "against"
            steps.append(step(label, at, at + reason.weight, kind, _times(reason.weight)))
            at += reason.weight
    steps.append(step("Together", 0.0, end, "whole", _times(end)))
    return steps, place(0.0)


def _times(weight: float) -> str:
    """A weight as a number of times: ×150 for, ÷20 against, in two digits."""
    factor = exp(min(abs(weight), 46.0))
    rounded = float(f"{factor:.2g}")
    shown = f"{rounded:,.0f}" if rounded >= 10 else f"{rounded:.2g}"
    return f"{'×' if weight >= 0 else '÷'} {shown}"


def _percent(likely: float) -> str:
    if likely >= 0.9999:
        return "more than 99.99 in 100"
    if likely <= 0.0001:
        return "less than 0.01 in 100"
    return f"{100 * likely:.3g} in 100"
