"""The audit: a sample of lines opened to the observer."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from tracing.blind.playing import Party, randomness

from wayhome.tracing.blind import NotAsMasked, check_opened, drawn, open_lines, read_opened

SEED = bytes(range(32))


@pytest.fixture(scope="module")
def party() -> Party:
    return Party("Torvenia", range(80), 120, 2)


def test_lines_drawn_are_opened_and_are_as_masked(party: Party) -> None:
    numbers = drawn(SEED, party.masked.digest, 120, 30)
    opened = read_opened(bytes(open_lines(party.kept, party.masked, numbers, randomness(3))))
    check_opened(opened, party.masked, numbers)
    assert opened.lines == tuple(party.kept.lines[number] for number in numbers)
    assert {line.kind for line in opened.lines} == {"surname_and_birth", "canary", "padding"}


def test_the_sample_follows_from_the_seed_and_the_file_and_is_fair() -> None:
    numbers = drawn(SEED, "ab" * 32, 1000, 60)
    assert numbers == drawn(SEED, "ab" * 32, 1000, 60)
    assert len(set(numbers)) == 60
    assert numbers != drawn(SEED, "ac" * 32, 1000, 60)
    assert numbers != drawn(bytes(32), "ab" * 32, 1000, 60)
    counts = [0] * 20
    for seed in range(2000):
        for number in drawn(seed.to_bytes(32), "ab" * 32, 20, 3):
            counts[number] += 1
    assert min(counts) > 230
    assert max(counts) < 370


def test_sixty_of_a_thousand_lines_find_five_in_a_hundred_invented() -> None:
    invented = set(Random(1).sample(range(1000), 50))
    found = sum(bool(invented & set(drawn(seed.to_bytes(32), "ab" * 32, 1000, 60))) for seed in range(1000))
    assert 935 <= found <= 980


def test_other_lines_than_those_drawn_do_not_pass(party: Party) -> None:
    numbers = drawn(SEED, party.masked.digest, 120, 10)
    others = tuple(number for number in range(120) if number not in numbers)[:10]
    for wrong in (others, numbers[:9], numbers[::-1]):
        opened = open_lines(party.kept, party.masked, wrong, randomness(3))
        with pytest.raises(NotAsMasked):
            check_opened(opened, party.masked, numbers)


def test_an_invented_token_opens_neither_as_somebody_else_nor_as_padding(party: Party) -> None:
    numbers = drawn(SEED, party.masked.digest, 120, 10)
    opened = open_lines(party.kept, party.masked, numbers, randomness(3))
    place = next(at for at, line in enumerate(opened.lines) if line.person)
    for line in (
        replace(opened.lines[place], parts=("another", "1991-03-07")),
        replace(opened.lines[place], kind="padding", parts=("00" * 32,)),
        replace(opened.lines[place], kind="sound"),
    ):
        lines = (*opened.lines[:place], line, *opened.lines[place + 1 :])
        with pytest.raises(NotAsMasked):
            check_opened(replace(opened, lines=lines), party.masked, numbers)
        with pytest.raises(NotAsMasked):
            check_opened(
                open_lines(
                    replace(
                        party.kept,
                        lines=tuple(line if x is party.kept.lines[numbers[place]] else x for x in party.kept.lines),
                    ),
                    party.masked,
                    numbers,
                    randomness(4),
                ),
                party.masked,
                numbers,
            )


def test_what_is_opened_is_not_shown_by_accident(party: Party) -> None:
    opened = open_lines(party.kept, party.masked, (0, 1, 2), randomness(3))
    assert "skeleton" not in repr(opened)
