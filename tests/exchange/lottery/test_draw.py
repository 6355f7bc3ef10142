"""The draw: as probable as promised, the same for everybody, and nothing of it can be changed unseen."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import pytest
from exchange.lottery.lotteries import SEATS, small

from wayhome.exchange import BadLottery, chances_in, check_lottery, lottery_json, read_lottery
from wayhome.exchange.lottery import commitment, drawn, number_below, seed


def secrets(number: int) -> dict[str, bytes]:
    return {seat: f"{number} {seat}".encode().ljust(32, b".") for seat in SEATS}


def test_the_chances_promised_are_those_of_the_weights() -> None:
    lottery = small()
    weights = [int(package.weight) for package in lottery.packages]
    for place, kind in enumerate(lottery.kinds):
        going = sum(weight * package.units[place] for weight, package in zip(weights, lottery.packages, strict=True))
        assert Fraction(kind.chance) == Fraction(going, sum(weights) * len(kind.units))
    assert [str(chance) for chance in chances_in(lottery)] == [kind.chance for kind in lottery.kinds]


def test_people_are_drawn_as_often_as_promised() -> None:
    """Three thousand draws with fixed secrets: nobody is further from their chance than five standard deviations."""
    lottery, draws = small(), 3_000
    often = Counter(person for number in range(draws) for person in drawn(lottery, secrets(number)).people)
    for kind in lottery.kinds:
        chance = float(Fraction(kind.chance))
        for unit in kind.units:
            for person in unit:
                assert abs(often[person] - draws * chance) <= 5 * (draws * chance * (1 - chance)) ** 0.5


def test_a_family_is_drawn_together() -> None:
    for number in range(50):
        people = set(drawn(small(), secrets(number)).people)
        assert len(people) == 5
        for unit in (("FAMILY-0-A", "FAMILY-0-B"), ("FAMILY-1-A", "FAMILY-1-B"), ("PAIR-A", "PAIR-B")):
            assert len(people.intersection(unit)) in (0, 2)


@pytest.mark.parametrize("limit", [1, 2, 3, 5, 6, 7, 10**80 + 1])
def test_numbers_are_below_the_limit_and_evenly_spread(limit: int) -> None:
    found = Counter(number_below(limit, number.to_bytes(4)) * 3 // limit for number in range(3_000))
    assert set(found) <= {0, 1, 2}
    if limit % 3 == 0 or limit > 10:
        assert all(abs(count - 1_000) < 150 for count in found.values())


def test_every_secret_and_the_beacon_decide() -> None:
    lottery = small("drand, round 21000000")
    one = drawn(lottery, secrets(1), b"\x01")
    assert one == drawn(lottery, secrets(1), b"\x01")
    seeds = {one.seed, drawn(lottery, secrets(1), b"\x02").seed}
    for seat in SEATS:
        seeds.add(drawn(lottery, {**secrets(1), seat: bytes(32)}, b"\x01").seed)
    assert len(seeds) == 2 + len(SEATS)


def test_a_commitment_is_of_one_seat_one_lottery_and_one_secret() -> None:
    of = {
        commitment(lottery, seat, secret)
        for lottery in ("0" * 64, "1" * 64)
        for seat in SEATS
        for secret in (bytes(32), b"\x01" * 32)
    }
    assert len(of) == 12
    assert seed("0" * 64, {"A": b"BC"}) != seed("0" * 64, {"AB": b"C"})


def test_a_drawn_lottery_is_checked_from_its_file_alone() -> None:
    for lottery, beacon in ((small(), b""), (small("drand, round 21000000"), b"\x07" * 32)):
        file = read_lottery(lottery_json(lottery, drawn(lottery, secrets(4), beacon)))
        assert check_lottery(file) == ()
        assert file.lottery == lottery


def test_no_single_change_of_the_file_goes_unseen() -> None:
    lottery = small("drand, round 21000000")
    plain = json.loads(lottery_json(lottery, drawn(lottery, secrets(4), b"\x07" * 32)))
    changed = 0
    for other in changes(plain):
        changed += 1
        try:
            file = read_lottery(json.dumps(other).encode())
        except BadLottery:
            continue
        assert check_lottery(file), other
    assert changed > 120


def test_a_change_with_a_fitting_digest_is_seen_by_the_commitments() -> None:
    """Whoever changes the lottery after the commitments and mends its digest can't mend what others committed to."""
    lottery = small()
    plain = json.loads(lottery_json(lottery, drawn(lottery, secrets(4))))
    for other in changes(plain["lottery"]):
        try:
            read = read_lottery(json.dumps({**plain, "lottery": other}).encode())
        except BadLottery:
            continue
        file = read_lottery(json.dumps({**plain, "lottery": other, "digest": read.lottery.digest}).encode())
        assert check_lottery(file), other


def test_packages_that_break_a_row_and_chances_that_are_not_so_are_seen_before_the_draw() -> None:
    def codes(change: dict[str, Any]) -> set[str]:
        plain = json.loads(lottery_json(small()))
        other = {**plain["lottery"], **change}
        digest = read_lottery(json.dumps({**plain, "lottery": other}).encode()).lottery.digest
        file = read_lottery(json.dumps({**plain, "lottery": other, "digest": digest}).encode())
        return {fault.code for fault in check_lottery(file)}

    plain = json.loads(lottery_json(small()))["lottery"]
    assert codes({}) == set()
    first, *rest = plain["packages"]
    assert "row_broken" in codes({"packages": [{**first, "units": [4, 2, 2, 1]}, *rest]})
    assert "other_chance" in codes({"packages": [{**first, "weight": first["weight"] + "0"}, *rest]})
    level, *levels = plain["levels"]
    assert "level_bound" in codes({"levels": [{**level, "bound": "1/2"}, *levels]})
    assert codes({"levels": [{**level, "multipliers": []}, *levels]})


def changes(value: Any) -> Iterator[Any]:
    """The same with one thing changed: a number, a word, or something left out."""
    if isinstance(value, dict):
        for key, each in value.items():
            for other in changes(each):
                yield {**value, key: other}
    elif isinstance(value, list):
        if value:
            yield value[1:]
        for place, each in enumerate(value):
            for other in changes(each):
                yield [*value[:place], other, *value[place + 1 :]]
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str):
        last = "1" if value.endswith("0") else "0"
        yield value[:-1] + last
    elif value is None:
        yield 1
