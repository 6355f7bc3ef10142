"""The account and the public words: what is refused."""

from dataclasses import replace
from datetime import timedelta

import pytest
from kit.asking import Asked
from kit.table import LYSORIA, PARTIES, SAHLAN, TORVENIA, Script, held_by

from wayhome.handover import HandedOver, Received, Returned
from wayhome.people import Track
from wayhome.record import (
    CommuniqueEmbargoed,
    CommuniquePublished,
    FamiliesTold,
    Parameter,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    SentenceProposed,
    ShortfallRecorded,
    account,
)

LEFT = "LYSORIA-SOLDIER-4"


def everybody_but_one_home() -> Asked:
    """Everybody handed over and received, but for one soldier who went back with the convoy."""
    asked = Asked(Script().up_to_crossing(exposure=4))
    for holder, home in (PARTIES, PARTIES[::-1]):
        going = tuple(person for person in held_by(holder) if person != LEFT)
        asked.say(holder, HandedOver(1, f"from {holder}", going)).say(home, Received(going))
    return asked.say(SAHLAN, Returned("from Lysoria", (LEFT,)))


def reconciled(asked: Asked) -> Reconciled:
    drawn_up = account(asked.round.agreement, asked.round.handover)
    return Reconciled(drawn_up.lines, drawn_up.unlisted)


SHORTFALL = ShortfallRecorded(LYSORIA, TORVENIA, Track.COUNTED, 1)
RETURNED = SentenceProposed(
    "returned_counted",
    (Parameter("heads", 3), Parameter("holder", LYSORIA), Parameter("home", TORVENIA)),
)


def test_figures_that_do_not_follow_from_the_acts_are_refused() -> None:
    asked = everybody_but_one_home()
    true = reconciled(asked)
    flattered = tuple(replace(line, received=line.signed, not_returned=0) for line in true.lines)
    assert "don't follow from the acts" in asked.refuses(SAHLAN, replace(true, lines=flattered)).reason
    assert "can't state this" in asked.refuses(LYSORIA, true).reason
    asked.say(SAHLAN, true)
    line = next(each for each in true.lines if (each.holder, each.track) == (LYSORIA, Track.COUNTED))
    assert (line.signed, line.received, line.not_returned, line.shortfall) == (4, 3, 1, 1)


def test_a_round_closes_on_a_true_account_with_every_shortfall_on_record_and_nobody_on_the_way() -> None:
    asked = Asked(Script().up_to_crossing())
    assert "Still on the way" in asked.refuses(SAHLAN, RoundClosed()).reason
    asked = everybody_but_one_home()
    assert "reconciled after the last movement" in asked.refuses(SAHLAN, RoundClosed()).reason
    asked.say(SAHLAN, reconciled(asked))
    assert "A shortfall is not on record" in asked.refuses(SAHLAN, RoundClosed()).reason
    assert "doesn't follow" in asked.refuses(SAHLAN, replace(SHORTFALL, heads=2)).reason
    asked.say(SAHLAN, SHORTFALL)
    assert "on record" in asked.refuses(SAHLAN, SHORTFALL).reason
    asked.say(SAHLAN, RoundClosed())
    assert "closed" in asked.refuses(LYSORIA, HandedOver(2, "from Lysoria", (LEFT,))).reason


@pytest.mark.parametrize("heads", [2, 4])
def test_a_sentence_with_an_untrue_figure_cannot_be_proposed(heads: int) -> None:
    asked = everybody_but_one_home()
    untrue = replace(RETURNED, parameters=(Parameter("heads", heads), *RETURNED.parameters[1:]))
    asked.refuses(SAHLAN, untrue)
    asked.say(SAHLAN, RETURNED)


PUBLISHED = CommuniquePublished((RETURNED.digest,))


def test_only_sentences_confirmed_by_everyone_named_are_published_after_families_and_embargo() -> None:
    asked = everybody_but_one_home().say(SAHLAN, RETURNED).say(LYSORIA, SentenceConfirmed(RETURNED.digest))
    assert "a closed round" in asked.refuses(SAHLAN, PUBLISHED).reason
    asked.say(SAHLAN, reconciled(asked)).say(SAHLAN, SHORTFALL).say(SAHLAN, RoundClosed())
    assert "hasn't confirmed it: Torvenia" in asked.refuses(SAHLAN, PUBLISHED).reason
    assert "confirmed this sentence already" in asked.refuses(LYSORIA, SentenceConfirmed(RETURNED.digest)).reason
    asked.say(TORVENIA, SentenceConfirmed(RETURNED.digest))
    asked.say(LYSORIA, CommuniqueEmbargoed(asked.time + timedelta(hours=2)))
    assert "Nothing is published before" in asked.refuses(SAHLAN, PUBLISHED).reason
    asked.time += timedelta(hours=2)
    assert asked.refuses(SAHLAN, PUBLISHED).rule == "L1"
    assert "its own people" in asked.refuses(LYSORIA, FamiliesTold(held_by(LYSORIA))).reason
    asked.say(LYSORIA, FamiliesTold(held_by(TORVENIA))).say(TORVENIA, FamiliesTold(held_by(LYSORIA)))
    asked.say(SAHLAN, PUBLISHED)
    assert asked.round.record.published_at == asked.time
    assert "is published" in asked.refuses(SAHLAN, PUBLISHED).reason
