from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wayhome.people import COLUMNS, Category, PartialDate, Particulars

days = st.dates(min_value=date(1, 1, 1))
known = st.sampled_from(["year", "month", "day"])


def partial(day: date, part: str) -> PartialDate:
    return {
        "year": PartialDate(day.year),
        "month": PartialDate(day.year, day.month),
        "day": PartialDate(day.year, day.month, day.day),
    }[part]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1985", PartialDate(1985)),
        ("1985-05", PartialDate(1985, 5)),
        ("1985-05-12", PartialDate(1985, 5, 12)),
        ("2024-02-29", PartialDate(2024, 2, 29)),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(text: str, expected: PartialDate) -> None:
    assert PartialDate.parse(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "85",
        "1985-5",
        "1985-05-1",
        "1985-13",
        "1985-00",
        "1985-05-00",
        "2023-02-29",
        "0000",
        "12.05.1985",
        "1985-05-12 ",
        "١٩٨٥",
        "1985-05-12\n",
        "19850512",
    ],
)
def test_no_other_form_and_no_impossible_date_is_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what matters is that it is refused
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(1985, 0, 12), (1985, 13), (1985, 2, 29), (0,), (1985, -1)])
def test_an_impossible_date_cannot_be_made(parts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - what matters is that it is refused
        PartialDate(*parts)


@given(days, known)
def test_a_date_written_is_read_again(day: date, part: str) -> None:
    assert PartialDate.parse(str(partial(day, part))) == partial(day, part)


@given(days, days)
def test_full_dates_are_ordered_as_days_are(first: date, second: date) -> None:
    assert (partial(first, "day") < partial(second, "day")) == (first < second)


@given(st.dates(max_value=date(9999, 12, 30)), known)
def test_the_latest_day_is_the_last_that_fits(day: date, part: str) -> None:
    latest = partial(day, part).latest()
    assert day <= latest
    assert partial(latest, part) == partial(day, part)
    if latest != date.max:
        assert partial(latest + timedelta(days=1), part) != partial(day, part)


def test_every_field_of_a_person_but_the_id_may_be_not_stated() -> None:
    person = Particulars(id="L-7")
    assert [getattr(person, column) or None for column in COLUMNS] == ["L-7"] + [None] * 16


def test_a_person_in_doubt_is_treated_as_a_prisoner_of_war() -> None:
    assert Particulars(id="L-7").status is Category.PRISONER_OF_WAR
    assert Particulars(id="L-7", category=Category.CIVILIAN_INTERNEE).status is Category.CIVILIAN_INTERNEE


def test_the_canonical_columns_are_these_in_this_order() -> None:
    assert ", ".join(COLUMNS) == (
        "id, surname, given_names, patronymic, birth_date, sex, birth_place, service_number, rank, unit, category, "
        "capture_date, capture_place, facility, medical, family, destination"
    )
