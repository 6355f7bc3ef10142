"""After a blind tracing: neither dossier without the other, an audit that can fail, and proof of life owed by a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from kit.asking import Asked
from kit.blind import HELD, PROOF, RELEASED, SOUGHT, TERMS, Said, confirming, excused, judged, lodged, steps
from kit.table import LYSORIA, MERIDIA, OBSERVER, PARTIES, ROUND, SAHLAN, TORVENIA, Script, other

from wayhome.acts import Act
from wayhome.agreement import AuditExcused, DossierLodged, DossiersReleased, ProofOfLifeGiven, SampleJudged
from wayhome.claims import ClaimKind, ClaimLodged
from wayhome.handover import HandedOver, Received
from wayhome.record import Reconciled, RoundClosed, ShortfallRecorded, account
from wayhome.rounds import may, may_begin, proofs_of_life_due

OPENED = steps()
COMPARED = steps()[:8]
JUDGED = [*OPENED, *confirming()[:2]]
LODGED = [*JUDGED, *confirming()[2:4]]
EXCHANGED = [*LODGED, *confirming()[4:5]]
EVERY_STEP = range(len(confirming()))


def after(said: Sequence[Said]) -> Asked:
    """A round with its seats taken, in which this was said."""
    asked = Asked(list(Script().opening()))
    for author, act, *sealed_for in said:
        asked.say(author, act, *sealed_for)
    return asked


def late(asked: Asked) -> Asked:
    """The same a day after proof of life was owed."""
    asked.time = TERMS.proof_of_life_by + timedelta(days=1)
    return asked


def test_from_the_sample_to_proof_of_life() -> None:
    tracing = after([*OPENED, *confirming()]).round.agreement.tracings["autumn"]
    assert tracing.audited
    assert tracing.released == {SOUGHT: (HELD,)}
    assert not tracing.releasable
    assert set(tracing.proven) == {HELD}
    assert not tracing.owed


@pytest.mark.parametrize("place", EVERY_STEP)
def test_nothing_is_said_twice_nor_by_another_seat(place: int) -> None:
    author, act, *sealed_for = confirming()[place]
    before = [*OPENED, *confirming()[:place]]
    after([*before, confirming()[place]]).refuses(author, act, *sealed_for)
    for seat in {LYSORIA, TORVENIA, SAHLAN, OBSERVER, MERIDIA} - {author}:
        others_to_say = (act == PROOF and seat == OBSERVER) or (isinstance(act, DossierLodged) and seat in PARTIES)
        if not others_to_say:
            after(before).refuses(seat, act, *sealed_for)


@pytest.mark.parametrize("missing", PARTIES)
def test_a_dossier_is_never_released_without_the_other(missing: str) -> None:
    there = other(missing)
    asked = after([*JUDGED, (there, lodged(there), SAHLAN)])
    refusal = asked.refuses(SAHLAN, RELEASED, *PARTIES)
    assert f"{missing} has lodged no dossier" in refusal.reason
    assert "neither is released without the other" in refusal.reason
    assert asked.round.agreement.tracings["autumn"].releasable == ()
    assert DossiersReleased not in may_begin(asked.state, ROUND, SAHLAN)
    asked.say(missing, lodged(missing), SAHLAN)
    assert asked.round.agreement.tracings["autumn"].releasable == ((SOUGHT, HELD),)
    assert DossiersReleased in may_begin(asked.state, ROUND, SAHLAN)


@pytest.mark.parametrize("seats", [(), (LYSORIA,), (TORVENIA,), (*PARTIES, SAHLAN), (*PARTIES, OBSERVER)])
def test_both_dossiers_go_to_both_parties_at_once_and_to_nobody_else(seats: tuple[str, ...]) -> None:
    assert "sealed" in (reason := after(LODGED).refuses(SAHLAN, RELEASED, *seats).reason) or "at once" in reason


@pytest.mark.parametrize("seats", [(), (LYSORIA,), (TORVENIA,), (OBSERVER,), (SAHLAN, OBSERVER)])
def test_a_dossier_is_lodged_with_the_facilitator_alone(seats: tuple[str, ...]) -> None:
    assert "sealed to" in after(JUDGED).refuses(LYSORIA, lodged(LYSORIA), *seats).reason


def test_dossiers_wait_for_the_comparison_and_their_release_for_the_audit() -> None:
    assert "been told what matched" in after(COMPARED[:-1]).refuses(LYSORIA, lodged(LYSORIA), SAHLAN).reason
    asked = after([*COMPARED, *((party, lodged(party), SAHLAN) for party in PARTIES)])
    assert "before the observer has judged" in asked.refuses(SAHLAN, RELEASED, *PARTIES).reason
    for said in OPENED[8:]:
        asked.say(*said)
    asked.say(OBSERVER, judged(LYSORIA))
    assert "before the observer has judged" in asked.refuses(SAHLAN, RELEASED, *PARTIES).reason
    asked.say(OBSERVER, judged(TORVENIA)).say(SAHLAN, RELEASED, *PARTIES)


def test_a_dossier_of_somebody_else_is_released_to_nobody() -> None:
    """The other party's dossier is of another match: of somebody who is not this person."""
    asked = after([*JUDGED, (LYSORIA, lodged(LYSORIA), SAHLAN)])
    asked.say(TORVENIA, lodged(TORVENIA, "TORVENIA-HELD-2", "third match"), SAHLAN)
    release = DossiersReleased("autumn", SOUGHT, "TORVENIA-HELD-2")
    assert "neither dossier is for the other" in asked.refuses(SAHLAN, release, *PARTIES).reason
    assert asked.round.agreement.tracings["autumn"].releasable == ()
    unknown = DossiersReleased("autumn", SOUGHT, "TORVENIA-HELD-3")
    assert "Torvenia has lodged no dossier of TORVENIA-HELD-3" in asked.refuses(SAHLAN, unknown, *PARTIES).reason
    exchanged = DossiersReleased("autumn", "TORVENIA-HELD-2", SOUGHT)
    assert "Lysoria has lodged no dossier" in asked.refuses(SAHLAN, exchanged, *PARTIES).reason


