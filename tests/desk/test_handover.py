"""The handover at the desk, from the first wish to everybody home."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from django.test import Client
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.english import english_text, faults_in
from kit.table import KNOWING, LYSORIA, OBSERVER, PACKAGE, PARTIES, SAHLAN, TORVENIA, Script, held_by, other
from kit.way_home import home

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.register.models import Known
from wayhome.desk.seats.models import Duty
from wayhome.handover import ManifestSigned, Stage
from wayhome.people import Track

PAGE = "/handover/"
SOLDIER = "LYSORIA-SOLDIER-1"


def signed(script: Script) -> list[Statement]:
    """A package in effect, and nobody asked yet."""
    return script.up_to_signed()


def cleared(script: Script) -> list[Statement]:
    """Everybody was asked, is fit and cleared."""
    return [*script.up_to_signed(), *script.clearing()]


def at_the_crossing(script: Script) -> list[Statement]:
    """Both convoys are at the crossing and counted."""
    return script.up_to_crossing()


def listed(script: Script) -> list[Statement]:
    """Lysoria has signed a manifest."""
    manifest = ManifestSigned("first", held_by(LYSORIA), "Bridge")
    return [*cleared(script), script(LYSORIA, manifest, *KNOWING[LYSORIA])]


def test_it_works(desk: Desk) -> None:
    desk.begin(signed)
    for seat, duty in (
        (LYSORIA, Duty.HANDOVER),
        (TORVENIA, Duty.SIGNATORY),
        (SAHLAN, Duty.FACILITATOR),
        (OBSERVER, Duty.OBSERVER),
        (AUDITORS, Duty.AUDITOR),
    ):
        for page in (PAGE, "/handover/people/"):
            assert desk.sits(seat, duty).get(page).status_code == 200, (seat, page)


def test_whoever_has_no_seat_in_this_round_sees_nothing_of_it(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    stranger = desk.sits(STRANGERS, Duty.HANDOVER)
    for page in (PAGE, "/handover/people/", "/handover/leg/from Lysoria/", "/handover/live/"):
        assert stranger.get(page).status_code == 403, page


def asks(client: Client, answers: dict[str, dict[str, str]]) -> object:
    """Fill in the page of wishes."""
    given: dict[str, object] = {"person": list(answers)}
    for person, answer in answers.items():
        given |= {f"{person}-{name}": value for name, value in answer.items()}
    return client.post("/handover/people/wishes/", given)


def test_the_observer_writes_down_several_wishes_and_no_party_can_read_them(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(OBSERVER, Duty.OBSERVER)
    secret = "to my sister in Orvelle"
    answer = asks(client, {SOLDIER: {"wants": "yes", "destination": secret}, "LYSORIA-SOLDIER-2": {"wants": "no"}})
    page = client.get(answer.headers["Location"])
    assert "2 acts to sign" in page.text
    assert secret in page.text, "what is sealed is shown to whoever signs it"
    sign(client, answer)
    assert desk.round.handover.journey(SOLDIER).wish == "taken"
    assert desk.round.handover.journey("LYSORIA-SOLDIER-2").wish == "taken"
    for seat, duty in ((LYSORIA, Duty.HANDOVER), (TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR)):
        reader = desk.sits(seat, duty)
        for path in (
            "/handover/people/",
            f"/journal/{len(signed(Script()))}/",
            f"/journal/{len(signed(Script()))}/act.json",
        ):
            assert secret not in reader.get(path).text


def test_whom_nobody_has_asked_is_left_out(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(OBSERVER, Duty.OBSERVER)
    sign(client, asks(client, {SOLDIER: {"wants": "yes"}, "LYSORIA-SOLDIER-2": {"wants": ""}}))
    assert desk.round.handover.journey("LYSORIA-SOLDIER-2").wish == "unknown"


def test_l10_nobody_is_cleared_who_said_no_and_the_page_names_the_article(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(OBSERVER, Duty.OBSERVER)
    sign(client, asks(client, {SOLDIER: {"wants": "no"}}))
    refused = client.post("/handover/people/clearance/", {"people": [SOLDIER]})
    assert refused.status_code == 422
    assert "GC III 109" in refused.text
    assert not desk.round.handover.journey(SOLDIER).cleared


def test_only_the_observer_asks_certifies_and_clears(desk: Desk) -> None:
    desk.begin(signed)
    for seat, duty in ((LYSORIA, Duty.HANDOVER), (SAHLAN, Duty.FACILITATOR)):
        client = desk.sits(seat, duty)
        for page in ("wishes", "fitness", "clearance", "withheld"):
            assert client.post(f"/handover/people/{page}/", {"people": [SOLDIER]}).status_code == 403, (seat, page)


def test_fitness_and_clearance_of_everybody_expected(desk: Desk) -> None:
    desk.begin(signed)
    client = desk.sits(OBSERVER, Duty.OBSERVER)
    people = held_by(LYSORIA)
    sign(client, asks(client, {person: {"wants": "yes"} for person in people}))
    sign(client, client.post("/handover/people/fitness/?holder=Lysoria", {"fit": "yes", "everybody": "on"}))
    sign(client, client.post("/handover/people/clearance/?holder=Lysoria", {"everybody": "on"}))
    assert all(desk.round.handover.journey(person).may_travel for person in people)


def test_a_form_in_which_nobody_is_named_says_so(desk: Desk) -> None:
    desk.begin(signed)
    answer = desk.sits(OBSERVER, Duty.OBSERVER).post("/handover/people/fitness/", {"fit": "yes"})
    assert answer.status_code == 422
    assert "Say whom" in answer.text


def test_a_manifest_is_signed_with_names_that_only_those_read_who_must_know_them(desk: Desk) -> None:
    desk.begin(cleared)
    with within(desk.delegations[LYSORIA]):
        for person in held_by(LYSORIA):
            Known.objects.create(delegation=desk.delegations[LYSORIA], reference=person, name=f"Name of {person}")
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    sign(client, client.post("/handover/manifest/", {"leg": "first", "crossing": "Bridge", "everybody": "on"}))
    assert set(desk.round.handover.legs["first"].people) == set(held_by(LYSORIA))
    assert f"Name of {SOLDIER}" in desk.sits(SAHLAN, Duty.FACILITATOR).get("/handover/leg/first/").text
    assert f"Name of {SOLDIER}" in desk.sits(TORVENIA, Duty.HANDOVER).get("/handover/leg/first/").text
    assert f"Name of {SOLDIER}" not in desk.sits(AUDITORS, Duty.AUDITOR).get("/handover/leg/first/").text


def test_l31_a_manifest_that_would_split_a_family_is_refused_and_nothing_typed_is_lost(desk: Desk) -> None:
    desk.begin(cleared)
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    refused = client.post(
        "/handover/manifest/", {"leg": "the early one", "crossing": "Bridge", "people": ["LYSORIA-MOTHER"]}
    )
    assert refused.status_code == 422
    assert "AP I 74" in refused.text
    assert "the early one" in refused.text
    assert not desk.round.handover.legs


def test_a_leg_from_notice_to_departure(desk: Desk) -> None:
    desk.begin(listed)
    facilitator = desk.sits(SAHLAN, Duty.FACILITATOR)
    sign(facilitator, facilitator.post("/handover/leg/first/notice/", {"vehicles": 2, "ambulances": 1}))
    early = desk.sits(LYSORIA, Duty.HANDOVER).post("/handover/leg/first/depart/", {"everybody": "on"})
    assert early.status_code == 422, "nobody leaves before every party has acknowledged the notice (L5)"
    for party in PARTIES:
        client = desk.sits(party, Duty.HANDOVER)
        sign(client, client.post("/handover/leg/first/acknowledge/"))
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    sign(client, client.post("/handover/leg/first/depart/", {"everybody": "on"}))
    assert desk.round.handover.journey(SOLDIER).stage is Stage.ON_THE_WAY


def counted_by(desk: Desk, heads: int, seats: Iterable[str]) -> None:
    """These seats count the heads of the leg from Lysoria."""
    for seat in seats:
        duty = Duty.FACILITATOR if seat == SAHLAN else Duty.HANDOVER
        client = desk.sits(seat, duty)
        sign(client, client.post("/handover/leg/from Lysoria/count/", {"heads": heads}))


def test_nobody_crosses_while_the_counts_differ(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    counted_by(desk, 7, [TORVENIA])
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    refused = client.post("/handover/leg/from Lysoria/hand-over/", {"tranche": 1, "people": [SOLDIER]})
    assert refused.status_code == 422
    assert "counted 7 heads" in refused.text
    assert "differs" in client.get("/handover/leg/from Lysoria/").text


def test_tranches_wait_where_the_exposure_would_be_passed_and_everybody_comes_home(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    soldiers = {party: held_by(party, Track.COUNTED) for party in PARTIES}
    lysoria = desk.sits(LYSORIA, Duty.HANDOVER)
    too_many = lysoria.post("/handover/leg/from Lysoria/hand-over/", {"tranche": 1, "people": soldiers[LYSORIA]})
    assert too_many.status_code == 422
    assert "the terms allow 2" in too_many.text
    for tranche, some in enumerate((slice(0, 2), slice(2, 4)), start=1):
        for party in PARTIES:
            client = desk.sits(party, Duty.HANDOVER)
            people = soldiers[party][some]
            sign(client, client.post(f"/handover/leg/from {party}/hand-over/", {"tranche": tranche, "people": people}))
            receiving = desk.sits(other(party), Duty.HANDOVER)
            sign(receiving, receiving.post(f"/handover/leg/from {party}/receive/", {"everybody": "on"}))
    gone = [desk.round.handover.journey(person).stage for party in PARTIES for person in soldiers[party]]
    assert set(gone) == {Stage.RECEIVED}


def test_a_leg_is_over_once_everybody_of_it_is_received(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    assert desk.sits(SAHLAN, Duty.FACILITATOR).get("/handover/").text.count(">at the crossing</span>") == 2
    desk.lose_journal()
    desk.begin(home)
    page = desk.sits(SAHLAN, Duty.FACILITATOR).get("/handover/").text
    assert page.count(">received</span>") == 2
    assert ">at the crossing</span>" not in page


def test_a_freeze_stops_tranches_until_the_same_seat_resumes(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    observer, lysoria = desk.sits(OBSERVER, Duty.OBSERVER), desk.sits(LYSORIA, Duty.HANDOVER)
    sign(observer, observer.post("/handover/freeze/", {"alarm": "medical"}))
    assert "Movement is frozen" in lysoria.get(PAGE).text
    crossing = {"tranche": 1, "people": [SOLDIER]}
    assert lysoria.post("/handover/leg/from Lysoria/hand-over/", crossing).status_code == 422
    sign(observer, observer.post("/handover/resume/"))
    sign(lysoria, lysoria.post("/handover/leg/from Lysoria/hand-over/", crossing))
    assert desk.round.handover.journey(SOLDIER).stage is Stage.RELEASED


def test_somebody_on_no_manifest_is_reported_sealed_and_the_counts_are_asked_anew(desk: Desk) -> None:
    desk.begin(at_the_crossing)
    client = desk.sits(SAHLAN, Duty.FACILITATOR)
    given = {"person": "a stranger in the second bus", "who": "says his name is Pavlo"}
    sign(client, client.post("/handover/leg/from Lysoria/unlisted/", given))
    page = desk.sits(LYSORIA, Duty.HANDOVER).get("/handover/leg/from Lysoria/").text
    assert "not counted" in page
    assert "Pavlo" not in page


def in_place_of(person: str) -> dict[str, str]:
    """The form by which a soldier would go in somebody's place."""
    coming = {"coming": "LYSORIA-SOLDIER-5", "category": "prisoner_of_war"}
    return {"leaving": person, **coming, "cause": "unfit_to_travel"}


