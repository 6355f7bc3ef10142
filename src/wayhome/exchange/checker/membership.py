"""Whether those of a package are people of the pool, as the pool knows them, with their families whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayhome import law
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.kinds import Kind
from wayhome.exchange.package import Explanation
from wayhome.people.messages import said
from wayhome.people.returnees import Returnee


def unlike_the_pool(returnees: Sequence[Returnee], kinds: Sequence[Kind]) -> Iterator[Fault]:
    """Find everyone of the package who isn't as the pool has them, and every unit of which only some go."""
    persons = {each.person for each in returnees}
    known = {
        each.person: (each, kind) for kind in kinds for unit in kind.units for each in unit if each.person in persons
    }
    for returnee in returnees:
        if returnee.person not in known:
            yield Fault("not_of_the_pool", said("exchange.nobody_has_this_reference"), (returnee.person,))
            continue
        candidate, kind = known[returnee.person]
        for fact in ("holder", "home", "category", "conditions", "family"):
            if getattr(returnee, fact) != getattr(candidate, fact):
                yield Fault("other_facts", said("exchange.another_fact", fact=fact), (returnee.person,))
        if returnee.track is not kind.track:
            yield Fault("other_track", said("exchange.of_the_other_track"), (returnee.person,))
    in_order = [returnee.person for returnee in returnees]
    if in_order != sorted(in_order):
        yield Fault("out_of_order", said("exchange.in_order_of_references"))
    together = [[each.person for each in unit] for kind in kinds if kind.heads > 1 for unit in kind.units]
    for breach in law.splitting_a_family(frozenset(persons), together):
        yield Fault.breach(breach)


def not_everybody_told(
    explanations: Sequence[Explanation], returnees: Sequence[Returnee], kinds: Sequence[Kind]
) -> Iterator[Fault]:
    """Find whether each of the pool has one explanation, in the order of references, that says whether they go."""
    people = sorted(each.person for kind in kinds for unit in kind.units for each in unit)
    if [each.person for each in explanations] != people:
        yield Fault("other_explanations", said("exchange.one_explanation_each"))
    included = [each.person for each in explanations if each.included]
    if included != [each.person for each in returnees]:
        yield Fault("other_inclusion", said("exchange.told_to_go_otherwise"))
