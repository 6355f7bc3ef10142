"""Whether a list of people keeps the terms and the law: all that can be told from the journal alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wayhome import law
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.numbers import numbers_not_kept
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_file import forbidden
from wayhome.people.categories import Track
from wayhome.people.messages import said
from wayhome.people.returnees import Returnee


def check_feasible(terms: Terms, returnees: Iterable[Returnee]) -> tuple[Fault, ...]:
    """Everything that the terms and the law refuse in this list of people; nothing else need be known of them.

    What a returnee doesn't say can't be judged here, and is judged by `wayhome.exchange.check` from the pool: privates
    for which ranks stand (but for numbers that no ranks at all could balance), shares of a fact (those of a category
    are), seats by place (their sum, where every place of a holder has a limit, is), and families of whom nobody goes.
    """
    people = list(returnees)
    return (
        *_unlawful(terms, people),
        *_on_no_way_home(terms, people),
        *_out_of_the_count(terms, people),
        *_without_ground(terms, people),
        *_withheld(terms, people),
        *_divided(terms, people),
        *numbers_not_kept(terms, people),
    )


def _unlawful(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    breaches = (
        *forbidden(terms),
        *law.counting_the_seriously_wounded(people),
        *law.counting_civilians_or_retained_personnel(people),
    )
    for breach in breaches:
        yield Fault.breach(breach)


def _on_no_way_home(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    for person, times in Counter(each.person for each in people).items():
        if times > 1:
            yield Fault("twice", said("exchange.nobody_twice"), (person,))
    for each in people:
        for party in sorted({each.holder, each.home} - set(terms.parties)):
            yield Fault("unknown_party", said("exchange.party_not_of_the_terms", party=party), (each.person,))
        if each.holder == each.home:
            yield Fault("no_journey", said("exchange.holds_its_own", home=each.home), (each.person,))


def _out_of_the_count(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    counted = [each for each in people if each.track is Track.COUNTED]
    if terms.hostilities_ended and counted:
        yield Fault("counted_after_hostilities", said("exchange.nobody_counted_any_more"), _names(counted))
    outside = [each for each in counted if each.category not in terms.counted.categories]
    if outside:
        yield Fault("category_not_counted", said("exchange.category_not_counted"), _names(outside))


def _without_ground(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    """Find those who would go uncounted without a reason: a balance means nothing if people can go around it."""
    if terms.hostilities_ended:
        return
    uncounted = [each for each in people if each.track is Track.UNCONDITIONAL]
    families = {each.family for each in uncounted if each.protected and each.family}
    without = [each for each in uncounted if not each.protected and each.family not in families]
    if without:
        yield Fault("no_ground", said("exchange.no_ground"), _names(without))


def _withheld(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    back = {each.person: each for each in terms.withheld}
    for each in people:
        line = back.get(each.person)
        if line is None:
            continue
        if line.by != each.holder:
            words = said("exchange.withholds_anothers", by=line.by, holder=each.holder)
            yield Fault("withheld_by_another", words, (each.person,))
        if line.until is None or line.until > terms.day:
            words = said("exchange.withheld_without_end", by=line.by, reason=line.reason)
            if line.until:
                words = said("exchange.withheld_until", by=line.by, until=str(line.until), reason=line.reason)
            yield Fault("withheld", words, (each.person,))


def _divided(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    yield from _crews_divided(terms, people)
    families = defaultdict(list)
    for each in people:
        families[each.family].append(each)
    families.pop("", None)
    for members in families.values():
        if len({each.track for each in members}) > 1:
            yield Fault("family_on_two_tracks", said("exchange.family_on_two_tracks"), _names(members))
        if len({(each.holder, each.home) for each in members}) > 1:
            yield Fault("family_on_two_ways", said("exchange.family_on_two_ways"), _names(members))


def _crews_divided(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    going = {each.person: each for each in people}
    for crew in terms.together:
        members = [going[person] for person in crew if person in going]
        if members and len(members) < len(crew):
            waiting = tuple(person for person in crew if person not in going)
            yield Fault("crew_divided", said("exchange.crew_divided"), waiting)
        if len({each.track for each in members}) > 1:
            yield Fault("crew_on_two_tracks", said("exchange.crew_on_two_tracks"), _names(members))
        if len({(each.holder, each.home) for each in members}) > 1:
            yield Fault("crew_on_two_ways", said("exchange.crew_on_two_ways"), _names(members))


def _names(people: Iterable[Returnee]) -> tuple[str, ...]:
    return tuple(each.person for each in people)
