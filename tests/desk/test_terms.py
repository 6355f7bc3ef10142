"""Terms: on the table, side by side, proposed, countered, accepted; what the law refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import translation
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.english import english_text, faults_in
from kit.table import LYSORIA, OBSERVER, SAHLAN, TORVENIA, Script, terms

from wayhome.acts import Refused
from wayhome.agreement import RefusalRecorded, TermsProposed
from wayhome.desk.look.messages import refused
from wayhome.desk.seats.models import Duty
from wayhome.exchange import terms_toml
from wayhome.law import RULES, Breach

USUAL = {
    "how": "usual",
    "day": "2025-08-24",
    "exposure": "2",
    "most": "4",
    "categories": ["prisoner_of_war", "accompanying_armed_forces"],
    "first": "longest_held",
    "later_rounds": "",
}
COUNTING_CIVILIANS = terms_toml(terms()).replace('"prisoner_of_war"', '"prisoner_of_war", "civilian_detainee"')


def proposed(script: Script) -> list:
    """Lysoria's terms are on the table, and nobody else has accepted them."""
    return [*script.opening(), *script.inquiries(), script(LYSORIA, TermsProposed(terms()))]


def opened(script: Script) -> list:
    """Nothing is on the table yet."""
    return [*script.opening(), *script.inquiries()]


def in_force(script: Script) -> list:
    """Terms in force and a package on the table, signed by Lysoria."""
    return script.up_to_signed()[:-2]


def test_it_works(desk: Desk) -> None:
    desk.begin(proposed)
    page = desk.sits(TORVENIA, Duty.SIGNATORY).get("/terms/").text
    assert "4 each way between each pair of parties" in page
    assert "longest held" in page
    assert "Accept these terms" in page


