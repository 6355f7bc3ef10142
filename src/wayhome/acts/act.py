"""The act, the statement that carries it, and the JSON form of its facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, ClassVar

import msgspec

from wayhome.acts.errors import NotAnAct
from wayhome.journal.canonical import encode
from wayhome.journal.errors import why


@dataclass(frozen=True)
class Act:
    """What is stated. Each kind of act is a frozen dataclass under this one; its fields are its public facts.

    The JSON form of an act is an object of its fields by name: strings, integers, booleans and null as they are,
    tuples as arrays, nested dataclasses as objects, enumerations by value, dates and times in ISO 8601 (UTC, "Z").
    Every field stands in it, also where it has a default, so that one act has exactly one form. A nested dataclass has
    slots: msgspec leaves out of others what was left to a default.
    """

    kind: ClassVar[str]
    """The act's name in the journal: a noun and a verb in the past, such as "package.signed"."""
    by: ClassVar[tuple[str, ...]]
    """The roles that may state it."""
    sealed_for: ClassVar[tuple[str, ...]] = ()
    """The roles to which its sealed part is encrypted; empty where the act has none."""

    def __post_init__(self) -> None:
        """Refuse a time that isn't UTC in whole seconds: one moment has one form."""
        for field in fields(self):
            time = getattr(self, field.name)
            if isinstance(time, datetime) and (time.utcoffset() != timedelta(0) or time.microsecond):
                raise NotAnAct("acts.time_in_utc", kind=self.kind, field=field.name)

    @property
    def facts(self) -> dict[str, Any]:
        """The act's JSON form."""
        facts = msgspec.to_builtins(self)
        assert isinstance(facts, dict)
        return facts

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON form (RFC 8785), in hex: how other acts name this one."""
        return sha256(encode(self.facts)).hexdigest()


@dataclass(frozen=True)
class Statement:
    """An act as it stands in a round: who stated it, when, and what of it is sealed to whom."""

    round: str
    author: str
    time: datetime
    act: Act
    sealed_for: tuple[str, ...] = ()
    """The seats able to open the statement's sealed part."""


class Vocabulary:
    """The kinds of act that are known, and the way from a kind and its facts back to the act."""

    def __init__(self, kinds: Iterable[type[Act]]) -> None:
        self.kinds: Mapping[str, type[Act]] = {kind.kind: kind for kind in kinds}

    def act(self, kind: str, facts: object) -> Act:
        """Return the act of this kind with these facts. Raises `NotAnAct` for an unknown kind or another form."""
        if kind not in self.kinds:
            raise NotAnAct("acts.no_such_act", kind=repr(kind))
        try:
            # Made anew, so that a field left to its default stands in the form all the same.
            act = replace(msgspec.convert(facts, self.kinds[kind], strict=True))
            one_form = encode(act.facts) == encode(facts)
        except (msgspec.ValidationError, ValueError) as error:
            raise NotAnAct("acts.not_of_its_form", kind=kind, error=why(error)) from error
        if not one_form:
            raise NotAnAct("acts.not_in_one_form", kind=kind)
        return act
