"""Terms in words: what each of them means, for people who will be asked to agree to them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wayhome.exchange.terms import Balance, CountedTerms, Share, Terms, Withheld


def in_words(terms: Terms) -> list[str]:
    """What the terms say, a sentence for each, in English."""
    return [
        f"A round between {_listed(terms.parties)} on {terms.day}; ages and time held are counted to that day.",
        *_unconditional(terms),
        *(_counted(terms) if not terms.hostilities_ended else ()),
        *_seats(terms),
        *_later(terms),
        *(_withheld(each) for each in terms.withheld),
        *(f"Go together or not at all: {_listed(crew)}." for crew in terms.together),
    ]


def _unconditional(terms: Terms) -> Iterator[str]:
    if terms.hostilities_ended:
        yield "Active hostilities have ended: everyone goes home outside every count, as fast as transport allows."
    else:
        who = "the seriously wounded and sick, civilians, children with their families, and retained personnel"
        yield f"Outside every count, before anybody counted: {who}."
    seats = terms.unconditional.seats
    limit = "no limit" if seats is None else f"at most {seats} people each way between each pair of parties in a round"
    yield f"Transport for them: {limit}."


def _counted(terms: Terms) -> Iterator[str]:
    counted = terms.counted
    if not counted.most:
        yield "Nobody is counted in this round."
        return
    categories = _listed([each.value.replace("_", " ") for each in counted.categories])
    if counted.balance is Balance.CIRCLE:
        yield f"Counted ({categories}): each party releases at most {counted.most} in a round."
    else:
        yield f"Counted ({categories}): at most {counted.most} each way between each pair of parties in a round."
    yield from _balance(terms)
    yield from (_share(share) for share in counted.shares)
    first = _listed([each.replace("_", " ") for each in terms.criteria]) if terms.criteria else ""
    order = f"by {first}, in this sequence; then by the draw" if first else "by the draw alone"
    yield f"Of the counted, a party that gives no order of its own has its people chosen {order}."
    if counted.asked_by_name:
        yield f"In its own order a party may ask for up to {counted.asked_by_name} people by name."
    exposure = f"a party released over {terms.exposure} counted people more than it has received"
    yield f"At no moment of the handover has {exposure}, in shares of the package where the totals differ."


def _balance(terms: Terms) -> Iterator[str]:
    counted = terms.counted
    equivalents = counted.equivalents
    if equivalents is None or not equivalents.instead_of_heads:
        yield from _balance_of_heads(terms, counted)
    if equivalents is not None:
        ranks = _listed([f"{each.rank} {each.privates}" for each in equivalents.ranks])
        between = "of each party" if counted.balance is Balance.CIRCLE else "between each pair of parties"
        band = f"differ by at most {equivalents.band}" if equivalents.band else "are equal"
        yield f"The privates for which ranks stand, out and in, {between} {band} after each round: {ranks}; others 1."


def _balance_of_heads(terms: Terms, counted: CountedTerms) -> Iterator[str]:
    if counted.balance is Balance.CIRCLE:
        yield "As many people come home to each party as it releases, from whichever party they come."
        return
    ratio = {each.party: each.heads for each in counted.ratio}
    for one, other in combinations(terms.parties, 2):
        released = ratio.get(one, 1), ratio.get(other, 1)
        yield f"{one} releases {released[0]} for each {released[1]} that {other} releases."


def _share(share: Share) -> str:
    home = share.home or "each party of origin"
    limits = [
        f"at least {share.least} in this round" if share.least is not None else "",
        f"at most {share.most} in each round" if share.most is not None else "",
        f"at least {share.least_percent} % in each round" if share.least_percent is not None else "",
        f"at most {share.most_percent} % in each round" if share.most_percent is not None else "",
    ]
    return f"Of the counted who go home to {home}, {share.of.replace('_', ' ')}: {_listed(list(filter(None, limits)))}."


def _seats(terms: Terms) -> Iterator[str]:
    for each in terms.seats:
        place = each.place or "every other place"
        seats = [
            f"{n} {part}"
            for n, part in ((each.counted, "counted"), (each.unconditional, "outside every count"))
            if n is not None
        ]
        yield f"Seats from {place}, held by {each.holder}, in each round: {_listed(seats)}."


def _later(terms: Terms) -> Iterator[str]:
    if terms.later_rounds:
        yield f"The plan looks ahead to rounds on {_listed([str(day) for day in terms.later_rounds])}."


def _withheld(each: Withheld) -> str:
    until = f"until {each.until}" if each.until else "without an end in view"
    return f"{each.by} withholds {each.person} {until}: {each.reason}, {each.stated}."


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + (" and " if words[:-1] else "") + words[-1]
