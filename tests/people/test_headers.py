"""Which column is which, through `read_list`."""

import tomllib
from collections import Counter
from collections.abc import Callable
from importlib.resources import files

import pytest

from wayhome.people import COLUMNS, NotAList, PartialDate, PeopleList
from wayhome.people.words import fold

ENGLISH = (
    "No.;Last name;First name;Middle name;Date of birth;Gender;Place of birth;Service no.;Military rank;Military unit;"
    "Legal status;Date of capture;Place of capture;Camp;Medical condition;Family group;Place of return"
)
UKRAINIAN = (
    "№ з/п;Прізвище;Ім'я;По батькові;Дата народження;Стать;Місце народження;Особистий номер;Військове звання;"
    "Військова частина;Категорія;Дата полонення;Місце полонення;Місце утримання;Стан здоров’я;Сім’я;Місце призначення"
)
RUSSIAN = (
    "№ п/п;Фамилия;Имя;Отчество;Дата рождения;Пол;Место рождения;Личный номер;Воинское звание;Воинская часть;Категория;"
    "Дата пленения;Место пленения;Место содержания;Состояние здоровья;Семья;Место назначения"
)
ROW = "7;Kovar;Oleh;Illich;1985;m;Velis;012345;sergeant;3rd;civilian;2023-05;Low Ford;Camp 4;child;F1;Velis"


@pytest.mark.parametrize(
    "headers", [";".join(COLUMNS), ENGLISH, UKRAINIAN, RUSSIAN, RUSSIAN.upper(), UKRAINIAN.lower()]
)
def test_headers_in_three_languages_mean_the_same_columns(read: Callable[..., PeopleList], headers: str) -> None:
    people = read(f"{headers}\n{ROW}\n")
    assert people.notes == ()
    assert people.rows == read(f"{';'.join(COLUMNS)}\n{ROW}\n").rows
    assert (people.rows[0].id, people.rows[0].destination) == ("7", "Velis")


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("  ПРІЗВИЩЕ  ", "surname"),
        ("Прiзвище", "surname"),  # with a Latin i
        ("ФАМИЛИЯ*", "surname"),
        ("Family name", "surname"),
        ("Ім`я", "given_names"),
        ("Iмʼя", "given_names"),
        ("По-батькові", "patronymic"),
        ('"Дата\nнародження"', "birth_date"),
        ("Дата народження (ДД.ММ.РРРР)", "birth_date"),
        ("Date of Birth [dd.mm.yyyy]", "birth_date"),
        ("Д.Р.", "birth_date"),
        ("рік народження", "birth_date"),
        ("birth_date", "birth_date"),
        ("BirthDate", "birth_date"),
        ("В/Ч", "unit"),
        ("Підрозділ", "unit"),
        ("Учетный номер", "id"),
        ("Учётный номер", "id"),
    ],
)
def test_a_header_is_known_whatever_its_case_apostrophes_and_brackets(
    read: Callable[..., PeopleList], header: str, column: str
) -> None:
    value = {"birth_date": "1985"}.get(column, "X1")
    others = [other for other in ("id", "service_number") if other != column]
    people = read(f"{','.join(others)},{header}\n{','.join('79'[: len(others)])},{value}\n")
    assert people.notes == ()
    assert str(getattr(people.rows[0], column)) == value


def test_no_spelling_means_two_columns() -> None:
    table = tomllib.loads(files("wayhome.people").joinpath("data/headers.toml").read_text("utf-8"))
    spellings = Counter(
        fold(spelling)
        for column, strengths in table.items()
        for spelling in {fold(each) for spellings in strengths.values() for each in [*spellings, column]}
    )
    assert [spelling for spelling, times in spellings.items() if times > 1 or not spelling] == []


@pytest.mark.parametrize("column", ["sex", "category", "medical"])
def test_no_word_means_two_codes(column: str) -> None:
    table = tomllib.loads(files("wayhome.people").joinpath("data/words.toml").read_text("utf-8"))[column]
    words = Counter(word for code, words in table.items() for word in {fold(each) for each in [*words, code]})
    assert [word for word, times in words.items() if times > 1 or not word] == []


def test_a_title_above_the_headers_is_passed_over(read: Callable[..., PeopleList]) -> None:
    people = read("Список осіб;;\nстаном на 2031-01-01;;\n\n№;Прізвище;Звання\n1;Ковар;солдат\n")
    assert [(person.id, person.surname) for person in people.rows] == [("1", "Ковар")]


def test_a_row_that_numbers_the_columns_is_no_person(read: Callable[..., PeopleList]) -> None:
    people = read("№;Прізвище;Звання\n1;2;3\n1;Ковар;солдат\n2;3;4\n")
    assert [person.surname for person in people.rows] == ["Ковар", "3"]