def test_a_substitution_takes_both_signatures(desk: Desk) -> None:
    desk.begin(signed)
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    sign(observer, observer.post("/handover/people/fitness/", {"fit": "no", "people": [SOLDIER]}))
    lysoria, torvenia = desk.sits(LYSORIA, Duty.SIGNATORY), desk.sits(TORVENIA, Duty.SIGNATORY)
    given = {
        "leaving": SOLDIER,
        "coming": "LYSORIA-SOLDIER-5",
        "category": "prisoner_of_war",
        "cause": "unfit_to_travel",
    }
    sign(lysoria, lysoria.post("/handover/substitute/", given))
    (digest,) = desk.round.handover.substitutions
    assert not desk.round.handover.substitutions[digest].signed
    sign(torvenia, torvenia.post(f"/handover/substitute/{digest}/sign/"))
    assert desk.round.handover.substitutions[digest].signed


def test_civilians_and_the_wounded_are_offered_no_substitution(desk: Desk) -> None:
    desk.begin(signed)
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    sign(observer, observer.post("/handover/people/fitness/", {"fit": "no", "people": ["LYSORIA-CIVILIAN"]}))
    given = {
        "leaving": "LYSORIA-CIVILIAN",
        "coming": "LYSORIA-SOLDIER-5",
        "category": "prisoner_of_war",
        "cause": "unfit_to_travel",
    }
    assert desk.sits(LYSORIA, Duty.SIGNATORY).post("/handover/substitute/", given).status_code == 422


