"""Rules about what terms may say, asked of the terms as they were written, before anything else reads them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from wayhome.law.rule import rule
from wayhome.law.said import keys, says_protected, says_worth, says_wounded, texts
from wayhome.people.categories import COUNTABLE

Written: TypeAlias = Mapping[str, object]
"""Terms as written: tables of keys and values, such as TOML gives."""

PERMITTED_CRITERIA = frozenset({"longest_held", "youngest", "oldest", "women", "families"})
"""Length of captivity, age, sex and family (GC III 14, 16; AP I 74). Health needs no criterion here: the seriously
wounded go first, outside every count."""
_PERMITTED_WITH_A_NUMBER = re.compile(
    r"held_longer_than_[1-9][0-9]{0,4}_days|younger_than_(19|[2-9][0-9])|older_than_[1-9][0-9]"
)
_WORTH_KEY = re.compile(
    r"price|cost_of|ransom|weight|score|utility|worth|value|points?|fame|famous|nationality|race|ethnic|religion|politic|opinion"
)
_CHILDREN = re.compile(r"younger_than_(1[0-8]|[1-9])")
_EXCHANGED_FOR = re.compile(
    r"counted|ratio|equivalents?|shares?|quota|in_return_for|in_exchange_for|against|consideration|balance|after|when|until|if"
)
_A_PARTY = frozenset({"party", "home"})
"""Keys that name a party, whatever it may be called."""
_RATIO = re.compile(r"(.*\.)?(ratio|equivalents?|shares?|balance)|counted\.most")


@rule("L2", "GC III 14, 16; AP I 75")
def ranking_people_on_what_no_article_permits(written: Written, *, own_order: bool = False) -> Iterator[str]:
    """Yield each criterion that no article permits, and each key or rank that gives a person a worth.

    A party's ``own_order`` may ask for people by name as well: yes or no, capped by the terms.
    """
    for criterion in texts(written.get("criteria")):
        if not _permitted(criterion) and not (own_order and criterion == "named"):
            yield f"criteria: {criterion}"
    for key, value in keys(written):
        path, _, last = key.lower().rpartition(".")
        if _WORTH_KEY.search(last) or (path.endswith("ranks") and any(map(says_worth, texts(value)))):
            yield key
    for share in _tables(written, "counted", "shares"):
        of = share.get("of")
        capped = share.get("most") is not None or share.get("most_percent") is not None
        if isinstance(of, str) and (_no_fact(of) or (of == "women" and capped)):
            yield f"counted.shares: {of}"


@rule("L23", "GC IV 34; GC III 33; AP I 75 (2)(c)")
def making_protected_people_consideration(written: Written) -> Iterator[str]:
    """Yield each term that counts protected people or makes their return wait for something."""
    yield from _consideration(written, says_protected)
    for share in _tables(written, "counted", "shares"):
        for of in texts(share.get("of")):
            if _CHILDREN.fullmatch(of):
                yield f"counted.shares: {of}"


@rule("L8", "GC III 109 (1), 110")
def putting_the_seriously_wounded_in_a_count(written: Written) -> Iterator[str]:
    """Yield each term that counts the seriously wounded or sick, or makes their return wait for something."""
    yield from _consideration(written, says_wounded)


@rule("L8", "GC III 109 (1), 110")
def leaving_no_seat_for_the_wounded(written: Written) -> Iterator[str]:
    """Yield the seats of the unconditional part, in all or of a place, that are none though somebody is counted."""
    counted, unconditional = written.get("counted"), written.get("unconditional")
    if not isinstance(counted, Mapping) or not counted.get("most"):
        return
    if isinstance(unconditional, Mapping) and unconditional.get("seats") == 0:
        yield "unconditional.seats"
    for place in _tables(written, "seats"):
        if place.get("unconditional") == 0 and place.get("counted") != 0:
            yield f"seats.unconditional: {place.get('place') or place.get('holder')}"


@rule("L16", "GC III 118; AP I 85 (4)(b)")
def keeping_a_ratio_after_hostilities(written: Written, *, hostilities_ended: bool) -> Iterator[str]:
    """Yield each term that balances, counts or limits release against release once active hostilities have ended."""
    if hostilities_ended:
        for key, value in keys(written):
            # A balance between pairs is what terms say that balance nobody.
            if value and value != "pairs" and _RATIO.fullmatch(key.lower()):
                yield key


def _permitted(criterion: str) -> bool:
    return criterion in PERMITTED_CRITERIA or _PERMITTED_WITH_A_NUMBER.fullmatch(criterion) is not None


def _no_fact(of: str) -> bool:
    """Whether a share is of what is neither a fact nor anybody protected, of whom other rules speak."""
    graded = of in ("longest_held", "youngest", "oldest")
    known = (_permitted(of) and not graded) or of in COUNTABLE or _CHILDREN.fullmatch(of)
    return not known and not says_protected(of) and not says_wounded(of)


def _consideration(written: Written, speaks_of_them: Callable[[str], bool]) -> Iterator[str]:
    for key, value in keys(written):
        within = key.lower().split(".")
        if within[-1] in _A_PARTY or not any(_EXCHANGED_FOR.fullmatch(part) for part in within):
            continue
        if within[0] == "unconditional" or any(map(speaks_of_them, [*within[1:], *texts(value)])):
            yield key


def _tables(written: object, *path: str) -> Iterator[Written]:
    """The tables that stand at a path, whatever else stands there."""
    for part in path:
        written = written.get(part) if isinstance(written, Mapping) else None
    for each in written if isinstance(written, list | tuple) else ():
        if isinstance(each, Mapping):
            yield each
