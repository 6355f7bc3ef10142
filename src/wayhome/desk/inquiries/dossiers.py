"""What an inquiry says about each person, for the party it is sealed to."""

from __future__ import annotations

import json

from wayhome.agreement import InquiryMade
from wayhome.desk.signing.acting import key_of
from wayhome.desk.table import Here, NoKey, at_the_table
from wayhome.journal import JournalRefusal


def dossiers(place: Here, name: str) -> dict[str, str]:
    """What is sealed about each person of an inquiry to the member's seat, in words; nothing where nothing is."""
    with at_the_table() as table:
        numbers = [
            number
            for number, each in enumerate(table.statements)
            if each.round == place.round_name and isinstance(each.act, InquiryMade) and each.act.inquiry == name
        ]
        if not numbers or place.seat not in table.statements[numbers[-1]].sealed_for:
            return {}
        entry = next(table.journal.entries(numbers[-1])).entry
        try:
            parts = table.open_each(entry, place.seat, key_of(place))
        except (JournalRefusal, NoKey):
            return {}
    return {people[0]: _words(part) for people, part in parts.items() if part and len(people) == 1}


def _words(part: bytes) -> str:
    try:
        value = json.loads(part)
    except ValueError:
        return part.decode(errors="replace")
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
