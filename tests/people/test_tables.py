"""The same list in every form in which people keep lists, through `read_list`."""

import codecs
import shutil
import warnings
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

import pytest

from wayhome.people import Category, Condition, NotAList, PartialDate, Particulars, PeopleList, read_list

PEOPLE = (
    Particulars(
        id="1",
        surname="Ковар",
        given_names="Олег",
        patronymic="Ілліч",
        birth_date=PartialDate(1985, 5, 12),
        sex="male",
        birth_place="с. Вільне, Низовий край",
        service_number="012345",
        rank="сержант",
        unit='3 бригада "Сокіл"',
        category=Category.PRISONER_OF_WAR,
        capture_date=PartialDate(2031, 3),
        capture_place="Низький Брід",
    ),
    Particulars(
        id="2",
        surname="Сова-Ґудзь",
        given_names="Єва",
        birth_date=PartialDate(1990),
        sex="female",
        birth_place="м. Велис; Верхній край | Лісорія",
        category=Category.CIVILIAN_DETAINEE,
        medical=frozenset({Condition.MOTHER_OF_INFANT}),
    ),
)
HEADERS = (
    "№ з/п",
    "Прізвище",
    "Ім'я",
    "По батькові",
    "Дата народження",
    "Стать",
    "Місце народження",
    "Особистий номер",
    "Звання",
    "Військова частина",
    "Категорія",
    "Дата полонення",
    "Місце полонення",
    "Стан здоров'я",
)
ROWS = (
    (
        *("1", "Ковар", "Олег", "Ілліч", "12.05.1985", "ч", "с. Вільне,\nНизовий край", "012345", "сержант"),
        *('3 бригада "Сокіл"', "військовополонений", "2031-03", "Низький Брід", ""),
    ),
    (
        *("2", "Сова-Ґудзь", "Єва", "-", "1990", "ж", "м. Велис; Верхній край | Лісорія", "", ""),
        *("", "цивільна", "", "", "вагітна"),
    ),
)
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", codecs.BOM_UTF8),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-le with mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-be with mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "windows-1251": ("windows-1251", b""),
}


def as_csv(rows: Iterable[Iterable[str]], separator: str, line_end: str) -> str:
    """CSV with every cell in quotation marks that has need of them, as office programs write it."""

    def cell(text: str) -> str:
        quoted = any(mark in text for mark in (separator, '"', "\n"))
        return '"' + text.replace('"', '""') + '"' if quoted else text

    return "".join(separator.join(map(cell, row)) + line_end for row in rows)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\r\n", "\n", "\r"])
def test_a_list_is_the_same_in_every_encoding_and_with_every_separator(
    tmp_path: Path, encoding: str, separator: str, line_end: str
) -> None:
    codec, mark = ENCODINGS[encoding]
    path = tmp_path / "список.csv"
    path.write_bytes(mark + as_csv([HEADERS, *ROWS], separator, line_end).encode(codec))
    people = read_list(path)
    assert people.problems == ()
    assert people.rows == PEOPLE
    assert (people.source, people.separator, people.headers) == ("список.csv", separator, HEADERS)


def test_a_first_line_that_names_the_separator_is_obeyed_and_not_counted(read: Callable[..., PeopleList]) -> None:
    text = "sep=|\r\nid|surname, as written|sex\r\n1|Kovar, Oleh|m\r\n2|Sovak, Ian|zz\r\n"
    people = read(text, {"surname, as written": "surname"})
    assert [person.surname for person in people.rows] == ["Kovar, Oleh", "Sovak, Ian"]
    assert [problem.row for problem in people.problems] == [3]


def test_rows_are_numbered_as_a_spreadsheet_shows_them(read: Callable[..., PeopleList]) -> None:
    people = read('\nList\n\nid,surname,sex\n1,"Ko\n\nvar",f\n\n2,Sovak,zz\n')
    assert [problem.row for problem in people.problems] == [7]


