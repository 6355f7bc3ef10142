"""Wishes, clearance, manifests, convoys, the crossing: what is refused."""

from dataclasses import replace

import pytest
from kit.asking import Asked
from kit.table import (
    KNOWING,
    LYSORIA,
    OBSERVER,
    PACKAGE,
    PARTIES,
    RESERVE,
    SAHLAN,
    TORVENIA,
    Script,
    as_counted,
    held_by,
)

from wayhome.agreement import HostilitiesEnded
from wayhome.handover import (
    ClearanceWithheld,
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    PresentAtCrossing,
    Received,
    Returned,
    Stage,
    SubstitutionProposed,
    SubstitutionSigned,
    TransferCleared,
    TransportAcknowledged,
    TransportNotified,
    UnlistedArrived,
    WishTaken,
    exposure,
    travellers,
)
from wayhome.handover.acts import Alarm, Cause
from wayhome.people import Track
from wayhome.record import account

SOLDIER = "LYSORIA-SOLDIER-1"
COUNTED = {party: held_by(party, Track.COUNTED) for party in PARTIES}
PROTECTED = {party: held_by(party, Track.UNCONDITIONAL) for party in PARTIES}


def signed() -> Asked:
    """A package in effect; nobody asked yet."""
    return Asked(Script().up_to_signed())


def cleared() -> Asked:
    """Everybody asked, fit and cleared; nobody on a manifest."""
    script = Script()
    return Asked([*script.up_to_signed(), *script.clearing()])


def at_crossing(exposure: int = 2) -> Asked:
    """Both convoys at the crossing, everybody present and counted."""
    return Asked(Script().up_to_crossing(exposure))


def notified(asked: Asked, people: tuple[str, ...] = held_by(LYSORIA)) -> ManifestSigned:
    """A manifest from Lysoria, signed and with notice given."""
    manifest = ManifestSigned("leg", people, "Bridge")
    asked.say(LYSORIA, manifest, *KNOWING[LYSORIA]).say(SAHLAN, TransportNotified("leg", manifest.digest, 1, 1))
    return manifest


# --- L10: a person's own wish


def test_l10_only_the_observer_takes_a_wish_and_only_the_observer_can_read_it() -> None:
    asked = signed()
    assert "can't state this" in asked.refuses(LYSORIA, WishTaken(SOLDIER), OBSERVER).reason
    assert "needs a part sealed to Committee" in asked.refuses(OBSERVER, WishTaken(SOLDIER)).reason
    assert "can't be sealed to Lysoria" in asked.refuses(OBSERVER, WishTaken(SOLDIER), LYSORIA).reason
    assert "can't be sealed" in asked.refuses(OBSERVER, WishTaken(SOLDIER), LYSORIA, OBSERVER).reason
    asked.say(OBSERVER, WishTaken(SOLDIER), OBSERVER)


def test_l10_nobody_is_cleared_listed_or_moved_without_their_wish() -> None:
    asked = signed()
    assert asked.refuses(OBSERVER, TransferCleared((SOLDIER,))).rule == "L10"
    assert asked.refuses(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).rule == "L10"


def test_l10_a_wish_can_be_withdrawn_until_the_line_and_no_party_can_override_that() -> None:
    asked = at_crossing()
    assert "can't state this" in asked.refuses(LYSORIA, ClearanceWithheld((SOLDIER,))).reason
    asked.say(OBSERVER, ClearanceWithheld((SOLDIER,)))
    refusal = asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    assert (refusal.rule, SOLDIER in refusal.reason) == ("L10", True)
    for party in PARTIES:
        assert "can't state this" in asked.refuses(party, TransferCleared((SOLDIER,))).reason


def test_l10_someone_who_declines_at_the_crossing_goes_back_and_nobody_is_told_why() -> None:
    asked = at_crossing().say(OBSERVER, ClearanceWithheld((SOLDIER,)))
    assert asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,))).rule == "L10"
    assert asked.refuses(OBSERVER, TransferCleared((SOLDIER,))).rule == "L10"
    asked.say(SAHLAN, Returned("from Lysoria", (SOLDIER,)))
    assert asked.round.handover.journey(SOLDIER).stage is Stage.HELD


def test_a_wish_taken_again_needs_clearing_again() -> None:
    asked = cleared().say(OBSERVER, WishTaken(SOLDIER), OBSERVER)
    assert asked.refuses(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).rule == "L28"


# --- L28, fitness, L31: who may be listed


