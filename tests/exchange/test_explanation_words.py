"""Every explanation has words in every language, and says every parameter it carries."""

import tomllib
from importlib.resources import files
from itertools import chain

import pytest

from wayhome.exchange import MAY_CARRY, PARAMETERS, Code, Explanation, wording
from wayhome.people.categories import COUNTABLE, Category, Condition
from wayhome.people.languages import FORMS, LANGUAGES, form

WORDS = tomllib.loads(files("wayhome.exchange").joinpath("data", "explanations.toml").read_text(encoding="utf-8"))
VALUES = {
    "ground": "child",
    "of": 987,
    "tier": 654,
    "equal": 321,
    "going": 123,
    "terms": "counted.most seats[4].counted counted.shares[0].least_percent counted.equivalents",
    "heads": 77,
    "reason": "conviction",
    "whose": "family",
    "category": "accompanying_armed_forces",
    "until": "2026-09-07",
    "round": 19,
    "chance": "3/10",
    "beyond": "people:11 seats:12 privates:13",
    "more_most": 31,
    "more_seats": 52,
    "more_transport": 43,
    "more_released": 64,
    "place": "Camp 3",
    "by": "Torvenia",
}
PHRASES = ("ground", "reason", "whose", "category", "terms", "beyond")

OTHER = {
    "ground": "family",
    "reason": "unfit",
    "whose": "own",
    "category": "prisoner_of_war",
    "terms": "counted.balance",
    "beyond": "people:14",
}


def bare(words: str) -> str:
    return words.replace("\u2068", "").replace("\u2069", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_code_says_every_parameter_in_every_language(code, language):
    names = [*PARAMETERS[code], *MAY_CARRY.get(code, ())]
    for left_out in ("more_transport", "more_seats"):
        carried = [name for name in names if name != left_out and (name != "place" or left_out != "more_seats")]
        said = bare(wording(Explanation("a", False, code, tuple((name, VALUES[name]) for name in carried)), language))
        for name in carried:
            if name in PHRASES:
                continue
            if not ({"chance"} & set(carried) and name == "going"):
                assert str(VALUES[name]) in said, (name, said)
    for name in names:
        if name in PHRASES:
            other = OTHER[name]
            values = tuple((each, other if each == name else VALUES[each]) for each in names)
            usual = tuple((each, VALUES[each]) for each in names)
            assert wording(Explanation("a", False, code, values), language) != wording(
                Explanation("a", False, code, usual), language
            )


def test_every_entry_has_every_language_and_nothing_else():
    for table, entries in WORDS.items():
        for entry, words in entries.items():
            assert set(words) == set(LANGUAGES), (table, entry)


def test_every_noun_has_every_form():
    for noun in WORDS["noun"].values():
        assert {language: tuple(forms) for language, forms in noun.items()} == FORMS


def test_there_are_words_for_all_that_a_parameter_can_be():
    assert set(WORDS["code"]) == {code.value for code in Code}
    grounds = {condition.value for condition in Condition} | {category.value for category in Category} - set(COUNTABLE)
    assert set(WORDS["ground"]) == grounds | {"hostilities_ended", "family"}
    assert set(WORDS["reason"]) == {"prosecution", "conviction", "unfit"}
    assert set(WORDS["category"]) == {category.value for category in COUNTABLE}


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("en", {"one": [1], "other": [0, 2, 5, 11, 21, 100]}),
        ("uk", {"one": [1, 21, 101], "few": [2, 3, 4, 22, 104], "many": [0, 5, 11, 12, 14, 20, 111, 112]}),
        ("ru", {"one": [1, 31, 1001], "few": [2, 23, 34], "many": [0, 6, 11, 13, 19, 25, 211]}),
        (
            "ar",
            {
                "zero": [0],
                "one": [1],
                "two": [2],
                "few": [3, 10, 103, 110],
                "many": [11, 26, 99, 111, 199],
                "other": [100, 101, 102, 200, 1000],
            },
        ),
    ],
)
def test_plural_forms_are_those_of_the_unicode_cldr(language, forms):
    """The samples of CLDR 44, supplemental/plurals, for whole numbers."""
    for name, numbers in forms.items():
        assert {form(number, language) for number in numbers} == {name}
    assert set(forms) == set(FORMS[language])


def test_numbers_take_their_nouns():
    def said(number: int, language: str) -> str:
        return bare(wording(Explanation("a", True, Code.COUNTED_EVERYONE_GOES, (("of", number),)), language))

    assert said(1, "en").endswith("1 person.")
    assert said(22, "uk").endswith("22 людини.")
    assert said(25, "ru").endswith("25 человек.")
    assert said(2, "ar").endswith("شخصان.")
    assert said(14, "ar").endswith("14 شخصًا.")


def test_values_stand_isolated_in_arabic_and_names_in_arabic_everywhere():
    named = (("terms", "counted.balance"), ("more_released", 3), ("by", "توروين"))
    explanation = Explanation("a", False, Code.WAITS_FOR_THE_TERMS, named)
    assert all("\u2068توروين\u2069" in wording(explanation, language) for language in LANGUAGES)
    assert "\u20683\u2069" in wording(explanation, "ar")


def test_every_other_place_is_said_in_words():
    parameters = (("terms", "seats[0].counted"), ("more_seats", 1), ("place", ""))
    said = [wording(Explanation("a", False, Code.WAITS_FOR_THE_TERMS, parameters), each) for each in LANGUAGES]
    assert "from every other place" in said[0]
    assert len(set(chain(said))) == 4