def test_no_more_is_lodged_than_matched() -> None:
    asked = after(JUDGED)
    for number in range(6):
        matches = map(str, range(3 * number, 3 * number + 3))
        asked.say(LYSORIA, lodged(LYSORIA, f"LYSORIA-SOUGHT-{number}", *matches), SAHLAN)
    three_more = lodged(LYSORIA, "LYSORIA-SOUGHT-6", "18", "19", "20")
    assert "Only 20 lines matched" in asked.refuses(LYSORIA, three_more, SAHLAN).reason
    asked.say(LYSORIA, lodged(LYSORIA, "LYSORIA-SOUGHT-6", "18", "19"), SAHLAN)


def test_one_dossier_does_not_draw_out_those_of_many() -> None:
    """A party that names every match in one dossier would have all of the other's for it."""
    greedy = lodged(LYSORIA, "", *map(str, range(7)))
    assert "One person has at most 6 lines" in after(JUDGED).refuses(LYSORIA, greedy, SAHLAN).reason


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (replace(lodged(TORVENIA), dossier=lodged(LYSORIA).dossier), "lodged before"),
        (replace(lodged(TORVENIA), matches=()), "At least one match"),
        (replace(lodged(TORVENIA), matches=lodged(TORVENIA).matches[:1] * 2), "each once"),
        (replace(lodged(TORVENIA), matches=("7",)), "64 hexadecimal digits"),
        (replace(lodged(TORVENIA), dossier="AB" * 32), "64 hexadecimal digits"),
        (replace(lodged(TORVENIA), tracing="winter"), "no tracing winter"),
    ],
)
def test_dossiers_that_are_refused(act: DossierLodged, why: str) -> None:
    asked = after([*JUDGED, (LYSORIA, lodged(LYSORIA), SAHLAN)])
    assert why in asked.refuses(TORVENIA, act, SAHLAN).reason


def test_a_dossier_is_of_the_party_that_lodged_it_whatever_reference_it_names() -> None:
    """Whoever names somebody of the other's list has a dossier of its own there, and keeps nobody from theirs."""
    asked = after(JUDGED).say(TORVENIA, replace(lodged(TORVENIA), person=SOUGHT), SAHLAN)
    asked.say(LYSORIA, lodged(LYSORIA), SAHLAN)
    assert "lodged already" in asked.refuses(LYSORIA, lodged(LYSORIA, SOUGHT, "third match"), SAHLAN).reason
    assert "Torvenia has lodged no dossier of" in asked.refuses(SAHLAN, RELEASED, *PARTIES).reason
    same = DossiersReleased("autumn", SOUGHT, SOUGHT)
    assert "two references" in asked.refuses(SAHLAN, same, *PARTIES).reason


def test_a_match_is_of_one_person_of_each_list() -> None:
    asked = after(LODGED)
    again = lodged(LYSORIA, "LYSORIA-SOUGHT-2", "second match")
    assert "of this match already" in asked.refuses(LYSORIA, again, SAHLAN).reason


