"""Rules about what terms may say, asked of the terms as they were written, before anything else reads them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeAlias

from wayhome.law.rule import rule

Written: TypeAlias = Mapping[str, object]
"""Terms as written: tables of keys and values, such as TOML gives."""

PERMITTED_CRITERIA = frozenset({"longest_held", "youngest", "oldest", "women", "families"})
"""Length of captivity, age, sex and family (GC III 14, 16; AP I 74). Health needs no criterion here: the seriously
wounded go first, outside every count."""
_PERMITTED_WITH_A_NUMBER = re.compile(
    r"held_longer_than_[1-9][0-9]{0,4}_days|younger_than_(19|[2-9][0-9])|older_than_[1-9][0-9]"
)

_WORTH = re.compile(
    r"price|cost_of|ransom|weight|score|utility|worth|value|points?|fame|famous|nationality|race|ethnic|religion|politic|opinion"
)
_PROTECTED = re.compile(
    "|".join(
        [
            "civilian",
            "child",
            "infant",
            "mother",
            "retained",
            "medic",
            "chaplain",
            "wounded",
            "sick",
            "remains",
            "famil",
        ]
    )
)
_WOUNDED = re.compile("wounded|sick")
_EXCHANGED_FOR = re.compile(
    r"counted|ratio|equivalents?|in_return_for|in_exchange_for|consideration|balance|after|when"
)
_RATIO = re.compile(r"(.*\.)?(ratio|equivalents?|balance)|counted\.most")


def _keys(written: Written, path: str = "") -> Iterator[tuple[str, object]]:
    """Every key of nested tables as a dotted path, with its value."""
    for key, value in written.items():
        here = f"{path}{key}"
        yield here, value
        for table in value if isinstance(value, list | tuple) else [value]:
            if isinstance(table, Mapping):
                yield from _keys(table, f"{here}.")


def _words(value: object) -> Iterator[str]:
    """The words a value says."""
    if isinstance(value, str):
        yield value.lower()
    elif isinstance(value, Iterable) and not isinstance(value, Mapping):
        for each in value:
            yield from _words(each)


@rule(
    "L2",
    "GC III 14, 16; AP I 75",
    "People are put in order only by what an article permits (length of captivity, age, sex); "
    "no price, score or weight of a person can be written.",
)
def ranking_people_on_what_no_article_permits(written: Written, *, own_order: bool = False) -> Iterator[str]:
    """Yield each criterion that no article permits and each key that gives a person a worth.

    A party's ``own_order`` may ask for people by name as well: yes or no, capped by the terms.
    """
    permitted = PERMITTED_CRITERIA | ({"named"} if own_order else set())
    for criterion in _words(written.get("criteria")):
        if criterion not in permitted and not _PERMITTED_WITH_A_NUMBER.fullmatch(criterion):
            yield f"criteria: {criterion}"
    for key, _ in _keys(written):
        if _WORTH.search(key.rpartition(".")[2].lower()):
            yield key


@rule(
    "L23",
    "GC IV 34; GC III 33; AP I 75 (2)(c)",
    "Nobody protected is consideration: no term may count them, or make their return depend on a soldier's.",
)
def making_protected_people_consideration(written: Written) -> Iterator[str]:
    """Yield each term that counts protected people or makes their return wait for something."""
    yield from _consideration(written, _PROTECTED, not_matching=_WOUNDED)


@rule(
    "L8",
    "GC III 109 (1), 110",
    "A person certified seriously wounded or sick goes home outside any count: no term may count them.",
)
def putting_the_seriously_wounded_in_a_count(written: Written) -> Iterator[str]:
    """Yield each term that counts the seriously wounded or sick, or makes their return wait for something."""
    yield from _consideration(written, _WOUNDED)


@rule(
    "L8",
    "GC III 109 (1), 110",
    "The seriously wounded and sick go first: terms that carry counted people must leave seats for the unconditional.",
)
def leaving_no_seat_for_the_wounded(written: Written) -> Iterator[str]:
    """Yield the seats of the unconditional part where there are none though somebody is counted."""
    counted, unconditional = written.get("counted"), written.get("unconditional")
    if not isinstance(counted, Mapping) or not isinstance(unconditional, Mapping):
        return
    if counted.get("most") and unconditional.get("seats") == 0:
        yield "unconditional.seats"


def _consideration(
    written: Written, people: re.Pattern[str], not_matching: re.Pattern[str] | None = None
) -> Iterator[str]:
    def named(text: str) -> bool:
        return bool(people.search(text)) and not (not_matching and not_matching.search(text))

    for key, value in _keys(written):
        within = key.lower().split(".")
        if any(_EXCHANGED_FOR.fullmatch(part) for part in within):
            subjects = [*within[1:], *_words(value)]
            if any(named(subject) for subject in subjects) or within[0] == "unconditional":
                yield key


@rule(
    "L16",
    "GC III 118; AP I 85 (4)(b)",
    "Active hostilities have ended: everyone still held is due without delay, and no ratio may hold anybody back.",
)
def keeping_a_ratio_after_hostilities(written: Written, *, hostilities_ended: bool) -> Iterator[str]:
    """Yield each term that balances, counts or limits release against release once active hostilities have ended."""
    if hostilities_ended:
        for key, value in _keys(written):
            if value and value != "pairs" and _RATIO.fullmatch(key.lower()):
                yield key
