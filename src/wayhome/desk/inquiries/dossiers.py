"""What an inquiry says about each person, for the party it is sealed to."""

from __future__ import annotations

import json

from wayhome.acts import Statement
from wayhome.agreement import InquiryMade
from wayhome.desk.signing.sealed import sealed_parts
from wayhome.desk.table import Here


def dossiers(place: Here, name: str) -> dict[str, str]:
    """What is sealed about each person of an inquiry to the member's seat, in words; nothing where nothing is."""

    def meant(each: Statement) -> bool:
        return each.round == place.round_name and isinstance(each.act, InquiryMade) and each.act.inquiry == name

    return {
        people[0]: _words(part) for people, part in sealed_parts(place, InquiryMade, meant).items() if len(people) == 1
    }


def _words(part: bytes) -> str:
    try:
        value = json.loads(part)
    except ValueError:
        return part.decode(errors="replace")
    if isinstance(value, dict):
        return ", ".join(str(each) for each in value.values() if each)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