def test_two_people_of_one_list_may_match_one_of_the_other() -> None:
    asked = after([*JUDGED, (LYSORIA, lodged(LYSORIA), SAHLAN)])
    for number, match in ((1, "first match"), (2, "second match")):
        asked.say(TORVENIA, lodged(TORVENIA, f"TORVENIA-HELD-{number}", match), SAHLAN)
    for number in (1, 2):
        asked.say(SAHLAN, DossiersReleased("autumn", SOUGHT, f"TORVENIA-HELD-{number}"), *PARTIES)
    assert asked.round.agreement.tracings["autumn"].owed == ("TORVENIA-HELD-1", "TORVENIA-HELD-2")


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (judged(TORVENIA), "Torvenia has opened no lines"),
        (judged("Orvelia"), "Orvelia has opened no lines"),
        (replace(judged(LYSORIA), lines_opened=19), "20 lines are opened, not 19"),
        (judged(LYSORIA, 21), "No more lines are invented"),
        (judged(LYSORIA, -1), "No more lines are invented"),
        (replace(judged(LYSORIA), opened="12"), "64 hexadecimal digits"),
    ],
)
def test_findings_that_are_refused(act: SampleJudged, why: str) -> None:
    assert why in after(OPENED[:-1]).refuses(OBSERVER, act).reason


def test_after_a_failed_audit_nothing_goes_on_until_the_other_party_excuses_it() -> None:
    asked = after([*OPENED, (OBSERVER, judged(LYSORIA)), (OBSERVER, judged(TORVENIA, 1))])
    for party in PARTIES:
        refusal = asked.refuses(party, lodged(party), SAHLAN)
        assert "1 of the lines opened of Torvenia are invented; the terms allow 0" in refusal.reason
        assert DossierLodged not in may_begin(asked.state, ROUND, party)
    assert "never by the one whose list failed" in asked.refuses(TORVENIA, excused(TORVENIA, 1)).reason
    assert "not failed" in asked.refuses(TORVENIA, excused(LYSORIA, 0)).reason
    assert "not what the observer found" in asked.refuses(LYSORIA, excused(TORVENIA, 2)).reason
    assert excused(TORVENIA, 1) in may(asked.state, ROUND, LYSORIA, asked.time)
    assert not any(isinstance(act, AuditExcused) for act in may(asked.state, ROUND, TORVENIA, asked.time))
    asked.say(LYSORIA, excused(TORVENIA, 1))
    asked.refuses(LYSORIA, excused(TORVENIA, 1))
    for author, act, *sealed_for in confirming()[2:]:
        asked.say(author, act, *sealed_for)


def test_an_audit_that_fails_after_dossiers_were_lodged_keeps_them_from_being_released() -> None:
    lodged_first = [*COMPARED, *((party, lodged(party), SAHLAN) for party in PARTIES), *OPENED[8:]]
    asked = after([*lodged_first, (OBSERVER, judged(LYSORIA)), (OBSERVER, judged(TORVENIA, 20))])
    assert "20 of the lines opened of Torvenia are invented" in asked.refuses(SAHLAN, RELEASED, *PARTIES).reason


def test_the_terms_say_how_many_invented_lines_fail_an_audit() -> None:
    lenient = replace(TERMS, invented_allowed=2)
    changed: list[Said] = [(LYSORIA, lenient, *PARTIES), (TORVENIA, replace(_accepted(), proposed=lenient.digest))]
    asked = after([*changed, *OPENED[2:], (OBSERVER, judged(LYSORIA, 2)), (OBSERVER, judged(TORVENIA, 3))])
    assert asked.round.agreement.tracings["autumn"].failed == (TORVENIA,)
    for allowed in (-1, 20):
        terms = replace(TERMS, tracing="winter", invented_allowed=allowed)
        assert "Fewer invented lines" in asked.refuses(LYSORIA, terms, *PARTIES).reason


def test_proof_of_life_is_owed_of_whoever_was_exchanged_until_it_is_given() -> None:
    assert not proofs_of_life_due(after(LODGED).round, TERMS.proof_of_life_by)
    asked = after(EXCHANGED)
    (due,) = proofs_of_life_due(asked.round, asked.time)
    assert (due.tracing, due.person, due.holder, due.home) == ("autumn", HELD, TORVENIA, LYSORIA)
    assert due.by == TERMS.proof_of_life_by
    assert proofs_of_life_due(asked.round, due.by) == {due: False}
    assert proofs_of_life_due(asked.round, due.by + timedelta(seconds=1)) == {due: True}
    for seat in (TORVENIA, OBSERVER):
        assert ProofOfLifeGiven in may_begin(asked.state, ROUND, seat)
        given = after(EXCHANGED).say(seat, PROOF, LYSORIA)
        assert not proofs_of_life_due(given.round, due.by)
        assert ProofOfLifeGiven not in may_begin(given.state, ROUND, seat)
    assert ProofOfLifeGiven not in may_begin(asked.state, ROUND, LYSORIA)