def test_l28_nobody_is_on_a_manifest_whom_the_observer_has_not_cleared() -> None:
    asked = signed().say(OBSERVER, WishTaken(SOLDIER), OBSERVER).say(OBSERVER, FitnessCertified((SOLDIER,), fit=True))
    assert asked.refuses(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).rule == "L28"
    asked.say(OBSERVER, TransferCleared((SOLDIER,))).say(
        LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]
    )


def test_nobody_unfit_is_on_a_manifest_or_moved() -> None:
    asked = cleared().say(OBSERVER, FitnessCertified((SOLDIER,), fit=False))
    assert (
        "fit to travel" in asked.refuses(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).reason
    )


def test_l31_a_child_travels_only_with_a_guardian_on_record_and_with_the_family() -> None:
    script, child, mother = Script(), "LYSORIA-CHILD", "LYSORIA-MOTHER"
    statements = [
        statement
        for statement in (*script.up_to_signed(), *script.clearing())
        if not isinstance(statement.act, GuardianRecorded)
    ]
    asked = Asked(statements)
    assert asked.refuses(LYSORIA, ManifestSigned("leg", (child, mother), "Bridge"), *KNOWING[LYSORIA]).rule == "L31"
    asked.say(OBSERVER, GuardianRecorded(child), OBSERVER)
    assert asked.refuses(LYSORIA, ManifestSigned("leg", (mother,), "Bridge"), *KNOWING[LYSORIA]).rule == "L31"
    asked.say(LYSORIA, ManifestSigned("leg", (child, mother), "Bridge"), *KNOWING[LYSORIA])


def test_l31_a_family_does_not_depart_without_a_child_cleared_meanwhile() -> None:
    child, mother = "LYSORIA-CHILD", "LYSORIA-MOTHER"
    asked = cleared().say(OBSERVER, ClearanceWithheld((child,)))
    manifest = notified(asked, (mother,))
    for party in PARTIES:
        asked.say(party, TransportAcknowledged("leg", manifest.digest))
    asked.say(OBSERVER, WishTaken(child), OBSERVER).say(OBSERVER, TransferCleared((child,)))
    assert asked.refuses(LYSORIA, Departed("leg", (mother,))).rule == "L31"


def test_l31_a_family_does_not_cross_while_its_child_is_still_on_the_way() -> None:
    child, mother, script = "LYSORIA-CHILD", "LYSORIA-MOTHER", Script()
    people = held_by(LYSORIA)
    statements = [*script.up_to_signed(), *script.clearing(), *script.departing(LYSORIA, "leg", people)]
    asked = Asked([*statements, *script.arriving("leg", tuple(p for p in people if p != child))])
    assert asked.refuses(LYSORIA, HandedOver(1, "leg", (mother,))).rule == "L31"


def test_l31_a_child_does_not_cross_without_the_adult_of_its_family() -> None:
    asked = at_crossing().say(OBSERVER, ClearanceWithheld(("LYSORIA-MOTHER",)))
    assert asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", ("LYSORIA-CHILD",))).rule == "L31"


def test_l31_a_family_crosses_in_one_tranche() -> None:
    asked = at_crossing()
    assert asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", ("LYSORIA-MOTHER",))).rule == "L31"
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", ("LYSORIA-CHILD", "LYSORIA-MOTHER")))


# --- manifests and departure


