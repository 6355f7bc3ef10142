"""What the owner of a list is told of it as a whole."""

from dataclasses import replace

import pytest

from wayhome.people import PartialDate, Particulars
from wayhome.people.remarks import remarks


def people(size: int) -> dict[int, Particulars]:
    return {
        number: Particulars(
            f"H-{number}",
            f"Мельничен{number}ко".replace(str(number), "к" * (number % 3)),
            "Сергій",
            "Петрович",
            PartialDate(1950 + number % 50, 1 + number % 12, 1 + number % 28),
            birth_place="Зеленогаївка",
            unit="12",
            capture_date=PartialDate(2022, 5, 1 + number % 28),
            service_number=f"АА-{number:06}",
        )
        for number in range(2, size + 2)
    }


def test_a_list_in_order_has_no_remark() -> None:
    assert list(remarks(people(40))) == []


def test_names_one_column_on_are_named_by_their_rows() -> None:
    listed = people(40)
    for number in (5, 9):
        listed[number] = replace(listed[number], surname="", given_names="Мельниченко", patronymic="Сергій")
    (remark,) = remarks(listed)
    assert str(remark).startswith("names one column on in rows 5, 9: tracing reads them")
    assert "to mend it: move each name into its own column" in str(remark)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (("Сергій", "Мельниченко", "Петрович"), "surname and given name exchanged in 40 of 40 rows"),
        (("Мельниченко Сергій Петрович", "", ""), "the full name in one cell in 40 of 40 rows"),
    ],
)
def test_columns_that_are_wrong_from_top_to_bottom_are_named_once(names: tuple[str, str, str], said: str) -> None:
    surname, given, patronymic = names
    listed = {
        number: replace(person, surname=surname, given_names=given, patronymic=patronymic)
        for number, person in people(40).items()
    }
    remark = next(remarks(listed))
    assert said in str(remark)
    assert "--columns" in str(remark)


def test_two_alphabets_in_one_name() -> None:
    listed = people(3) | {7: Particulars("H-7", "Кoваль", "Олег")}  # a Latin o
    (remark,) = remarks(listed)
    assert "letters of two alphabets in one name in row 7" in str(remark)


def test_the_same_row_under_another_id_is_counted_and_not_merged() -> None:
    listed = people(30)
    listed |= {100 + number: replace(listed[number], id=f"again {number}") for number in range(2, 8)}
    (remark,) = remarks(listed)
    assert "6 rows (102, 103, 104 and others)" in str(remark)
    assert "nobody is merged" in str(remark)


def test_a_column_that_says_next_to_nothing_is_told_once() -> None:
    listed = {number: replace(person, birth_date=None) for number, person in people(40).items()}
    listed[2] = replace(listed[2], birth_date=PartialDate(1990))
    assert list(map(str, remarks(listed))) == [
        "birth_date is stated in 1 of 40 rows: tracing rests on the other columns."
    ]
