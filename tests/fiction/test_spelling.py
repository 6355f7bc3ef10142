"""Names in the other language's letters and in Latin: known answers from the standards and from ordinary use."""

import pytest

from wayhome.fiction import CLEAN, SOLDIERS_ONLY, Spellings, registers
from wayhome.fiction.given_names import MALE, GivenName
from wayhome.fiction.language import Language
from wayhome.fiction.patronymics import patronymic
from wayhome.fiction.respelling import respell
from wayhome.fiction.romanisation import (
    BGN_PCGN,
    GERMAN,
    INFORMAL,
    RUSSIAN_PASSPORT,
    SCHEMES,
    SCIENTIFIC,
    UKRAINIAN_PASSPORT,
    Scheme,
)
from wayhome.fiction.surnames import feminine

UKRAINIAN, RUSSIAN = Language.UKRAINIAN, Language.RUSSIAN


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Андрій", "Andrii"), ("Володимир", "Volodymyr"), ("Богдан", "Bohdan"), ("Згурський", "Zghurskyi"),
        ("Ґалаґан", "Galagan"), ("Гаєвич", "Haievych"), ("Їжакевич", "Yizhakevych"), ("Олексій", "Oleksii"),
        ("Щербухи", "Shcherbukhy"), ("Юрій", "Yurii"), ("Костянтин", "Kostiantyn"), ("Ярошенко", "Yaroshenko"),
        ("Федір", "Fedir"), ("Розгон", "Rozghon"), ("Знам’янка", "Znamianka"), ("Русь", "Rus"),
    ],
)  # fmt: skip
def test_ukrainian_passport(name: str, latin: str) -> None:
    """The examples printed beside the table of resolution 55 of 27 January 2010."""
    assert UKRAINIAN_PASSPORT.romanise(name, UKRAINIAN) == latin


@pytest.mark.parametrize(
    ("scheme", "language", "name", "latin"),
    [
        (RUSSIAN_PASSPORT, RUSSIAN, "Юрий", "Iurii"),
        (RUSSIAN_PASSPORT, RUSSIAN, "Дарья", "Daria"),
        (RUSSIAN_PASSPORT, RUSSIAN, "Подъячев", "Podieiachev"),
        (RUSSIAN_PASSPORT, RUSSIAN, "Артём", "Artem"),
        (BGN_PCGN, RUSSIAN, "Елена", "Yelena"),
        (BGN_PCGN, RUSSIAN, "Емельян", "Yemel’yan"),
        (BGN_PCGN, RUSSIAN, "Фёдор", "Fëdor"),
        (BGN_PCGN, RUSSIAN, "Алексеев", "Alekseyev"),
        (BGN_PCGN, UKRAINIAN, "Сергій", "Serhiy"),
        (SCIENTIFIC, RUSSIAN, "Щукин", "Ščukin"),
        (SCIENTIFIC, UKRAINIAN, "Чорний", "Čornyj"),
        (GERMAN, RUSSIAN, "Журавлёв", "Schurawljow"),
        (GERMAN, RUSSIAN, "Алексей", "Aleksej"),
        (GERMAN, RUSSIAN, "Денисов", "Denissow"),
        (GERMAN, UKRAINIAN, "Шевчук", "Schewtschuk"),
        (INFORMAL, RUSSIAN, "Дмитрий", "Dmitry"),
        (INFORMAL, UKRAINIAN, "Щербак", "Scherbak"),
    ],
)
def test_other_schemes(scheme: Scheme, language: Language, name: str, latin: str) -> None:
    assert scheme.romanise(name, language) == latin


def test_every_scheme_leaves_no_cyrillic_letter() -> None:
    letters = {UKRAINIAN: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’", RUSSIAN: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"}
    assert len(SCHEMES) == 6
    for scheme in SCHEMES:
        for language in scheme.tables:
            latin = scheme.romanise(letters[language], language)
            assert not any("Ѐ" <= letter <= "ӿ" for letter in latin), scheme.name


