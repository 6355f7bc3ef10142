"""Terms in the reader's words: a line for each term, so that two versions can stand side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.exchange import Balance, Criterion, Share, Terms, Withheld
from wayhome.people import Category
from wayhome.people.languages import isolated

CATEGORIES: Mapping[Category, Promise] = {
    Category.PRISONER_OF_WAR: lazy("prisoner of war"),
    Category.RETAINED_PERSONNEL: lazy("retained personnel (medical, chaplain)"),
    Category.ACCOMPANYING: lazy("person accompanying the armed forces"),
    Category.CIVILIAN_INTERNEE: lazy("civilian internee"),
    Category.CIVILIAN_DETAINEE: lazy("civilian detainee"),
}
CRITERIA: Mapping[str, Promise] = {
    Criterion.LONGEST_HELD: lazy("longest held"),
    Criterion.YOUNGEST: lazy("youngest"),
    Criterion.OLDEST: lazy("oldest"),
    Criterion.WOMEN: lazy("women"),
    Criterion.FAMILIES: lazy("families"),
}
_REASONS: Mapping[str, Promise] = {
    "prosecution": lazy("a prosecution"),
    "conviction": lazy("a conviction"),
    "unfit": lazy("certified unfit to travel"),
}
_NUMBERED = (
    (re.compile(r"held_longer_than_([0-9]+)_days"), lazy("held longer than %s days")),
    (re.compile(r"younger_than_([0-9]+)"), lazy("younger than %s")),
    (re.compile(r"older_than_([0-9]+)"), lazy("older than %s")),
)


@dataclass(frozen=True)
class Line:
    """One term: the key it has in a file, its title, and what it says."""

    key: str
    title: str
    says: tuple[str, ...]


def criterion(word: str) -> str:
    """A criterion, or what a share is of, in the reader's words."""
    for form, phrase in _NUMBERED:
        if found := form.fullmatch(word):
            return str(phrase) % found[1]
    if word in set(Category):
        return str(CATEGORIES[Category(word)])
    return str(CRITERIA.get(word, word))


def lines(terms: Terms, names: Mapping[str, str] | None = None) -> list[Line]:
    """What the terms say. ``names``: of the people they name, by reference, those the reader knows."""
    return [Line(key, title, tuple(says)) for key, title, says in _lines(terms, names or {}) if says]


def _lines(terms: Terms, names: Mapping[str, str]) -> Iterator[tuple[str, str, list[str]]]:
    yield "parties", _("Between"), list(terms.parties)
    yield "day", _("Day of the round"), [_("%s; ages and time held are counted to that day") % _named(str(terms.day))]
    yield "hostilities_ended", _("Active hostilities"), _ended(terms)
    seats = terms.unconditional.seats
    limit = _("no limit") if seats is None else _("at most %s each way in a round") % seats
    yield "unconditional", _("Outside every count, before anybody counted"), _outside(terms)
    yield "unconditional.seats", _("Transport for them"), [limit]
    if not terms.hostilities_ended:
        yield from _counted(terms)
    yield "seats", _("Seats by place, in each round"), [_seats(terms, number) for number in range(len(terms.seats))]
    yield "later_rounds", _("Later rounds the plan looks ahead to"), [_named(str(day)) for day in terms.later_rounds]
    yield "withheld", _("Withheld"), [_withheld(each, names) for each in terms.withheld]
    crews = [", ".join(_named(names.get(each, each)) for each in crew) for crew in terms.together]
    yield "together", _("Together or not at all"), crews


def _ended(terms: Terms) -> list[str]:
    if not terms.hostilities_ended:
        return []
    return [_("have ended: everyone goes home outside every count, as fast as transport allows")]


def _outside(terms: Terms) -> list[str]:
    if terms.hostilities_ended:
        return []
    return [
        _("the seriously wounded and sick"),
        _("civilians"),
        _("children with their families"),
        _("retained personnel"),
    ]


def _counted(terms: Terms) -> Iterator[tuple[str, str, list[str]]]:
    counted = terms.counted
    if not counted.most:
        yield "counted.most", _("Counted, at most in a round"), [_("nobody is counted in this round")]
        return
    circle = counted.balance is Balance.CIRCLE
    most = _("%s out of each party") if circle else _("%s each way between each pair of parties")
    yield "counted.most", _("Counted, at most in a round"), [most % counted.most]
    yield "counted.categories", _("Who may be counted"), [str(CATEGORIES[each]) for each in counted.categories]
    yield "counted.balance", _("Balance"), _balance(terms)
    equivalents = counted.equivalents
    ranks = [f"{_named(each.rank)}: {each.privates}" for each in equivalents.ranks] if equivalents else []
    band = [_("differ by at most %s privates after each round") % equivalents.band] if equivalents else []
    yield "counted.equivalents", _("Equivalents of ranks, in privates"), [*ranks, *band]
    yield "counted.shares", _("Shares"), [_share(share) for share in counted.shares]
    order = [criterion(word) for word in terms.criteria]
    yield "criteria", _("Who goes first, where a party gives no order of its own"), [*order, _("then by the draw")]
    by_name = [_("at most %s by each party") % counted.asked_by_name] if counted.asked_by_name else []
    yield "counted.asked_by_name", _("People asked for by name"), by_name
    exposure = _("no party has released over %s counted people more than it has received") % terms.exposure
    yield "exposure", _("At any moment of the handover"), [exposure]


def _balance(terms: Terms) -> list[str]:
    counted = terms.counted
    if counted.equivalents is not None and counted.equivalents.instead_of_heads:
        return [_("by the equivalents of ranks, not by heads")]
    if counted.balance is Balance.CIRCLE:
        return [_("as many people come home to each party as it releases, from whichever party they come")]
    ratio = {each.party: each.heads for each in counted.ratio}
    return [
        _("%(one)s releases %(first)s for each %(second)s that %(other)s releases")
        % {"one": _named(one), "other": _named(other), "first": ratio.get(one, 1), "second": ratio.get(other, 1)}
        for one, other in combinations(terms.parties, 2)
    ]


def _share(share: Share) -> str:
    limits = [
        (share.least, _("at least %s in this round")),
        (share.most, _("at most %s in each round")),
        (share.least_percent, _("at least %s %% in each round")),
        (share.most_percent, _("at most %s %% in each round")),
    ]
    said = ", ".join(phrase % number for number, phrase in limits if number is not None)
    home = _named(share.home) if share.home else _("each party of origin")
    return _("home to %(home)s, %(of)s: %(limits)s") % {"home": home, "of": criterion(share.of), "limits": said}


def _seats(terms: Terms, number: int) -> str:
    line = terms.seats[number]
    limits = [
        (line.counted, _("%s counted")),
        (line.unconditional, _("%s outside every count")),
    ]
    said = ", ".join(phrase % seats for seats, phrase in limits if seats is not None)
    place = _named(line.place) if line.place else _("every other place")
    return _("%(place)s, held by %(holder)s: %(seats)s") % {
        "place": place,
        "holder": _named(line.holder),
        "seats": said,
    }


def _withheld(each: Withheld, names: Mapping[str, str]) -> str:
    until = _("until %s") % _named(str(each.until)) if each.until else _("without an end in view")
    return _("%(person)s, by %(by)s, %(until)s: %(reason)s, %(stated)s") % {
        "person": _named(names.get(each.person, each.person)),
        "by": _named(each.by),
        "until": until,
        "reason": _REASONS.get(each.reason, each.reason),
        "stated": _named(each.stated),
    }


def _named(text: str) -> str:
    """A name or a party's own words, kept from reordering the sentence around them."""
    return isolated(text, get_language() or "en")
