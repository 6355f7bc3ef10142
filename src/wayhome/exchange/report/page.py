"""The page of a plan: one file that runs no script, loads nothing from elsewhere and names no person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined

from wayhome.exchange.explain import limits
from wayhome.exchange.planner import Alternative, Point, Solved
from wayhome.exchange.report.people import Group, RoundOf, by_category, by_round, by_time_held
from wayhome.exchange.report.rows import bound_rows, choice_rows, stage_rows
from wayhome.exchange.report.words import Words
from wayhome.people.languages import LANGUAGES

_TEMPLATES = Environment(
    loader=ChoiceLoader([PackageLoader("wayhome.exchange.report"), PackageLoader("wayhome")]),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def plan_page(
    solved: Solved, points: Sequence[Point] = (), alternatives: Sequence[Alternative] = (), language: str = "en"
) -> str:
    """Return the page as HTML, in one of `LANGUAGES`.

    ``points`` and ``alternatives``: what `wayhome.exchange.frontier` and `alternatives` found of the same terms and
    pool; without them the page says nothing of other choices. Tiers of orders are told as one line for each party, so
    that the page says of an order only how far it is proven; it is for the facilitator all the same.
    """
    return _in(language, _figures(solved, points, alternatives))


def plan_pages(
    solved: Solved, points: Sequence[Point] = (), alternatives: Sequence[Alternative] = ()
) -> dict[str, str]:
    """Return the page in every language, by language, for readers not known yet."""
    figures = _figures(solved, points, alternatives)
    return {language: _in(language, figures) for language in LANGUAGES}


def _in(language: str, figures: Mapping[str, Any]) -> str:
    return _TEMPLATES.get_template("plan.html.jinja").render(words=Words(language), **figures)


def _figures(solved: Solved, points: Sequence[Point], alternatives: Sequence[Alternative]) -> dict[str, Any]:
    """All that the page shows, in no language yet."""
    parties = solved.terms.parties
    categories = [(home, by_category(solved, home)) for home in parties]
    # The parties take turns to be named first, from section to section.
    held = [(home, by_time_held(solved, home)) for home in _turned(parties, 1)]
    rounds = [(home, by_round(solved, home)) for home in _turned(parties, 2)]
    counted = {home: sum(each.counted for each in some) for home, some in rounds}
    choosers = _turned(parties, 3)
    chosen = [counted[home] for home in choosers]
    choices = choice_rows(points, alternatives, choosers)
    return {
        "terms": solved.terms,
        "pool": sum(kind.number * kind.heads for kind in solved.kinds),
        "going": sum(
            some[0] * kind.heads for kind, some in zip(solved.kinds, solved.rounds, strict=True) if kind.track
        ),
        "waiting": sum(each.waiting for _, groups in categories for each in groups),
        "categories": categories,
        "most_of_category": _most(categories),
        "held": held,
        "most_held": _most(held),
        "rounds": rounds,
        "most_of_round": _most(rounds),
        "limits": bound_rows(limits(solved)),
        "choices": choices,
        "most_of_choice": max([heads for choice in choices for heads in choice.home] + [*chosen, 1]),
        "choosers": choosers,
        "chosen": chosen,
        "stages": stage_rows(solved.certificate.stages),
    }


def _turned(parties: tuple[str, ...], times: int) -> tuple[str, ...]:
    """The parties with another one first."""
    at = times % len(parties)
    return parties[at:] + parties[:at]


def _most(tables: Sequence[tuple[str, Sequence[Group | RoundOf]]]) -> int:
    """The most people in a line of some tables, so that their pictures have one scale."""
    return max([each.everybody for _, some in tables for each in some] + [1])