def test_a_quotation_nobody_closed_costs_its_own_row_only(read: Callable[..., PeopleList]) -> None:
    people = read('id,surname,rank\n1,Kovar,private\n2,"Sovak,private\n3,Dub,private\n4,Klen,private\n')
    assert [person.id for person in people.rows] == ["1", "3", "4"]
    assert [str(problem) for problem in people.problems] == [
        'list.csv, row 3: expected quotation marks in pairs, found “2,"Sovak,private”; to mend it: close the quotation '
        "mark at the end of its cell, and write one inside a quoted cell twice."
    ]


def test_two_quotations_nobody_closed_cost_two_rows(read: Callable[..., PeopleList]) -> None:
    people = read('id,surname\n1,"Kovar\n2,Sovak\n3,"Dub\n4,Klen\n')
    assert [person.id for person in people.rows] == ["2", "4"]
    assert [problem.row for problem in people.problems] == [2, 4]


def test_an_open_quotation_in_a_long_list_does_not_swallow_it(read: Callable[..., PeopleList]) -> None:
    people = read('id,surname\n1,"Kovar\n' + "".join(f"{number},Sovak\n" for number in range(2, 2002)))
    assert len(people.rows) == 2000
    assert [problem.row for problem in people.problems] == [2]


def test_quotation_marks_inside_a_name_are_fine(read: Callable[..., PeopleList]) -> None:
    people = read('id,surname,unit\n1,Kovar,3rd "Falcon"\n2,Sovak, "4th ""Owl"""\n')
    assert [person.unit for person in people.rows] == ['3rd "Falcon"', '4th "Owl"']


