"""What one party may see of a package: its own people's reasons whole, of others the hard terms, and no other's order.

A party's order over the criteria is confidential to the facilitator. Tiers, who is equal, chances and what would have
to change all follow from it, so a party is told them of people coming home to it and of nobody else.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import msgspec

from wayhome.exchange.explain.words import wording
from wayhome.exchange.package import Code, Explanation, Package, StageName
from wayhome.exchange.pool import Candidate
from wayhome.people.languages import LANGUAGES

_FORMAT = "wayhome package for one party 1"

_SAME = (
    Code.UNCONDITIONAL,
    Code.UNCONDITIONAL_WAITS_FOR_SEATS,
    Code.WAITS_CATEGORY_NOT_COUNTED,
    Code.COUNTED_EVERYONE_GOES,
)
"""What rests on law and terms alone."""
_HARD = {
    Code.COUNTED_BY_CRITERIA: (Code.COUNTED, ()),
    Code.COUNTED_BY_DRAW: (Code.COUNTED, ()),
    Code.WAITS_BY_DRAW: (Code.WAITS_FOR_THE_TERMS, ("terms",)),
    Code.WAITS_FOR_THE_TERMS: (Code.WAITS_FOR_THE_TERMS, ("terms",)),
    Code.WAITS_TOO_MANY_TOGETHER: (Code.WAITS_TOO_MANY_TOGETHER, ("heads", "terms")),
    Code.WAITS_WITHHELD: (Code.WAITS_WITHHELD, ("reason", "whose", "until")),
}
"""What is left of the rest for a party that isn't the home: a code, and the parameters it keeps."""


@dataclass(frozen=True)
class Shown:
    """What a party is shown of its own people, and of those it holds."""

    party: str
    explanations: tuple[Explanation, ...]
    """In the order of their references."""
    stages: tuple[tuple[str, tuple[str, ...], int, int], ...]
    """Name, about, value and bound of every stage but those of other parties' orders."""


def seen_by(package: Package, pool: Iterable[Candidate], party: str) -> Shown:
    """What a party may see of a package drawn from this pool.

    Raises `ValueError` if it is no party to the terms.
    """
    if party not in package.terms.parties:
        raise ValueError(f"{party!r} is no party to the terms ({', '.join(package.terms.parties)})")
    people = {each.person: each for each in pool}
    explanations = tuple(
        each if people[each.person].home == party else _hard(each)
        for each in package.explanations
        if party in (people[each.person].home, people[each.person].holder)
    )
    stages = tuple(
        (stage.name.value, stage.about, stage.value, stage.bound)
        for stage in package.certificate.stages
        if stage.name not in (StageName.CRITERIA, StageName.CRITERIA_REST) or stage.about[0] == party
    )
    return Shown(party, explanations, stages)


def _hard(explanation: Explanation) -> Explanation:
    if explanation.code in _SAME:
        return explanation
    code, kept = _HARD[explanation.code]
    parameters = tuple((name, value) for name, value in explanation.parameters if name in kept)
    return Explanation(explanation.person, explanation.included, code, parameters)


def shown_json(package: Package, pool: Iterable[Candidate], party: str) -> bytes:
    """The file for one party: terms, who of its people and of those it holds goes, and their reasons in four languages.

    Each person stands under the reference of the party's own list besides the round's, and never that of the other's.
    """
    people = {each.person: each for each in pool}
    shown = seen_by(package, people.values(), party)
    file: dict[str, Any] = {
        "format": _FORMAT,
        "party": party,
        "terms": msgspec.to_builtins(package.terms),
        "terms_digest": package.terms_digest,
        "going": [
            msgspec.to_builtins(each) | {"own_reference": _own(people[each.person], party)}
            for each in package.returnees
            if party in (each.holder, each.home)
        ],
        "explanations": [
            {
                "person": each.person,
                "own_reference": _own(people[each.person], party),
                "holder": people[each.person].holder,
                "home": people[each.person].home,
                "included": each.included,
                "code": each.code.value,
                "parameters": dict(each.parameters),
                "words": {language: wording(each, language) for language in LANGUAGES},
            }
            for each in shown.explanations
        ],
        "stages": [
            {"name": name, "about": about, "value": value, "bound": bound} for name, about, value, bound in shown.stages
        ],
    }
    return (json.dumps(file, ensure_ascii=False, indent=1) + "\n").encode()


def _own(candidate: Candidate, party: str) -> str:
    return candidate.held_id if candidate.holder == party else candidate.sought_id
