"""The rule about people whom a detaining party withholds: who, and for which reason, is always on a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wayhome.law.rule import rule
from wayhome.law.said import says_bargain, says_discipline, texts

_NAMING_NOTHING = frozenset(
    re.findall(
        r"\w+",
        """
        a an and at before by case charge charged charges convicted conviction court crime criminal for in is law no
        none not of offence on or pending person proceedings prosecution secret sentence sentenced stated the to
        trial under unknown various with
        вирок злочин кримінальна кримінальне кримінальний невідомо обвинувачення перед справа суд судом у
        в дело неизвестно обвинение перед преступление приговор суд судом уголовное
        أمام تهمة جريمة جنائية حكم غير في قضية محكمة معروف
        """,
    )
)
"""Words that any case has, so that none is named by them."""


@rule("L13", "GC III 115, 119; GC IV 133")
def withholding_without_a_lawful_reason(written: Mapping[str, object]) -> Iterator[str]:
    """Yield everyone whom the terms withhold for another reason, or for one that isn't named.

    A prosecution or a conviction is named by what it is for and before which court: two words at least beyond those
    that any case has. For someone unfit it says who certified it, and the day it is judged again.
    """
    withheld = written.get("withheld")
    for each in withheld if isinstance(withheld, list | tuple) else ():
        if isinstance(each, Mapping) and not _lawful(each):
            yield str(each.get("person", "withheld"))


def _lawful(withheld: Mapping[str, object]) -> bool:
    stated = " ".join(texts(withheld.get("stated")))
    if says_discipline(stated) or says_bargain(stated):
        return False
    named = [word for word in re.findall(r"\w+", stated.lower()) if word not in _NAMING_NOTHING]
    match withheld.get("reason"):
        case "prosecution" | "conviction":
            return len(named) >= 2
        case "unfit":
            return bool(named) and withheld.get("until") is not None
        case _:
            return False
