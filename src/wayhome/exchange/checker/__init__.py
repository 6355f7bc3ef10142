"""Whether a package keeps its terms and is what it says it is. Shares no code with what drew it, and never repairs one.

Everything here is worked out again from the terms and the people.
"""

from __future__ import annotations

from collections.abc import Sequence

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.feasible import check_feasible
from wayhome.exchange.checker.membership import unlike_the_pool
from wayhome.exchange.package import Package
from wayhome.exchange.pool import BadPool, Candidate, sound
from wayhome.exchange.terms import Terms

__all__ = ["Fault", "check", "check_feasible"]


def check(package: Package, terms: Terms, pool: Sequence[Candidate]) -> tuple[Fault, ...]:
    """Everything wrong with a package drawn from this pool; nothing, if it is feasible and all it claims is proven.

    Beyond `check_feasible`: everyone is of the pool with the same facts, and families are whole.
    """
    try:
        sound(terms, pool)
    except BadPool as error:
        return (Fault("bad_pool", str(error), (error.person,)),)
    if package.terms != terms:
        return (Fault("other_terms", "The package was drawn under other terms"),)
    return (*check_feasible(terms, package.returnees), *unlike_the_pool(terms, package.returnees, pool))
