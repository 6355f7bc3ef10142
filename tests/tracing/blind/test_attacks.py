"""What a cheat gains: the promises of blind tracing, each tried by whoever would break it."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from tracing.blind.playing import CANARIES, CONTEXT, Party, Played, elements_in, numbers_of, person_token, randomness

from wayhome.tracing.blind import (
    BadFile,
    Line,
    MaskingKey,
    NotAnElement,
    NotProven,
    TooManyTokens,
    check_raised,
    compare,
    lines_to_mask,
    people_behind,
    read_masked,
)
from wayhome.tracing.blind.masking import elements_of
from wayhome.tracing.blind.ristretto import multiply_each, scalar_inverse

DICTIONARY = range(3000)
SOUGHT, HELD = range(0, 90), range(60, 140)


@pytest.fixture(scope="module")
def played() -> Played:
    return Played(Party("Lysoria", SOUGHT, 120, 1), Party("Torvenia", HELD, 100, 2))


@pytest.fixture(scope="module")
def dictionary() -> bytes:
    """Everybody there is, and more, hashed: what anybody can compute."""
    lines = [Line(token.kind, token.parts) for token in map(person_token, DICTIONARY)]
    return elements_of(CONTEXT, lines)


def test_an_honest_tracing_finds_exactly_who_is_on_both_lists(played: Played) -> None:
    for_seeker, for_holder = played.found()
    both = set(SOUGHT) & set(HELD)
    assert numbers_of(played.seeker, for_seeker) == both == numbers_of(played.holder, for_holder)
    assert len(for_seeker) == len(for_holder) == len(both) + CANARIES
    found = people_behind(played.seeker.kept.lines, for_seeker)
    assert found.sound
    assert set(found.candidates) == {f"id-{number}" for number in both}


def test_how_long_a_list_is_does_not_show(played: Played) -> None:
    assert len(played.seeker.masked) == 120
    few = Party("Lysoria", range(3), 120, 3)
    assert len(bytes(few.masked)) == len(bytes(played.seeker.masked))


def test_the_facilitator_alone_finds_nobody_with_a_dictionary_of_everybody(played: Played, dictionary: bytes) -> None:
    hashed = set(elements_in(dictionary))
    assert set(SOUGHT) | set(HELD) <= set(DICTIONARY)
    assert not hashed & played.seen_by_facilitator
    own = MaskingKey.fresh(randomness(5))
    assert not set(elements_in(multiply_each(own.scalar, dictionary))) & played.seen_by_facilitator


def test_the_facilitator_and_the_other_party_find_only_who_was_on_its_list(played: Played, dictionary: bytes) -> None:
    """With the holder's key the facilitator can take it off and put it on: every product of it with everything sent."""
    known = played.holder.key.scalar
    undone = scalar_inverse(known)
    seen = b"".join(sorted(played.seen_by_facilitator))
    reachable = set(elements_in(seen + multiply_each(undone, seen) + multiply_each(known, seen)))
    tried = {
        number: element
        for form in (dictionary, multiply_each(known, dictionary), multiply_each(undone, dictionary))
        for number, element in zip(DICTIONARY, elements_in(form), strict=True)
        if element in reachable
    }
    assert set(tried) == set(HELD)
    assert not set(tried) & (set(SOUGHT) - set(HELD))


def test_two_colluders_learn_no_more_of_the_seekers_list_than_the_matches(played: Played) -> None:
    """Whatever they compute, lines of the seeker that match nothing stay apart from all they can make."""
    for_seeker, _ = played.found()
    unmatched = [at for at in range(len(played.seeker.masked)) if at not in for_seeker]
    sent_for_holder = set(elements_in(played.of_holder.lines))
    assert not {elements_in(played.of_seeker.lines)[at] for at in unmatched} & sent_for_holder


def test_a_dictionary_beyond_the_lines_agreed_is_not_masked_nor_raised(played: Played) -> None:
    tokens = {person_token(number): f"id-{number}" for number in range(120 - CANARIES + 1)}
    with pytest.raises(TooManyTokens, match="109 tokens, the terms have room for 108"):
        lines_to_mask(tokens, 120, CANARIES, bytes(32), randomness(1))
    greedy = Party("Torvenia", range(2000), 2100, 4)
    with pytest.raises(NotProven, match="isn't of this masked file"):
        list(check_raised(greedy.masked, played.of_holder))


def test_another_partys_lines_sent_back_as_ones_own_match_nothing(played: Played) -> None:
    mirrored = played.seeker.raised(played.seeker.masked)
    assert compare(played.of_seeker, mirrored) == ((), ())
    again = replace(
        played.seeker.masked, by="Torvenia", lines=multiply_each(played.holder.key.scalar, played.seeker.masked.lines)
    )
    assert compare(played.of_seeker, played.seeker.raised(again)) == ((), ())