@pytest.mark.parametrize(
    ("name", "written_in", "language", "by_document", "by_ear"),
    [
        ("Кривенко", UKRAINIAN, RUSSIAN, "Кривенко", "Крывенко"),
        ("Вітрогорський", UKRAINIAN, RUSSIAN, "Витрогорский", "Витрогорский"),
        ("Дем’янчук", UKRAINIAN, RUSSIAN, "Демьянчук", "Демянчук"),
        ("Синьогуб", UKRAINIAN, RUSSIAN, "Синёгуб", "Сынёгуб"),
        ("Ґанжа", UKRAINIAN, RUSSIAN, "Ганжа", "Ганжа"),
        ("Євтушенко", UKRAINIAN, RUSSIAN, "Евтушенко", "Евтушенко"),
        ("Соколенко", UKRAINIAN, RUSSIAN, "Соколенко", "Саколенко"),
        ("Гусев", RUSSIAN, UKRAINIAN, "Гусєв", "Ґусєв"),
        ("Скворцев", RUSSIAN, UKRAINIAN, "Скворцев", "Скворцев"),
        ("Мышкин", RUSSIAN, UKRAINIAN, "Мишкін", "Мишкін"),
        ("Ершов", RUSSIAN, UKRAINIAN, "Єршов", "Єршов"),
        ("Щёкин", RUSSIAN, UKRAINIAN, "Щокін", "Щокін"),
        ("Воробьев", RUSSIAN, UKRAINIAN, "Вороб’єв", "Вароб’єв"),
        ("Полянская", RUSSIAN, UKRAINIAN, "Полянська", "Палянська"),
        ("Эдуард", RUSSIAN, UKRAINIAN, "Едуард", "Едуард"),
    ],
)
def test_respelling(name: str, written_in: Language, language: Language, by_document: str, by_ear: str) -> None:
    assert respell(name, written_in, language) == by_document
    assert respell(name, written_in, language, by_ear=True) == by_ear
    assert respell(name, written_in, written_in, by_ear=True) == name


def father(russian: str) -> GivenName:
    return next(name for name in MALE if name.russian == russian)


@pytest.mark.parametrize(
    ("name", "ukrainian", "russian"),
    [
        ("Николай", ("Миколайович", "Миколаївна"), ("Николаевич", "Николаевна")),
        ("Сергей", ("Сергійович", "Сергіївна"), ("Сергеевич", "Сергеевна")),
        ("Юрий", ("Юрійович", "Юріївна"), ("Юрьевич", "Юрьевна")),
        ("Дмитрий", ("Дмитрович", "Дмитрівна"), ("Дмитриевич", "Дмитриевна")),
        ("Игорь", ("Ігорович", "Ігорівна"), ("Игоревич", "Игоревна")),
        ("Василий", ("Васильович", "Василівна"), ("Васильевич", "Васильевна")),
        ("Илья", ("Ілліч", "Іллівна"), ("Ильич", "Ильинична")),
        ("Лев", ("Львович", "Львівна"), ("Львович", "Львовна")),
        ("Яков", ("Якович", "Яківна"), ("Яковлевич", "Яковлевна")),
        ("Никита", ("Микитович", "Микитівна"), ("Никитич", "Никитична")),
    ],
)
def test_patronymics_follow_the_rules_of_each_language(
    name: str, ukrainian: tuple[str, str], russian: tuple[str, str]
) -> None:
    for language, forms in ((UKRAINIAN, ukrainian), (RUSSIAN, russian)):
        assert tuple(patronymic(father(name), sex, language) for sex in ("male", "female")) == forms


def test_surnames_have_feminine_forms() -> None:
    assert feminine("Дубовський", UKRAINIAN) == "Дубовська"
    assert feminine("Бондаренко", UKRAINIAN) == "Бондаренко"
    assert feminine("Морозів", UKRAINIAN) == "Морозів"
    assert feminine("Столяров", RUSSIAN) == "Столярова"
    assert feminine("Рябинин", RUSSIAN) == "Рябинина"
    assert feminine("Полянский", RUSSIAN) == "Полянская"


def test_detaining_parties_write_in_their_own_cyrillic_or_in_latin_at_the_rate() -> None:
    written = registers(2, held=800, sought=800, noise=CLEAN, spellings=Spellings(latin=0.4), scenario=SOLDIERS_ONLY)
    held = (*written.torvenia_held, *written.lysoria_held)
    latin = [row for row in held if not any("Ѐ" <= letter <= "ӿ" for letter in row.surname + row.given_names)]
    assert len(latin) / len(held) == pytest.approx(0.4, abs=0.05)
    cyrillic = {row.id for row in held} - {row.id for row in latin}
    ukrainian_only, russian_only = set("ґєії"), set("ёыэъ")
    for row in held:
        if row.id in cyrillic:
            letters = set(f"{row.surname}{row.given_names}{row.patronymic}{row.unit}{row.rank}".lower())
            assert not letters & (ukrainian_only if row.id.startswith("T") else russian_only)


def test_given_names_are_translated_or_respelled_at_the_rate() -> None:
    written = registers(
        2,
        held=800,
        sought=800,
        noise=CLEAN,
        spellings=Spellings(latin=0, translated=0.7, by_ear=0),
        scenario=SOLDIERS_ONLY,
    )
    differing = {
        name.ukrainian: name.russian for name in MALE if respell(name.ukrainian, UKRAINIAN, RUSSIAN) != name.russian
    }
    held = {row.id: row for row in written.torvenia_held}
    names = [
        (sought.given_names, held[written.truth[sought.id]].given_names)
        for sought in written.lysoria_sought
        if sought.id in written.truth and sought.given_names in differing
    ]
    assert sum(differing[own] == foreign for own, foreign in names) / len(names) == pytest.approx(0.7, abs=0.1)
