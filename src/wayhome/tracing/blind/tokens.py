"""Tokens: compound facts about a person in the form in which every spelling of a name is the same.

Where two lists state the same facts of somebody, in whatever script, the tokens are equal; nothing else can be seen of
them once they are masked. No token holds one fact alone, which a dictionary would find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from wayhome.people import Particulars
from wayhome.people.misplaced import names_in_place
from wayhome.tracing.features import given_name, number_form, patronymic_apart, patronymic_name, surname_name

MOST_TOKENS = 6
"""Tokens one person has at most: each costs a line."""
_MOST_MEANINGS = 2
"""A short form may stand for more names than these; a further one is worth no line."""


class TokenKind(StrEnum):
    """Which facts a token is made of."""

    NUMBER = "number"
    """Service number and the first letter of the surname's skeleton."""
    SURNAME_AND_BIRTH = "surname_and_birth"
    """The surname's skeleton and the full date of birth."""
    NAMES_AND_BIRTH = "names_and_birth"
    """Given name, father's name and the full date of birth."""
    SURNAME_GIVEN_YEAR = "surname_given_year"
    """Surname, given name and year of birth."""
    SOUND = "sound"
    """How the surname sounds, the given name's initial and the year of birth. Weak: it counts only beside another."""
    FULL_NAME = "full_name"
    """The surname's skeleton, given name and father's name, without a date: whoever has a list of names can ask."""


WEAK = frozenset({TokenKind.SOUND})
"""Kinds that many people share by chance: alone they say nothing."""
USUAL = tuple(kind for kind in TokenKind if kind is not TokenKind.FULL_NAME)
"""The kinds that terms have unless the parties want others."""


@dataclass(frozen=True, order=True)
class Token:
    """One compound fact: its kind, and its parts in their canonical form."""

    kind: TokenKind
    parts: tuple[str, ...] = field(repr=False)

    def __bytes__(self) -> bytes:
        """Kind and parts, each with its length before it: two tokens never have the same bytes."""
        return b"".join(len(each).to_bytes(2) + each for each in (text.encode() for text in (self.kind, *self.parts)))


def tokens_of(person: Particulars, kinds: Iterable[TokenKind] = USUAL) -> tuple[Token, ...]:
    """The tokens of a person of these kinds, the telling ones first; none for what is not stated."""
    wanted = frozenset(kinds)
    found = dict.fromkeys(token for token in _all_of(person) if token.kind in wanted)
    return tuple(found)[:MOST_TOKENS]


def distinct_tokens(people: Iterable[Particulars], kinds: Iterable[TokenKind] = USUAL) -> dict[Token, str]:
    """Token → id of its person, for all ``people`` of one list, without the tokens that two of them share.

    A shared token tells nobody from somebody else, and says on which list it stands twice.
    """
    owner: dict[Token, str] = {}
    shared: set[Token] = set()
    wanted = tuple(kinds)
    for person in people:
        for token in tokens_of(person, wanted):
            if owner.setdefault(token, person.id) != person.id:
                shared.add(token)
    return {token: id_ for token, id_ in owner.items() if token not in shared}


def _all_of(person: Particulars) -> Iterator[Token]:
    names = names_in_place(person.surname, person.given_names, person.patronymic)
    surname, given = surname_name(names[0]), given_name(patronymic_apart(*names[1:])[0])
    father = patronymic_name(patronymic_apart(*names[1:])[1])
    birth = person.birth_date
    day, year = str(birth) if birth and birth.day else "", f"{birth.year:04}" if birth else ""
    meant = sorted(given.meanings)[:_MOST_MEANINGS] or [given.form if not given.only_initial else ""]
    fathers = sorted(father.meanings)[:1] or [""]

    def token(kind: TokenKind, *parts: str) -> Iterator[Token]:
        if all(parts):
            yield Token(kind, parts)

    yield from token(TokenKind.NUMBER, number_form(person.service_number), surname.skeleton[:1])
    yield from token(TokenKind.SURNAME_AND_BIRTH, surname.skeleton, day)
    for name in meant:
        yield from token(TokenKind.NAMES_AND_BIRTH, name, *fathers, day)
        yield from token(TokenKind.SURNAME_GIVEN_YEAR, surname.form, name, year)
        yield from token(TokenKind.FULL_NAME, surname.skeleton, name, *fathers)
    for letter in sorted(given.initials):
        yield from token(TokenKind.SOUND, _sound(surname.skeleton), letter, year)


_ALIKE = str.maketrans("bdgzvq", "ptksfk")


def _sound(skeleton: str) -> str:
    """A skeleton with voiced consonants as unvoiced ones, and none of them twice in a row."""
    unvoiced = skeleton.translate(_ALIKE)
    return "".join(letter for at, letter in enumerate(unvoiced) if unvoiced[at - 1 : at] != letter)