def test_a_row_with_a_cell_too_many_is_not_read_into_the_wrong_columns(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,birth_place,destination\n1,Kovar,Velis, Upper Land,Low Ford\n2,Sovak\n")
    assert [str(problem) for problem in people.problems] == [
        "list.csv, row 2: expected 4 cells, as many as headers, found “5 cells”; to mend it: put quotation marks "
        "around a cell that holds the separator."
    ]
    assert [person.id for person in people.rows] == ["2"]


def test_damaged_utf_8_costs_the_damaged_rows_only(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    good = "id,surname,rank\n1,Ковар,солдат\n2,Сова,солдат\n3,Дуб,солдат\n".encode()
    path.write_bytes(good.replace("Сова".encode(), "Сова".encode()[:-1]))
    people = read_list(path)
    assert [person.surname for person in people.rows] == ["Ковар", "Дуб"]
    assert [(problem.row, str(problem.expected)) for problem in people.problems] == [(3, "readable characters")]


def test_letters_late_in_a_long_list_tell_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"{number},Kovar\n" for number in range(10_000))
    path.write_bytes(f"id,surname\n{rows}last,Сова\n".encode("windows-1251"))
    assert read_list(path).rows[-1].surname == "Сова"


def test_a_workbook_gives_the_same_people(read_workbook: Callable[..., PeopleList]) -> None:
    people = read_workbook([HEADERS, *ROWS])
    assert people.problems == ()
    assert people.rows == PEOPLE
    assert (people.source, people.separator) == ("list.xlsx", "")


def test_dates_and_numbers_of_a_workbook_are_read_as_they_are_shown(read_workbook: Callable[..., PeopleList]) -> None:
    people = read_workbook(
        [
            ["id", "surname", "birth_date", "capture_date", "service_number", "unit"],
            [1, "Kovar", date(1985, 5, 12), datetime(2031, 3, 1), 12345.0, 3],
            [2.0, "Sovak", 1985, "03.2031", 123456789012, 2.5],
            [3, "Dub", None, None, "0012", True],
        ]
    )
    assert people.problems == ()
    assert people.rows == (
        Particulars(
            id="1",
            surname="Kovar",
            birth_date=PartialDate(1985, 5, 12),
            service_number="12345",
            unit="3",
            capture_date=PartialDate(2031, 3, 1),
        ),
        Particulars(
            id="2",
            surname="Sovak",
            birth_date=PartialDate(1985),
            service_number="123456789012",
            unit="2.5",
            capture_date=PartialDate(2031, 3),
        ),
        Particulars("3", "Dub", service_number="0012", unit="True"),
    )


def test_empty_and_numeric_dates_of_a_workbook_are_problems(read_workbook: Callable[..., PeopleList]) -> None:
    people = read_workbook(
        [
            ["id", "surname", "birth_date"],
            [1, "Kovar", date(1900, 1, 1)],
            [2, "Sovak", 31179],
            [3, "Dub", datetime(1985, 5, 12, 13, 45)],
            [4, "Klen", date(1985, 5, 12)],
        ]
    )
    assert [(problem.row, problem.found) for problem in people.problems] == [
        (2, "1900-01-01"),
        (3, "31179"),
        (4, "1985-05-12 13:45:00"),
    ]


def test_rows_of_a_workbook_are_numbered_as_it_shows_them(read_workbook: Callable[..., PeopleList]) -> None:
    people = read_workbook([["People held"], [], ["id", "surname", "sex"], [], [1, "Kovar", "zz"]])
    assert [problem.row for problem in people.problems] == [5]


def test_the_sheet_with_the_list_is_found_and_another_is_not_forgotten(
    read_workbook: Callable[..., PeopleList],
) -> None:
    people = read_workbook(
        [["Notes"], ["by hand"]],
        [["id", "surname"], [1, "Kovar"]],
        [["id", "surname", "rank"], [1, "Sovak", "private"]],
    )
    assert [person.surname for person in people.rows] == ["Sovak"]
    assert list(map(str, people.notes)) == [
        "these sheets are not read: “Sheet 2”; to read one, save it as a file of its own."
    ]


def test_a_workbook_that_tells_its_extent_wrongly_is_read_wholly(
    read_workbook: Callable[..., PeopleList], tmp_path: Path
) -> None:
    read_workbook([["id", "surname"], [1, "Kovar"], [2, "Sovak"]])
    wrong = tmp_path / "wrong.xlsx"
    with zipfile.ZipFile(tmp_path / "list.xlsx") as source, zipfile.ZipFile(wrong, "w") as copy:
        for part in source.namelist():
            copy.writestr(part, source.read(part).replace(b'<dimension ref="A1:B3"', b'<dimension ref="A1"'))
    assert [person.surname for person in read_list(wrong).rows] == ["Kovar", "Sovak"]


def test_a_workbook_with_a_row_no_sheet_can_have_is_damaged(
    read_workbook: Callable[..., PeopleList], tmp_path: Path
) -> None:
    read_workbook([["id", "surname"], [1, "Kovar"]])
    far = tmp_path / "far.xlsx"
    with zipfile.ZipFile(tmp_path / "list.xlsx") as source, zipfile.ZipFile(far, "w") as copy:
        for part in source.namelist():
            copy.writestr(part, source.read(part).replace(b'<row r="2"', b'<row r="999999999"'))
    with pytest.raises(NotAList, match="seems to be a damaged workbook"):
        read_list(far)


def test_cells_beside_the_headers_of_a_workbook_move_nothing(read_workbook: Callable[..., PeopleList]) -> None:
    people = read_workbook([["id", "surname"], [1, "Kovar", "a remark"]])
    assert [person.surname for person in people.rows] == ["Kovar"]


def test_reading_a_workbook_leaves_warnings_as_they_were(read_workbook: Callable[..., PeopleList]) -> None:
    before = list(warnings.filters)
    read_workbook([["id", "surname"], [1, "Kovar"]])
    assert warnings.filters == before


def test_a_workbook_is_known_by_what_it_is_not_by_its_name(
    read_workbook: Callable[..., PeopleList], tmp_path: Path
) -> None:
    read_workbook([["id", "surname"], [1, "Kovar"]])
    shutil.copy(tmp_path / "list.xlsx", tmp_path / "list.csv")
    assert read_list(tmp_path / "list.csv").rows == (Particulars("1", "Kovar"),)


def test_a_workbook_without_a_list_is_not_a_list(read_workbook: Callable[..., PeopleList]) -> None:
    with pytest.raises(NotAList, match=r"^list\.xlsx has no header that Wayhome knows"):
        read_workbook([["Notes", "by hand"]], [])
