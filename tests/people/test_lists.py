"""Lists in and out: bad rows and what becomes of them, and lists written and read again."""

import csv
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.people import (
    COLUMNS,
    Category,
    Condition,
    PartialDate,
    Particulars,
    PeopleList,
    read_list,
    write_list,
    write_rejected,
)
from wayhome.people.cells import clean
from wayhome.people.languages import LANGUAGES
from wayhome.people.problems import UnreadableCell
from wayhome.people.remarks import remarks
from wayhome.people.values import read_number

PERSON = Particulars(
    id="Л-7",
    surname="Ковар",
    given_names="Олег",
    patronymic="Ілліч",
    birth_date=PartialDate(1985, 5, 12),
    sex="male",
    birth_place="Вільне, Низовий край",
    service_number="012345",
    rank="сержант",
    unit='3 бригада "Сокіл"',
    category=Category.PRISONER_OF_WAR,
    capture_date=PartialDate(2031, 3),
    capture_place="Низький Брід",
    facility="Camp 4",
    medical=frozenset({Condition.SERIOUSLY_WOUNDED_OR_SICK, Condition.CHILD}),
    family="F1",
    destination="Велис",
)

KEPT = " Until then the person stays on the list, with this not stated."
BAD_ROWS = """id,surname,birth_date,sex
1,Kovar,1985,m
,Sovak,1990,f
3,,1990,f
4,Dub,31.02.1990,zz
5,Klen,1990,f
5,Topol,1991,m
6,Lypa,1992,m
,,,x
"""


def listed(text: str) -> str:
    """The text as a cell of a list keeps it; "" for what a list can't keep."""
    try:
        return clean(text) if read_number(clean(text)) else ""
    except UnreadableCell:
        return ""


letters = st.one_of(st.characters(codec="utf-8"), st.sampled_from("абвґєії'’=+-@;,|\"\t \n0123456789=+"))
texts = st.text(letters, max_size=8).map(listed)
dates = st.one_of(
    st.none(),
    st.builds(PartialDate, st.integers(1901, 2099)),
    st.builds(PartialDate, st.integers(1901, 2099), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1901, 2099), st.integers(1, 11), st.integers(1, 28)),
)
persons = st.builds(
    Particulars,
    id=texts.filter(bool),
    surname=texts,
    given_names=texts,
    patronymic=texts,
    birth_date=dates,
    sex=st.sampled_from(["", "female", "male"]),
    birth_place=texts,
    service_number=texts,
    rank=texts,
    unit=texts,
    category=st.sampled_from([None, *Category]),
    capture_date=dates,
    capture_place=texts,
    facility=texts,
    medical=st.frozensets(st.sampled_from(Condition)),
    family=texts,
    destination=texts,
).filter(lambda person: person.surname or person.service_number)


@settings(max_examples=60, deadline=None)
@given(st.lists(persons, max_size=4, unique_by=lambda person: person.id))
def test_a_list_written_is_read_again_as_it_was(people: list[Particulars]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "list.csv")
        write_list(path, people)
        found = read_list(path)
    assert found.problems == ()
    assert found.rows == tuple(people)
    # Names drawn at random may stand like names in each other's columns; nothing else is remarked.
    assert found.notes == tuple(remarks(dict(enumerate(people, start=2))))


def test_a_list_is_written_as_canonical_csv(tmp_path: Path) -> None:
    write_list(tmp_path / "list.csv", [PERSON, Particulars(id="-8", service_number="=9")])
    assert (tmp_path / "list.csv").read_bytes() == (
        "\ufeffid,surname,given_names,patronymic,birth_date,sex,birth_place,service_number,rank,unit,category,capture_date,"
        "capture_place,facility,medical,family,destination\r\n"
        'Л-7,Ковар,Олег,Ілліч,1985-05-12,male,"Вільне, Низовий край",012345,сержант,"3 бригада ""Сокіл""",prisoner_of'
        "_war,2031-03,Низький Брід,Camp 4,child;seriously_wounded_or_sick,F1,Велис\r\n"
        "'-8,,,,,,,'=9,,,,,,,,,\r\n"
    ).encode()


