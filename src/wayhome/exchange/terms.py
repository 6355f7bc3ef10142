"""The terms of a round: what a package must satisfy, and nothing that could give a person a worth."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

import msgspec
import rfc8785

from wayhome import law
from wayhome.people.categories import COUNTABLE, Category


class Criterion(StrEnum):
    """What may put one person before another in the counted part: each is a fact some article permits.

    Where a date isn't stated or only partly known, a criterion rests on what is certain of it, and a fact not stated
    can't be claimed: it orders a person after those of whom it is known, never out of the round. Of a family, whoever
    meets the criterion best speaks for all.
    """

    LONGEST_HELD = "longest_held"
    """The earlier taken, the sooner home (length of captivity: GC III 118, Annex I; GC IV 132)."""
    YOUNGEST = "youngest"
    """Age (GC III 16)."""
    OLDEST = "oldest"
    """Age (GC III 16)."""
    WOMEN = "women"
    """Women before men (GC III 14: all the regard due to their sex)."""


_KEYS = {
    "parties": ("the names of two or more parties, each once", 'parties = ["Lysoria", "Torvenia"]'),
    "day": ("a date without a time", "day = 2026-08-24"),
    "counted": ("a table", "[counted]"),
    "counted.most": ("a whole number of people, 0 or more", "most = 146"),
    "counted.categories": (
        "one or more of " + ", ".join(sorted(COUNTABLE)) + ", each once",
        'categories = ["prisoner_of_war"]',
    ),
    "unconditional": ("a table", "[unconditional]"),
    "unconditional.seats": ("a whole number of people, 0 or more", "seats = 60, or leave the line out for no limit"),
    "exposure": ("a whole number of people, 1 or more", "exposure = 10"),
    "criteria": ("some of " + ", ".join(Criterion) + ", each once", 'criteria = ["longest_held"]'),
    "hostilities_ended": ("true or false", "hostilities_ended = false"),
}
"""What each key must hold, and a line that would be right."""


class BadTerms(ValueError):
    """Terms that can't be read: which key, what was expected there, and how to mend it."""

    def __init__(self, key: str, expected: str, mend: str, source: str = "terms") -> None:
        super().__init__(f"{source}: {key}: expected {expected}; to mend it, {mend}")
        self.key, self.expected, self.mend, self.source = key, expected, mend, source

    @classmethod
    def at(cls, key: str, source: str = "terms") -> BadTerms:
        """The error for a key of the terms whose value isn't what it must be."""
        expected, example = _KEYS[key]
        return cls(key, expected, f"write for example: {example}", source)


class UnlawfulTerms(BadTerms):
    """Terms that the law forbids; ``breaches`` carries every rule broken, with its article."""

    def __init__(self, breaches: tuple[law.Breach, ...], source: str = "terms") -> None:
        keys = ", ".join(dict.fromkeys(subject for breach in breaches for subject in breach.subjects))
        rules = " ".join(f"{breach.reason} ({breach.article}; rule {breach.rule})" for breach in breaches)
        super().__init__(keys, f"only what the law permits: {rules}", f"take out {keys}", source)
        self.breaches = breaches


def _repeats(values: tuple[str, ...]) -> bool:
    return len(set(values)) < len(values)


@dataclass(frozen=True, slots=True)
class CountedTerms:
    """The part that is balanced: head for head between each pair of parties."""

    most: int
    """The most heads each way between each pair of parties; 0 where nobody is counted."""
    categories: tuple[Category, ...] = (Category.PRISONER_OF_WAR, Category.ACCOMPANYING)
    """The categories the count is made of. The law allows none but those of `COUNTABLE`."""

    def __post_init__(self) -> None:
        if self.most < 0:
            raise BadTerms.at("counted.most")
        if not self.categories or _repeats(self.categories):
            raise BadTerms.at("counted.categories")


@dataclass(frozen=True, slots=True)
class UnconditionalTerms:
    """The part that is never counted. Its only limit is transport."""

    seats: int | None = None
    """The most people each way between each pair of parties in this round; None for no limit."""

    def __post_init__(self) -> None:
        if self.seats is not None and self.seats < 0:
            raise BadTerms.at("unconditional.seats")