@pytest.mark.parametrize(
    "path", ["leg/nowhere/", "leg/nowhere/count/", "leg/from Lysoria/dance/", "substitute/0/sign/"]
)
def test_what_is_not_there_is_not_found(desk: Desk, path: str) -> None:
    desk.begin(at_the_crossing)
    client = desk.sits(LYSORIA, Duty.SIGNATORY)
    answer = client.post(PAGE + path) if path.endswith("sign/") else client.get(PAGE + path)
    assert answer.status_code == 404


def test_everybody_of_the_package_stands_on_the_page_once(desk: Desk) -> None:
    desk.begin(cleared)
    page = desk.sits(SAHLAN, Duty.FACILITATOR).get("/handover/people/").text
    for returnee in PACKAGE:
        assert page.count(f"<bdi>{returnee.person}</bdi>") == 1


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_a_refusal_is_told_in_the_language_of_whoever_tried(desk: Desk, language: str) -> None:
    desk.begin(at_the_crossing)
    counted_by(desk, 7, [TORVENIA])
    client = desk.sits(LYSORIA, Duty.HANDOVER)
    client.post("/seat/language/", {"language": language})
    refused = client.post("/handover/leg/from Lysoria/hand-over/", {"tranche": 1, "people": [SOLDIER]})
    assert refused.status_code == 422
    assert "7" in faults_in(refused.text)
    assert english_text(faults_in(refused.text)) == []
