"""package.json: a package that people can read, with each list's own references beside the people who go home.

It is for those who hold the lists. What the parties share is the act made from it, without those references.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from fractions import Fraction

import msgspec

from wayhome.exchange.explain import wording
from wayhome.exchange.package import Certificate, Code, Explanation, Package
from wayhome.exchange.pool import Candidate
from wayhome.exchange.terms import Terms
from wayhome.people.returnees import Returnee

_FORMAT = "wayhome package 2"


class BadPackage(ValueError):
    """A package that can't be read or written: where in it, and what was expected there."""

    def __init__(self, place: str, expected: str) -> None:
        super().__init__(f"package: {place}: expected {expected}; to mend it, take the file as `wayhome plan` wrote it")
        self.place, self.expected = place, expected


@dataclass(frozen=True)
class Identity:
    """Which entry of each list a person of the package is."""

    person: str
    held_id: str
    """The holder's own reference."""
    sought_id: str
    """The party of origin's own reference."""


def package_json(package: Package, pool: Iterable[Candidate]) -> bytes:
    """Write a package drawn from this pool. The same package and pool give the same bytes.

    Raises `BadPackage` if somebody of the package isn't in the pool.
    """
    identities = {each.person: Identity(each.person, each.held_id, each.sought_id) for each in pool}
    for number, returnee in enumerate(package.returnees):
        if returnee.person not in identities:
            raise BadPackage(f"returnees[{number}].person", "somebody of the pool it was drawn from")
    plain = msgspec.to_builtins(_file(package, identities), enc_hook=_fraction_text)
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()


def read_package(data: bytes) -> Package:
    """Read package.json. Raises `BadPackage`.

    Strict: what the file says must be exactly what `package_json` would write of the package read, digest of the terms
    and wording of the explanations included; only spaces and the order of keys are free. That the package is *right* is
    for `wayhome.exchange.check` to say.
    """
    package, _ = _read(data)
    return package


def read_identities(data: bytes) -> tuple[Identity, ...]:
    """Read from package.json which entries of the lists its people are. Raises `BadPackage`."""
    _, identities = _read(data)
    return identities


@dataclass(frozen=True, kw_only=True)
class _Going(Returnee):
    """A returnee as the file has them."""

    held_id: str
    sought_id: str


@dataclass(frozen=True)
class _Explained:
    """An explanation as the file has it."""

    person: str
    included: bool
    code: Code
    parameters: dict[str, str | int]
    words: str


@dataclass(frozen=True)
class _File:
    """The whole file, its keys in the order they are written."""

    format: str
    terms: Terms
    terms_digest: str
    returnees: tuple[_Going, ...]
    explanations: tuple[_Explained, ...]
    certificate: Certificate


def _file(package: Package, identities: Mapping[str, Identity]) -> _File:
    return _File(
        _FORMAT,
        package.terms,
        package.terms_digest,
        tuple(_going(returnee, identities[returnee.person]) for returnee in package.returnees),
        tuple(_explained(number, explanation) for number, explanation in enumerate(package.explanations)),
        package.certificate,
    )


def _going(returnee: Returnee, identity: Identity) -> _Going:
    facts = {fact.name: getattr(returnee, fact.name) for fact in fields(Returnee)}
    return _Going(**facts, held_id=identity.held_id, sought_id=identity.sought_id)


def _explained(number: int, explanation: Explanation) -> _Explained:
    try:
        words = wording(explanation)
    except KeyError as missing:
        place = f"explanations[{number}].parameters"
        raise BadPackage(place, f"the parameter {missing}, which this code needs") from None
    return _Explained(explanation.person, explanation.included, explanation.code, dict(explanation.parameters), words)


def _read(data: bytes) -> tuple[Package, tuple[Identity, ...]]:
    raw = _parsed(data)
    try:
        file = msgspec.convert(raw, _File, dec_hook=_fraction)
    except msgspec.ValidationError as error:
        wrong, _, place = str(error).partition(" - at ")
        raise BadPackage(place.strip("`").removeprefix("$.") or "the file", f"something else ({wrong})") from None
    package = Package(
        file.terms,
        tuple(Returnee(*(getattr(each, fact.name) for fact in fields(Returnee))) for each in file.returnees),
        tuple(
            Explanation(each.person, each.included, each.code, tuple(each.parameters.items()))
            for each in file.explanations
        ),
        file.certificate,
    )
    identities = tuple(Identity(each.person, each.held_id, each.sought_id) for each in file.returnees)
    file = _file(package, {each.person: each for each in identities})
    again = msgspec.json.decode(msgspec.json.encode(file, enc_hook=_fraction_text))
    for place, expected in _differences(raw, again, ""):
        raise BadPackage(place, expected)
    return package, identities


def _fraction_text(value: object) -> str:
    assert isinstance(value, Fraction)
    return str(value)


def _fraction(kind: type, value: object) -> Fraction:
    if kind is not Fraction or not isinstance(value, str):
        raise ValueError(f'{value!r} is no fraction such as "-5/12"')
    return Fraction(value)


def _parsed(data: bytes) -> object:
    try:
        return json.loads(data.decode("utf-8"), object_pairs_hook=_once_each)
    except (ValueError, RecursionError) as error:
        raise BadPackage("the file", f"JSON in UTF-8 ({error})") from None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    keys = dict(pairs)
    if len(keys) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return keys


def _differences(found: object, expected: object, place: str) -> Iterator[tuple[str, str]]:
    """Where what was found isn't what was expected: the place, and what was expected there."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            here = f"{place}.{key}".lstrip(".")
            if key not in expected:
                yield here, "no such key"
            elif key not in found:
                yield here, "this key"
            else:
                yield from _differences(found[key], expected[key], here)
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from _differences(one, other, f"{place}[{number}]")
    elif type(found) is not type(expected) or found != expected:
        yield place, json.dumps(expected, ensure_ascii=False)
