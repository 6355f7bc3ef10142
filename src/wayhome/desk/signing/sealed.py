"""What others have sealed to the member's own seat, opened for them to read."""

from __future__ import annotations

import json

from wayhome.acts import Act
from wayhome.desk.signing.acting import key_of
from wayhome.desk.table import Here, NoKey, at_the_table
from wayhome.journal import JournalRefusal


def read_sealed(place: Here, act: Act) -> str:
    """What is sealed with this act for the member's seat, in words; "" where nothing is, or it can't be opened here."""
    with at_the_table() as table:
        found = (number for number in range(len(table.statements) - 1, -1, -1) if table.statements[number].act == act)
        try:
            number = next(found)
            if place.seat not in table.statements[number].sealed_for:
                return ""
            entry = next(table.journal.entries(number)).entry
            parts = table.open_each(entry, place.seat, key_of(place))
        except (JournalRefusal, NoKey, StopIteration):
            return ""
    return "\n".join(_words(part) for part in parts.values() if part)


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
