"""The account of a round as one page to read, print and keep: it runs no script and loads nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import permutations

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.acts import Statement
from wayhome.agreement import Agreement
from wayhome.claims import Claims
from wayhome.handover import Handover, Stage, travellers
from wayhome.people import Track
from wayhome.reception import Care, Reception
from wayhome.record.account import AccountLine, account
from wayhome.record.course import Course, Phase, clock
from wayhome.record.sentences import wording
from wayhome.record.state import Record

LANGUAGE = "en"
"""The language of the page."""

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.record"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def account_page(
    *,
    agreement: Agreement,
    handover: Handover,
    reception: Reception,
    claims: Claims,
    record: Record,
    statements: Sequence[Statement],
    size: int,
    root: str,
    waited: Sequence[tuple[datetime, str]] = (),
) -> str:
    """Return the page as HTML.

    The states are those after all ``statements``, which are the round's and in their order; ``size`` and ``root`` (hex)
    are the journal's. ``waited`` are the tranches that had to wait, with the reason given: refused acts leave no
    statement, so whoever carried the round may tell of them. The page names no person: the journal knows no names.
    """
    called = {name.seat: name.en for name in agreement.names}
    course = Course(statements, called)
    parties = agreement.parties
    return _TEMPLATES.get_template("account.html.jinja").render(
        language=LANGUAGE,
        agreement=agreement,
        called=called,
        clock=clock,
        first=statements[0].time if statements else None,
        last=statements[-1].time if statements else None,
        closed=record.closed,
        # The parties take turns to be named first, from section to section.
        figures=_ways(agreement, handover, parties),
        lines=_ways(agreement, handover, _turned(parties)),
        rows=_ROWS,
        timeline=_timeline(course.phases()),
        tranches=course.tranches(),
        exposures=_exposures(agreement, handover, course, parties),
        troubles=course.troubles(waited),
        waited=bool(waited),
        reception=_reception(agreement, handover, reception, _turned(parties)),
        claims=claims.claims,
        sentences=[
            wording(record.sentences[digest].proposed, agreement.names, LANGUAGE) for digest in record.published
        ],
        record=record,
        size=size,
        root=root,
    )


@dataclass(frozen=True)
class _Way:
    """From one detaining party to one party of origin: a line of the account for each part that has people."""

    holder: str
    home: str
    counted: AccountLine | None
    unconditional: AccountLine | None


_ROWS = (
    ("signed", "Signed for"),
    ("substituted", "of these replaced by another, with both signatures"),
    ("received", "Received"),
    ("unfit", "Not fit to travel"),
    ("not_cleared", "Not cleared to travel"),
    ("not_returned", "Able to travel, not received"),
    ("shortfall", "Shortfall: signed for and not received"),
)
"""The rows of the table of the account: a figure of `AccountLine`, and what it is called."""


@dataclass(frozen=True)
class _Bar:
    """A phase on the time line; ``start`` and ``length`` in hundredths of the whole, the length at least visible."""

    phase: Phase
    start: float
    length: float


@dataclass(frozen=True)
class _Exposure:
    """How one party's exposure went: the points of a stepped line, and the lines it is read against."""

    party: str
    points: str
    """Coordinates for an SVG polyline in a box as wide as there are steps and as high as `top` to `bottom`."""
    steps: int
    top: int
    bottom: int
    agreed: int
    most: int
    in_shares: bool
    """Whether somebody received counts for more or less than one released, because the two totals differ."""

    @property
    def height(self) -> int:
        return self.top - self.bottom


@dataclass(frozen=True)
class _Care:
    """What became of the people one party received."""

    home: str
    received: int
    medical: int
    psychological: int
    handed_on: int


def _turned(parties: tuple[str, ...]) -> tuple[str, ...]:
    """The parties with the next one first."""
    return parties[1:] + parties[:1]


def _ways(agreement: Agreement, handover: Handover, parties: tuple[str, ...]) -> list[_Way]:
    """The ways that have people, in the order of ``parties`` as holders."""
    lines = {(line.holder, line.home, line.track): line for line in account(agreement, handover).lines}
    ways = [
        _Way(holder, home, lines.get((holder, home, Track.COUNTED)), lines.get((holder, home, Track.UNCONDITIONAL)))
        for holder, home in permutations(parties, 2)
    ]
    return [way for way in ways if way.counted or way.unconditional]


def _timeline(phases: Sequence[Phase]) -> list[_Bar]:
    if not phases:
        return []
    start, end = min(phase.first for phase in phases), max(phase.last for phase in phases)
    whole = max(end - start, timedelta(seconds=1))
    return [
        _Bar(phase, round(100 * (phase.first - start) / whole, 2), round(100 * (phase.last - phase.first) / whole, 2))
        for phase in phases
    ]


def _exposures(agreement: Agreement, handover: Handover, course: Course, parties: tuple[str, ...]) -> list[_Exposure]:
    """A chart for each party: its exposure after each step, from the first release to the last receipt."""
    after, terms = course.exposures(), agreement.terms_in_force
    if not after or terms is None:
        return []
    path = [dict.fromkeys(parties, 0), *after]
    # All charts have one scale, so that they can be compared.
    top = max(terms.exposure, *(exposed for step in path for exposed in step.values()))
    bottom = min(exposed for step in path for exposed in step.values())
    return [
        _Exposure(
            party,
            points=_stepped([top - step[party] for step in path]),
            steps=len(path),
            top=top,
            bottom=bottom,
            agreed=terms.exposure,
            most=max(step[party] for step in path),
            in_shares=_in_shares(agreement, handover),
        )
        for party in parties
    ]


def _in_shares(agreement: Agreement, handover: Handover) -> bool:
    counted = [each for each in travellers(agreement, handover).values() if each.track is Track.COUNTED]
    return Counter(each.holder for each in counted) != Counter(each.home for each in counted)


def _stepped(depths: Sequence[int]) -> str:
    """A line that keeps each value over one unit of width."""
    return " ".join(f"{x},{depth} {x + 1},{depth}" for x, depth in enumerate(depths))


def _reception(agreement: Agreement, handover: Handover, reception: Reception, parties: tuple[str, ...]) -> list[_Care]:
    people = travellers(agreement, handover)
    cared = []
    for home in parties:
        received = [p for p, r in people.items() if r.home == home and handover.journey(p).stage is Stage.RECEIVED]
        kinds = [reception.care.get(person, ()) for person in received]
        cared.append(
            _Care(
                home,
                len(received),
                medical=sum(Care.MEDICAL in kind for kind in kinds),
                psychological=sum(Care.PSYCHOLOGICAL in kind for kind in kinds),
                handed_on=sum(person in reception.handed_on for person in received),
            )
        )
    return cared
