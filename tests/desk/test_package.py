"""The package: planned, explained, proposed, changed, signed; and what each seat never sees of it."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from exchange.corruptions import corrupted
from kit.desk import AUDITORS, STRANGERS, Desk, sign
from kit.english import english_text, faults_in
from kit.table import EVERYBODY, LYSORIA, OBSERVER, PARTIES, SAHLAN, TORVENIA, Script

from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs import worker
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.messages import kept
from wayhome.desk.package.models import LotterySecret, Plan, PoolRow
from wayhome.desk.package.plans import orders_of, package_of, pool_of
from wayhome.desk.package.pool import keep
from wayhome.desk.register.models import Known
from wayhome.desk.seats.models import Duty
from wayhome.exchange import check

CANARY = "Kanareika"
"""Stands in what Torvenia keeps to itself: its camps, and how it calls people."""
ORDER = 'party = "Torvenia"\ncriteria = ["older_than_61", "oldest"]\n'
"""Torvenia's confidential order."""
LATER = (datetime.now(UTC) + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")


def terms_in_force(script: Script) -> list:
    """Terms are in force; no package is on the table."""
    return script.up_to_signed()[:-4]


def on_table(script: Script) -> list:
    """The package is proposed, nobody has signed."""
    return script.up_to_signed()[:-3]


def torvenia_signed(script: Script) -> list:
    """The package is proposed; Torvenia has signed."""
    *before, lysoria, torvenia, _ = script.up_to_signed()
    assert (lysoria.author, torvenia.author) == PARTIES
    return [*before, torvenia]


def in_effect(script: Script) -> list:
    """Everybody has signed."""
    return script.up_to_signed()


def begin(desk: Desk, stage: Any, *, alike: bool = False) -> None:
    """The round at a stage; each delegation with its pool, and the parties with the names of their own people.

    ``alike``: all soldiers were taken in the same month, so that the terms leave them equal.
    """
    desk.begin(stage)
    for seat in (SAHLAN, *PARTIES):
        with within(desk.delegations[seat]):
            keep(_row(desk, seat, each, number, 0 if alike else number) for number, each in enumerate(EVERYBODY))
            for returnee in EVERYBODY:
                if seat in (returnee.holder, returnee.home):
                    whose = CANARY if seat == TORVENIA else "Olenko"
                    name = f"{whose} {returnee.person.replace('-', ' ').title()}"
                    Known(reference=returnee.person, name=name).save()


def _row(desk: Desk, seat: str, returnee: Any, number: int, month: int) -> PoolRow:
    facts = {"category": returnee.category.value, "medical": [each.value for each in returnee.conditions]}
    dates = {"capture_date": {"year": 2022, "month": 1 + month % 12}, "birth_date": {"year": 1960 + number}}
    held = {
        "id": f"H{number}",
        **facts,
        **dates,
        "facility": f"{CANARY} camp" if returnee.holder == TORVENIA else "Camp",
    }
    sought = {"id": f"S{number}", **facts, **dates, "rank": CANARY if returnee.home == TORVENIA else "private"}
    for side in (held, sought):
        if returnee.family:
            side["family"] = returnee.family
    both = seat == SAHLAN
    return PoolRow(
        delegation=desk.delegations[seat],
        reference=returnee.person,
        holder=returnee.holder,
        home=returnee.home,
        held=held if both or seat == returnee.holder else {},
        sought=sought if both or seat == returnee.home else {},
    )


def plan(client: Client, **files: str) -> tuple[str, Job]:
    """Ask for a plan, have the worker draw it up, and return its address and the job."""
    orders = {f"order:{party}": SimpleUploadedFile("order.toml", text.encode()) for party, text in files.items()}
    response = client.post("/package/plans/ask/", orders)
    assert response.status_code == 302, response.text
    number = int(response.headers["Location"].strip("/").rpartition("/")[2])
    worker.run(number)
    from django_scopes import scopes_disabled

    with scopes_disabled():
        job = Job.objects.get(pk=number)
    return job.result.get("address", ""), job


def test_it_works(desk: Desk) -> None:
    begin(desk, on_table)
    page = desk.sits(LYSORIA, Duty.SIGNATORY).get("/package/").text
    assert "Olenko Torvenia Soldier 1" in page
    assert "Sign this package" in page
    assert "Signatures count until" in page


def test_before_terms_are_in_force_there_is_no_package(desk: Desk) -> None:
    begin(desk, lambda s: [*s.opening(), *s.inquiries()])
    assert "before terms are in force" in desk.sits(LYSORIA, Duty.SIGNATORY).get("/package/").text


def test_the_facilitator_plans_reads_why_and_proposes(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    address, job = plan(sahlan)
    assert job.state == Job.State.DONE
    page = sahlan.get(address).text
    assert "finds nothing wrong" in page
    assert "Counted people in all" in page
    assert "proven the most" in page
    assert json.loads(sahlan.get(f"{address}package.json/").content)["format"]
    assert "attachment" in sahlan.get(f"{address}plan.html/").headers["Content-Disposition"]
    assert '<html lang="en"' in sahlan.get(f"{address}plan.html/").text
    sahlan.post("/seat/language/", {"language": "uk"})
    assert '<html lang="uk"' in sahlan.get(f"{address}plan.html/").text
    sahlan.post("/seat/language/", {"language": "en"})
    assert f"/package/person/TORVENIA-CIVILIAN/?plan={address.strip('/').rpartition('/')[2]}" in page
    why = sahlan.get("/package/person/TORVENIA-CIVILIAN/").text
    assert "outside every count: a civilian detainee" in why
    sign(sahlan, sahlan.post(f"{address}propose/", {"sign_by": LATER}))
    package = desk.round.agreement.package
    assert package
    assert {each for each in package.returnees if each.endswith("CHILD")} == {"LYSORIA-CHILD", "TORVENIA-CHILD"}
    with within(desk.delegations[SAHLAN]):
        assert package.document == Plan.objects.get().digest
    assert "By the plan on the table" in sahlan.get("/package/person/TORVENIA-CIVILIAN/").text


def test_what_the_checker_finds_wrong_is_told_in_the_language_of_whoever_reads_it(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    address, _ = plan(sahlan)
    with within(desk.delegations[SAHLAN]):
        made = Plan.objects.get()
        package, pool, orders = package_of(made), pool_of(made), orders_of(made)
        wrong = {
            fault.words.code: kept(fault.words)
            for _, each in corrupted(package)
            for fault in check(each, package.terms, pool, orders)
        }
        assert {"exchange.package_shows", "exchange.stage_reaches_another", "exchange.stage_not_proven"} < wrong.keys()
        made.faults = list(wrong.values())
        made.save()
    for language in ("uk", "ru", "ar"):
        sahlan.post("/seat/language/", {"language": language})
        said = faults_in(sahlan.get(address).text)
        assert "criteria" in said, "a stage is called as the certificate calls it"
        assert english_text(said) == []


def test_a_plan_waits_for_those_who_could_not_all_go_and_says_what_would_have_to_change(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    plan(sahlan)
    told = [sahlan.get(f"/package/person/{each.person}/").text for each in EVERYBODY if each.holder == TORVENIA]
    assert sum("Would go if the terms let" in page for page in told) == 2


def test_a_party_plans_by_its_own_lists_and_counters_with_its_plan(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    address, job = plan(lysoria, Lysoria='party = "Lysoria"\ncriteria = ["youngest"]\n')
    assert job.state == Job.State.DONE
    page = lysoria.get(address).text
    assert "Torvenia</bdi> signed the package on the table" in page
    assert "Torvenia Soldier 6" in page.partition("Against the package on the table")[2].partition("Coming")[2]
    replaces = desk.round.agreement.package.digest
    sign(lysoria, lysoria.post(f"{address}propose/", {"sign_by": LATER, "replaces": replaces}))
    package = desk.round.agreement.package
    assert "TORVENIA-SOLDIER-6" in package.returnees
    assert package.signed_by == ()


def test_a_party_gives_no_order_but_its_own(desk: Desk) -> None:
    begin(desk, terms_in_force)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    page = lysoria.post("/package/plans/ask/", {"order:Lysoria": SimpleUploadedFile("o.toml", ORDER.encode())})
    assert page.status_code == 422
    assert "order of another party" in page.text
    unlawful = SimpleUploadedFile("o.toml", b'party = "Lysoria"\ncriteria = ["famous"]')
    page = lysoria.post("/package/plans/ask/", {"order:Lysoria": unlawful})
    assert page.status_code == 422
    assert "GC III 14" in page.text


def test_no_party_sees_anothers_order_or_lists_in_what_it_is_given_of_a_plan(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan, lysoria = desk.sits(SAHLAN, Duty.FACILITATOR), desk.sits(LYSORIA, Duty.SIGNATORY)
    address, _ = plan(sahlan, Torvenia=ORDER)
    assert "by an order of" in sahlan.get(address).text
    sahlan.post(f"{address}give/")
    sign(sahlan, sahlan.post(f"{address}propose/", {"sign_by": LATER}))
    hers = [f"/package/person/{each.person}/" for each in EVERYBODY]
    pages = ["/package/", "/package/plans/", "/package/change/", "/terms/", "/today/", *hers]
    seen = {page: lysoria.get(page).text for page in pages}
    assert "By the plan on the table" in seen["/package/person/TORVENIA-SOLDIER-1/"]
    for page, text in seen.items():
        assert CANARY not in text, page
        assert "61" not in re.sub(r"csrf\w*\" value=\"\w+\"|[0-9a-f]{64}|[0-9a-f]{12}", "", text), page
    for each in EVERYBODY:
        text = seen[f"/package/person/{each.person}/"]
        if each.home == TORVENIA:
            assert "order of the party of origin, at place" not in text
            assert "Stands at place" not in text
    own = desk.sits(TORVENIA, Duty.SIGNATORY).get("/package/person/LYSORIA-SOLDIER-1/").text
    assert "order of the party of origin" in own or "Stands at place" in own


def test_no_delegation_opens_anothers_plan(desk: Desk) -> None:
    begin(desk, terms_in_force)
    address, _ = plan(desk.sits(SAHLAN, Duty.FACILITATOR), Torvenia=ORDER)
    for party in PARTIES:
        client = desk.sits(party, Duty.SIGNATORY)
        for method, page in (
            ("get", address),
            ("get", f"{address}package.json/"),
            ("get", f"{address}plan.html/"),
            ("post", f"{address}propose/"),
            ("post", f"{address}give/"),
            ("get", f"/package/person/TORVENIA-CIVILIAN/?plan={address.strip('/').rpartition('/')[2]}"),
        ):
            response = client.get(page) if method == "get" else client.post(page, {"sign_by": LATER})
            assert response.status_code in (403, 404), page


def test_one_person_instead_of_another_shows_its_effect_and_makes_every_signature_void(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    lysoria.post("/package/person/TORVENIA-SOLDIER-1/move/")
    page = lysoria.get("/package/change/").text
    assert "would be refused" in page
    page = lysoria.post("/package/person/TORVENIA-SOLDIER-6/move/", follow=True).text
    assert "keeps the terms and the law" in page
    assert "every signature under it is void" in page
    assert "Olenko Torvenia Soldier 6" in page
    replaces = desk.round.agreement.package.digest
    sign(lysoria, lysoria.post("/package/change/", {"sign_by": LATER, "replaces": replaces}))
    package = desk.round.agreement.package
    assert package.signed_by == ()
    assert "TORVENIA-SOLDIER-6" in package.returnees
    assert "TORVENIA-SOLDIER-1" not in package.returnees
    torvenia = desk.sits(TORVENIA, Duty.SIGNATORY).get("/package/").text
    assert "void" in torvenia
    changed = torvenia.partition("What has changed since the package before it")[2].partition("The list")[0]
    leaving, _, coming = changed.partition("Coming")
    assert "Torvenia Soldier 1" in leaving
    assert "Torvenia Soldier 6" in coming
    assert "Torvenia Soldier 2" not in changed
    assert "Sign this package" in torvenia


def test_a_family_moves_whole_and_the_law_answers_for_a_family_left_behind(desk: Desk) -> None:
    begin(desk, on_table)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    page = lysoria.post("/package/person/TORVENIA-CHILD/move/", follow=True).text
    leaving = page.partition('id="leaving"')[2].partition('id="coming"')[0]
    assert "Torvenia Mother" in leaving
    assert "goes together with them" in leaving


def test_who_drew_up_the_plan_on_the_table_sees_what_a_change_does_to_each_stage(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    address, _ = plan(sahlan)
    sign(sahlan, sahlan.post(f"{address}propose/", {"sign_by": LATER}))
    waiting = next(
        each.person
        for each in EVERYBODY
        if each.holder == TORVENIA and each.person not in desk.round.agreement.package.returnees
    )
    going = next(each for each in desk.round.agreement.package.returnees if each.startswith("TORVENIA-SOLDIER"))
    sahlan.post(f"/package/person/{going}/move/")
    page = sahlan.post(f"/package/person/{waiting}/move/", follow=True).text
    assert "own order, tier by tier" in page


def test_a_change_answering_a_package_that_is_gone_is_refused_and_kept(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    lysoria.post("/package/person/TORVENIA-SOLDIER-1/move/")
    lysoria.post("/package/person/TORVENIA-SOLDIER-6/move/")
    page = lysoria.post("/package/change/", {"sign_by": LATER, "replaces": "0" * 64})
    assert page.status_code == 422
    assert "another than the one on the table" in page.text
    assert "Torvenia Soldier 6" in page.text
    assert desk.round.agreement.package.signed_by == (TORVENIA,)


def test_signing_needs_a_time_that_lies_ahead(desk: Desk) -> None:
    begin(desk, on_table)
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    lysoria.post("/package/person/TORVENIA-SOLDIER-1/move/")
    lysoria.post("/package/person/TORVENIA-SOLDIER-6/move/")
    page = lysoria.post("/package/change/", {"sign_by": "2001-01-01T10:00"})
    assert page.status_code == 422
    assert "lies ahead" in page.text
    assert 'value="2001-01-01T10:00"' in page.text


def test_each_party_signs_and_the_facilitator_last(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    digest = desk.round.agreement.package.digest
    assert "Sign this package" not in sahlan.get("/package/").text
    assert "The facilitator signs last" in sahlan.post("/package/sign/", {"package": digest}, follow=True).text
    lysoria = desk.sits(LYSORIA, Duty.SIGNATORY)
    response = lysoria.post("/package/sign/", {"package": digest})
    assert "Olenko Torvenia Soldier 1" in lysoria.get(response.headers["Location"]).text
    sign(lysoria, response)
    sign(sahlan, sahlan.post("/package/sign/", {"package": digest}))
    assert desk.round.agreement.in_effect
    assert "in effect" in sahlan.get("/package/").text


def test_a_list_officer_does_not_sign(desk: Desk) -> None:
    begin(desk, on_table)
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    assert "Sign this package" not in client.get("/package/").text
    assert client.post("/package/sign/", {"package": desk.round.agreement.package.digest}).status_code == 403


def test_people_are_found_by_name_and_no_name_stands_in_an_address(desk: Desk) -> None:
    begin(desk, on_table)
    lysoria = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    page = lysoria.post("/package/search/", {"words": "olenko torvenia soldier 5"}).text
    assert "TORVENIA-SOL" in page
    assert "waits" in page
    assert "Nobody by this name" in lysoria.post("/package/search/", {"words": CANARY}).text
    assert all("olenko" not in address.lower() for address in re.findall(r'(?:href|action)="([^"]*)"', page))


def test_notes_stay_with_the_delegation(desk: Desk) -> None:
    begin(desk, on_table)
    lysoria = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    person = "/package/person/TORVENIA-SOLDIER-1/"
    lysoria.post(f"{person}note/", {"text": "His sister has been told to wait."})
    assert "His sister" in desk.sits(LYSORIA, Duty.SIGNATORY).get(person).text
    for seat, duty in ((TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR), (OBSERVER, Duty.OBSERVER)):
        assert "His sister" not in desk.sits(seat, duty).get(person).text
    assert lysoria.post(f"{person}note/", {"text": " "}).status_code == 422


def test_observer_and_auditors_read_the_list_and_plan_nothing(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    for seat, duty in ((OBSERVER, Duty.OBSERVER), (AUDITORS, Duty.AUDITOR)):
        client = desk.sits(seat, duty)
        page = client.get("/package/").text
        assert "TORVENIA-SOL" in page
        assert "Sign this package" not in page
        for method, address in (
            ("get", "/package/plans/"),
            ("get", "/package/change/"),
            ("post", "/package/search/"),
            ("post", "/package/plans/ask/"),
            ("post", "/package/plans/pool/"),
            ("post", "/package/person/TORVENIA-SOLDIER-1/move/"),
            ("post", "/package/person/TORVENIA-SOLDIER-1/note/"),
        ):
            assert getattr(client, method)(address, {"words": "soldier"}).status_code == 403


def test_a_stranger_gets_nothing(desk: Desk) -> None:
    begin(desk, torvenia_signed)
    stranger = desk.sits(STRANGERS, Duty.SIGNATORY)
    for address in ("/package/", "/package/plans/", "/package/change/", "/package/person/TORVENIA-SOLDIER-1/"):
        response = stranger.get(address)
        assert response.status_code == 403
        assert "SOLDIER-2" not in response.text
    assert stranger.post("/package/sign/", {"package": desk.round.agreement.package.digest}).status_code == 403


def test_a_lottery_is_frozen_committed_to_revealed_and_drawn_and_the_plan_follows(desk: Desk) -> None:
    begin(desk, terms_in_force, alike=True)
    clients = {SAHLAN: desk.sits(SAHLAN, Duty.FACILITATOR)} | {
        each: desk.sits(each, Duty.SIGNATORY) for each in PARTIES
    }
    sahlan, lysoria = clients[SAHLAN], clients[LYSORIA]
    address, _ = plan(sahlan)
    sign(sahlan, sahlan.post(f"{address}lottery/", {"beacon": ""}))
    assert desk.round.agreement.lottery
    assert json.loads(lysoria.get("/package/lottery/").content)["format"]
    assert "Reveal our secret" not in lysoria.get("/package/").text
    for client in clients.values():
        assert "Commit to a secret" in client.get("/package/").text
        sign(client, client.post("/package/lottery/commit/"))
    for client in clients.values():
        sign(client, client.post("/package/lottery/reveal/"))
    sign(sahlan, sahlan.post("/package/lottery/draw/"))
    drawn = desk.round.agreement.lottery.drawn
    assert drawn
    page = sahlan.post(f"{address}drawn/", follow=True)
    assert "finds nothing wrong" in page.text
    sign(sahlan, sahlan.post(f"{page.redirect_chain[-1][0]}propose/", {"sign_by": LATER}))
    going = desk.round.agreement.package.returnees
    soldiers = {each for each in going if "SOLDIER" in each}
    assert soldiers == set(drawn.people)


def test_no_seat_sees_anothers_secret_and_no_party_prepares_a_lottery(desk: Desk) -> None:
    begin(desk, terms_in_force, alike=True)
    sahlan, lysoria = desk.sits(SAHLAN, Duty.FACILITATOR), desk.sits(LYSORIA, Duty.SIGNATORY)
    address, _ = plan(sahlan)
    sign(sahlan, sahlan.post(f"{address}lottery/", {"beacon": ""}))
    sign(sahlan, sahlan.post("/package/lottery/commit/"))
    with within(desk.delegations[SAHLAN]):
        secret = LotterySecret.objects.get().secret
    assert secret not in lysoria.get("/package/").text
    assert secret not in lysoria.get("/package/lottery/").text
    assert lysoria.post("/package/lottery/reveal/").status_code == 404
    own, _ = plan(lysoria)
    assert lysoria.post(f"{own}lottery/").status_code == 403
    assert lysoria.post("/package/lottery/draw/").status_code == 403
    assert desk.sits(OBSERVER, Duty.OBSERVER).post("/package/lottery/commit/").status_code == 403


def test_where_the_terms_settle_everybody_there_is_nothing_to_draw(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    address, _ = plan(sahlan)
    assert "Nothing is left to draw" in sahlan.post(f"{address}lottery/", follow=True).text
    assert desk.round.agreement.lottery is None


REFERENCES = "person,holder,held_id,home,sought_id,family\n"
HEADERS = "id,surname,birth_date,category,capture_date,facility,medical,family\n"


def hand_in(client: Client, references: str, held: str) -> Job:
    """Hand in references and Torvenia's held list, and have the worker read them."""
    files = {
        "references": SimpleUploadedFile("references.csv", references.encode()),
        "Torvenia:held": SimpleUploadedFile("torvenia-held.csv", held.encode()),
    }
    response = client.post("/package/plans/pool/", files)
    assert response.status_code == 302, response.text
    number = int(response.headers["Location"].strip("/").rpartition("/")[2])
    worker.run(number)
    from django_scopes import scopes_disabled

    with scopes_disabled():
        return Job.objects.get(pk=number)


def test_the_pool_is_read_from_files_which_are_then_taken_away(desk: Desk) -> None:
    begin(desk, on_table)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    references = REFERENCES + "TORVENIA-SOLDIER-1,Torvenia,T1,Lysoria,L1,\n"
    job = hand_in(sahlan, references, HEADERS + "T1,Secretname,1990-01-01,prisoner_of_war,2022-03,Camp,,\n")
    assert job.state == Job.State.DONE
    with within(desk.delegations[SAHLAN]):
        (row,) = PoolRow.objects.all()
    assert row.held["capture_date"] == {"year": 2022, "month": 3, "day": 0}
    assert "Secretname" not in json.dumps(row.held)
    assert not list((desk.folder / "uploads").rglob("*.csv"))


@pytest.mark.parametrize(
    ("references", "held", "said"),
    [
        ("one,two\n", HEADERS, "expected the columns"),
        (REFERENCES + "R1,Torvenia,T9,Lysoria,L1,\n", HEADERS + "T1,Name,,,,,,\n", "row 2"),
        (
            REFERENCES + "R1,Torvenia,T1,Lysoria,L1,\n",
            HEADERS + "T1,Name,1990-01-01,prisoner_of_war,2022,Camp,walking wounded?,\n",
            "Torvenia-held.csv, 2, medical",
        ),
    ],
)
def test_files_that_do_not_fit_are_refused_and_the_pool_stays(
    desk: Desk, references: str, held: str, said: str
) -> None:
    begin(desk, on_table)
    job = hand_in(desk.sits(SAHLAN, Duty.FACILITATOR), references, held)
    assert job.state == Job.State.FAILED
    assert said in job.says
    with within(desk.delegations[SAHLAN]):
        assert PoolRow.objects.count() == len(EVERYBODY)


def test_without_a_pool_a_plan_says_so(desk: Desk) -> None:
    desk.begin(terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    assert "Hand in the references" in sahlan.get("/package/plans/").text
    _, job = plan(sahlan)
    assert job.state == Job.State.FAILED
    assert "nobody to plan with" in job.says


def test_whoever_stops_a_plan_gets_the_best_so_far(desk: Desk) -> None:
    begin(desk, terms_in_force)
    sahlan = desk.sits(SAHLAN, Duty.FACILITATOR)
    response = sahlan.post("/package/plans/ask/")
    number = int(response.headers["Location"].strip("/").rpartition("/")[2])
    with within(desk.delegations[SAHLAN]):
        Job.objects.filter(pk=number).update(stop=True)
    worker.run(number)
    with within(desk.delegations[SAHLAN]):
        job, made = Job.objects.get(pk=number), Plan.objects.get()
    assert job.state == Job.State.DONE
    assert made.early
    assert "best found so far" in sahlan.get(job.result["address"]).text
