"""Sex, category, medical and text as lists write them, through `read_list`."""

from collections.abc import Callable

import pytest

from wayhome.people import Category, Condition, PeopleList, Problem

WOUNDED, CHILD, MOTHER = Condition.SERIOUSLY_WOUNDED_OR_SICK, Condition.CHILD, Condition.MOTHER_OF_INFANT


KEPT = " Until then the person stays on the list, with this not stated."


def only_problem(people: PeopleList) -> Problem:
    (problem,) = people.problems
    assert len(people.rows) == 1 - problem.rejects
    return problem


@pytest.mark.parametrize(
    ("sex", "words"),
    [
        (
            "female",
            ["female", "F", "woman", "ж", "Ж.", "жін.", "жіноча", "Жінка", "женский", "ЖЕНСКИЙ", "жен", "женщина"],
        ),
        ("male", ["male", "M", "man", "ч", "Ч", "чол.", "чоловіча", "Чоловiк", "м", "муж.", "мужской", "мужчина"]),
        ("", ["", "-", "—", "?", "н/д", "невідомо", "Неизвестно", "unknown", "not stated"]),
    ],
)
def test_sex_in_words_and_letters(read: Callable[..., PeopleList], sex: str, words: list[str]) -> None:
    people = read("id,surname,sex\n" + "".join(f"{row},Kovar,{word}\n" for row, word in enumerate(words)))
    assert [person.sex for person in people.rows] == [sex] * len(words)


@pytest.mark.parametrize(
    ("category", "words"),
    [
        (
            Category.PRISONER_OF_WAR,
            ["prisoner_of_war", "Prisoner of war", "POW", "військовополонений", "військовополонена", "военнопленный"],
        ),
        (
            Category.RETAINED_PERSONNEL,
            ["retained_personnel", "medical personnel", "chaplain", "медик", "капелан", "медицинский персонал"],
        ),
        (
            Category.ACCOMPANYING,
            ["accompanying_armed_forces", "war correspondent", "військовий кореспондент", "военный корреспондент"],
        ),
        (Category.CIVILIAN_INTERNEE, ["civilian_internee", "internee", "інтернований", "интернированное лицо"]),
        (
            Category.CIVILIAN_DETAINEE,
            ["civilian_detainee", "civilian", "цивільний", "Цивільна особа", "гражданский", "гражданское лицо"],
        ),
        (None, ["", "-", "doubt", "сумнів", "не визначено", "не определено", "unknown", "невідомо"]),
    ],
)
def test_category_in_codes_and_words(
    read: Callable[..., PeopleList], category: Category | None, words: list[str]
) -> None:
    people = read("id,surname,category\n" + "".join(f"{row},Kovar,{word}\n" for row, word in enumerate(words)))
    assert [person.category for person in people.rows] == [category] * len(words)


@pytest.mark.parametrize(
    ("medical", "conditions"),
    [
        ("", set()),
        ("none", set()),
        ("здоровий", set()),
        ("нет", set()),
        ("seriously_wounded_or_sick", {WOUNDED}),
        ("Seriously wounded", {WOUNDED}),
        ("важкопоранений", {WOUNDED}),
        ("Тяжкохвора", {WOUNDED}),
        ("тяжелораненый", {WOUNDED}),
        ("тяжелобольная", {WOUNDED}),
        ("child", {CHILD}),
        ("неповнолітня", {CHILD}),
        ("ребёнок", {CHILD}),
        ("ребенок", {CHILD}),
        ("вагітна", {MOTHER}),
        ("беременная", {MOTHER}),
        ("nursing mother", {MOTHER}),
        ("важкопоранена; вагітна", {WOUNDED, MOTHER}),
        ('"child, seriously_wounded_or_sick"', {WOUNDED, CHILD}),
        ("child;;child;", {CHILD}),
    ],
)
def test_medical_in_codes_and_words(read: Callable[..., PeopleList], medical: str, conditions: set[Condition]) -> None:
    people = read(f"id,surname,medical\n1,Kovar,{medical}\n")
    assert people.problems == ()
    assert people.rows[0].medical == conditions


def test_a_wound_not_certified_as_serious_is_asked_about(read: Callable[..., PeopleList]) -> None:
    people = read("id;surname;medical\n1;Kovar;вагітна, поранена\n")
    assert str(only_problem(people)) == (
        "list.csv, row 2, column medical: expected one or more of seriously_wounded_or_sick, child, mother_of_infant "
        "(or the usual words in English, Ukrainian or Russian) separated by “;”, or an empty cell, found “вагітна, "
        "поранена”; to mend it: write only what is certified; leave the cell empty if none of these is." + KEPT
    )


