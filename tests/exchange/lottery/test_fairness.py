"""The chances of a lottery: the fairest there are, exactly, and proven so or honestly not."""

from __future__ import annotations

from fractions import Fraction

import pytest
from exchange.lottery.by_enumeration import fairest, packages
from exchange.lottery.lotteries import SEATS, assembly, program, programs
from hypothesis import assume, given, settings

from wayhome.exchange import check_lottery, lottery_json, read_lottery
from wayhome.exchange.checker.lottery_levels import proven_fairest
from wayhome.exchange.lottery import Chances, frozen, leximin, without_settled
from wayhome.exchange.lottery.columns import by_columns
from wayhome.exchange.program import Contradiction, Program


def faults(chances: Chances) -> list[str]:
    """What the checker finds wrong with a lottery as it would be published."""
    units = [[(f"KIND-{kind}-{unit}",) for unit in range(count)] for kind, count in enumerate(chances.number)]
    lottery = frozen(chances, units, round_name="r", terms="t", attempt=1, seats=SEATS, beacon="")
    file = read_lottery(lottery_json(lottery))
    assert proven_fairest(file.lottery) == chances.proven
    return [fault.code for fault in check_lottery(file)]


@given(programs())
@settings(max_examples=120, deadline=None)
def test_chances_are_those_of_an_exact_enumeration(drawn: tuple[Program, list[int]]) -> None:
    of, number = drawn
    assume(0 < len(packages(of)) <= 40)
    chances = leximin(of, number)
    assert list(chances.chance) == fairest(of, number)
    assert not any(of.broken(ticket.units) for ticket in chances.tickets)
    assert chances.proven
    assert faults(chances) == []
    open_, rest = without_settled(chances)
    assert list(rest.chance) == [chances.chance[column] for column in open_]
    assert not open_ or faults(rest) == []


@given(programs())
@settings(max_examples=60, deadline=None)
def test_packages_looked_for_one_by_one_give_the_same(drawn: tuple[Program, list[int]]) -> None:
    of, number = drawn
    every = packages(of)
    assume(0 < len(every) <= 40)
    chances = by_columns(of, tuple(number), every[:1])
    assert list(chances.chance) == fairest(of, number)
    assert chances.proven
    assert faults(chances) == []


def test_equal_people_have_equal_chances() -> None:
    assert leximin(program([30], ({0: 1}, 7, 7)), [30]).chance == (Fraction(7, 30),)


def test_families_and_single_people_share_five_places_as_evenly_as_can_be() -> None:
    """Three families of two, three single people: two families and one person go, or one family and three."""
    chances = leximin(program([3, 3], ({0: 1, 1: 2}, 5, 5)), [3, 3])
    assert chances.chance == (Fraction(5, 9), Fraction(5, 9))
    assert chances.proven


def test_five_places_for_families_of_two_are_four() -> None:
    chances = leximin(program([3], ({0: 2}, None, 5)), [3])
    assert (chances.chance, chances.proven) == ((Fraction(2, 3),), True)


@pytest.mark.parametrize(("people", "seats"), [(200, 20), (600, 90)])
def test_an_assembly_by_quotas_has_exact_chances_that_are_proven(people: int, seats: int) -> None:
    of, number = assembly(people, seats)
    chances = leximin(of, number)
    assert chances.proven
    assert faults(chances) == []
    assert sum(chance * count for chance, count in zip(chances.chance, number, strict=True)) == seats
    again = leximin(of, number)
    assert (again.tickets, again.levels) == (chances.tickets, chances.levels)


def test_what_nothing_keeps_has_no_lottery() -> None:
    with pytest.raises(Contradiction):
        leximin(program([2], ({0: 2}, 3, 3)), [2])
