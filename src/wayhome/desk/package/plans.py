"""Plans: drawn up from a delegation's own pool, checked by code that shares nothing with the planner, and kept."""

from __future__ import annotations

import hmac
import json
import secrets
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any

import msgspec

from wayhome import exchange
from wayhome.desk.look.messages import kept
from wayhome.desk.package.models import Plan
from wayhome.exchange import Candidate, Explanation, Order, Package, Solved, Terms, Watch
from wayhome.exchange.report import plan_pages

_KEPT_SOLVED = 4
LARGEST_ASKED = 40_000
"""People of a pool about which a page still answers what another choice would do; a larger one takes too long."""


def draw_up(terms: Terms, pool: Sequence[Candidate], orders: Sequence[Order], watch: Watch) -> Plan:
    """Draw up a plan, checked, not yet saved. Raises what `exchange.solve` raises."""
    stopped = False

    def watched(progress: exchange.Progress) -> bool:
        nonlocal stopped
        stopped = stopped or watch(progress)
        return stopped

    solved = exchange.solve(terms, pool, orders, watch=watched)
    early = stopped
    points: Sequence[exchange.Point] = ()
    others: Sequence[exchange.Alternative] = ()
    if not early:
        points = exchange.frontier(terms, pool, orders, watch=watched)
        others = exchange.alternatives(terms, pool, orders, watch=watched)
    plan = of_package(solved, exchange.package_of(solved), pool, orders, points, others)
    plan.early = early
    return plan


def of_package(
    solved: Solved,
    package: Package,
    pool: Sequence[Candidate],
    orders: Sequence[Order],
    points: Sequence[exchange.Point] = (),
    others: Sequence[exchange.Alternative] = (),
    *,
    lottery: exchange.Published | None = None,
) -> Plan:
    """The plan of a package, checked, not yet saved. ``lottery``: the drawn one that decided."""
    faults = exchange.check(package, package.terms, pool, orders, lottery=lottery)
    plan = of_document(exchange.package_json(package, pool), pool, orders, secrets.token_bytes(32))
    plan.pages = plan_pages(solved, points, others)
    plan.faults = [kept(fault.words) for fault in faults]
    return plan


def of_document(document: bytes, pool: Iterable[Candidate], orders: Iterable[Order], salt: bytes) -> Plan:
    """The plan that a package document is, not yet saved."""
    return Plan(
        pool=msgspec.json.encode(tuple(pool)),
        orders=[msgspec.to_builtins(order) for order in orders],
        document=document,
        salt=salt,
        digest=hmac.digest(salt, document, "sha256").hex(),
    )


def pool_of(plan: Plan) -> tuple[Candidate, ...]:
    """Everybody a plan was drawn from."""
    return msgspec.json.decode(bytes(plan.pool), type=tuple[Candidate, ...])


def orders_of(plan: Plan) -> list[Order]:
    """The orders a plan was drawn by."""
    return [msgspec.convert(order, Order) for order in plan.orders]


def package_of(plan: Plan) -> Package:
    """The package of a plan."""
    return exchange.read_package(bytes(plan.document))


def explanations_in(document: bytes) -> dict[str, Explanation]:
    """Everybody's explanation, by reference: of a plan's document, or of the part of one that a party was given."""
    told: list[dict[str, Any]] = json.loads(document)["explanations"]
    return {
        each["person"]: Explanation(
            each["person"], each["included"], exchange.Code(each["code"]), tuple(each["parameters"].items())
        )
        for each in told
    }


def solved_of(plan: Plan) -> Solved:
    """All that the planner found out for a plan, worked out again: the same people and terms give the same."""
    return _solved(_Once(plan))


class _Once:
    """A plan as the key of what is remembered: equal to every other of the same digest."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and other.plan.digest == self.plan.digest

    def __hash__(self) -> int:
        return hash(self.plan.digest)


@lru_cache(maxsize=_KEPT_SOLVED)
def _solved(of: _Once) -> Solved:
    return exchange.solve(package_of(of.plan).terms, pool_of(of.plan), orders_of(of.plan))
