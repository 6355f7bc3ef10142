"""Whether those of a package are people of the pool, as the pool knows them, with their families whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayhome import law
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.parts import track_of, units_of
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.returnees import Returnee


def unlike_the_pool(terms: Terms, returnees: Sequence[Returnee], pool: Sequence[Candidate]) -> Iterator[Fault]:
    """Find everyone of the package who isn't as the pool has them, and every family of which only some go."""
    units = list(units_of(pool))
    of_the_pool = {each.person: (each, track_of(terms, unit)) for unit in units for each in unit}
    for returnee in returnees:
        if returnee.person not in of_the_pool:
            yield Fault("not_of_the_pool", "Nobody in the pool has this reference", (returnee.person,))
            continue
        known, track = of_the_pool[returnee.person]
        for fact in ("holder", "home", "category", "conditions", "family"):
            if getattr(returnee, fact) != getattr(known, fact):
                yield Fault("other_facts", f"The pool gives another {fact}", (returnee.person,))
        if returnee.track is not track:
            yield Fault("other_track", "By the pool, this person doesn't belong to this track", (returnee.person,))
    persons = [returnee.person for returnee in returnees]
    if persons != sorted(persons):
        yield Fault("out_of_order", "The people of a package stand in the order of their references")
    families = [[each.person for each in unit] for unit in units if len(unit) > 1]
    for breach in law.splitting_a_family(frozenset(persons), families):
        yield Fault.breach(breach)
