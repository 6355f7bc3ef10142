"""A package of those whom a lottery has drawn."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from exchange.by_hand import soldiers, terms

from wayhome.exchange import (
    Code,
    OtherLottery,
    by_lottery,
    chances_of_people,
    check,
    lottery_json,
    package_of,
    read_lottery,
    solve,
)
from wayhome.exchange.lottery import drawn, frozen, lottery_among
from wayhome.people.categories import Track

LYSORIA, TORVENIA = "Lysoria", "Torvenia"
SEATS = ("Lysoria", "Sahlan", "Torvenia")
AGREED = terms(most=3, criteria=())
POOL = [*soldiers(9, LYSORIA, TORVENIA), *soldiers(4, TORVENIA, LYSORIA)]


def a_draw(number: int):
    """What was solved, and the lottery among its people as drawn with these secrets."""
    solved = solve(AGREED, POOL)
    among = lottery_among(solved)
    assert among
    of = frozen(among.chances, among.units, round_name="August", terms=AGREED.digest, attempt=1, seats=SEATS, beacon="")
    secrets = {seat: f"{number} {seat}".encode().ljust(32, b".") for seat in SEATS}
    return solved, read_lottery(lottery_json(of, drawn(of, secrets)))


@pytest.mark.parametrize("number", range(5))
def test_those_drawn_go_and_everybody_is_told_their_chance(number: int) -> None:
    solved, file = a_draw(number)
    assert file.draw
    chances = chances_of_people(file.lottery)
    package = package_of(by_lottery(solved, file.draw.people, chances), chances)
    going = {each.person for each in package.returnees if each.track is Track.COUNTED}
    assert going == set(file.draw.people)
    told = {each.person: each for each in package.explanations}
    for each in POOL:
        assert told[each.person].code in (Code.COUNTED_BY_DRAW, Code.WAITS_BY_DRAW)
        chance = Fraction(1, 3) if each.holder == LYSORIA else Fraction(3, 4)
        assert dict(told[each.person].parameters)["chance"] == str(chance)
    assert check(package, AGREED, POOL, lottery=file) == ()


def test_the_draw_of_the_terms_is_no_lottery_and_a_lottery_not_the_draw_of_the_terms() -> None:
    solved, file = a_draw(1)
    assert file.draw
    chances = chances_of_people(file.lottery)
    by_terms, by_lot = package_of(solved), package_of(by_lottery(solved, file.draw.people, chances), chances)
    assert by_terms.returnees != by_lot.returnees
    assert "drawn_otherwise" in {fault.code for fault in check(by_terms, AGREED, POOL, lottery=file)}
    assert "not_by_the_draw" in {fault.code for fault in check(by_lot, AGREED, POOL)}
    _, another = a_draw(2)
    assert "drawn_otherwise" in {fault.code for fault in check(by_lot, AGREED, POOL, lottery=another)}
    undrawn = replace(file, draw=None)
    assert "not_drawn" in {fault.code for fault in check(by_lot, AGREED, POOL, lottery=undrawn)}


def test_a_lottery_among_others_is_refused() -> None:
    solved, file = a_draw(1)
    assert file.draw
    chances = chances_of_people(file.lottery)
    with pytest.raises(OtherLottery, match="other people"):
        by_lottery(solved, (*file.draw.people, "a stranger"), chances)
    with pytest.raises(OtherLottery, match="keep the terms"):
        by_lottery(solved, file.draw.people[1:], chances)
