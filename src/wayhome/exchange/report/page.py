"""The page of a plan: one file that runs no script, loads nothing from elsewhere and names no person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.exchange.explain import Limit, limits
from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner import Alternative, Point, PointName, Solved
from wayhome.exchange.report.people import Group, RoundOf, by_category, by_round, by_time_held

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.exchange.report"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def plan_page(solved: Solved, points: Sequence[Point] = (), alternatives: Sequence[Alternative] = ()) -> str:
    """Return the page as HTML.

    ``points`` and ``alternatives``: what `wayhome.exchange.frontier` and `alternatives` found of the same terms and
    pool; without them the page says nothing of other choices. Tiers of orders are told as one line for each party, so
    that the page says of an order only how far it is proven; it is for the facilitator all the same.
    """
    parties = solved.terms.parties
    categories = [(home, by_category(solved, home)) for home in parties]
    # The parties take turns to be named first, from section to section.
    held = [(home, by_time_held(solved, home)) for home in _turned(parties, 1)]
    rounds = [(home, by_round(solved, home)) for home in _turned(parties, 2)]
    counted = {home: sum(each.counted for each in some) for home, some in rounds}
    choosers = _turned(parties, 3)
    chosen = [counted[home] for home in choosers]
    choices = _choices(points, alternatives, choosers)
    return _TEMPLATES.get_template("plan.html.jinja").render(
        terms=solved.terms,
        pool=sum(kind.number * kind.heads for kind in solved.kinds),
        going=sum(some[0] * kind.heads for kind, some in zip(solved.kinds, solved.rounds, strict=True) if kind.track),
        waiting=sum(each.waiting for _, groups in categories for each in groups),
        categories=categories,
        most_of_category=_most(categories),
        held=held,
        most_held=_most(held),
        rounds=rounds,
        most_of_round=_most(rounds),
        limits=[_limit(each) for each in sorted(limits(solved), key=lambda limit: not limit.binds)],
        choices=choices,
        most_of_choice=max([heads for choice in choices for heads in choice.home] + [*chosen, 1]),
        choosers=choosers,
        chosen=chosen,
        stages=_stages(solved.certificate.stages),
    )


@dataclass(frozen=True, slots=True)
class _Bound:
    """A limit as the page has it."""

    name: str
    about: tuple[str, ...]
    limit: Limit
    brings: str


@dataclass(frozen=True, slots=True)
class _Choice:
    """Another choice: what it is, the counted heads home to each party, and whether that is proven."""

    name: str
    home: tuple[int, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class _Line:
    """A stage, or all tiers of one order."""

    name: str
    about: tuple[str, ...]
    value: int
    bound: int
    unit: str

    @property
    def reached(self) -> float:
        """In hundredths of the bound."""
        return 100.0 if self.value >= self.bound else round(100 * self.value / self.bound, 2)


def _turned(parties: tuple[str, ...], times: int) -> tuple[str, ...]:
    """The parties with another one first."""
    at = times % len(parties)
    return parties[at:] + parties[:at]


def _most(tables: Sequence[tuple[str, Sequence[Group | RoundOf]]]) -> int:
    """The most people in a line of some tables, so that their pictures have one scale."""
    return max([each.everybody for _, some in tables for each in some] + [1])


def _limit(limit: Limit) -> _Bound:
    part = (
        "outside every count"
        if limit.key.startswith("unconditional") or limit.key.endswith("unconditional")
        else "counted"
    )
    name = f"Seats ({part})" if "seats" in limit.key else "The most counted in a round"
    known = "not known" if limit.brings is None else str(limit.brings)
    return _Bound(name, limit.about, limit, known if limit.binds else "–")


def _choices(points: Sequence[Point], alternatives: Sequence[Alternative], parties: tuple[str, ...]) -> list[_Choice]:
    named = [_Choice(_point(each), _home(each.home, parties), each.proven) for each in points]
    others = [
        _Choice(
            f"{each.key}: {each.now}" if each.key else "The terms as they are",
            _home(each.home, parties),
            each.proven and not each.contradictory,
        )
        for each in alternatives
    ]
    return named + others


_POINTS = {
    PointName.PARETO: "Nobody could have more without another having less",
    PointName.BEST_FOR: "The most for {about}, nobody below what pairs alone bring",
    PointName.MOST: "The most in all",
    PointName.LEXIMIN: "Whoever gains least gains the most (as planned)",
    PointName.NASH: "The largest product of gains",
}


def _point(point: Point) -> str:
    return _POINTS[point.name].format(about=" ".join(point.about))


def _home(home: Sequence[tuple[str, int]], parties: tuple[str, ...]) -> tuple[int, ...]:
    heads = dict(home)
    return tuple(heads[party] for party in parties)


_STAGES = {
    StageName.UNCONDITIONAL: ("Outside every count, as early as seats allow", "people × rounds left"),
    StageName.UNCONDITIONAL_ORDER: ("Outside every count, the most urgent first", "people × rounds left"),
    StageName.IDEAL: ("The most that could come home", "people"),
    StageName.FAIRNESS: ("Fairness: what each reaches at least", "per mille"),
    StageName.FAIRNESS_LIMIT: ("Fairness: what one alone could reach", "per mille"),
    StageName.COUNTED: ("Counted people in all", "people"),
    StageName.CRITERIA: ("The party's own order, tier by tier", "people"),
    StageName.CRITERIA_REST: ("The party's own order, tier by tier", "people"),
    StageName.ROUND: ("Counted people in round", "people"),
}
_TIERS = (StageName.UNCONDITIONAL_ORDER, StageName.CRITERIA, StageName.CRITERIA_REST)


def _stages(stages: Sequence[Stage]) -> list[_Line]:
    """Every stage in its order, the tiers of one order taken together: their sums of values and of bounds."""
    lines: dict[tuple[object, ...], _Line] = {}
    for number, stage in enumerate(stages):
        name, unit = _STAGES[stage.name]
        tiers = stage.name in _TIERS
        about = (
            (stage.about[:1] if stage.name is not StageName.UNCONDITIONAL_ORDER else stage.about[:-1])
            if tiers
            else stage.about
        )
        key = (name, about) if tiers else (number,)
        before = lines.get(key)
        value, bound = (before.value, before.bound) if before else (0, 0)
        lines[key] = _Line(name, about, value + stage.value, bound + stage.bound, unit)
    return list(lines.values())