def test_bad_rows_are_told_apart_and_the_good_ones_go_on(read: Callable[..., PeopleList]) -> None:
    people = read(BAD_ROWS)
    assert [(person.id, person.birth_date, person.sex) for person in people.rows] == [
        ("1", PartialDate(1985), "male"),
        ("4", None, ""),
        ("6", PartialDate(1992), "male"),
    ]
    assert [(cell.id, cell.column) for cell in people.unread] == [("4", "birth_date"), ("4", "sex")]
    assert [str(problem) for problem in people.problems] == [
        "list.csv, row 3, column id: expected an id, found nothing; to mend it: give this person a reference of your "
        "own that no other row has.",
        "list.csv, row 4, column surname: expected a surname or a service number, found nothing; to mend it: write the "
        "one that is known, or delete the row.",
        "list.csv, row 5, column birth_date: expected a day that exists, found “31.02.1990”; to mend it: correct the "
        "day or the month, or write only the part that is known: YYYY-MM or YYYY." + KEPT,
        "list.csv, row 5, column sex: expected female, male or an empty cell (also f, m, ж, ч, м, жіноча, чоловіча, "
        "женский, мужской), found “zz”; to mend it: write one of these." + KEPT,
        "list.csv, row 6, column id: expected an id that no other row has, found “5”; to mend it: rows 6 and 7 have "
        "this one: give each person an id of their own, or delete what is there twice.",
        "list.csv, row 7, column id: expected an id that no other row has, found “5”; to mend it: rows 6 and 7 have "
        "this one: give each person an id of their own, or delete what is there twice.",
        "list.csv, row 9, column sex: expected female, male or an empty cell (also f, m, ж, ч, м, жіноча, чоловіча, "
        "женский, мужской), found “x”; to mend it: write one of these.",
        "list.csv, row 9, column id: expected an id, found nothing; to mend it: give this person a reference of your "
        "own that no other row has.",
        "list.csv, row 9, column surname: expected a surname or a service number, found nothing; to mend it: write the "
        "one that is known, or delete the row.",
    ]


def test_columns_are_named_as_their_owner_names_them(read: Callable[..., PeopleList]) -> None:
    people = read("№;Прізвище;Дата народження\n1;Ковар;31.02.1990\n")
    assert str(people.problems[0]).startswith("list.csv, row 2, column Дата народження: expected a day that exists")


