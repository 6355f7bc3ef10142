"""Care: who is received into it, and who may read the hand-off."""

from kit.asking import Asked
from kit.table import LYSORIA, MERIDIA, SAHLAN, TORVENIA, Script, held_by

from wayhome.handover import HandedOver, Received
from wayhome.people import Track
from wayhome.reception import Care, CareHandedOn, ReceivedIntoCare

WOUNDED = "LYSORIA-WOUNDED"


def received() -> Asked:
    asked = Asked(Script().up_to_crossing())
    return asked.say(LYSORIA, HandedOver(1, "from Lysoria", (WOUNDED,))).say(TORVENIA, Received((WOUNDED,)))


def test_care_begins_after_the_handover() -> None:
    asked = received()
    soldier = held_by(LYSORIA, Track.COUNTED)[0]
    assert "Not received yet" in asked.refuses(MERIDIA, ReceivedIntoCare((soldier,), (Care.MEDICAL,))).reason
    assert "can't state this" in asked.refuses(SAHLAN, ReceivedIntoCare((WOUNDED,), (Care.MEDICAL,))).reason
    assert "kind of care" in asked.refuses(MERIDIA, ReceivedIntoCare((WOUNDED,), ())).reason
    asked.say(MERIDIA, ReceivedIntoCare((WOUNDED,), (Care.PSYCHOLOGICAL,)))
    asked.say(MERIDIA, ReceivedIntoCare((WOUNDED,), (Care.MEDICAL,)))
    assert asked.round.reception.care[WOUNDED] == (Care.MEDICAL, Care.PSYCHOLOGICAL)


def test_the_party_that_held_a_person_never_reads_their_medical_hand_off() -> None:
    asked = received()
    assert "not in care" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED), TORVENIA).reason
    asked.say(MERIDIA, ReceivedIntoCare((WOUNDED,), (Care.MEDICAL,)))
    assert "needs a part sealed to Torvenia" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED), LYSORIA).reason
    assert "not for Lysoria" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED), LYSORIA, TORVENIA).reason
    assert "needs a part sealed" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED)).reason
    assert "can't be sealed" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED), SAHLAN).reason
    asked.say(MERIDIA, CareHandedOn(WOUNDED), TORVENIA)
    assert "is written" in asked.refuses(MERIDIA, CareHandedOn(WOUNDED), TORVENIA).reason