def test_a_party_accepts_what_it_read_and_the_terms_are_in_force(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    response = torvenia.post("/terms/accept/", {"terms": terms().digest})
    assert "4 each way between each pair of parties" in torvenia.get(response.headers["Location"]).text
    sign(torvenia, response)
    assert desk.round.agreement.terms_in_force == terms()
    assert "in force" in torvenia.get("/terms/").text


def test_terms_changed_since_they_were_read_are_not_accepted(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    page = torvenia.post("/terms/accept/", {"terms": terms(most=3).digest}, follow=True).text
    assert "not the terms on the table" in page
    assert desk.round.agreement.terms_in_force is None


def test_a_counter_is_an_edit_shown_beside_what_is_on_the_table(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    form = torvenia.get("/terms/write/").text
    assert 'value="2025-08-24"' in form
    checked = torvenia.post("/terms/write/", {**USUAL, "most": "3", "replaces": terms().digest})
    assert checked.status_code == 200
    rows = checked.text.split("<tr>")
    assert any("3 each way" in row and "4 each way" in row and "differs" in row for row in rows)
    assert any("2025-08-24" in row and "the same" in row for row in rows)
    countered = replace(terms(), counted=replace(terms().counted, most=3))
    response = torvenia.post("/terms/check/", {"text": terms_toml(countered), "replaces": terms().digest})
    read = torvenia.get(response.headers["Location"]).text
    assert "3 each way between each pair of parties" in read
    sign(torvenia, response)
    on_table = desk.round.agreement.terms
    assert on_table
    assert on_table.terms.counted.most == 3
    assert on_table.accepted_by == (TORVENIA,)
    beside = torvenia.get(f"/terms/{terms().digest}/").text
    assert "differs" in beside


def test_what_the_usual_fields_do_not_speak_of_stays(desk: Desk) -> None:
    rich = replace(terms(), counted=replace(terms().counted, asked_by_name=1), criteria=("women", "younger_than_25"))
    desk.begin(lambda s: [*s.opening(), *s.inquiries(), s(LYSORIA, TermsProposed(rich))])
    page = desk.sits(TORVENIA, Duty.SIGNATORY).post(
        "/terms/write/", {**USUAL, "first": "women", "second": "younger_than_25", "exposure": "3"}
    )
    assert "asked_by_name = 1" in page.text
    assert "younger_than_25" in page.text


@pytest.mark.parametrize(("seat", "duty"), [(LYSORIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR)])
def test_parties_and_the_facilitator_propose(desk: Desk, seat: str, duty: Duty) -> None:
    desk.begin(opened)
    client = desk.sits(seat, duty)
    assert client.post("/terms/write/", {**USUAL, "seats": "7"}).status_code == 200
    sign(client, client.post("/terms/check/", {"text": terms_toml(terms())}))
    assert desk.round.agreement.terms
    assert desk.round.agreement.terms.accepted_by == ((LYSORIA,) if seat == LYSORIA else ())


def test_a_file_that_counts_civilians_is_refused_with_the_article_and_nothing_written_is_lost(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    file = SimpleUploadedFile("terms.toml", COUNTING_CIVILIANS.encode())
    page = torvenia.post("/terms/write/", {"how": "text", "text": "", "file": file})
    assert page.status_code == 422
    assert "GC IV 34" in page.text.partition("<h1>")[0]
    assert "civilian_detainee" in page.text.partition("<textarea")[2]
    assert desk.round.agreement.terms
    assert desk.round.agreement.terms.terms == terms()


def test_the_form_itself_answers_with_the_article(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    page = torvenia.post("/terms/write/", {**USUAL, "exposure": "9", "categories": ["civilian_internee"]})
    assert page.status_code == 422
    assert "GC IV 34" in page.text
    assert 'value="9"' in page.text


def test_what_the_law_refused_the_facilitator_puts_on_record(desk: Desk) -> None:
    desk.begin(proposed)
    desk.sits(TORVENIA, Duty.SIGNATORY).post("/terms/write/", {"how": "text", "text": COUNTING_CIVILIANS})
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    page = sahlan.get("/terms/").text
    assert "not yet on record" in page
    number = page.partition("/terms/attempts/")[2].partition("/")[0]
    assert desk.sits(LYSORIA, Duty.SIGNATORY).post(f"/terms/attempts/{number}/").status_code == 404
    sign(sahlan, sahlan.post(f"/terms/attempts/{number}/"))
    (recorded,) = desk.round.agreement.refusals
    assert isinstance(recorded, RefusalRecorded)
    assert (recorded.of, recorded.tried, recorded.rule) == (TORVENIA, "terms.countered", "L23")
    assert "not yet on record" not in sahlan.get("/terms/").text


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"exposure": "0"}, "Exposure"),
        ({"day": "tomorrow"}, "Day of the round"),
        ({"later_rounds": "2025-08-01"}, "after the day of this round"),
        ({"first": "women", "second": "women"}, "each criterion once"),
        ({"categories": []}, "one category or more"),
        ({"later_rounds": "next month"}, "year, month and day"),
    ],
)
def test_a_contradictory_term_is_named_in_the_summary_and_what_was_typed_is_kept(
    desk: Desk, wrong: dict[str, Any], said: str
) -> None:
    desk.begin(proposed)
    page = desk.sits(TORVENIA, Duty.SIGNATORY).post("/terms/write/", {**USUAL, "most": "77", **wrong})
    assert page.status_code == 422
    assert said in page.text.partition("<h1>")[0]
    assert 'value="77"' in page.text


def test_text_that_is_no_terms_says_where(desk: Desk) -> None:
    desk.begin(proposed)
    page = desk.sits(TORVENIA, Duty.SIGNATORY).post("/terms/write/", {"how": "text", "text": "exposure = many"})
    assert page.status_code == 422
    assert "exposure = many" in page.text


def test_other_terms_take_the_package_off_the_table_and_the_page_says_so_first(desk: Desk) -> None:
    desk.begin(in_force)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    assert "every signature under it falls" in torvenia.get("/terms/write/").text
    text = terms_toml(terms(exposure=3))
    assert "every signature under it falls" in torvenia.post("/terms/write/", {"how": "text", "text": text}).text
    sign(torvenia, torvenia.post("/terms/check/", {"text": text, "replaces": terms().digest}))
    assert desk.round.agreement.package is None


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_every_reason_of_the_law_is_said_in_the_readers_language(language: str) -> None:
    with translation.override(language):
        for rule in RULES:
            breach = Breach(rule.number, rule.article, rule.reason, ("A1",))
            said = refused(Refused(breach.said, rule=rule.number, article=rule.article))
            assert str(rule.reason) not in said
            assert rule.article in said
            assert "A1" in said


def test_a_refusal_is_read_in_the_language_of_whoever_tried(desk: Desk) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    torvenia.post("/seat/language/", {"language": "uk"})
    page = torvenia.post("/terms/write/", {"how": "text", "text": COUNTING_CIVILIANS})
    assert "GC IV 34" in page.text
    assert "Nobody protected is consideration" not in page.text


def _texts(desk: Desk) -> Callable[[str, Duty], Any]:
    return lambda seat, duty: desk.sits(seat, duty).get("/terms/")


def test_observer_and_auditors_read_and_state_nothing(desk: Desk) -> None:
    desk.begin(proposed)
    for seat, duty in ((OBSERVER, Duty.OBSERVER), (AUDITORS, Duty.AUDITOR)):
        page = _texts(desk)(seat, duty)
        assert "4 each way" in page.text
        assert "/terms/write/" not in page.text
        assert "Accept these terms" not in page.text
        client = desk.sits(seat, duty)
        assert client.get("/terms/write/").status_code == 403
        assert client.post("/terms/check/", {"text": terms_toml(terms(most=1))}).status_code == 403
        assert client.post("/terms/accept/", {"terms": terms().digest}).status_code in (302, 403)
    assert desk.round.agreement.terms
    assert desk.round.agreement.terms.accepted_by == (LYSORIA,)


def test_a_list_officer_reads_and_does_not_accept(desk: Desk) -> None:
    desk.begin(proposed)
    client = desk.sits(TORVENIA, Duty.LIST_OFFICER)
    assert client.get("/terms/").status_code == 200
    assert client.post("/terms/accept/", {"terms": terms().digest}).status_code == 403


def test_a_stranger_gets_nothing(desk: Desk) -> None:
    desk.begin(proposed)
    stranger = desk.sits(STRANGERS, Duty.SIGNATORY)
    assert stranger.get("/terms/").status_code == 403
    assert stranger.get(f"/terms/{terms().digest}/").status_code == 403
    assert stranger.post("/terms/write/", USUAL).status_code == 403
    assert stranger.post("/terms/accept/", {"terms": terms().digest}).status_code == 403


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
@pytest.mark.parametrize(
    ("found", "instead", "key"),
    [
        ("exposure", "fairness", "fairness"),
        ("most = ", "most = -", "counted.most"),
        ("parties = [", 'parties = ["Lysoria", ', "parties"),
    ],
)
def test_a_mistake_in_the_text_is_told_in_the_language_of_whoever_wrote_it(
    desk: Desk, language: str, found: str, instead: str, key: str
) -> None:
    desk.begin(proposed)
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY)
    torvenia.post("/seat/language/", {"language": language})
    text = terms_toml(terms()).replace(found, instead, 1)
    page = torvenia.post("/terms/write/", {"how": "text", "text": text}).text
    assert key in faults_in(page)
    assert english_text(faults_in(page)) == []


def test_the_facilitator_alone_states_that_active_hostilities_have_ended(desk: Desk) -> None:
    desk.begin(in_force)
    assert "State that they have ended" not in desk.sits(LYSORIA, Duty.SIGNATORY).get("/terms/").text
    assert desk.sits(LYSORIA, Duty.SIGNATORY).post("/terms/hostilities/").status_code == 403
    facilitator = desk.sits(SAHLAN, Duty.FACILITATOR)
    assert "State that they have ended" in facilitator.get("/terms/").text
    sign(facilitator, facilitator.post("/terms/hostilities/"))
    assert desk.round.agreement.hostilities_ended
    page = facilitator.get("/terms/").text
    assert "GC III 118" in page
    assert "State that they have ended" not in page
