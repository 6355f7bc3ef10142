"""The rows of the page about limits, other choices and stages, in no language yet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from wayhome.exchange.explain import Limit
from wayhome.exchange.package import Stage, StageName
from wayhome.exchange.planner import Alternative, Point
from wayhome.exchange.report.words import Phrase

_OF_ONE_ORDER = {
    StageName.UNCONDITIONAL_ORDER: slice(-1),
    StageName.CRITERIA: slice(1),
    StageName.CRITERIA_REST: slice(1),
}
"""What of `Stage.about` the tiers of one order have in common."""
_UNITS = {
    StageName.UNCONDITIONAL: "earliness",
    StageName.UNCONDITIONAL_ORDER: "earliness",
    StageName.FAIRNESS: "per_mille",
    StageName.FAIRNESS_LIMIT: "per_mille",
}


@dataclass(frozen=True, slots=True)
class BoundRow:
    """A limit of the terms."""

    name: Phrase
    outside: bool
    """Whether it is about people outside every count."""
    limit: Limit


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """Another choice: what it is, the counted heads home to each party, and what is known of it."""

    name: Phrase
    home: tuple[int, ...]
    proof: str
    """`proven`, `not_proven`, or `contradictory`: nothing can keep such terms."""


@dataclass(frozen=True, slots=True)
class StageRow:
    """A stage, or all tiers of one order."""

    name: Phrase
    value: int
    bound: int
    unit: Phrase

    @property
    def reached(self) -> float:
        """In hundredths of the bound."""
        return 100.0 if self.value >= self.bound else round(100 * self.value / self.bound, 2)


def bound_rows(limits: Iterable[Limit]) -> list[BoundRow]:
    """Limits, those that bind first."""
    return [_bound(each) for each in sorted(limits, key=lambda limit: not limit.binds)]


def _bound(limit: Limit) -> BoundRow:
    outside = "unconditional" in limit.key
    holder, *rest = limit.about
    if limit.key.startswith("seats["):
        name = Phrase("limit_seats_outside" if outside else "limit_seats", {"where": _from(holder, *rest)})
    elif rest:
        name = Phrase("limit_transport" if outside else "limit_most", {"way": _way(holder, *rest)})
    else:
        name = Phrase("limit_released", {"holder": holder})
    return BoundRow(name, outside, limit)


def _way(holder: str, home: str) -> Phrase:
    return Phrase("way", {"holder": holder, "home": home})


def _from(holder: str, place: str) -> Phrase:
    return Phrase("from_place", {"holder": holder, "place": place or Phrase("every_other_place")})


def choice_rows(
    points: Iterable[Point], alternatives: Iterable[Alternative], parties: Sequence[str]
) -> list[ChoiceRow]:
    """Points between the parties, then terms with one thing changed; heads home in the order of ``parties``."""
    named = [
        ChoiceRow(
            Phrase(f"point_{each.name}", {"home": each.about}),
            _home(each.home, parties),
            "proven" if each.proven else "not_proven",
        )
        for each in points
    ]
    others = [
        ChoiceRow(
            _changed(each),
            _home(each.home, parties),
            "contradictory" if each.contradictory else "proven" if each.proven else "not_proven",
        )
        for each in alternatives
    ]
    return named + others


def _home(home: Iterable[tuple[str, int]], parties: Sequence[str]) -> tuple[int, ...]:
    heads = dict(home)
    return tuple(heads[party] for party in parties)


def _changed(alternative: Alternative) -> Phrase:
    key, _, number = alternative.key.partition("[")
    match key:
        case "":
            return Phrase("terms_as_they_are")
        case "counted.most":
            return Phrase("changed_most", {"most": int(alternative.now)})
        case "counted.balance":
            return Phrase(f"changed_{alternative.now}")
        case "counted.shares":
            return Phrase("changed_share", {"number": int(number.rstrip("]")) + 1})
        case _:
            return Phrase("changed_rounds", {"day": date.fromisoformat(alternative.now)})


def stage_rows(stages: Iterable[Stage]) -> list[StageRow]:
    """Every stage in its order, the tiers of one order taken together: their sums of values and of bounds."""
    rows: dict[tuple[object, ...], StageRow] = {}
    for number, stage in enumerate(stages):
        name = _stage(stage)
        common = _OF_ONE_ORDER.get(stage.name)
        key = (number,) if common is None else (name.key, stage.about[common])
        before = rows.get(key)
        value, bound = (before.value, before.bound) if before else (0, 0)
        unit = Phrase(f"unit_{_UNITS.get(stage.name, 'people')}")
        rows[key] = StageRow(name, value + stage.value, bound + stage.bound, unit)
    return list(rows.values())


def _stage(stage: Stage) -> Phrase:
    about = stage.about
    match stage.name:
        case StageName.UNCONDITIONAL | StageName.UNCONDITIONAL_ORDER:
            return Phrase(f"stage_{stage.name}", {"part": _part(*about[:3])})
        case StageName.CRITERIA | StageName.CRITERIA_REST:
            return Phrase("stage_criteria", {"home": about[0]})
        case StageName.ROUND:
            return Phrase("stage_round", {"round": int(about[0])})
        case StageName.COUNTED:
            return Phrase("stage_counted")
        case StageName.IDEAL | StageName.FAIRNESS | StageName.FAIRNESS_LIMIT:
            return Phrase(f"stage_{stage.name}", {"homes": about})


def _part(holder: str, part: str, of: str = "") -> Phrase:
    """The people outside every count whom one program is about (docs/planner.md, parts)."""
    match part:
        case "to":
            return _way(holder, of)
        case "from":
            return _from(holder, of)
        case _:
            return Phrase(f"part_{part}", {"holder": holder})
