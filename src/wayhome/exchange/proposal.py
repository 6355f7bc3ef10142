"""A package to propose: who goes home in this round under these terms, everybody told why. Only the parties decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from wayhome.exchange.explain import explanations
from wayhome.exchange.order import Order
from wayhome.exchange.package import Package
from wayhome.exchange.planner import Solved, Watch, solve
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.returnees import Returnee


def plan(
    terms: Terms, pool: Sequence[Candidate], orders: Iterable[Order] = (), *, watch: Watch | None = None
) -> Package:
    """Draw a package from the pool, as `wayhome.exchange.planner.solve` decides it, with the same errors."""
    return package_of(solve(terms, pool, orders, watch=watch))


def package_of(solved: Solved, chances: Mapping[str, Fraction] | None = None) -> Package:
    """The package of what was solved: this round's people, and an explanation for everybody.

    ``chances``: where a lottery decided (`wayhome.exchange.planner.by_lottery`), of each unit of a kind, by its name.
    """
    returnees = [
        Returnee(each.person, each.holder, each.home, kind.track, each.category, each.conditions, each.family)
        for kind, some in zip(solved.kinds, solved.rounds, strict=True)
        if kind.track and some[0]
        for unit in solved.sequence(kind)[: some[0]]
        for each in unit.people
    ]
    return Package(
        solved.terms,
        tuple(sorted(returnees, key=lambda returnee: returnee.person)),
        tuple(sorted(explanations(solved, chances), key=lambda explanation: explanation.person)),
        solved.certificate,
    )
