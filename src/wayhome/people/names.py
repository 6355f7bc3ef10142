"""Names of people as lists spell them: one spelling for Ukrainian and Russian Cyrillic and for their Latin forms.

A part of a name (a surname, a given name, a patronymic) has two forms here, made to be compared and never shown:

- the *canonical* form: what remains when everything that an alphabet or a clerk's table decides is folded away. It is
  written in a reduced scientific transliteration: small Latin letters, č, š, ž and ʦ, but no c, h, j, q, w, x, y.
  Мельниченко, Melnychenko, Melnichenko, Melnitschenko and Mielniczenko have one canonical form.
- the *skeleton*: its consonants, with all hissing sounds as one, which survives vowels that were heard wrongly.

Arabic names have an *arabic skeleton* besides, which Arabic, Latin and Cyrillic spellings share; the canonical form
keeps Arabic letters, without their marks. Letters of all other alphabets (Georgian, Armenian, Greek, Hebrew, Chinese)
are first written in Latin ones by anyascii, letter by letter: their forms meet a Latin spelling where that writes the
same sounds, and mean little where the alphabet writes none (Hebrew vowels, Chinese as other languages read it). Given
names that are one name in two languages (Микола, Николай) are the business of `wayhome.people.given_names`.
"""

from __future__ import annotations

import re

from wayhome.people.naming import arabic
from wayhome.people.naming.east_slavic import consonants, fold
from wayhome.people.naming.scripts import Script, script, words

__all__ = [
    "Script",
    "arabic_distance",
    "arabic_skeleton",
    "canonical",
    "initial",
    "is_initial",
    "script",
    "skeleton",
    "skeleton_of",
    "words",
]


def canonical(part: str) -> str:
    """The canonical form of a part of a name, its words joined by one space; "" when there is no letter in it
    but soft and hard signs, which have no sound of their own.

    The canonical form of a canonical form is itself.
    """
    found = words(part)
    return fold(found[0]) if len(found) == 1 else " ".join(form for word in found if (form := fold(word)))


def skeleton(part: str) -> str:
    """The consonants of the canonical form, hissing sounds as "s", a first vowel of any kind as "a"."""
    return skeleton_of(canonical(part))


def skeleton_of(form: str) -> str:
    """The skeleton of a canonical form."""
    return " ".join(map(consonants, form.split())) if " " in form else consonants(form) if form else ""


_ARTICLES = frozenset({"al", "el", "ال", "аль", "эль", "ал"})


def arabic_skeleton(part: str) -> str:
    """The consonants of a name read as Arabic, whichever of the three alphabets it is written in; "" without any.

    محمد, Muhammad, Mohamed and Мухаммад are all "mhmd". It means nothing for names of other languages.
    """
    read = map(arabic.consonants, _without_articles(part))
    return " ".join(consonants for consonants in read if consonants)


def arabic_distance(one: str, other: str) -> float:
    """How far apart two spellings of names read as Arabic are, in any of the three alphabets: from 0, without a unit.

    It ranks candidates that have the same skeleton or nearly: محمد is nearer to Muhammad than محمود is.
    """
    return arabic.distance(" ".join(_without_articles(one)), " ".join(_without_articles(other)))


def _without_articles(part: str) -> list[str]:
    return [word for word in words(part) if word.lower() not in _ARTICLES]


# How Latin spellings abbreviate a name that begins with one Cyrillic letter.
_INITIALS = re.compile(r"[yij][aeou]|[zkcs]h|ts|shch", re.IGNORECASE)


def is_initial(word: str) -> bool:
    """Whether ``word`` is only the first letter of a name: С, S, Ю, Yu, Zh."""
    return len(word) == 1 or bool(_INITIALS.fullmatch(word))


def initial(word: str) -> str:
    """The canonical first letter of a word; Ю and Я, which have no letter of their own there, are iu and ia."""
    form = canonical(word)
    return form[:2] if form[:2] in ("ia", "iu") else form[:1]
