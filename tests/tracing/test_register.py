"""One inquiry against a register."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tracing.noise import noisy_lists

from wayhome.people import PartialDate, Particulars
from wayhome.tracing import Register, Verdict, trace

HELD = [
    Particulars("H-1", "Мельниченко", "Сергій", "Петрович", PartialDate(1990, 5, 3), birth_place="Зеленогаївка"),
    Particulars("H-2", "Мельниченко", "Олег", "Петрович", PartialDate(1987, 1, 30), birth_place="Зеленогаївка"),
    Particulars("H-3", "Ковальова", "Ірина", "Василівна", PartialDate(1994, 11, 12)),
]


def test_somebody_is_found_in_another_spelling() -> None:
    asked = Particulars("?", "Melnitchenko", "Sergei", "Petrovich", PartialDate(1990, 5, 3))
    (match, *others) = Register(HELD).inquire(asked)
    assert (match.sought_id, match.held_id, match.verdict) == ("?", "H-1", Verdict.CONFIRMED)
    assert {reason.field for reason in match.reasons} == {"surname", "given_names", "patronymic", "birth_date"}
    assert not others


def test_what_one_inquiry_states_is_forgotten_by_the_next() -> None:
    register = Register(HELD)
    asked = Particulars("?", "Мельниченко", "Сергій", "Петрович", PartialDate(1990, 5, 3))
    first = register.inquire(asked)
    for number in range(200):
        register.inquire(
            Particulars("?", f"Зовсімінший{number}", "Вавило", "Нечуйович", PartialDate(1950 + number % 50))
        )
    assert register.inquire(asked) == first


def test_nobody_is_found_in_an_empty_register() -> None:
    assert Register([]).inquire(HELD[0]) == ()


LISTS = noisy_lists(seed=11, size=400)
REGISTER = Register(LISTS.held)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LISTS.sought))
def test_an_inquiry_finds_what_tracing_finds_for_a_list_of_one(sought: Particulars) -> None:
    ours = {match.held_id: match for match in REGISTER.inquire(sought)}
    theirs = {match.held_id: match for match in trace(LISTS.held, [sought])}
    assert ours.keys() == theirs.keys()
    for held_id, match in ours.items():
        # Tracing counts the person sought among those who have a value; the register doesn't.
        assert match.probability == pytest.approx(theirs[held_id].probability, abs=0.15)
        assert [reason.code for reason in match.reasons if reason.weight < 0] == [
            reason.code for reason in theirs[held_id].reasons if reason.weight < 0
        ]
