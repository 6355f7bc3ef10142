"""The package on the table as a list to sign: both ways, and who has signed and who has not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from wayhome.acts import Statement
from wayhome.agreement import Agreement, PackageCountered, PackageProposed, PackageSigned, TermsCountered, TermsProposed
from wayhome.desk.terms.words import CATEGORIES
from wayhome.people import Condition, Returnee, Track

CONDITIONS: Mapping[Condition, Promise] = {
    Condition.SERIOUSLY_WOUNDED_OR_SICK: lazy("certified seriously wounded or sick"),
    Condition.CHILD: lazy("child"),
    Condition.MOTHER_OF_INFANT: lazy("pregnant, or the mother of an infant"),
}


@dataclass(frozen=True)
class Person:
    """Somebody of a package as the reader knows them."""

    reference: str
    name: str
    """"" where the reader's delegation doesn't know them."""
    what: tuple[str, ...]
    """Category and certified conditions, in words."""
    family: str


Moved: TypeAlias = tuple[Returnee, Person]
"""Somebody who comes into a package or leaves it."""


@dataclass(frozen=True)
class Way:
    """The people of a package whom one party holds and another has at home."""

    holder: str
    home: str
    unconditional: tuple[Person, ...]
    counted: tuple[Person, ...]

    @property
    def number(self) -> int:
        """How many people."""
        return len(self.unconditional) + len(self.counted)


@dataclass(frozen=True)
class Signature:
    """A seat that has to sign, and when it did."""

    seat: str
    at: datetime | None


@dataclass(frozen=True)
class Turn:
    """One act about packages, and the seats whose signatures fell with it."""

    said: Statement
    voided: tuple[str, ...]


def ways(returnees: Iterable[Returnee], names: Mapping[str, str]) -> list[Way]:
    """The people by way, each way's protected first; in each part by name, those unknown to the reader after them."""
    of_way: dict[tuple[str, str], list[Returnee]] = {}
    for each in returnees:
        of_way.setdefault((each.holder, each.home), []).append(each)
    return [
        Way(holder, home, _people(some, Track.UNCONDITIONAL, names), _people(some, Track.COUNTED, names))
        for (holder, home), some in sorted(of_way.items())
    ]


def person(returnee: Returnee, names: Mapping[str, str]) -> Person:
    """Somebody of a package, in the reader's words."""
    what = (str(CATEGORIES[returnee.category]), *(str(CONDITIONS[each]) for each in returnee.conditions))
    return Person(returnee.person, names.get(returnee.person, ""), what, returnee.family)


@dataclass(frozen=True)
class Difference:
    """Who is in one package and not in the other."""

    coming: tuple[Moved, ...]
    leaving: tuple[Moved, ...]

    def __bool__(self) -> bool:
        return bool(self.coming or self.leaving)


def difference(before: Iterable[Returnee], after: Iterable[Returnee], names: Mapping[str, str]) -> Difference:
    """Who would come and who would leave if one package took another's place; a changed part or fact is both."""
    first, second = set(before), set(after)
    return Difference(_moved(second - first, names), _moved(first - second, names))


def before_it(said: Iterable[Statement]) -> tuple[Returnee, ...]:
    """The people of the package whose place the one on the table took; nobody where it was the first."""
    packages = [each.act for each in said if isinstance(each.act, PackageProposed | PackageCountered)]
    return packages[-2].returnees if len(packages) > 1 else ()


def _moved(some: Iterable[Returnee], names: Mapping[str, str]) -> tuple[Moved, ...]:
    moved = [(each, person(each, names)) for each in some]
    return tuple(sorted(moved, key=lambda each: (each[0].holder, not each[1].name, each[1].name, each[0].person)))


def signatures(agreement: Agreement, said: Iterable[Statement]) -> list[Signature]:
    """Every seat that has to sign the package on the table, the facilitator last."""
    package = agreement.package
    at = {
        each.author: each.time
        for each in said
        if package and isinstance(each.act, PackageSigned) and each.act.package == package.digest
    }
    signed = package.signed_by if package else ()
    return [Signature(seat, at[seat] if seat in signed else None) for seat in agreement.signatories]


def turns(said: Iterable[Statement]) -> list[Turn]:
    """Every act about packages in a round, and which signatures each change made void."""
    signed: list[str] = []
    found: list[Turn] = []
    for each in said:
        if isinstance(each.act, PackageSigned):
            signed.append(each.author)
            found.append(Turn(each, ()))
        elif isinstance(each.act, PackageProposed | PackageCountered) or (found and _changes_terms(each)):
            found.append(Turn(each, tuple(signed)))
            signed = []
    return found


def _changes_terms(said: Statement) -> bool:
    return isinstance(said.act, TermsProposed | TermsCountered)


def _people(some: Iterable[Returnee], track: Track, names: Mapping[str, str]) -> tuple[Person, ...]:
    found = (person(each, names) for each in some if each.track is track)
    return tuple(sorted(found, key=lambda each: (not each.name, each.name.casefold(), each.reference)))