@pytest.mark.parametrize(
    ("act", "seats", "why"),
    [
        (PROOF, (), "sealed to Lysoria"),
        (PROOF, (TORVENIA,), "sealed"),
        (replace(PROOF, party=TORVENIA), (TORVENIA,), "the party of origin, alone"),
        (replace(PROOF, person=SOUGHT), (LYSORIA,), "nothing is owed"),
        (replace(PROOF, person="TORVENIA-HELD-2"), (LYSORIA,), "nothing is owed"),
    ],
)
def test_proofs_of_life_that_are_refused(act: Act, seats: tuple[str, ...], why: str) -> None:
    assert why in after(EXCHANGED).refuses(TORVENIA, act, *seats).reason


def test_proof_of_life_that_comes_late_is_taken_and_its_day_stands() -> None:
    asked = late(after(EXCHANGED)).say(TORVENIA, PROOF, LYSORIA)
    given = asked.round.agreement.tracings["autumn"].proven[HELD]
    assert given > TERMS.proof_of_life_by
    assert not proofs_of_life_due(asked.round, asked.time)


def claim(about: ClaimKind = ClaimKind.UNPROVEN, against: str = TORVENIA, *people: str, heads: int = 1) -> ClaimLodged:
    return ClaimLodged("no word of them", against, about, heads, civilians=False, people=people or (HELD,))


def test_proof_of_life_is_claimed_once_the_day_has_passed_and_not_before() -> None:
    assert "let the day agreed pass" in after(EXCHANGED).refuses(LYSORIA, claim(), TORVENIA).reason
    overdue = late(after(EXCHANGED))
    for wrong in (
        claim(ClaimKind.UNPROVEN, TORVENIA, SOUGHT),
        claim(heads=2),
        replace(claim(), people=()),
        replace(claim(), heads=2, people=(HELD, "TORVENIA-HELD-2")),
    ):
        assert "let the day agreed pass" in overdue.refuses(LYSORIA, wrong, TORVENIA).reason
    assert "let the day" in overdue.refuses(TORVENIA, claim(against=LYSORIA), LYSORIA).reason
    overdue.say(LYSORIA, claim(), TORVENIA)
    proven = late(after([*EXCHANGED, (OBSERVER, PROOF, LYSORIA)]))
    assert "let the day" in proven.refuses(LYSORIA, claim(), TORVENIA).reason
    after(EXCHANGED).say(LYSORIA, claim(ClaimKind.MISSING), TORVENIA)


def test_nothing_is_owed_any_more_of_who_has_come_home() -> None:
    script = Script()
    asked = Asked(script.up_to_crossing())
    person = "TORVENIA-SOLDIER-1"
    for author, act, *sealed_for in (*JUDGED, *confirming()[2:5]):
        if isinstance(act, DossierLodged) and act.person == HELD:
            act = replace(act, person=person)
        if isinstance(act, DossiersReleased):
            act = replace(act, person_held=person)
        asked.say(author, act, *sealed_for)
    late(asked)
    assert [owed.person for owed in proofs_of_life_due(asked.round, asked.time)] == [person]
    asked.say(TORVENIA, HandedOver(1, "from Torvenia", (person,))).say(LYSORIA, Received((person,)))
    assert not proofs_of_life_due(asked.round, asked.time)
    of_home = claim(ClaimKind.UNPROVEN, TORVENIA, person)
    assert "let the day agreed pass" in asked.refuses(LYSORIA, of_home, TORVENIA).reason


def test_what_is_owed_is_still_given_when_the_round_is_closed() -> None:
    asked = Asked(Script().up_to_signed())
    for author, act, *sealed_for in LODGED:
        asked.say(author, act, *sealed_for)
    drawn_up = account(asked.round.agreement, asked.round.handover)
    asked.say(SAHLAN, Reconciled(drawn_up.lines, drawn_up.unlisted))
    for line in drawn_up.lines:
        if line.shortfall:
            asked.say(SAHLAN, ShortfallRecorded(line.holder, line.home, line.track, line.shortfall))
    asked.say(SAHLAN, RoundClosed())
    more = lodged(LYSORIA, "LYSORIA-SOUGHT-2", "third match")
    assert "This round is closed" in asked.refuses(LYSORIA, more, SAHLAN).reason
    asked.say(SAHLAN, RELEASED, *PARTIES).say(TORVENIA, PROOF, LYSORIA)


def _accepted() -> Act:
    return OPENED[1][1]