def test_an_unknown_category_is_asked_about(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,category\n1,Kovar,hero\n")
    assert str(only_problem(people)) == (
        "list.csv, row 2, column category: expected one of prisoner_of_war, retained_personnel, accompanying_armed_"
        "forces, civilian_internee, civilian_detainee (or its usual word in English, Ukrainian or Russian), or an "
        "empty cell, found “hero”; to mend it: write one of these; leave the cell empty if the category is in doubt."
        + KEPT
    )


def test_an_unknown_sex_is_asked_about(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,sex\n1,Kovar,x\n")
    assert str(only_problem(people)) == (
        "list.csv, row 2, column sex: expected female, male or an empty cell (also f, m, ж, ч, м, жіноча, чоловіча, "
        "женский, мужской), found “x”; to mend it: write one of these." + KEPT
    )


def test_text_is_kept_as_written_but_for_what_cannot_be_seen(read: Callable[..., PeopleList]) -> None:
    people = read('id,surname,given_names,rank\n А-1 ,  ко\u00adВАР ,"Ян\n\u00a0Лев",\u200bсержант\n')
    (person,) = people.rows
    assert (person.id, person.surname, person.given_names, person.rank) == ("А-1", "коВАР", "Ян Лев", "сержант")


@pytest.mark.parametrize(
    "cell", ["-", "—", "...", "н/д", "Н/Д", "невiдомо", "неизвестно", "Unknown", "нет данных", "N/A"]
)
def test_a_cell_that_says_nothing_is_known_is_empty(read: Callable[..., PeopleList], cell: str) -> None:
    assert read(f"id,surname,patronymic\n1,Kovar,{cell}\n").rows[0].patronymic == ""


@pytest.mark.parametrize("name", ["Невідомий", "Неизвестный", "Дата", "Немає-Сова", "Нет"])
def test_a_name_that_only_resembles_such_a_word_is_kept(read: Callable[..., PeopleList], name: str) -> None:
    assert read(f"id,surname\n1,{name}\n").rows[0].surname == name


@pytest.mark.parametrize(
    ("cell", "expected", "mend"),
    [
        ("#REF!", "a value, not the error of a formula", "write the value itself into the cell"),
        ("#Н/Д", "a value, not the error of a formula", "write the value itself into the cell"),
        (
            "Ко\ufffdар",
            "readable characters",
            "type the cell anew, or save the list again as UTF-8 from the program it comes from",
        ),
        ('"""Kovar"', "quotation marks in pairs", "take the quotation mark out, or close it"),
    ],
)
def test_a_damaged_cell_is_a_problem(read: Callable[..., PeopleList], cell: str, expected: str, mend: str) -> None:
    problem = only_problem(read(f"id,surname\n1,{cell}\n"))
    assert (problem.column, str(problem.expected), str(problem.mend)) == ("surname", expected, mend)


def test_a_number_shortened_by_a_spreadsheet_is_a_problem(read: Callable[..., PeopleList]) -> None:
    problem = only_problem(read('id,surname,service_number\n1,Kovar,"1,23457E+11"\n'))
    assert str(problem) == (
        "list.csv, row 2, column service_number: expected every digit of the number, found “1,23457E+11”; to mend it: "
        "a spreadsheet has shortened it: format the column as text and type the number again."
    )


def test_numbers_that_are_names_keep_their_zeros_and_signs(read: Callable[..., PeopleList]) -> None:
    people = read("id,service_number\n007,0012345\n008,-5\n009,'-6\n")
    assert [person.service_number for person in people.rows] == ["0012345", "-5", "-6"]


@pytest.mark.parametrize(
    ("full_name", "names"),
    [
        ("Ковар Олег Ілліч", ("Ковар", "Олег", "Ілліч")),
        ("Сова-Ковар Ганна Олегівна", ("Сова-Ковар", "Ганна", "Олегівна")),
        ("Ковар Олег", ("Ковар", "Олег", "")),
        ("Ковар", ("Ковар", "", "")),
        ("Ковар Анна Марія", ("Ковар", "Анна Марія", "")),
        ("Ковар Анна Марія Петрівна", ("Ковар", "Анна Марія", "Петрівна")),
        ("Сафар Расул Агіл огли", ("Сафар", "Расул", "Агіл огли")),
        ("Ковар Ілліч", ("Ковар", "Ілліч", "")),
        ("Kovar Oleh Illich", ("Kovar", "Oleh", "Illich")),
    ],
)
def test_a_whole_name_in_one_cell_is_taken_apart(
    read: Callable[..., PeopleList], full_name: str, names: tuple[str, str, str]
) -> None:
    (person,) = read(f"№;П.І.Б.\n1;{full_name}\n").rows
    assert (person.surname, person.given_names, person.patronymic) == names


def test_given_names_and_patronymic_in_one_cell_are_taken_apart(read: Callable[..., PeopleList]) -> None:
    (person,) = read("№;Фамилия;Имя, отчество\n1;Ковар;Олег Ильич\n".replace(", о", " о")).rows
    assert (person.surname, person.given_names, person.patronymic) == ("Ковар", "Олег", "Ильич")


def test_a_name_with_a_column_of_its_own_is_not_taken_from_the_whole_name(read: Callable[..., PeopleList]) -> None:
    people = read("№;Фамилия;Имя;ФИО\n1;Ковар;Олег;Иной Пётр Ильич\n")
    assert (people.rows[0].surname, people.rows[0].given_names, people.rows[0].patronymic) == ("Ковар", "Олег", "")
    assert "“ФИО”" in str(people.notes[0])
