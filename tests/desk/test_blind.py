"""Blind tracing at the desk: where it stands, and the acts of it that need nobody's secret."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from kit.blind import HELD, confirming, judged, steps
from kit.blind import TERMS as LONG_AGO
from kit.desk import STRANGERS, Desk, sign
from kit.table import LYSORIA, MERIDIA, OBSERVER, SAHLAN, TORVENIA, Script

from wayhome.acts import Act, Statement
from wayhome.agreement import TracingAccepted
from wayhome.desk.seats.models import Duty

PAGE = "/blind/"
TERMS = replace(LONG_AGO, proof_of_life_by=datetime(2125, 12, 1, tzinfo=UTC))
"""The desk's time is today's."""
ACTS: dict[Act, Act] = {
    LONG_AGO: TERMS,
    TracingAccepted("autumn", LONG_AGO.digest): TracingAccepted("autumn", TERMS.digest),
}


def until(count: int) -> Callable[[Script], Iterator[Statement]]:
    """The round is open, and so many steps of a blind tracing are made."""

    def stage(script: Script) -> Iterator[Statement]:
        yield from script.opening()
        for author, act, *sealed_for in [*steps(), *confirming()][:count]:
            yield script(author, ACTS.get(act, act), *sealed_for)

    return stage


def test_it_works(desk: Desk) -> None:
    desk.begin(until(1))
    for seat, duty in (
        (LYSORIA, Duty.SIGNATORY),
        (TORVENIA, Duty.LIST_OFFICER),
        (SAHLAN, Duty.FACILITATOR),
        (OBSERVER, Duty.OBSERVER),
    ):
        page = desk.sits(seat, duty).get(PAGE)
        assert page.status_code == 200
        assert "autumn" in page.text
    for seat, duty in ((STRANGERS, Duty.SIGNATORY), (MERIDIA, Duty.DOCTOR), (LYSORIA, Duty.PRESS)):
        assert desk.sits(seat, duty).get(PAGE).status_code == 403


def test_before_any_is_proposed_it_says_how_one_begins(desk: Desk) -> None:
    desk.begin(until(0))
    assert "wayhome blind terms" in desk.sits(LYSORIA, Duty.LIST_OFFICER).get(PAGE).text


def test_the_other_party_accepts_exactly_the_terms_it_read(desk: Desk) -> None:
    desk.begin(until(1))
    assert "Accept these terms" not in desk.sits(LYSORIA, Duty.SIGNATORY).get(PAGE).text
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    assert "Accept these terms" in torvenia.get(PAGE).text
    torvenia.post("/blind/accept/", {"tracing": "autumn", "terms": "0" * 64}, follow=True)
    assert not desk.round.agreement.tracings["autumn"].accepted
    sign(torvenia, torvenia.post("/blind/accept/", {"tracing": "autumn", "terms": TERMS.digest}))
    assert desk.round.agreement.tracings["autumn"].accepted


def test_what_needs_a_secret_is_a_command_for_ones_own_machine(desk: Desk) -> None:
    desk.begin(until(2))
    lysoria = desk.sits(LYSORIA, Duty.LIST_OFFICER).get(PAGE).text
    assert "wayhome blind mask JOURNAL autumn" in lysoria
    assert "wayhome blind compare" not in lysoria
    assert "wayhome blind compare" in desk.sits(SAHLAN, Duty.FACILITATOR).get(PAGE).text


def test_the_observer_draws_the_sample_once_all_is_compared(desk: Desk) -> None:
    desk.begin(until(7))
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    assert "Draw the sample</button>" not in observer.get(PAGE).text
    assert observer.post("/blind/draw/", {"tracing": "autumn"}, follow=True).redirect_chain[-1][0] == PAGE


def test_the_sample_is_drawn_by_chance_and_by_nobody_but_the_observer(desk: Desk) -> None:
    desk.begin(until(8))
    assert "Draw the sample</button>" not in desk.sits(SAHLAN, Duty.FACILITATOR).get(PAGE).text
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    assert "Draw the sample</button>" in observer.get(PAGE).text
    sign(observer, observer.post("/blind/draw/", {"tracing": "autumn"}))
    assert len(bytes.fromhex(desk.round.agreement.tracings["autumn"].seed)) == 32


def test_a_failed_audit_is_excused_by_the_other_party_alone(desk: Desk) -> None:
    def failed(script: Script) -> Iterator[Statement]:
        yield from until(11)(script)
        yield script(OBSERVER, judged(LYSORIA, 3))

    desk.begin(failed)
    assert "more than the terms allow" in desk.sits(OBSERVER, Duty.OBSERVER).get(PAGE).text
    form = {"tracing": "autumn", "party": LYSORIA, "judged": judged(LYSORIA, 3).digest}
    own = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    assert "Go on all the same" not in own.get(PAGE).text
    assert own.post("/blind/excuse/", form, follow=True).redirect_chain[-1][0] == PAGE
    torvenia = desk.sits(TORVENIA, Duty.LIST_OFFICER)
    assert "Go on all the same" in torvenia.get(PAGE).text
    sign(torvenia, torvenia.post("/blind/excuse/", form))
    assert desk.round.agreement.tracings["autumn"].failed == ()


def test_proof_of_life_is_sealed_to_the_party_of_origin(desk: Desk) -> None:
    desk.begin(until(len([*steps(), *confirming()]) - 1))
    assert "Proof of life owed" in desk.sits(LYSORIA, Duty.LIST_OFFICER).get(PAGE).text
    holder = desk.sits(TORVENIA, Duty.LIST_OFFICER)
    page = f"/blind/life/autumn/{HELD}/"
    assert holder.post(page, {"words": ""}).status_code == 422
    sign(holder, holder.post(page, {"words": "I am well. Kiss the little one."}))
    assert HELD in desk.round.agreement.tracings["autumn"].proven
    assert holder.get(page).status_code == 404
    stated = desk.sits(SAHLAN, Duty.FACILITATOR).get("/journal/").text
    assert "Kiss the little one" not in stated


@pytest.mark.parametrize("name", ["spring", "autumn"])
def test_nobody_proves_what_isnt_owed(desk: Desk, name: str) -> None:
    desk.begin(until(3))
    assert desk.sits(TORVENIA, Duty.LIST_OFFICER).get(f"/blind/life/{name}/{HELD}/").status_code == 404
