"""Whether the numbers of a list of people keep the terms: balance, the most, shares and seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.terms import Balance, CountedTerms, Share, Terms
from wayhome.people.categories import COUNTABLE, Track
from wayhome.people.messages import Message, said
from wayhome.people.returnees import Returnee

_Heads = Counter[tuple[str, str]]
"""People by holder and home."""


def numbers_not_kept(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    """Find every number of the terms that this list of people doesn't keep, as far as the list alone can tell."""
    heads = Counter((each.holder, each.home) for each in people if each.track is Track.COUNTED)
    if terms.counted.balance is Balance.CIRCLE:
        yield from _circle_out_of_balance(terms, heads)
    else:
        yield from _pairs_out_of_balance(terms, heads)
    for share in terms.counted.shares:
        for home in [share.home] if share.home else terms.parties:
            yield from _share_not_kept(share, home, people)
    yield from _without_seats(terms, people)


def _pairs_out_of_balance(terms: Terms, heads: _Heads) -> Iterator[Fault]:
    counted = terms.counted
    for one, other in combinations(sorted(terms.parties), 2):
        there, back = heads[one, other], heads[other, one]
        ratio = [next((each.heads for each in counted.ratio if each.party == party), 1) for party in (one, other)]
        if not _heads_are_free(counted) and there * ratio[1] != back * ratio[0]:
            agreed = said("exchange.agreed_ratio", one=ratio[0], other=ratio[1]) if counted.ratio else ""
            yield Fault("unbalanced", _between(one, other, there, back, agreed))
        if _no_ranks_balance(counted, there, back):
            between = _between(one, other, there, back)
            yield Fault("unbalanced_in_any_ranks", said("exchange.no_ranks_balance", between=between))
        if (count := max(there, back)) > counted.most:
            most = said("exchange.above_the_most", count=count, one=one, other=other, most=counted.most)
            yield Fault("above_the_most", most)


def _between(one: str, other: str, there: int, back: int, agreed: Message | str = "") -> Message:
    return said("exchange.pair_out_of_balance", there=there, one=one, other=other, back=back, agreed=agreed)


def _circle_out_of_balance(terms: Terms, heads: _Heads) -> Iterator[Fault]:
    counted = terms.counted
    for party in sorted(terms.parties):
        there = sum(heads[party, other] for other in terms.parties)
        back = sum(heads[other, party] for other in terms.parties)
        between = said("exchange.circle_out_of_balance", there=there, party=party, back=back)
        if not _heads_are_free(counted) and there != back:
            yield Fault("unbalanced", between)
        if _no_ranks_balance(counted, there, back):
            yield Fault("unbalanced_in_any_ranks", said("exchange.no_ranks_balance", between=between))
        if there > counted.most:
            most = said("exchange.circle_above_the_most", there=there, party=party, most=counted.most)
            yield Fault("above_the_most", most)


def _heads_are_free(counted: CountedTerms) -> bool:
    return counted.equivalents is not None and counted.equivalents.instead_of_heads


def _no_ranks_balance(counted: CountedTerms, there: int, back: int) -> bool:
    """Whether the privates differ by more than the band even if those who are fewer have the highest rank of all."""
    if counted.equivalents is None:
        return False
    highest = max(each.privates for each in counted.equivalents.ranks)
    return max(there, back) - min(there, back) * highest > counted.equivalents.band


def _share_not_kept(share: Share, home: str, people: Sequence[Returnee]) -> Iterator[Fault]:
    if share.of not in COUNTABLE:
        return
    counted = [each for each in people if each.track is Track.COUNTED and each.home == home]
    of = sum(each.category == share.of for each in counted)
    limits = {
        "exchange.share_below": [(share.least, of, ""), (share.least_percent, 100 * of, " %")],
        "exchange.share_above": [(share.most, of, ""), (share.most_percent, 100 * of, " %")],
    }
    for code, kinds in limits.items():
        for limit, reached, unit in kinds:
            if limit is None:
                continue
            agreed = limit * len(counted) if unit else limit
            if reached < agreed if code == "exchange.share_below" else reached > agreed:
                all_, agreed_limit = len(counted), f"{limit}{unit}"
                words = said(code, of=of, counted=all_, home=home, share=share.of, limit=agreed_limit)
                yield Fault("share_not_kept", words)


def _without_seats(terms: Terms, people: Sequence[Returnee]) -> Iterator[Fault]:
    seats = terms.unconditional.seats
    heads = Counter((each.holder, each.home) for each in people if each.track is Track.UNCONDITIONAL)
    for (holder, home), number in sorted(heads.items()):
        if seats is not None and number > seats:
            words = said("exchange.above_the_seats", count=number, holder=holder, home=home, seats=seats)
            yield Fault("above_the_seats", words)
    for holder in sorted(terms.parties):
        places = [each for each in terms.seats if each.holder == holder]
        if any(each.place == "" for each in places):
            for track in Track:
                limits = [getattr(each, track.value) for each in places]
                going = sum(each.holder == holder and each.track is track for each in people)
                if None not in limits and going > sum(limits):
                    part = said(f"exchange.{track}")
                    there = {"track": part, "holder": holder, "seats": sum(limits)}
                    words = said("exchange.above_the_seats_of_places", count=going, **there)
                    yield Fault("above_the_seats_of_places", words)
