"""How a register writes, orders and looks up names."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from wayhome.people.names import canonical, words

LONGEST_KEY = 100
"""Letters of a key that are kept: what an index of any database takes."""
MOST_WORDS = 6
"""Words of a name that are looked for."""
_LAST = chr(0x10FFFF)


def full_name(stated: Mapping[str, str]) -> str:
    """Surname, given names and patronymic as a list writes them; the service number where it states no name."""
    parts = (stated.get(part, "") for part in ("surname", "given_names", "patronymic"))
    return " ".join(filter(None, parts)) or stated.get("service_number", "") or stated.get("id", "")


@lru_cache(maxsize=1 << 17)
def key(name: str) -> str:
    """A name in the one spelling of all alphabets that names are compared in."""
    return canonical(name)[:LONGEST_KEY]


def spoken(text: str) -> list[str]:
    """The words somebody looks for that have a sound, as typed."""
    return [word for word in words(text)[:MOST_WORDS] if key(word)]


def beginnings(text: str) -> list[list[str]]:
    """The words somebody looks for, each with every way in which the key of a name that begins so may begin.

    A key's ending is folded (Ковальов, Ковалёв), so a word that breaks off in the middle of a name is read both as a
    whole word and as one that goes on.
    """
    return [ways for word in words(text)[:MOST_WORDS] if (ways := _beginnings(word))]


def _beginnings(word: str) -> list[str]:
    whole, going_on = key(word), key(f"{word}д").removesuffix("d")
    ways = sorted({way for way in (whole, going_on) if way})
    return ways[:1] if len(ways) == 2 and ways[1].startswith(ways[0]) else ways


def until(beginning: str) -> str:
    """What comes after every key with this beginning."""
    return beginning + _LAST