def test_headers_repeated_on_each_page_are_no_person(read: Callable[..., PeopleList]) -> None:
    people = read("№;Прізвище\n1;Ковар\n№;Прізвище\n2;Сова\n")
    assert [person.id for person in people.rows] == ["1", "2"]
    assert people.problems == ()


def test_a_running_number_gives_way_to_an_id(read: Callable[..., PeopleList]) -> None:
    people = read("№ п/п;ID;Прізвище\n1;Л-77;Ковар\n")
    assert people.rows[0].id == "Л-77"
    assert "“№ п/п”" in str(people.notes[0])


def test_a_year_of_birth_gives_way_to_a_date_of_birth(read: Callable[..., PeopleList]) -> None:
    people = read("id;Прізвище;Рік народження;Дата народження\n1;Ковар;1985;12.05.1985\n")
    assert people.rows[0].birth_date == PartialDate(1985, 5, 12)


def test_columns_that_are_not_read_are_told_once_and_are_no_fault(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,Notes,,Телефон\n1,Kovar,a,b,c\n2,Sovak,a,b,c\n")
    assert people.problems == ()
    assert list(map(str, people.notes)) == [
        "these columns are not read: “Notes”, “Телефон”; to read one, say which of these it is (on the command line: "
        f"--columns): {', '.join(COLUMNS)}."
    ]


def test_headers_wayhome_does_not_know_can_be_named(read: Callable[..., PeopleList]) -> None:
    people = read(
        "Ref;Clan;Called;Lives\n1;Kovar;Oleh;Velis\n",
        {"Ref": "id", "clan ": "surname", "Called": "given_names", "Lives": "destination"},
    )
    person = people.rows[0]
    assert (person.surname, person.given_names, person.destination) == ("Kovar", "Oleh", "Velis")


def test_a_named_column_comes_before_one_that_is_known(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,Name at birth\n1,Sovak,Kovar\n", {"Name at birth": "surname"})
    assert people.rows[0].surname == "Kovar"


def test_a_whole_name_can_be_named(read: Callable[..., PeopleList]) -> None:
    people = read("id,Person\n1,Kovar Oleh Illich\n", {"Person": "full_name"})
    assert people.rows[0].patronymic == "Illich"


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        (
            "alpha,beta\nx,y\n",
            {},
            "list.csv has no header that Wayhome knows; its headers are “alpha”, “beta”: put a row of headers above "
            "the people, such as id, surname, given_names, patronymic, birth_date, "
            "or say which column is which (on the command line: --columns)",
        ),
        (
            "alpha,beta\nx,y\n",
            {"gamma": "surname"},
            "list.csv has no column with the header “gamma”; its headers are “alpha”, “beta”",
        ),
        (
            "id,surname\n1,Kovar\n",
            {"Прізвище": "surname"},
            "list.csv has no column with the header “Прізвище”; its headers are “id”, “surname”",
        ),
        (
            "id,clan\n1,Kovar\n",
            {"clan": "surnam"},
            "list.csv can't be read: “surnam” is no column of a list; the columns are "
            f"{', '.join(COLUMNS)}, full_name, given_and_patronymic",
        ),
        (
            "surname,rank\nKovar,private\n",
            {},
            "list.csv has no id column; its headers are “surname”, “rank”: add one with a reference of your own for "
            "each person, or say which one it is (on the command line: --columns)",
        ),
        (
            "id,rank\n1,private\n",
            {},
            "list.csv has no column for a surname or a service number; its headers are “id”, “rank”: add one, or say "
            "which one it is (on the command line: --columns)",
        ),
        (
            "id,Прізвище (укр.),Прізвище (лат.)\n1,Ковар,Kovar\n",
            {},
            "list.csv has 2 columns that could be surname: “Прізвище (укр.)”, “Прізвище (лат.)”; give them different "
            "headers, or say which one it is (on the command line: --columns)",
        ),
    ],
)
def test_a_table_without_the_headers_of_a_list_is_not_a_list(
    read: Callable[..., PeopleList], text: str, columns: dict[str, str], message: str
) -> None:
    with pytest.raises(NotAList) as refused:
        read(text, columns)
    assert str(refused.value) == message


def test_a_list_without_headers_is_refused_without_naming_anybody(read: Callable[..., PeopleList]) -> None:
    with pytest.raises(NotAList) as refused:
        read("17,Kovar,Oleh,1985-05-12\n18,Sovak,Ian,1990-01-02\n")
    assert "has no header that Wayhome knows: put a row of headers" in str(refused.value)
    assert "Kovar" not in str(refused.value)


def test_which_of_two_like_columns_is_meant_can_be_said(read: Callable[..., PeopleList]) -> None:
    people = read("id,Прізвище (укр.),Прізвище (лат.)\n1,Ковар,Kovar\n", {"Прізвище (лат.)": "surname"})
    assert people.rows[0].surname == "Kovar"
