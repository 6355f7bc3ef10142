"""Whether a list of people keeps the terms and the law: all that can be told from the journal alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from wayhome import law
from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_file import forbidden
from wayhome.people.categories import Track
from wayhome.people.returnees import Returnee


def check_feasible(terms: Terms, returnees: Iterable[Returnee]) -> tuple[Fault, ...]:
    """Everything that the terms and the law refuse in this list of people; nothing else need be known of them."""
    people = list(returnees)
    return (
        *_unlawful(terms, people),
        *_on_no_way_home(terms, people),
        *_out_of_the_count(terms, people),
        *_without_ground(terms, people),
        *_divided(people),
        *_out_of_balance(terms, people),
        *_without_seats(terms, people),
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
            yield Fault("twice", "Nobody goes home twice", (person,))
    for each in people:
        for party in sorted({each.holder, each.home} - set(terms.parties)):
            yield Fault("unknown_party", f"{party!r} is no party to the terms", (each.person,))
        if each.holder == each.home:
            yield Fault("no_journey", f"{each.home} can't hold its own people", (each.person,))


def _out_of_the_count(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    counted = [each for each in people if each.track is Track.COUNTED]
    if terms.hostilities_ended and counted:
        words = "Active hostilities have ended: nobody is counted any more (GC III 118)"
        yield Fault("counted_after_hostilities", words, _names(counted))
    outside = [each for each in counted if each.category not in terms.counted.categories]
    if outside:
        yield Fault("category_not_counted", "The terms count nobody of this category", _names(outside))


def _without_ground(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    """Find those who would go uncounted without a reason: a balance means nothing if people can go around it."""
    if terms.hostilities_ended:
        return
    uncounted = [each for each in people if each.track is Track.UNCONDITIONAL]
    families = {each.family for each in uncounted if each.protected and each.family}
    without = [each for each in uncounted if not each.protected and each.family not in families]
    if without:
        yield Fault("no_ground", "Nothing puts this person, or their family, outside the count", _names(without))


def _divided(people: Sequence[Returnee]) -> Iterator[Fault]:
    families = defaultdict(list)
    for each in people:
        families[each.family].append(each)
    families.pop("", None)
    for members in families.values():
        if len({each.track for each in members}) > 1:
            yield Fault("family_on_two_tracks", "A family is never divided between the tracks", _names(members))
        if len({(each.holder, each.home) for each in members}) > 1:
            yield Fault("family_on_two_ways", "A family has one holder and one home", _names(members))


def _out_of_balance(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    heads = Counter((each.holder, each.home) for each in people if each.track is Track.COUNTED)
    for one, other in combinations(sorted(terms.parties), 2):
        there, back = heads[one, other], heads[other, one]
        if there != back:
            yield Fault("unbalanced", f"{there} counted people go from {one} to {other}, but {back} come back")
        if max(there, back) > terms.counted.most:
            most = f"the terms allow {terms.counted.most} each way"
            yield Fault("above_the_most", f"{max(there, back)} counted people go between {one} and {other}; {most}")


def _without_seats(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    seats = terms.unconditional.seats
    heads = Counter((each.holder, each.home) for each in people if each.track is Track.UNCONDITIONAL)
    for (holder, home), number in sorted(heads.items()):
        if seats is not None and number > seats:
            yield Fault("above_the_seats", f"{number} people go uncounted from {holder} to {home} on {seats} seats")


def _names(people: Iterable[Returnee]) -> tuple[str, ...]:
    return tuple(each.person for each in people)