def test_only_people_of_the_signed_package_are_on_a_manifest_and_on_one_only() -> None:
    asked = cleared()
    reserve = RESERVE[LYSORIA][0].person
    assert (
        "Not in the signed package"
        in asked.refuses(LYSORIA, ManifestSigned("leg", (reserve,), "Bridge"), *KNOWING[LYSORIA]).reason
    )
    assert (
        "Not in the signed package"
        in asked.refuses(TORVENIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[TORVENIA]).reason
    )
    asked.say(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA])
    assert (
        "another manifest"
        in asked.refuses(LYSORIA, ManifestSigned("other", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).reason
    )
    assert (
        "Leg leg is Lysoria's"
        in asked.refuses(TORVENIA, ManifestSigned("leg", COUNTED[TORVENIA], "Bridge"), *KNOWING[TORVENIA]).reason
    )


def test_l5_no_convoy_leaves_without_manifest_notice_and_every_acknowledgement() -> None:
    asked, people = cleared(), held_by(LYSORIA)
    assert asked.refuses(LYSORIA, Departed("leg", people)).rule == "L5"
    manifest = ManifestSigned("leg", people, "Bridge")
    asked.say(LYSORIA, manifest, *KNOWING[LYSORIA])
    assert asked.refuses(LYSORIA, Departed("leg", people)).rule == "L5"
    asked.say(SAHLAN, TransportNotified("leg", manifest.digest, 2, 1))
    asked.say(LYSORIA, TransportAcknowledged("leg", manifest.digest))
    refusal = asked.refuses(LYSORIA, Departed("leg", people))
    assert (refusal.rule, "Torvenia" in refusal.reason) == ("L5", True)
    asked.say(TORVENIA, TransportAcknowledged("leg", manifest.digest))
    stowaway = RESERVE[LYSORIA][0].person
    assert asked.refuses(LYSORIA, Departed("leg", (*people, stowaway))).rule == "L5"
    asked.say(LYSORIA, Departed("leg", people))
    assert "departed already" in asked.refuses(LYSORIA, Departed("leg", people)).reason


def test_l5_a_manifest_signed_anew_needs_a_new_notice() -> None:
    asked = cleared()
    first = notified(asked)
    for party in PARTIES:
        asked.say(party, TransportAcknowledged("leg", first.digest))
    asked.say(LYSORIA, ManifestSigned("leg", COUNTED[LYSORIA], "Bridge"), *KNOWING[LYSORIA])
    assert asked.refuses(LYSORIA, Departed("leg", COUNTED[LYSORIA])).rule == "L5"
    assert "signed anew" in asked.refuses(SAHLAN, TransportNotified("leg", first.digest, 1, 1)).reason


def test_nobody_able_to_travel_is_left_behind_by_their_convoy() -> None:
    asked = cleared()
    manifest = notified(asked)
    for party in PARTIES:
        asked.say(party, TransportAcknowledged("leg", manifest.digest))
    refusal = asked.refuses(LYSORIA, Departed("leg", COUNTED[LYSORIA]))
    assert "not aboard" in refusal.reason
    asked.say(OBSERVER, ClearanceWithheld((SOLDIER,)))
    assert asked.refuses(LYSORIA, Departed("leg", held_by(LYSORIA))).rule == "L10"
    asked.say(LYSORIA, Departed("leg", tuple(p for p in held_by(LYSORIA) if p != SOLDIER)))


def test_l23_protected_people_never_wait_for_counted_ones() -> None:
    asked = cleared().say(TORVENIA, ManifestSigned("soldiers", COUNTED[TORVENIA], "Bridge"), *KNOWING[TORVENIA])
    refusal = asked.refuses(
        LYSORIA, ManifestSigned("civilians", PROTECTED[LYSORIA], "Bridge", after=("soldiers",)), *KNOWING[LYSORIA]
    )
    assert (refusal.rule, "LYSORIA-CIVILIAN" in refusal.reason) == ("L23", True)
    asked.say(LYSORIA, ManifestSigned("civilians", PROTECTED[LYSORIA], "Bridge"), *KNOWING[LYSORIA])
    asked.say(
        LYSORIA,
        ManifestSigned("soldiers too", COUNTED[LYSORIA], "Bridge", after=("soldiers", "civilians")),
        *KNOWING[LYSORIA],
    )


def test_l23_signing_an_earlier_leg_anew_makes_no_protected_leg_wait() -> None:
    asked = cleared()
    first = ("LYSORIA-CIVILIAN",)
    asked.say(LYSORIA, ManifestSigned("first", first, "Bridge"), *KNOWING[LYSORIA])
    wounded = ManifestSigned("second", ("LYSORIA-WOUNDED",), "Bridge", after=("first",))
    asked.say(LYSORIA, wounded, *KNOWING[LYSORIA])
    anew = ManifestSigned("first", COUNTED[LYSORIA], "Bridge")
    assert asked.refuses(LYSORIA, anew, *KNOWING[LYSORIA]).rule == "L23"


def test_a_manifest_is_sealed_to_everybody_who_must_know_the_names() -> None:
    manifest = ManifestSigned("leg", (SOLDIER,), "Bridge")
    assert "needs a part sealed to" in cleared().refuses(LYSORIA, manifest, TORVENIA, SAHLAN).reason


# --- the crossing


def test_only_those_aboard_are_present_and_heads_must_agree() -> None:
    asked = at_crossing()
    refusal = asked.refuses(SAHLAN, PresentAtCrossing("from Lysoria", (SOLDIER,)))
    assert "Not on the way" in refusal.reason
    asked.say(TORVENIA, HeadsCounted("from Lysoria", 7))
    refusal = asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    assert refusal.reason == "Torvenia counted 7 heads of leg from Lysoria; present were 8. Count again."
    asked.say(TORVENIA, HeadsCounted("from Lysoria", 8)).say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))