def test_an_id_is_looked_for_in_bad_rows_too(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,sex\n1,Kovar,zz\n1,Sovak,f\n")
    assert people.rows == ()
    assert [(problem.row, problem.column) for problem in people.problems] == [(2, "sex"), (2, "id"), (3, "id")]


def test_an_id_that_many_rows_have_is_told_briefly(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname\n" + "1,Kovar\n" * 12)
    assert len(people.problems) == 12
    assert "to mend it: 12 rows have this one" in str(people.problems[0])


def test_a_long_cell_is_shown_shortened(read: Callable[..., PeopleList]) -> None:
    people = read(f"id,surname,sex\n1,Kovar,{'x' * 500}\n")
    assert people.problems[0].found == "x" * 59 + "…"


def test_a_service_number_does_where_the_name_is_not_stated(read: Callable[..., PeopleList]) -> None:
    assert read("id,surname,service_number\n1,,0077\n").rows == (Particulars("1", service_number="0077"),)


def test_rejected_rows_are_written_for_mending_and_read_once_mended(
    read: Callable[..., PeopleList], tmp_path: Path
) -> None:
    people = read('№;Прізвище;Стать;Примітки\n1;Ковар;м;\n;Сова;ж;=1+1\n3;;yy;"раз\nдва"\n')
    path = write_rejected(people, tmp_path / "list.csv")
    assert path == tmp_path / "list.rejected.csv"
    text = path.read_bytes().decode()
    why = ["\n".join(map(str, row.problems)) for row in people.rejected]
    assert text == (
        "\ufeffwhy this row was not read;№;Прізвище;Стать;Примітки\r\n"
        f'"{why[0]}";;Сова;ж;\'=1+1\r\n'
        f'"{why[1]}";3;;yy;"раз\nдва"\r\n'
    )
    assert KEPT not in text
    path.write_bytes(text.replace(";;Сова", ";2;Сова").encode())
    mended = read_list(path)
    assert mended.rows == (Particulars("2", "Сова", sex="female"),)
    assert {problem.row for problem in mended.problems} == {3}
    assert mended.notes == (read("id;surname;Примітки\n1;x;y\n", name="list.rejected.csv").notes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_reasons_are_written_in_a_language_and_left_alone_once_mended(
    read: Callable[..., PeopleList], tmp_path: Path, language: str
) -> None:
    people = read("№;Прізвище;Звання\n1;Ковар;солдат\n;Сова;солдат\n")
    path = write_rejected(people, tmp_path / "list.csv", language)
    text = path.read_bytes().decode()
    assert people.rejected[0].problems[0].wording(language) in text
    path.write_bytes(text.replace(";;Сова", ";2;Сова").encode())
    assert read_list(path).notes == ()


def test_rejected_rows_of_a_workbook_are_written_with_semicolons(
    read_workbook: Callable[..., PeopleList], tmp_path: Path
) -> None:
    people = read_workbook([["id", "surname", "sex"], [7.0, "", "m", "a remark"]])
    path = write_rejected(people, tmp_path / "list.xlsx")
    assert path == tmp_path / "list.rejected.csv"
    with path.open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.reader(stream, delimiter=";"))[1][1:] == ["7", "", "m"]
    assert [problem.column for problem in read_list(path).problems] == ["surname"]


def test_a_row_with_broken_quotation_is_not_taken_for_mended(read: Callable[..., PeopleList], tmp_path: Path) -> None:
    path = write_rejected(read('id,surname,rank\n1,"Kovar,private\n2,Sovak,private\n'), tmp_path / "list.csv")
    assert path is not None
    again = read_list(path)
    assert (again.rows, len(again.problems)) == ((), 1)


def test_a_file_that_someone_may_be_mending_is_not_written_over(
    read: Callable[..., PeopleList], tmp_path: Path
) -> None:
    people = read("id,surname,sex\n,Kovar,m\n")
    first = write_rejected(people, tmp_path / "list.csv")
    assert first == tmp_path / "list.rejected.csv"
    first.write_text("being mended", encoding="utf-8")
    second = write_rejected(people, tmp_path / "list.csv")
    assert second == tmp_path / "list.rejected-2.csv"
    assert first.read_text(encoding="utf-8") == "being mended"


def test_a_file_that_holds_just_these_rows_serves_again(read: Callable[..., PeopleList], tmp_path: Path) -> None:
    people = read("id,surname,sex\n,Kovar,m\n")
    names = {write_rejected(people, tmp_path / "list.csv") for _ in range(3)}
    assert names == {tmp_path / "list.rejected.csv"}


def test_a_row_with_a_cell_not_read_isnt_rejected_unless_it_says_not_who(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,given_names,rank,category\n1,Ковар,Олег,\ufffd,spy\n2,Совак,\ufffd,private,\n")
    assert people.rows == (Particulars("1", "Ковар", "Олег"),)
    assert [(cell.id, cell.column) for cell in people.unread] == [("1", "rank"), ("1", "category")]
    assert [row.number for row in people.rejected] == [3]


def test_a_person_whose_id_turns_out_to_be_anothers_has_no_cell_unread(read: Callable[..., PeopleList]) -> None:
    people = read("id,surname,sex\n1,Kovar,zz\n1,Sovak,f\n")
    assert (people.rows, people.unread) == ((), ())
    assert all(problem.rejects for problem in people.problems)


def test_nothing_is_written_where_no_row_was_rejected(read: Callable[..., PeopleList], tmp_path: Path) -> None:
    assert write_rejected(read("id,surname\n1,Kovar\n"), tmp_path / "list.csv") is None
    assert [path.name for path in tmp_path.iterdir()] == ["list.csv"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_no_written_cell_is_a_formula_however_the_line_is_cut(tmp_path: Path, separator: str) -> None:
    names = ["=1+1", "+1", "-1", "@A1", "Kovar;=1", "Kovar,@1", 'Kovar"|=1', "Kovar\t+1"]
    write_list(tmp_path / "list.csv", [Particulars(str(number), name) for number, name in enumerate(names)])
    lines = (tmp_path / "list.csv").read_text("utf-8-sig").splitlines()
    assert not any(cell.strip(' "')[:1] in tuple("=+-@") for line in lines for cell in line.split(separator))


def test_a_list_of_nobody_is_a_list(read: Callable[..., PeopleList], tmp_path: Path) -> None:
    assert read("id,surname\n").rows == ()
    write_list(tmp_path / "none.csv", [])
    assert read_list(tmp_path / "none.csv").rows == ()
    assert read_list(tmp_path / "none.csv").headers == COLUMNS


def test_it_is_said_how_far_a_long_list_is_read(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("id,surname\n" + "".join(f"{number},Kovar\n" for number in range(25_000)), encoding="utf-8")
    told: list[int] = []
    read_list(path, progress=told.append)
    assert told == [10_000, 20_000]
