"""Claims and answers: neither hides the other, and no claim holds back people it is not about."""

from dataclasses import replace

from kit.asking import Asked
from kit.table import LYSORIA, OBSERVER, SAHLAN, TORVENIA, Script, held_by

from wayhome.claims import Answer, ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled, ClaimStatus, ClaimWithdrawn
from wayhome.handover import HandedOver
from wayhome.people import Track

CLAIM = ClaimLodged("civilians", LYSORIA, ClaimKind.WITHHELD, heads=23, civilians=True)


def claimed() -> Asked:
    return Asked(Script().up_to_crossing()).say(TORVENIA, CLAIM, LYSORIA, SAHLAN, OBSERVER)


def test_a_claim_is_one_partys_against_another() -> None:
    asked = Asked(Script().up_to_signed())
    assert "another party" in asked.refuses(LYSORIA, CLAIM, LYSORIA).reason
    assert "one person or more" in asked.refuses(TORVENIA, replace(CLAIM, heads=0), LYSORIA).reason
    assert "one person or more" in asked.refuses(TORVENIA, replace(CLAIM, heads=1, people=("a", "b")), LYSORIA).reason
    assert "can't state this" in asked.refuses(SAHLAN, CLAIM, LYSORIA).reason
    assert "sealed to Lysoria" in asked.refuses(TORVENIA, CLAIM).reason
    assert "already" in asked.say(TORVENIA, CLAIM, LYSORIA).refuses(TORVENIA, CLAIM, LYSORIA).reason


def test_an_answer_stands_beside_the_claim_and_never_ends_it() -> None:
    asked = claimed()
    answer = ClaimAnswered("civilians", Answer.FREE_TO_LEAVE, 21)
    assert "nobody else can answer" in asked.refuses(TORVENIA, answer, TORVENIA).reason
    assert "about 23 people" in asked.refuses(LYSORIA, replace(answer, heads=24), TORVENIA).reason
    asked.say(LYSORIA, answer, TORVENIA).say(LYSORIA, ClaimAnswered("civilians", Answer.BEING_TRACED, 2), TORVENIA)
    assert "no more" in asked.refuses(LYSORIA, ClaimAnswered("civilians", Answer.NOT_HELD, 1), TORVENIA).reason
    claim = asked.round.claims.claims["civilians"]
    assert claim.status is ClaimStatus.OPEN
    assert [a.heads for a in claim.answers] == [21, 2]
    asked.say(LYSORIA, ClaimAnswered("civilians", Answer.BEING_TRACED, 0), TORVENIA)
    asked.say(LYSORIA, ClaimAnswered("civilians", Answer.WILL_RETURN, 2), TORVENIA)
    assert "Only the claimant" in asked.refuses(LYSORIA, ClaimSettled("civilians")).reason
    assert "Only the claimant" in asked.refuses(LYSORIA, ClaimWithdrawn("civilians")).reason
    asked.say(TORVENIA, ClaimSettled("civilians"))
    assert "This claim is settled" in asked.refuses(LYSORIA, answer, TORVENIA).reason
    assert "no claim" in asked.refuses(LYSORIA, ClaimAnswered("other", Answer.NOT_HELD, 1)).reason


def test_a_claim_holds_back_nobody_it_is_not_about() -> None:
    asked = claimed()
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", held_by(LYSORIA, Track.UNCONDITIONAL)))
    asked.say(TORVENIA, HandedOver(1, "from Torvenia", held_by(TORVENIA, Track.COUNTED)[:1]))