def test_an_unlisted_arrival_is_counted_and_never_crosses() -> None:
    asked = at_crossing().say(SAHLAN, UnlistedArrived("from Lysoria", "UNLISTED"), OBSERVER)
    assert "since somebody last arrived" in asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,))).reason
    for seat in (*PARTIES, SAHLAN):
        asked.say(seat, HeadsCounted("from Lysoria", 9))
    refusal = asked.refuses(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER, "UNLISTED")))
    assert "Not of the signed package" in refusal.reason
    assert "reported already" in asked.refuses(SAHLAN, UnlistedArrived("from Torvenia", "UNLISTED"), OBSERVER).reason
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    asked.say(SAHLAN, Returned("from Lysoria", ("UNLISTED",)))
    assert "Not with leg" in asked.refuses(SAHLAN, Returned("from Lysoria", ("UNLISTED",))).reason


def test_a_tranche_waits_when_exposure_would_pass_what_was_agreed() -> None:
    asked = at_crossing(exposure=2)
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", COUNTED[LYSORIA][:2]))
    assert exposure(asked.round.agreement, asked.round.handover) == {LYSORIA: 2, TORVENIA: 0}
    refusal = asked.refuses(LYSORIA, HandedOver(2, "from Lysoria", COUNTED[LYSORIA][2:3]))
    assert "would have released 3 people more than it has received; the terms allow 2" in refusal.reason
    asked.say(TORVENIA, HandedOver(1, "from Torvenia", COUNTED[TORVENIA][:2]))
    assert "waits" in asked.refuses(LYSORIA, HandedOver(2, "from Lysoria", COUNTED[LYSORIA][2:3])).reason
    asked.say(LYSORIA, Received(COUNTED[TORVENIA][:2]))
    asked.say(LYSORIA, HandedOver(2, "from Lysoria", COUNTED[LYSORIA][2:]))


def test_the_unconditional_never_wait_for_exposure() -> None:
    asked = at_crossing(exposure=1)
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", COUNTED[LYSORIA][:1]))
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", PROTECTED[LYSORIA]))
    assert exposure(asked.round.agreement, asked.round.handover)[LYSORIA] == 1


def test_l16_after_hostilities_exposure_holds_nobody_back() -> None:
    asked = at_crossing(exposure=1).say(SAHLAN, HostilitiesEnded())
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", COUNTED[LYSORIA]))


def test_only_the_party_of_origin_receives_and_only_once() -> None:
    asked = at_crossing().say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    assert "Not handed over to Lysoria" in asked.refuses(LYSORIA, Received((SOLDIER,))).reason
    asked.say(TORVENIA, Received((SOLDIER,)))
    assert "received already" in asked.refuses(TORVENIA, Received((SOLDIER,))).reason
    assert "Across the line" in asked.refuses(OBSERVER, ClearanceWithheld((SOLDIER,))).reason


def test_freezing_stops_departures_and_crossings_but_strands_nobody() -> None:
    asked = at_crossing().say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    asked.say(TORVENIA, MovementFrozen(Alarm.SAFETY))
    assert "frozen by Torvenia" in asked.refuses(LYSORIA, HandedOver(2, "from Lysoria", COUNTED[LYSORIA][1:2])).reason
    asked.say(TORVENIA, Received((SOLDIER,)))
    asked.say(SAHLAN, Returned("from Torvenia", held_by(TORVENIA)))
    assert "Only the seat that froze" in asked.refuses(LYSORIA, MovementResumed()).reason
    asked.say(TORVENIA, MovementResumed())


def test_whoever_was_handed_over_and_not_let_in_can_come_back_and_go_again() -> None:
    asked = at_crossing().say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    asked.say(SAHLAN, Returned("from Lysoria", (SOLDIER,)))
    assert exposure(asked.round.agreement, asked.round.handover) == {LYSORIA: 0, TORVENIA: 0}
    asked.say(LYSORIA, ManifestSigned("again", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA])


def test_the_observer_can_witness_that_people_were_received() -> None:
    asked = at_crossing().say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    asked.say(OBSERVER, Received((SOLDIER,)))
    assert asked.round.handover.journey(SOLDIER).stage is Stage.RECEIVED


def test_head_counts_stay_true_after_a_tranche_has_crossed_and_anew_after_an_arrival() -> None:
    asked = at_crossing().say(LYSORIA, HandedOver(1, "from Lysoria", (SOLDIER,)))
    asked.say(TORVENIA, HeadsCounted("from Lysoria", 7))
    asked.say(LYSORIA, HandedOver(1, "from Lysoria", COUNTED[LYSORIA][1:2]))


# --- substitution


def unfit() -> Asked:
    return cleared().say(OBSERVER, FitnessCertified((SOLDIER,), fit=False))


def substitution() -> SubstitutionProposed:
    return SubstitutionProposed(SOLDIER, RESERVE[LYSORIA][0], Cause.UNFIT)


