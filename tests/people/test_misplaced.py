"""Names that stand in another column than their own."""

import pytest

from wayhome import fiction
from wayhome.people.misplaced import Misplacement, misplaced, names_in_place

NAMED = ("Мельниченко", "Сергій", "Петрович")


@pytest.mark.parametrize(
    ("written", "how", "read"),
    [
        (("", "Мельниченко", "Сергій"), Misplacement.ONE_ON, ("Мельниченко", "Сергій", "")),
        (("", "Мельниченко", "Сергій Петрович"), Misplacement.ONE_ON, NAMED),
        (("Петрович", "Мельниченко", "Сергій"), Misplacement.ROUND, NAMED),
        (("Сергій", "Петрович", "Мельниченко"), Misplacement.BACK, NAMED),
        (("Сергій", "Мельниченко", "Петрович"), Misplacement.EXCHANGED, NAMED),
        (("Мельниченко Сергій Петрович", "", ""), Misplacement.ONE_CELL, NAMED),
        (("", "Serhii Petrovych Melnychenko", ""), Misplacement.ONE_CELL, ("Melnychenko", "Serhii", "Petrovych")),
    ],
)
def test_what_is_unmistakable_is_read_in_place(
    written: tuple[str, str, str], how: Misplacement, read: tuple[str, str, str]
) -> None:
    found = misplaced(*written)
    assert found is not None
    assert (found.how, found.surname, found.given_names, found.patronymic) == (how, *read)
    assert names_in_place(*written) == read


@pytest.mark.parametrize(
    "written",
    [
        NAMED,
        ("Роман", "Олег", ""),  # a surname that is a given name
        ("Роман", "Іванович", ""),  # given name and patronymic, or surname and half of a name: in doubt
        ("Мельниченко", "", ""),
        ("", "", "Петрович"),
        ("Мельниченко", "С.", "П."),
        ("Нечай-Левченко", "Вахмістр", ""),
        ("", "", ""),
    ],
)
def test_what_is_in_order_or_in_doubt_is_left_alone(written: tuple[str, str, str]) -> None:
    assert misplaced(*written) is None
    assert names_in_place(*written) == written


@pytest.mark.parametrize("setting", [fiction.LYSORIA_AND_TORVENIA, fiction.HELD_BACK])
def test_hardly_any_row_in_order_is_taken_for_another(setting: fiction.Setting) -> None:
    pair = fiction.pair_of_lists(3, 4_000, setting=setting)
    moved = {"swapped_names", "shifted_names"}
    in_order = [row for row in (*pair.held, *pair.sought) if moved.isdisjoint(pair.noise.get(row.id, ()))]
    taken = [row for row in in_order if misplaced(row.surname, row.given_names, row.patronymic)]
    assert len(taken) <= len(in_order) / 1_000
