"""How a party writes a person into its list: its own people in its words, the other's as clerks know or hear them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from random import Random

from wayhome.fiction.drawing import expect_shares, happens, pick
from wayhome.fiction.language import Language
from wayhome.fiction.patronymics import patronymic
from wayhome.fiction.persons import Person
from wayhome.fiction.respelling import respell
from wayhome.fiction.romanisation import BGN_PCGN, Scheme
from wayhome.fiction.states import Place, State
from wayhome.people.categories import Condition
from wayhome.people.particulars import PartialDate, Particulars


@dataclass(frozen=True)
class Spellings:
    """How detaining parties write foreign names, each as a share of rows, 0 to 1."""

    latin: float = 0.25
    """In Latin letters, by one of the setting's schemes, all equally likely; the rest in the holder's own Cyrillic."""
    translated: float = 0.7
    """Given name and patronymic by their equivalent (Микола: Николай); the rest letter by letter (Микола)."""
    by_ear: float = 0.15
    """Respelled as heard (Крывенко) rather than from a document (Кривенко)."""

    def __post_init__(self) -> None:
        expect_shares(vars(self))


MIXED = Spellings()
TRANSLATED = Spellings(latin=0, translated=1, by_ear=0)
"""All in the holder's Cyrillic, given names by their equivalents, from documents."""


@dataclass(frozen=True)
class Hand:
    """How one row is written."""

    scheme: Scheme | None = None
    translates: bool = True
    by_ear: bool = False
    diminutive: int | None = None
    """Which of the diminutives, counted round; None for the formal name."""
    old_place_name: bool = False
    mixed_scripts: bool = False
    """The surname in Latin letters, the rest not."""

    @property
    def kinds(self) -> tuple[str, ...]:
        """What this hand does to a row, in the words of `Noise` and `Spellings`."""
        kinds: tuple[str, ...] = ()
        if self.scheme:
            kinds += ("latin",)
        if not self.translates:
            kinds += ("untranslated",)
        if self.by_ear:
            kinds += ("by_ear",)
        if self.diminutive is not None:
            kinds += ("diminutive",)
        if self.old_place_name:
            kinds += ("birth_place_old_name",)
        return (*kinds, "mixed_scripts") if self.mixed_scripts else kinds


def draw_hand(random: Random, schemes: Sequence[Scheme], spellings: Spellings) -> Hand:
    """A way to write one row of a held list."""
    scheme = pick(random, schemes)
    return Hand(
        scheme if happens(random, spellings.latin) else None,
        translates=happens(random, spellings.translated),
        by_ear=happens(random, spellings.by_ear),
    )


def write_held(person: Person, hand: Hand, row_id: str, family: str, holder: State) -> Particulars:
    """The row of the detaining party: it knows where it holds whom, and what its doctors certified."""
    return _write(person, hand, row_id, family, holder, person.facility, person.conditions)


def write_sought(person: Person, hand: Hand, row_id: str, family: str, home: State) -> Particulars:
    """The row of the party of origin: it knows of a child that it is one, but not where people are nor how they are."""
    return _write(person, hand, row_id, family, home, "", person.conditions & {Condition.CHILD})


def _write(
    person: Person, hand: Hand, row_id: str, family: str, lister: State, facility: str, medical: frozenset[Condition]
) -> Particulars:
    language = lister.language
    surname_hand = hand
    if hand.mixed_scripts:
        surname_hand, hand = replace(hand, scheme=hand.scheme or BGN_PCGN), replace(hand, scheme=None)
    letters = surname_letters = _language_of_names(person, hand, language)
    if hand.mixed_scripts:
        surname_letters = _language_of_names(person, surname_hand, language)
    forms = letters if hand.translates else person.language
    surname = _spell(person.surname, person.language, surname_letters, surname_hand)
    town = lister.town_mark + _place_name(person.birth_place, hand)
    return Particulars(
        id=row_id,
        surname=surname.upper() if lister.capital_surnames else surname,
        given_names=_spell(_called(person, forms, hand), forms, letters, hand),
        patronymic=_spell(patronymic(person.father, person.sex, forms), forms, letters, hand),
        birth_date=_known(person.birth_date),
        sex=person.sex,
        birth_place=_spell(town, person.birth_place.language, letters, hand),
        service_number=person.service_number,
        rank="" if person.rank is None else lister.ranks[person.rank],
        unit=respell(person.unit, person.language, language),
        category=person.category,
        capture_date=_known(person.capture_date),
        capture_place=respell(person.capture_place.name, person.capture_place.language, language),
        facility=facility,
        medical=medical,
        family=family,
        destination=respell(person.destination, person.language, language),
    )


def _language_of_names(person: Person, hand: Hand, language: Language) -> Language:
    """The Cyrillic spelling names are taken from: of a Latin row the person's own where the scheme is made for it."""
    return person.language if hand.scheme and person.language in hand.scheme.tables else language


def _spell(text: str, written_in: Language, letters: Language, hand: Hand) -> str:
    text = respell(text, written_in, letters, hand.by_ear)
    return hand.scheme.romanise(text, letters) if hand.scheme else text


def _called(person: Person, forms: Language, hand: Hand) -> str:
    if hand.diminutive is None:
        return person.given.formal(forms)
    diminutives = person.given.diminutives(forms)
    return diminutives[hand.diminutive % len(diminutives)]


def _place_name(place: Place, hand: Hand) -> str:
    return (place.old_name or place.name) if hand.old_place_name else place.name


@cache
def _known(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)