def test_a_substitution_takes_effect_with_both_signatures() -> None:
    asked, proposal = unfit(), substitution()
    assert "held by" not in asked.refuses(TORVENIA, proposal).reason
    asked.say(LYSORIA, proposal)
    assert "that of the party of origin" in asked.refuses(LYSORIA, SubstitutionSigned(proposal.digest)).reason
    asked.say(TORVENIA, SubstitutionSigned(proposal.digest))
    assert "signed already" in asked.refuses(TORVENIA, SubstitutionSigned(proposal.digest)).reason
    assert (
        "Not in the signed package"
        in asked.refuses(LYSORIA, ManifestSigned("leg", (SOLDIER,), "Bridge"), *KNOWING[LYSORIA]).reason
    )


def test_nobody_who_can_go_or_was_not_asked_is_replaced() -> None:
    not_cleared = replace(substitution(), cause=Cause.NOT_CLEARED)
    for asked in (cleared(), signed()):
        assert "not certified unfit" in asked.refuses(LYSORIA, substitution()).reason
        assert "has not withheld" in asked.refuses(LYSORIA, not_cleared).reason
    cleared().say(OBSERVER, ClearanceWithheld((SOLDIER,))).say(LYSORIA, not_cleared)


def test_l16_after_hostilities_nobody_goes_in_anothers_place() -> None:
    asked = unfit().say(LYSORIA, substitution()).say(SAHLAN, HostilitiesEnded())
    assert asked.refuses(TORVENIA, SubstitutionSigned(substitution().digest)).rule == "L16"


def test_a_substitution_takes_effect_in_the_order_of_signatures() -> None:
    first, second = RESERVE[LYSORIA]
    asked = unfit()
    one = SubstitutionProposed(SOLDIER, first, Cause.UNFIT)
    asked.say(LYSORIA, one).say(TORVENIA, SubstitutionSigned(one.digest))
    asked.say(OBSERVER, FitnessCertified((first.person,), fit=False))
    two = SubstitutionProposed(first.person, second, Cause.UNFIT)
    asked.say(LYSORIA, two).say(TORVENIA, SubstitutionSigned(two.digest))
    going = travellers(asked.round.agreement, asked.round.handover)
    assert second.person in going
    assert not {SOLDIER, first.person} & set(going)
    line = account(asked.round.agreement, asked.round.handover).lines[0]
    assert (line.holder, line.track, line.substituted) == (LYSORIA, Track.COUNTED, 1)


def test_somebody_replaced_while_on_a_manifest_does_not_depart_on_it() -> None:
    asked = cleared()
    manifest = notified(asked)
    for party in PARTIES:
        asked.say(party, TransportAcknowledged("leg", manifest.digest))
    asked.say(OBSERVER, FitnessCertified((SOLDIER,), fit=False)).say(LYSORIA, substitution())
    asked.say(TORVENIA, SubstitutionSigned(substitution().digest))
    asked.say(OBSERVER, FitnessCertified((SOLDIER,), fit=True))
    assert "not in the package any more" in asked.refuses(LYSORIA, Departed("leg", manifest.people)).reason.lower()
    asked.say(LYSORIA, Departed("leg", tuple(p for p in manifest.people if p != SOLDIER)))


@pytest.mark.parametrize("name", ["LYSORIA-WOUNDED", "LYSORIA-CIVILIAN"])
def test_l8_l23_nobody_protected_stands_in_or_is_replaced(name: str) -> None:
    (person,) = (r for r in PACKAGE if r.person == name)
    asked = cleared().say(OBSERVER, FitnessCertified((name, SOLDIER), fit=False))
    replaced = asked.refuses(LYSORIA, SubstitutionProposed(name, RESERVE[LYSORIA][0], Cause.UNFIT))
    standing_in = asked.refuses(LYSORIA, SubstitutionProposed(SOLDIER, as_counted(person), Cause.UNFIT))
    assert replaced.rule in ("L8", "L23")
    assert standing_in.rule in ("L8", "L23")


def test_a_substitute_is_somebody_new_held_by_the_same_party_and_known_to_be() -> None:
    asked = unfit()
    inside, other_side = PACKAGE[1], RESERVE[TORVENIA][0]
    stranger = replace(RESERVE[LYSORIA][0], person="NOBODY-ASKED-ABOUT")
    assert "in the package already" in asked.refuses(LYSORIA, replace(substitution(), coming=inside)).reason
    assert "held by the same party" in asked.refuses(LYSORIA, replace(substitution(), coming=other_side)).reason
    assert "has not answered" in asked.refuses(LYSORIA, replace(substitution(), coming=stranger)).reason
