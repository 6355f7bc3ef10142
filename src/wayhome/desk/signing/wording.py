"""An act in words: what its person reads before they sign, taken from the very bytes that will be signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wayhome.acts import Act, Statement
from wayhome.agreement import Agreement, PackageSigned, TermsAccepted
from wayhome.desk.look.acts import act_title, field_title
from wayhome.desk.register.known import names_of
from wayhome.desk.terms.beside import people_named
from wayhome.desk.terms.words import Line, lines
from wayhome.exchange import Terms


@dataclass(frozen=True)
class Row:
    """One line of an act: a field and what it says."""

    title: str
    value: Any
    people: tuple[str, ...] = ()
    """The people it names, as the signer's delegation knows them."""
    terms: tuple[Line, ...] = ()
    """Where it is terms: each of them."""


@dataclass(frozen=True)
class ActInWords:
    """An act as it is shown to whoever signs it."""

    kind: str
    title: str
    author: str
    round_name: str
    digest: str
    rows: tuple[Row, ...]
    sealed_to: tuple[str, ...]


def in_words(statement: Statement, agreement: Agreement | None = None) -> ActInWords:
    """A statement in words; with the ``agreement`` as it stands, also what a digest in it means."""
    act = statement.act
    rows = tuple(
        _row(name, value, getattr(act, name)) for name, value in act.facts.items() if value not in ("", [], None)
    )
    rows += _meant(act, agreement) if agreement else ()
    return ActInWords(
        act.kind, act_title(act.kind), statement.author, statement.round, act.digest, rows, statement.sealed_for
    )


def _meant(act: Act, agreement: Agreement) -> tuple[Row, ...]:
    """What is on the table under the digest that an act accepts or signs."""
    terms, package = agreement.terms, agreement.package
    if isinstance(act, TermsAccepted) and terms and terms.digest == act.terms:
        return (_row("terms", "", terms.terms),)
    if isinstance(act, PackageSigned) and package and package.digest == act.package:
        return (_row("people", list(package.returnees), None),)
    return ()


_PEOPLE = frozenset({"people", "held", "not_held", "cannot_say", "person", "leaving", "person_sought", "person_held"})


def _row(name: str, value: Any, said: Any) -> Row:
    if isinstance(said, Terms):
        return Row(field_title(name), said.digest, terms=tuple(lines(said, names_of(people_named(said)))))
    if name in _PEOPLE:
        people = [value] if isinstance(value, str) else value
        known = names_of(people)
        return Row(field_title(name), len(people), tuple(known.get(person, person) for person in people))
    if name == "returnees":
        people = [each["person"] for each in value]
        known = names_of(people)
        return Row(field_title(name), len(people), tuple(known.get(person, person) for person in people))
    return Row(field_title(name), value)