@dataclass(frozen=True, kw_only=True, slots=True)
class Terms:
    """What the parties agree a round's package must satisfy.

    Raises `BadTerms` for what makes no sense. What makes sense but is forbidden can be written down, so that the law
    can be asked and the attempt recorded: see `forbidden`.
    """

    parties: tuple[str, ...]
    """Two or more. Every pair of them is balanced on its own."""
    day: date
    """The day to which ages are counted."""
    exposure: int
    """At any moment of the handover a party has released at most this many counted people more than it has received.

    It can't be 0: then neither party could let the first person go before the other had, and both would wait for ever.
    Someone always goes first, so the parties must agree how many that may be.
    """
    counted: CountedTerms = CountedTerms(most=0)
    unconditional: UnconditionalTerms = UnconditionalTerms()
    criteria: tuple[Criterion, ...] = ()
    """Whom the counted part takes first; a later criterion decides between those whom all earlier ones leave equal."""
    hostilities_ended: bool = False
    """Once active hostilities have ended everyone is due without delay: nobody is counted (GC III 118)."""

    def __post_init__(self) -> None:
        named = all(party and party.isprintable() and party == party.strip() for party in self.parties)
        if len(self.parties) < 2 or not named or _repeats(self.parties):
            raise BadTerms.at("parties")
        if self.exposure < 1:
            raise BadTerms.at("exposure")
        if _repeats(self.criteria):
            raise BadTerms.at("criteria")

    @property
    def digest(self) -> str:
        """SHA-256 of the terms as canonical JSON (RFC 8785), in hexadecimal: the same terms, the same digest."""
        # Slots matter here: of an object without them msgspec writes only the fields that were given when it was read.
        return sha256(rfc8785.dumps(msgspec.to_builtins(self))).hexdigest()


def read_terms(source: Path | str) -> Terms:
    """Read terms from TOML: a file by its path, or the text itself. Raises `BadTerms` or `UnlawfulTerms`.

    Nothing is guessed: an unknown key is an error, and what the law forbids is refused with its article.
    """
    name = source.name if isinstance(source, Path) else "terms"
    written = _parse(source, name)
    breaches = _breaches(written)
    if breaches:
        raise UnlawfulTerms(breaches, name)
    _refuse_unknown_keys(written, name)
    try:
        return msgspec.convert(written, Terms)
    except msgspec.ValidationError as error:
        raise _explained(error, name) from None


def forbidden(terms: Terms) -> tuple[law.Breach, ...]:
    """Every breach of the law in these terms; none for terms that `read_terms` has read."""
    return _breaches(msgspec.to_builtins(terms))


def terms_toml(terms: Terms) -> str:
    """Write the terms as TOML that `read_terms` reads back to the same terms."""
    lines = [
        f"parties = {_toml_list(terms.parties)}",
        f"day = {terms.day.isoformat()}",
        f"exposure = {terms.exposure}",
        f"criteria = {_toml_list(terms.criteria)}",
        f"hostilities_ended = {'true' if terms.hostilities_ended else 'false'}",
        "",
        "[counted]",
        f"most = {terms.counted.most}",
        f"categories = {_toml_list(terms.counted.categories)}",
        "",
        "[unconditional]",
    ]
    if terms.unconditional.seats is not None:
        lines.append(f"seats = {terms.unconditional.seats}")
    return "\n".join(lines) + "\n"


def _parse(source: Path | str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(source.read_text(encoding="utf-8") if isinstance(source, Path) else source)
    except UnicodeDecodeError as error:
        mend = "save the file as UTF-8"
        raise BadTerms(f"byte {error.start + 1}", "text in UTF-8", mend, name) from None
    except tomllib.TOMLDecodeError as error:
        raise BadTerms("the text", f"TOML ({error})", "mend the line named", name) from None


def _breaches(written: dict[str, object]) -> tuple[law.Breach, ...]:
    return (
        *law.ranking_people_on_what_no_article_permits(written),
        *law.making_protected_people_consideration(written),
        *law.putting_the_seriously_wounded_in_a_count(written),
        *law.leaving_no_seat_for_the_wounded(written),
        *law.keeping_a_ratio_after_hostilities(written, hostilities_ended=written.get("hostilities_ended") is True),
    )


def _refuse_unknown_keys(written: dict[str, object], name: str) -> None:
    tables: list[tuple[str, object, type]] = [
        ("", written, Terms),
        ("counted.", written.get("counted"), CountedTerms),
        ("unconditional.", written.get("unconditional"), UnconditionalTerms),
    ]
    for path, table, kind in tables:
        known = [field.name for field in fields(kind)]
        for key in table if isinstance(table, dict) else ():
            if key not in known:
                raise BadTerms(f"{path}{key}", f"one of the keys {', '.join(known)}", "correct or remove it", name)


def _explained(error: msgspec.ValidationError, name: str) -> BadTerms:
    """What msgspec found wrong, in the words of `_KEYS`."""
    cause = error.__cause__
    if isinstance(cause, BadTerms):
        return BadTerms(cause.key, cause.expected, cause.mend, name)
    path = re.search(r" - at `\$\.([a-z_.]+)", str(error))
    missing = re.search(r"missing required field `([a-z_]+)`", str(error))
    return BadTerms.at(".".join(found[1] for found in (path, missing) if found), name)


def _toml_list(values: tuple[str, ...]) -> str:
    # A JSON string of printable characters is a TOML basic string as well.
    return "[" + ", ".join(json.dumps(value, ensure_ascii=False) for value in values) + "]"