def test_lines_of_an_earlier_tracing_match_nothing_in_another(played: Played) -> None:
    later = replace(CONTEXT, tracing="winter")
    holder = Party("Torvenia", HELD, 100, 2, later)
    replayed = replace(played.seeker.masked, context=later)
    assert compare(holder.raised(replayed), Party("Lysoria", SOUGHT, 120, 1, later).raised(holder.masked))[0] == ()
    with pytest.raises(NotProven, match="isn't of this masked file"):
        list(check_raised(replayed, played.of_seeker))


@pytest.mark.parametrize("where", [0, 57, 119])
@pytest.mark.parametrize(
    "element",
    [bytes(32), b"\x01" + bytes(31), b"\xff" * 32, b"\xed" + b"\xff" * 30 + b"\x7f"],
    ids=lambda e: e.hex()[:6],
)
def test_the_identity_and_what_is_no_element_are_neither_raised_nor_proven(
    played: Played, element: bytes, where: int
) -> None:
    lines = elements_in(played.seeker.masked.lines)
    lines[where] = element
    bad = replace(played.seeker.masked, lines=b"".join(lines))
    with pytest.raises(NotAnElement) as error:
        played.holder.raised(bad)
    assert error.value.place == where
    with pytest.raises(NotProven):
        list(check_raised(bad, replace(played.of_seeker, of=bad.digest)))


def test_a_line_twice_or_out_of_order_is_no_masked_file(played: Played) -> None:
    lines = elements_in(played.seeker.masked.lines)
    in_order = sorted(lines)
    read_masked(bytes(replace(played.seeker.masked, lines=b"".join(in_order))))
    for wrong in ([*in_order[:-1], in_order[0]], [in_order[0], *in_order[:-1]], in_order[::-1]):
        with pytest.raises(BadFile, match="ascending order, each once"):
            read_masked(bytes(replace(played.seeker.masked, lines=b"".join(wrong))))
    assert lines == in_order


def test_wrong_counts_are_not_proven(played: Played) -> None:
    shorter = replace(played.of_seeker, lines=played.of_seeker.lines[:-32])
    with pytest.raises(NotProven):
        list(check_raised(played.seeker.masked, shorter))
    with pytest.raises(NotProven):
        list(check_raised(replace(played.seeker.masked, lines=played.seeker.masked.lines[:-32]), played.of_seeker))


@pytest.mark.parametrize("cheat", ["marked", "exchanged", "left as it was", "another's key"])
def test_lines_raised_otherwise_than_all_by_the_key_announced_are_found(played: Played, cheat: str) -> None:
    """A party that raised some lines by another key could tell them again."""
    masked, honest = played.seeker.masked, played.of_seeker
    lines, other = elements_in(honest.lines), MaskingKey.fresh(randomness(9))
    if cheat == "marked":
        lines[40] = multiply_each(other.scalar, elements_in(masked.lines)[40])
    elif cheat == "exchanged":
        lines[3], lines[4] = lines[4], lines[3]
    elif cheat == "left as it was":
        lines[7] = elements_in(masked.lines)[7]
    after = b"".join(lines)
    wrong = replace(honest, lines=after)
    if cheat == "another's key":
        wrong = replace(honest, key=other.public)
    with pytest.raises(NotProven, match="lines 1 to 120 were not all raised by the key Torvenia announced"):
        list(check_raised(masked, wrong))


def test_a_facilitator_that_drops_matches_is_seen_by_its_canaries(played: Played) -> None:
    for_seeker, _ = played.found()
    draw = Random(11)
    caught = sum(
        not people_behind(played.seeker.kept.lines, draw.sample(for_seeker, len(for_seeker) - 9)).sound
        for _ in range(200)
    )
    # Of 42 matches 12 are canaries; nine dropped at random leave all of them with C(30,9)/C(42,9), 3 in 100.
    assert caught >= 180
    canaries = [at for at in for_seeker if not played.seeker.kept.lines[at].person]
    found = people_behind(played.seeker.kept.lines, sorted(set(for_seeker) - set(canaries[:2])))
    assert found.missing_canaries == 2
    assert not found.sound


def test_a_facilitator_that_invents_matches_of_padding_is_seen(played: Played) -> None:
    everything = people_behind(played.seeker.kept.lines, range(120))
    assert everything.false_matches == 120 - len(SOUGHT) - CANARIES
    assert not everything.sound


def test_nobody_has_anothers_padding_among_its_lines(played: Played) -> None:
    padding = [
        line.parts for party in (played.seeker, played.holder) for line in party.kept.lines if line.kind == "padding"
    ]
    assert len(padding) == len(set(padding)) == 18 + 8
    assert all(len(bytes.fromhex(salt)) == 32 for (salt,) in padding)


def test_keys_and_lines_are_not_shown(played: Played) -> None:
    shown = f"{played.seeker.key!r} {played.seeker.kept!r} {played.seeker.kept.lines[:9]!r}"
    assert played.seeker.key.scalar.hex() not in shown
    assert "skeleton-" not in shown
    assert "id-" not in shown
