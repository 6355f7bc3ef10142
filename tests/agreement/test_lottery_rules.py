"""The lottery's acts: frozen before any randomness, committed to by everyone, then revealed by everyone, then drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kit.asking import Asked
from kit.table import LYSORIA, OBSERVER, PACKAGE, PARTIES, SAHLAN, TORVENIA, Script, terms

from wayhome.agreement import (
    HostilitiesEnded,
    LotteryCommitted,
    LotteryDrawn,
    LotteryPrepared,
    LotteryRevealed,
    PackageProposed,
    PackageSigned,
    TermsCountered,
)
from wayhome.exchange.lottery import commitment, seed
from wayhome.rounds import may_begin

DIGEST = "ab" * 32
SEATS = (*PARTIES, SAHLAN)
SECRETS = {seat: seat.encode().ljust(32, b".") for seat in SEATS}
PREPARED = LotteryPrepared(DIGEST, terms().digest)
DRAWN = LotteryDrawn(DIGEST, seed(DIGEST, SECRETS).hex(), ("TORVENIA-SOLDIER-1",))


def committed(seat: str) -> LotteryCommitted:
    return LotteryCommitted(DIGEST, commitment(DIGEST, seat, SECRETS[seat]))


def revealed(seat: str) -> LotteryRevealed:
    return LotteryRevealed(DIGEST, SECRETS[seat].hex())


@pytest.fixture
def asked() -> Asked:
    """Terms are in force, and no package is proposed yet."""
    script = Script()
    return Asked([*script.opening(), *script.inquiries(), *list(script.agreeing(terms()))[:2]])


def all_committed(asked: Asked) -> Asked:
    asked.say(SAHLAN, PREPARED)
    for seat in SEATS:
        asked.say(seat, committed(seat))
    return asked


def all_revealed(asked: Asked) -> Asked:
    all_committed(asked)
    for seat in SEATS:
        asked.say(seat, revealed(seat))
    return asked


def test_a_lottery_from_its_preparation_to_its_draw(asked: Asked) -> None:
    all_revealed(asked).say(SAHLAN, DRAWN)
    lottery = asked.round.agreement.lottery
    assert lottery is not None
    assert lottery.drawn == DRAWN
    assert lottery.secrets == {seat: SECRETS[seat].hex() for seat in SEATS}


def test_only_the_facilitator_prepares_and_draws_and_only_its_seats_commit(asked: Asked) -> None:
    assert "can't state this" in asked.refuses(LYSORIA, PREPARED).reason
    asked.say(SAHLAN, PREPARED)
    assert "can't state this" in asked.refuses(OBSERVER, committed(SAHLAN)).reason
    assert "can't state this" in asked.refuses(LYSORIA, DRAWN).reason


def test_nothing_is_committed_before_the_lottery_is_prepared(asked: Asked) -> None:
    assert "not the lottery last prepared" in asked.refuses(LYSORIA, committed(LYSORIA)).reason
    assert "terms in force" in asked.refuses(SAHLAN, replace(PREPARED, terms="0" * 64)).reason
    assert "digest of its published part" in asked.refuses(SAHLAN, replace(PREPARED, lottery="lottery.json")).reason


def test_nobody_commits_twice_or_reveals_before_everybody_has_committed(asked: Asked) -> None:
    asked.say(SAHLAN, PREPARED).say(LYSORIA, committed(LYSORIA))
    assert "committed already" in asked.refuses(LYSORIA, committed(LYSORIA)).reason
    refusal = asked.refuses(LYSORIA, revealed(LYSORIA))
    assert ("Torvenia" in refusal.reason, "Sahlan" in refusal.reason) == (True, True)
    assert "SHA-256" in asked.refuses(TORVENIA, LotteryCommitted(DIGEST, "twelve")).reason


def test_nobody_commits_after_a_reveal(asked: Asked) -> None:
    all_committed(asked).say(LYSORIA, revealed(LYSORIA))
    other = LotteryCommitted(DIGEST, commitment(DIGEST, TORVENIA, bytes(32)))
    assert "committed already" in asked.refuses(TORVENIA, other).reason


def test_another_secret_than_the_one_committed_to_is_refused(asked: Asked) -> None:
    all_committed(asked)
    assert "not the secret" in asked.refuses(TORVENIA, LotteryRevealed(DIGEST, "00" * 32)).reason
    assert "not the secret" in asked.refuses(TORVENIA, revealed(LYSORIA)).reason
    assert "32 bytes" in asked.refuses(TORVENIA, LotteryRevealed(DIGEST, "00")).reason
    asked.say(TORVENIA, revealed(TORVENIA))
    assert "revealed already" in asked.refuses(TORVENIA, revealed(TORVENIA)).reason


def test_a_copied_commitment_cannot_be_revealed(asked: Asked) -> None:
    """Whoever commits to what another committed to, to cancel it out, has nothing to reveal."""
    asked.say(SAHLAN, PREPARED).say(LYSORIA, committed(LYSORIA))
    asked.say(TORVENIA, committed(LYSORIA)).say(SAHLAN, committed(SAHLAN)).say(LYSORIA, revealed(LYSORIA))
    assert "not the secret" in asked.refuses(TORVENIA, revealed(LYSORIA)).reason


def test_nothing_is_drawn_before_everybody_has_revealed_or_otherwise_than_revealed(asked: Asked) -> None:
    all_committed(asked).say(LYSORIA, revealed(LYSORIA)).say(SAHLAN, revealed(SAHLAN))
    assert "still to reveal: Torvenia" in asked.refuses(SAHLAN, DRAWN).reason
    asked.say(TORVENIA, revealed(TORVENIA))
    assert "seed" in asked.refuses(SAHLAN, replace(DRAWN, seed="00" * 32)).reason
    assert "beacon" in asked.refuses(SAHLAN, replace(DRAWN, beacon="01")).reason
    asked.say(SAHLAN, DRAWN)
    assert "drawn already" in asked.refuses(SAHLAN, DRAWN).reason


def test_a_beacon_that_was_named_must_be_given(asked: Asked) -> None:
    asked.say(SAHLAN, replace(PREPARED, beacon="drand, round 21000000"))
    for seat in SEATS:
        asked.say(seat, committed(seat))
    for seat in SEATS:
        asked.say(seat, revealed(seat))
    assert "beacon" in asked.refuses(SAHLAN, DRAWN).reason
    asked.say(SAHLAN, replace(DRAWN, beacon="07", seed=seed(DIGEST, SECRETS, b"\x07").hex()))


def test_a_party_that_will_not_reveal_voids_the_lottery_and_that_stays_on_record(asked: Asked) -> None:
    all_committed(asked).say(LYSORIA, revealed(LYSORIA))
    assert "prepared before" in asked.refuses(SAHLAN, PREPARED).reason
    asked.say(SAHLAN, replace(PREPARED, lottery="cd" * 32))
    void, anew = asked.round.agreement.lotteries
    assert set(void.secrets) == {LYSORIA}
    assert not anew.commitments
    assert "not the lottery last prepared" in asked.refuses(TORVENIA, revealed(TORVENIA)).reason


def test_there_is_no_second_draw_under_the_same_terms(asked: Asked) -> None:
    all_revealed(asked)
    other = replace(PREPARED, lottery="cd" * 32)
    assert "no second one" in asked.refuses(SAHLAN, other).reason
    asked.say(SAHLAN, DRAWN)
    assert "no second one" in asked.refuses(SAHLAN, other).reason


def test_other_terms_end_a_lottery_under_way(asked: Asked) -> None:
    all_committed(asked).say(TORVENIA, TermsCountered(terms(exposure=3), terms().digest))
    assert "no longer in force" in asked.refuses(LYSORIA, revealed(LYSORIA)).reason


def test_there_is_nobody_to_draw_once_a_package_is_in_effect_or_hostilities_have_ended(asked: Asked) -> None:
    ended = Asked([])
    ended.state = asked.state
    ended.time = asked.time
    ended.say(SAHLAN, HostilitiesEnded())
    assert ended.refuses(SAHLAN, PREPARED).rule == "L16"
    package = PackageProposed(terms().digest, PACKAGE, asked.time.replace(year=2099))
    asked.say(SAHLAN, package)
    for seat in SEATS:
        asked.say(seat, PackageSigned(package.digest))
    assert "in effect" in asked.refuses(SAHLAN, PREPARED).reason


def test_what_a_seat_may_begin_follows_the_lottery(asked: Asked) -> None:
    def may(seat: str) -> set[str]:
        return {kind.kind for kind in may_begin(asked.state, asked.name, seat) if kind.kind.startswith("lottery")}

    assert (may(SAHLAN), may(LYSORIA)) == ({"lottery.prepared"}, set())
    asked.say(SAHLAN, PREPARED)
    assert may(LYSORIA) == {"lottery.committed"}
    for seat in SEATS:
        asked.say(seat, committed(seat))
    assert may(LYSORIA) == {"lottery.revealed"}
    for seat in SEATS:
        asked.say(seat, revealed(seat))
    assert "lottery.drawn" in may(SAHLAN)
