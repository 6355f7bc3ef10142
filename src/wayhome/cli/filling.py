"""An act from what was given: what was left open is filled in where only one thing can be meant, and shown."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from typing import Any

import msgspec

from wayhome.acts import Act, NotAnAct
from wayhome.agreement import (
    KeyConfirmed,
    PackageCountered,
    PackageProposed,
    PackageSigned,
    TermsAccepted,
    TermsCountered,
)
from wayhome.cli.errors import Failure
from wayhome.cli.options import command_name, flag
from wayhome.handover import Departed, PresentAtCrossing, Received, Returned
from wayhome.reception import ReceivedIntoCare
from wayhome.record import FamiliesTold, Reconciled, SentenceConfirmed, account, wording
from wayhome.rounds import Round, Table, may

EYEWITNESS: tuple[type[Act], ...] = (
    Departed,
    PresentAtCrossing,
    Received,
    Returned,
    ReceivedIntoCare,
    FamiliesTold,
)
"""The acts that state what somebody has seen of people: whom, they say themselves, or all who are expected."""


def complete(
    table: Table,
    kind: type[Act],
    given: Mapping[str, Any],
    round_name: str,
    seat: str,
    time: datetime,
    *,
    everybody: bool = False,
) -> tuple[Act, Mapping[str, Any]]:
    """The act with these values, and those of its values that were filled in.

    What is missing comes from the round itself (digests of what is on the table), then from the one act of the kind
    that waits for this seat. An eyewitness names the people, or says ``everybody``.
    """
    round_ = table.state[round_name]
    values = {**_implied(round_, kind, given), **given}
    missing = [f.name for f in fields(kind) if f.name not in values and f.default is MISSING]
    if missing:
        waiting = may(table.state, round_name, seat, time)
        fitting = [act for act in waiting if isinstance(act, kind) and _fits(act, values)]
        if "people" in missing and kind in EYEWITNESS and not everybody and fitting:
            raise Failure(_who(fitting))
        if len(fitting) != 1:
            raise Failure(_missing(kind, missing, fitting, waiting, round_, seat))
        values = {**fitting[0].facts, **values}
    return _made(kind, values), {name: value for name, value in values.items() if name not in given}


def filled_in(filled: Mapping[str, Any]) -> str:
    """What was filled in, in a line."""
    return "filled in: " + ", ".join(f"{name}: {_shown(value)}" for name, value in filled.items())


def command_line(act: Act, round_: Round) -> str:
    """The command that states an act which waits, complete but for journal, seat and key, and what it will say."""
    words, notes = [command_name(type(act))], []
    for name, value in act.facts.items():
        if isinstance(act, KeyConfirmed) and name == "key":
            words += ["--fingerprint", '"AS YOU HEAR IT"']
        elif name == "people":
            words.append("--all")
            notes.append(_shown(value))
        elif isinstance(act, Reconciled):
            notes.append(f"{name}: {_shown(value)}")
        elif isinstance(value, list):
            words += [word for each in value for word in (flag(type(act), name), shlex.quote(str(each)))]
        else:
            words += [flag(type(act), name), shlex.quote(str(value))]
    if isinstance(act, SentenceConfirmed):
        proposed = round_.record.sentences[act.sentence].proposed
        notes.append(f'"{wording(proposed, round_.agreement.names, "en")}"')
    return "  ".join([" ".join(words), *notes])


def _implied(round_: Round, kind: type[Act], given: Mapping[str, Any]) -> dict[str, Any]:
    """What the round itself says of an act's fields: digests of what is on the table, a leg's manifest, the account."""
    agreement = round_.agreement
    implied: dict[str, Any] = {}
    if kind in (TermsAccepted, TermsCountered, PackageProposed, PackageCountered):
        field = "replaces" if kind is TermsCountered else "terms"
        if field not in given:
            implied[field] = _on_table(agreement.terms, "terms are")
    if kind in (PackageSigned, PackageCountered):
        field = "replaces" if kind is PackageCountered else "package"
        if field not in given:
            implied[field] = _on_table(agreement.package, "package is")
    leg = round_.handover.legs.get(str(given.get("leg")))
    if leg and "manifest" in kind.__dataclass_fields__:
        implied["manifest"] = leg.manifest
    if kind is Reconciled:
        drawn_up = account(agreement, round_.handover)
        if drawn_up.lines:
            implied |= {"lines": msgspec.to_builtins(drawn_up.lines), "unlisted": drawn_up.unlisted}
    return implied


def _on_table(what: Any, words: str) -> str:
    """The digest of the terms or the package on the table."""
    if what is None:
        raise Failure(f"no {words} on the table yet")
    digest: str = what.digest
    return digest


def _fits(act: Act, values: Mapping[str, Any]) -> bool:
    """Whether an act that waits is the one meant by these values, which may name only some of its people."""
    facts = act.facts
    return all(
        set(value) <= set(facts[name]) if name == "people" else facts[name] == value for name, value in values.items()
    )


def _made(kind: type[Act], values: Mapping[str, Any]) -> Act:
    defaults = {f.name: f.default for f in fields(kind) if f.default is not MISSING}
    try:
        return msgspec.convert({**msgspec.to_builtins(defaults), **values}, kind)
    except (msgspec.ValidationError, NotAnAct, ValueError) as error:
        raise Failure(f"{command_name(kind)}: {error}") from error


def _who(fitting: Iterable[Act]) -> str:
    """Why an eyewitness has to say whom they have seen, and who is expected."""
    lines = [
        " ".join([f"{name} {value}:" for name, value in act.facts.items() if name == "leg"] + [_shown(_people(act))])
        for act in fitting
    ]
    return "say whom you have seen, with --people for each, or --all for everybody expected:\n" + "\n".join(lines)


def _people(act: Act) -> list[str]:
    people: list[str] = act.facts["people"]
    return people


def _missing(
    kind: type[Act],
    missing: Iterable[str],
    fitting: Iterable[Act],
    waiting: Iterable[Act],
    round_: Round,
    seat: str,
) -> str:
    flags = ", ".join(flag(kind, name) for name in missing)
    several = [command_line(act, round_) for act in fitting]
    if several:
        return f"missing: {flags}; say which of these that wait for {seat}:\n" + "\n".join(several)
    others = "\n".join(command_line(act, round_) for act in waiting)
    rest = f"these wait:\n{others}" if others else "nothing does"
    return f"missing: {flags}; no {command_name(kind)} waits for {seat}, {rest}"


def _shown(value: Any) -> str:
    """A value for people to read: how many, and each."""
    if isinstance(value, list | tuple):
        return f"{len(value)} ({', '.join(map(_shown, value))})" if value else "none"
    if isinstance(value, dict):
        return " ".join(f"{name}={each}" for name, each in value.items())
    return str(value)
