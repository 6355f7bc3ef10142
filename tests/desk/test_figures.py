"""Figures: charts beside tables, each claim under the name of who makes it."""

from __future__ import annotations

from kit.desk import STRANGERS, Desk
from kit.table import LYSORIA, TORVENIA

from wayhome.desk.seats.models import Duty
from wayhome.record import load_rounds

PAGE = "/figures/"


def test_it_works(desk: Desk) -> None:
    desk.begin(lambda script: script.up_to_signed())
    page = desk.sits(LYSORIA, Duty.PRESS).get(PAGE)
    assert page.status_code == 200
    assert "<svg" in page.text


def test_every_claim_of_the_latest_round_stands_under_its_source(desk: Desk) -> None:
    desk.begin(lambda script: script.up_to_signed())
    latest = load_rounds()[-1]
    page = desk.sits(TORVENIA, Duty.SIGNATORY).get(PAGE, {"conflict": latest.conflict}).text
    for claim in latest.claims:
        assert claim.value in page
    for source in latest.sources:
        assert source.replace("&", "&amp;") in page


def test_beside_every_picture_stands_its_table(desk: Desk) -> None:
    desk.begin(lambda script: script.up_to_signed())
    page = desk.sits(LYSORIA, Duty.AUDITOR).get(PAGE).text
    for part in page.split("<figure>")[1:]:
        assert "<table>" in part.partition("</section>")[0]


def test_whoever_has_no_seat_in_this_round_sees_nothing_of_it(desk: Desk) -> None:
    desk.begin(lambda script: script.up_to_signed())
    assert desk.sits(STRANGERS, Duty.SIGNATORY).get(PAGE).status_code == 403
