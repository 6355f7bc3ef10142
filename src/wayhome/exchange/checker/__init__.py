"""Whether a package keeps its terms and is what it says it is. Shares no code with what drew it, and never repairs one.

Everything here is worked out again from the terms, the people and the parties' orders, in whole numbers: who must go
together, who is alike, what the terms allow in every round, and what each proof of the certificate proves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from wayhome.exchange.checker.counted import Counted
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.feasible import check_feasible
from wayhome.exchange.checker.going import Going
from wayhome.exchange.checker.journeys import journeys_not_possible, not_by_the_draw, round_of, rounds_of_units
from wayhome.exchange.checker.kinds import Kind, kinds_of, may_go
from wayhome.exchange.checker.lottery import chances_of_people, drawn_otherwise
from wayhome.exchange.checker.membership import not_everybody_told, unlike_the_pool
from wayhome.exchange.checker.reasons import told_otherwise
from wayhome.exchange.checker.rules import not_kept, rules_of
from wayhome.exchange.checker.stages import Misplaced, Stages
from wayhome.exchange.checker.unconditional import check_unconditional
from wayhome.exchange.lottery_file import Published
from wayhome.exchange.order import BadOrder, Order, orders_of
from wayhome.exchange.package import Certificate, Package
from wayhome.exchange.pool import BadPool, Candidate, sound
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_file import forbidden
from wayhome.people.categories import Track
from wayhome.people.messages import said

__all__ = ["Fault", "check", "check_feasible"]


def check(
    package: Package,
    terms: Terms,
    pool: Sequence[Candidate],
    orders: Sequence[Order] = (),
    *,
    lottery: Published | None = None,
) -> tuple[Fault, ...]:
    """Everything wrong with a package drawn from this pool; nothing, if it is feasible and all it claims is proven.

    Beyond `check_feasible`: everyone is of the pool with the same facts, and goes whole with their unit; every round
    keeps the terms, nobody before their day; every explanation is what the package shows; every stage that must be
    there is there, the package reaches its value, and its proof bounds it to its bound. A bound above the value is no
    fault: `Stage.proven` says so. ``orders``: those the parties gave. ``lottery``: the drawn file that
    decided, in place of the draw of the terms, who goes of the people in it; it is checked as well (`check_lottery`).
    """
    try:
        sound(terms, pool)
    except BadPool as error:
        return (Fault("bad_pool", error.said, (error.person,)),)
    if package.terms != terms:
        return (Fault("other_terms", said("exchange.drawn_under_other_terms")),)
    faults = [*check_feasible(terms, package.returnees)]
    if faults and forbidden(terms):
        return tuple(faults)
    try:
        of_party = orders_of(terms, orders)
    except BadOrder as error:
        return (Fault("bad_order", error.said),)
    kinds = kinds_of(terms, of_party, pool)
    faults += unlike_the_pool(package.returnees, kinds)
    faults += not_everybody_told(package.explanations, package.returnees, kinds)
    if faults:
        return tuple(faults)
    rounds = {each.person: round_of(each) for each in package.explanations}
    faults += journeys_not_possible(terms, kinds, rounds)
    if faults:
        return tuple(faults)
    chances: dict[str, Fraction] = {}
    if lottery:
        faults += drawn_otherwise(lottery, terms, rounds)
        if faults:
            return tuple(faults)
        chances = chances_of_people(lottery.lottery)
    in_none = [kind for kind in kinds if kind.units[0][0].person not in chances]
    faults += not_by_the_draw(terms, in_none, rounds)
    return (*faults, *_numbers_and_proofs(package, terms, kinds, rounds, chances))


def _numbers_and_proofs(
    package: Package,
    terms: Terms,
    kinds: Sequence[Kind],
    rounds: Mapping[str, int],
    chances: Mapping[str, Fraction],
) -> Iterator[Fault]:
    counts = rounds_of_units(terms, kinds, rounds)
    told = {each.person: each for each in package.explanations}
    yield from told_otherwise(terms, kinds, counts, rounds, told, chances)
    going = {
        track: [
            (kind, units)
            for kind, units in zip(kinds, counts, strict=True)
            if kind.track is track and may_go(terms, kind)
        ]
        for track in Track
    }
    counted = [kind for kind, _ in going[Track.COUNTED]]
    by_round = [units for _, units in going[Track.COUNTED]]
    if counted:
        yield from not_kept(rules_of(terms, counted), list(zip(*by_round, strict=True)))
    faults: list[Fault] = []
    try:
        stages = Stages(package.certificate.stages, faults)
        due = going[Track.UNCONDITIONAL]
        check_unconditional(terms, [kind for kind, _ in due], [units for _, units in due], stages)
        if terms.hostilities_ended:
            _expect_nothing_counted(package.certificate, stages)
        else:
            in_all = [sum(units) for units in by_round]
            Counted(terms, Going(counted, by_round, in_all), package.certificate, stages).check()
        stages.end()
    except Misplaced as error:
        faults.append(error.fault)
    yield from faults


def _expect_nothing_counted(certificate: Certificate, stages: Stages) -> None:
    if certificate != Certificate(certificate.stages):
        stages.fault("counted_after_hostilities", said("exchange.nothing_balanced_any_more"))
