"""The steps of a blind tracing as acts: agreed by both, each once, in order, by its own seat, as was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest
from kit.asking import Asked
from kit.blind import SEED, TERMS, masked, raised, steps
from kit.table import LYSORIA, OBSERVER, PARTIES, ROUND, SAHLAN, START, TORVENIA, Script, key_of, terms

from wayhome.agreement import (
    KeyConfirmed,
    ListMasked,
    ListRaised,
    ListsCompared,
    RoundOpened,
    SampleDrawn,
    SampleOpened,
    SeatTaken,
    TracingAccepted,
    TracingProposed,
)
from wayhome.rounds import admit, may, may_begin
from wayhome.tracing.blind import TokenKind


def opened() -> Asked:
    return Asked(list(Script().opening()))


def after(count: int) -> Asked:
    """A round in which so many steps of the tracing are done."""
    asked = opened()
    for author, act, *sealed_for in steps()[:count]:
        asked.say(author, act, *sealed_for)
    return asked


ALL = len(steps())


def test_a_tracing_from_its_terms_to_its_sample() -> None:
    tracing = after(ALL).round.agreement.tracings["autumn"]
    assert tracing.accepted
    assert set(tracing.masked) == set(tracing.raised) == set(tracing.compared) == set(tracing.opened) == set(PARTIES)
    assert tracing.compared == {LYSORIA: 20, TORVENIA: 20}
    assert tracing.seed == SEED


@pytest.mark.parametrize("place", range(ALL))
def test_no_step_is_said_twice(place: int) -> None:
    author, act, *sealed_for = steps()[place]
    after(ALL).refuses(author, act, *sealed_for)
    after(place + 1).refuses(author, act, *sealed_for)


@pytest.mark.parametrize("later", range(1, ALL))
def test_no_step_is_said_before_those_it_rests_on(later: int) -> None:
    """Of two steps side by side, one by each party, either may be first."""
    author, act, *sealed_for = steps()[later]
    for done in range(later):
        side_by_side = done == later - 1 and type(steps()[done][1]) is type(act)
        if side_by_side:
            after(done).say(author, act, *sealed_for)
        else:
            after(done).refuses(author, act, *sealed_for)


@pytest.mark.parametrize("place", range(ALL))
def test_each_step_is_its_own_seats(place: int) -> None:
    author, act, *sealed_for = steps()[place]
    for seat in (LYSORIA, TORVENIA, SAHLAN, OBSERVER):
        if seat != author and not (place == 0 and seat in PARTIES):
            after(place).refuses(seat, act, *sealed_for)


def test_a_third_party_has_no_part_in_a_tracing() -> None:
    script = Script()
    third = RoundOpened("Three", (*PARTIES, "Orvelia"), OBSERVER, "Meridia", key_of(SAHLAN))
    asked = Asked([script(SAHLAN, third)])
    for seat in (LYSORIA, TORVENIA, "Orvelia"):
        asked.say(seat, SeatTaken(key_of(seat if seat != "Orvelia" else OBSERVER)))
        asked.say(SAHLAN, KeyConfirmed(seat, key_of(seat if seat != "Orvelia" else OBSERVER)))
    assert "proposed by who seeks" in asked.refuses("Orvelia", TERMS, *PARTIES).reason
    asked.say(LYSORIA, TERMS, *PARTIES)
    assert "is between Lysoria and Torvenia" in asked.refuses("Orvelia", TracingAccepted("autumn", TERMS.digest)).reason


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"tracing": ""}, "has a name"),
        ({"home": TORVENIA}, "another party holds"),
        ({"holder": "Nobody"}, "sealed to Nobody"),
        ({"kinds": ()}, "At least one kind of token"),
        ({"kinds": (TokenKind.NUMBER, TokenKind.NUMBER)}, "each once"),
        ({"kinds": (TokenKind.SOUND,)}, "alone it says nothing"),
        ({"canaries": 0}, "At least one canary"),
        ({"canaries": 80}, "At least one canary"),
        ({"sample": 0}, "one line opened"),
        ({"sample": 80}, "longer than either"),
        ({"lines_held": -1}, "longer than either"),
        ({"budget_sought": 99}, "than its budget allows"),
        ({"budget_held": 79}, "than its budget allows"),
        ({"budget_held": 2**33}, "at most"),
        ({"proof_of_life_by": START}, "still to come"),
    ],
)
def test_terms_that_are_refused(changes: dict[str, object], why: str) -> None:
    assert why in opened().refuses(LYSORIA, replace(TERMS, **changes), *PARTIES).reason  # type: ignore[arg-type]


def test_the_canaries_secret_is_sealed_to_both_parties_and_to_nobody_else() -> None:
    for sealed_for in ((), (LYSORIA,), (TORVENIA,), (*PARTIES, SAHLAN), (*PARTIES, OBSERVER)):
        assert "sealed" in opened().refuses(LYSORIA, TERMS, *sealed_for).reason


def test_who_proposed_does_not_accept_and_nobody_accepts_other_terms() -> None:
    asked = after(1)
    assert "didn't propose it" in asked.refuses(LYSORIA, TracingAccepted("autumn", TERMS.digest)).reason
    assert "not the terms proposed" in asked.refuses(TORVENIA, TracingAccepted("autumn", "0" * 64)).reason
    assert "no tracing winter" in asked.refuses(TORVENIA, TracingAccepted("winter", TERMS.digest)).reason
    holder_first = opened().say(TORVENIA, TERMS, *PARTIES)
    holder_first.say(LYSORIA, TracingAccepted("autumn", TERMS.digest))


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (replace(masked(TORVENIA), count=81), "sends 80 lines by the terms, not 81"),
        (replace(masked(TORVENIA), count=100), "sends 80 lines"),
        (replace(masked(TORVENIA), file="AB" * 32), "64 hexadecimal digits"),
        (replace(masked(TORVENIA), file=masked(LYSORIA).file), "stated before"),
        (replace(masked(TORVENIA), masking_key="12"), "64 hexadecimal digits"),
        (replace(masked(TORVENIA), masking_key=masked(LYSORIA).masking_key), "used before"),
    ],
)
def test_masked_lists_that_are_refused(act: ListMasked, why: str) -> None:
    assert why in after(3).refuses(TORVENIA, act).reason


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (replace(raised(LYSORIA), masked=masked(LYSORIA).file), "the list that Torvenia masked"),
        (replace(raised(LYSORIA), file=masked(TORVENIA).file), "stated before"),
        (replace(raised(LYSORIA), file=""), "64 hexadecimal digits"),
    ],
)
def test_raised_lists_that_are_refused(act: ListRaised, why: str) -> None:
    assert why in after(4).refuses(LYSORIA, act).reason


def test_each_party_is_told_as_many_matches_as_the_other_and_alone() -> None:
    asked = after(6)
    assert "sealed to Lysoria" in asked.refuses(SAHLAN, ListsCompared("autumn", LYSORIA, 20)).reason
    assert "sealed to it alone" in asked.refuses(SAHLAN, ListsCompared("autumn", LYSORIA, 20), LYSORIA, TORVENIA).reason
    assert "No more lines match" in asked.refuses(SAHLAN, ListsCompared("autumn", LYSORIA, 81), LYSORIA).reason
    assert "No more lines match" in asked.refuses(SAHLAN, ListsCompared("autumn", LYSORIA, -1), LYSORIA).reason
    assert "sealed to Orvelia" in asked.refuses(SAHLAN, ListsCompared("autumn", "Orvelia", 20)).reason
    asked.say(SAHLAN, ListsCompared("autumn", LYSORIA, 20), LYSORIA)
    assert "As many lines match" in asked.refuses(SAHLAN, ListsCompared("autumn", TORVENIA, 19), TORVENIA).reason


def test_the_sample_is_drawn_by_the_observer_and_opened_to_it_alone() -> None:
    asked = after(8)
    assert "32 random bytes" in asked.refuses(OBSERVER, SampleDrawn("autumn", "12")).reason
    asked.say(OBSERVER, SampleDrawn("autumn", SEED))
    opening = SampleOpened("autumn", masked(LYSORIA).file)
    assert "sealed to the observer alone" in asked.refuses(LYSORIA, opening).reason
    assert "can't be sealed to Torvenia" in asked.refuses(LYSORIA, opening, TORVENIA).reason
    other = SampleOpened("autumn", masked(TORVENIA).file)
    assert "lines of the list it masked" in asked.refuses(LYSORIA, other, OBSERVER).reason


def second(**changes: object) -> TracingProposed:
    return replace(TERMS, **{"tracing": "winter", **changes})  # type: ignore[arg-type]


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def test_lines_of_all_tracings_of_one_way_count_against_the_budget() -> None:
    asked = after(ALL)
    assert "would pass its budget of 180" in asked.refuses(LYSORIA, second(), *PARTIES).reason
    more = second(budget_sought=200, budget_held=160)
    asked.say(LYSORIA, more, *PARTIES).say(TORVENIA, TracingAccepted("winter", more.digest))
    asked.say(LYSORIA, ListMasked("winter", digest("w"), 100, digest("k")))
    assert (
        "used before" in asked.refuses(TORVENIA, replace(masked(TORVENIA), tracing="winter", file=digest("x"))).reason
    )
    back = second(tracing="back", home=TORVENIA, holder=LYSORIA)
    asked.say(LYSORIA, back, *PARTIES)


def test_two_tracings_agreed_side_by_side_do_not_pass_the_budget_together() -> None:
    asked = opened()
    for side in (second(tracing="one"), second(tracing="two")):
        asked.say(LYSORIA, side, *PARTIES).say(TORVENIA, TracingAccepted(side.tracing, side.digest))
    asked.say(LYSORIA, ListMasked("one", digest("1"), 100, digest("k1")))
    refused = asked.refuses(LYSORIA, ListMasked("two", digest("2"), 100, digest("k2")))
    assert "has sent 100 lines in earlier tracings of this way; with 100 more" in refused.reason


def test_the_budget_spans_the_rounds_of_a_journal() -> None:
    asked = after(ALL)
    script = Script("2025-10-02", START + timedelta(days=40))
    state = asked.state
    for statement in script.opening():
        state = admit(state, statement)
    later = Asked([], "2025-10-02")
    later.state, later.time = state, script.time
    assert "would pass its budget" in later.refuses(LYSORIA, second(), *PARTIES).reason
    later.say(LYSORIA, second(budget_sought=200, budget_held=160), *PARTIES)


def test_a_tracing_neither_needs_nor_changes_terms_and_package() -> None:
    script = Script()
    asked = Asked([*script.opening(), *script.inquiries(), *script.agreeing(terms())])
    before = asked.round.agreement
    for author, act, *sealed_for in steps():
        asked.say(author, act, *sealed_for)
    assert replace(asked.round.agreement, tracings={}) == before


def test_what_waits_for_a_seat() -> None:
    asked = after(1)
    assert TracingAccepted("autumn", TERMS.digest) in may(asked.state, ROUND, TORVENIA, asked.time)
    assert TracingAccepted("autumn", TERMS.digest) not in may(asked.state, ROUND, LYSORIA, asked.time)
    kinds = {
        2: (LYSORIA, ListMasked),
        4: (TORVENIA, ListRaised),
        6: (SAHLAN, ListsCompared),
        8: (OBSERVER, SampleDrawn),
        9: (LYSORIA, SampleOpened),
    }
    for done, (seat, kind) in kinds.items():
        assert kind in may_begin(after(done).state, ROUND, seat)
        assert kind not in may_begin(after(done - 2).state, ROUND, seat)
