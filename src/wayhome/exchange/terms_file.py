"""Terms as TOML: read strictly and asked of the law first, written so that they read back the same."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import msgspec

from wayhome import law
from wayhome.exchange.terms import Terms
from wayhome.exchange.terms_keys import TERMS, BadTerms
from wayhome.exchange.written import BadWriting, name_of, parse
from wayhome.people.messages import Message, said

_LARGEST = 2**53 - 1
"""The largest whole number that every reader of JSON reads the same (RFC 8785)."""


class UnlawfulTerms(BadTerms):
    """Terms that the law forbids; ``breaches`` carries every rule broken, with its article."""

    def __init__(self, breaches: tuple[law.Breach, ...], source: Message | str = TERMS) -> None:
        keys = tuple(dict.fromkeys(subject for breach in breaches for subject in breach.subjects))
        rules = tuple(breach.with_article for breach in breaches)
        expected = said("exchange.only_what_the_law_permits", rules=rules)
        super().__init__(", ".join(keys), expected, said("exchange.take_out", keys=keys), source)
        self.breaches = breaches


def read_terms(source: Path | str) -> Terms:
    """Read terms from TOML: a file by its path, or the text itself. Raises `BadTerms` or `UnlawfulTerms`.

    Nothing is guessed: an unknown key is an error, and what the law forbids is refused with its article.
    """
    name = name_of(source, TERMS)
    try:
        written = parse(source, name)
    except BadWriting as error:
        raise BadTerms(error.key, error.expected, error.mend, name) from None
    breaches = _breaches(written)
    if breaches:
        raise UnlawfulTerms(breaches, name)
    _refuse_unknown(written, Terms, "", name)
    try:
        return msgspec.convert(written, Terms)
    except msgspec.ValidationError as error:
        raise _explained(error, name) from None


def forbidden(terms: Terms) -> tuple[law.Breach, ...]:
    """Every breach of the law in these terms; none for terms that `read_terms` has read."""
    return _breaches(msgspec.to_builtins(terms))


def terms_toml(terms: Terms) -> str:
    """Write the terms as TOML that `read_terms` reads back to the same terms. What isn't said is left out."""
    return "\n".join(_table(terms, "")).lstrip("\n") + "\n"


def _breaches(written: dict[str, object]) -> tuple[law.Breach, ...]:
    return (
        *law.ranking_people_on_what_no_article_permits(written),
        *law.making_protected_people_consideration(written),
        *law.putting_the_seriously_wounded_in_a_count(written),
        *law.leaving_no_seat_for_the_wounded(written),
        *law.withholding_without_a_lawful_reason(written),
        *law.keeping_a_ratio_after_hostilities(written, hostilities_ended=written.get("hostilities_ended") is True),
    )


def _refuse_unknown(written: object, kind: Any, path: str, name: Message | str) -> None:
    """Refuse every key that no dataclass of the terms has, and every number that no act could carry, at any depth."""
    kind = _inner(kind)
    if not is_dataclass(kind):
        return
    for table in written if isinstance(written, list) else [written]:
        hints = get_type_hints(kind)
        for key, value in table.items() if isinstance(table, Mapping) else ():
            if key not in hints:
                expected = said("exchange.one_of_the_keys", keys=tuple(hints))
                raise BadTerms(f"{path}{key}", expected, said("exchange.correct_or_remove"), name)
            if isinstance(value, int) and value > _LARGEST:
                expected = said("exchange.a_number_up_to", most=_LARGEST)
                raise BadTerms(f"{path}{key}", expected, said("exchange.write_a_smaller_one"), name)
            _refuse_unknown(value, hints[key], f"{path}{key}.", name)


def _inner(hint: Any) -> Any:
    """What a field holds, without the tuple or the None around it."""
    if isinstance(hint, UnionType) or get_origin(hint) is tuple:
        return _inner(get_args(hint)[0])
    return hint


def _explained(error: msgspec.ValidationError, name: Message | str) -> BadTerms:
    """What msgspec found wrong, in the words of the key it is about."""
    cause = error.__cause__
    if isinstance(cause, BadTerms):
        return BadTerms(cause.key, cause.expected, cause.mend, name)
    path = re.search(r" - at `\$\.([a-z_.\[\]0-9…]+)", str(error))
    missing = re.search(r"missing required field `([a-z_]+)`", str(error))
    key = re.sub(r"\[[^]]*\]", "", ".".join(found[1] for found in (path, missing) if found))
    return BadTerms.at(key, name)


def _table(table: Any, path: str) -> Iterator[str]:
    """The lines of a table: its own keys first, then the tables in it."""
    inner = []
    for field in fields(table):
        value = getattr(table, field.name)
        tables = value if isinstance(value, tuple) else [value]
        if any(map(is_dataclass, tables)):
            inner.append((f"{path}{field.name}", value))
        elif value is not None and value != ():
            yield f"{field.name} = {_value(value)}"
    for key, value in inner:
        heading = f"[[{key}]]" if isinstance(value, tuple) else f"[{key}]"
        for each in value if isinstance(value, tuple) else [value]:
            yield from ("", heading, *_table(each, f"{key}."))


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date):
        return value.isoformat()
    # A JSON string of printable characters is a TOML basic string as well.
    return json.dumps(value, ensure_ascii=False)
