"""What others have sealed to the member's own seat, opened for them to read."""

from __future__ import annotations

import json
from collections.abc import Callable

from wayhome.acts import Act, Statement
from wayhome.desk.signing.acting import key_of
from wayhome.desk.table import Here, NoKey, at_the_table
from wayhome.journal import JournalRefusal


def sealed_parts(place: Here, kind: type[Act], meant: Callable[[Statement], bool]) -> dict[tuple[str, ...], bytes]:
    """What the latest statement of a kind that is meant seals to the member's seat, by the people each part is about.

    Empty where there is no such statement, nothing of it is sealed to this seat, or this desk can't open it.
    """
    with at_the_table() as table:
        number = table.latest(kind, meant)
        if number is None or place.seat not in table.statements[number].sealed_for:
            return {}
        try:
            entry = next(table.journal.entries(number)).entry
            parts = table.open_each(entry, place.seat, key_of(place))
        except (JournalRefusal, NoKey):
            return {}
    return {people: part for people, part in parts.items() if part}


def read_sealed(place: Here, act: Act) -> str:
    """What is sealed with this act for the member's seat, in words; "" where nothing is, or it can't be opened here."""
    return "\n".join(map(_words, sealed_parts(place, type(act), lambda statement: statement.act == act).values()))


def _words(part: bytes) -> str:
    """A sealed part as text: what JSON holds, a line each; anything else as it is."""
    text = part.decode(errors="replace")
    try:
        value = json.loads(text)
    except ValueError:
        return text
    if isinstance(value, list):
        return "\n".join(map(str, value))
    if isinstance(value, dict):
        return "\n".join(f"{name}: {each}" for name, each in value.items())
    return str(value)
