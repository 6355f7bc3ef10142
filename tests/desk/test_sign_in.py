"""Signing in: two factors for everybody, by invitation, throttled, with sessions that can be ended."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.utils import translation
from kit.desk import SECRET, Desk, code
from kit.table import LYSORIA, OBSERVER, SAHLAN, TORVENIA, Script

from wayhome.acts import Statement
from wayhome.desk.compartments.kept import within
from wayhome.desk.seats.models import Duty, Member, UnderDuress
from wayhome.desk.seats.second_factor import may_remove

PASSWORD = "nobody guesses this one 41"
DURESS = "nor would they guess this 42"


def opened(script: Script) -> list[Statement]:
    """The round is open, and every key confirmed."""
    return list(script.opening())


def with_password(desk: Desk, seat: str = LYSORIA, duty: Duty = Duty.SIGNATORY, duress: str = "") -> Member:
    """A member who has chosen a password and an authenticator app."""
    from django.contrib.auth.hashers import make_password

    member = desk.member(seat, duty)
    member.set_password(PASSWORD)
    member.duress_password = make_password(duress) if duress else ""
    member.save()
    return member


def enters(member: Member, password: str = PASSWORD, shown: str | None = None) -> Client:
    """A browser in which somebody gives this password and the code their app shows."""
    client = Client()
    first = client.post("/enter/login/", {"login": member.username, "password": password})
    if first.status_code == 302:
        client.post(first.headers["Location"], {"code": code() if shown is None else shown})
    return client


def is_in(client: Client) -> bool:
    """Whether the browser gets to the first screen."""
    return client.get("/").status_code == 200


def test_it_works(desk: Desk) -> None:
    desk.begin(opened)
    assert is_in(enters(with_password(desk)))


def test_a_password_alone_lets_nobody_in(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk)
    assert not is_in(enters(member, shown="000000"))
    assert not is_in(enters(member, shown=""))


def test_whoever_has_no_second_factor_sees_nothing_and_cannot_add_one_by_a_password_alone(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk)
    Authenticator.objects.filter(user=member).delete()
    client = Client()
    client.post("/enter/login/", {"login": member.username, "password": PASSWORD})
    for path in ("/", "/package/", "/journal/", "/seat/", "/enter/app/add/", "/enter/passkey/add/", "/enter/password/"):
        answer = client.get(path)
        assert answer.status_code == 302, path
        assert answer.headers["Location"] == "/seat/second-factor/"
    assert "invite you anew" in client.get("/seat/second-factor/").text
    assert client.get("/enter/logout/").status_code == 200


def test_nobody_has_a_password_they_did_not_choose(desk: Desk) -> None:
    member = Member.objects.create("new", "New", desk.delegations[LYSORIA], Duty.SIGNATORY)
    assert not member.has_usable_password()
    assert not is_in(enters(member, ""))


def invitation(desk: Desk) -> str:
    """The address by which Ada, who was just invited, begins."""
    head = desk.sits(LYSORIA, Duty.SIGNATORY)
    form = {"name": "Ada", "username": "ada", "delegation": desk.delegations[LYSORIA].pk, "duty": "press"}
    link = re.search(r"http://testserver(/seat/invitation/[\w-]+/)", head.post("/seat/members/", form).text)
    assert link
    return link[1]


def secret_on(page: str) -> str:
    """The key for an authenticator app that a page shows."""
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert found
    return found[1]


def test_an_invitation_takes_a_password_and_a_code_in_one_step_and_works_once(desk: Desk) -> None:
    desk.begin(opened)
    link, newcomer = invitation(desk), Client()
    secret = secret_on(newcomer.get(link).text)
    chosen = {"password1": PASSWORD, "password2": PASSWORD, "code": code(secret)}
    assert newcomer.post(link, chosen).headers["Location"] == "/seat/"
    assert is_in(newcomer)
    assert Client().get(link).status_code == 404
    cache.clear()
    assert is_in(enters(Member.objects.get(username="ada"), shown=code(secret)))


def test_of_an_invitation_left_halfway_nothing_is_kept(desk: Desk) -> None:
    desk.begin(opened)
    link, newcomer = invitation(desk), Client()
    right = code(secret_on(newcomer.get(link).text))
    good = {"password1": PASSWORD, "password2": PASSWORD}
    for halfway in (
        good,
        {**good, "code": "000000"},
        {**good, "code": code()},
        {**good, "password2": DURESS, "code": right},
        {"password1": "short", "password2": "short", "code": right},
        {"code": right},
        {"credential": "{}"},
        {**good, "credential": '{"rawId": "AA"}'},
        {},
    ):
        cache.clear()
        assert newcomer.post(link, halfway).status_code == 422, halfway
    ada = Member.objects.get(username="ada")
    assert not ada.has_usable_password()
    assert not Authenticator.objects.filter(user=ada).exists()
    assert not is_in(newcomer)
    assert not is_in(enters(ada))
    assert newcomer.get(link).status_code == 200, "the link goes on working"


def test_a_head_invites_for_their_own_delegation_and_nobody_else_invites(desk: Desk) -> None:
    form = {"name": "Eve", "username": "eve", "delegation": desk.delegations[TORVENIA].pk, "duty": "press"}
    assert desk.sits(LYSORIA, Duty.SIGNATORY).post("/seat/members/", form).status_code == 422
    desk.member(TORVENIA, Duty.SIGNATORY)
    assert desk.sits(SAHLAN, Duty.FACILITATOR).post("/seat/members/", form).status_code == 422
    assert desk.sits(TORVENIA, Duty.PRESS).post("/seat/members/", form).status_code == 403
    assert not Member.objects.filter(username="eve").exists()


def test_the_facilitator_invites_the_first_member_of_a_delegation_that_has_none(desk: Desk) -> None:
    form = {"name": "Ivo", "username": "ivo", "delegation": desk.delegations[TORVENIA].pk, "duty": "signatory"}
    assert desk.sits(SAHLAN, Duty.FACILITATOR).post("/seat/members/", form).status_code == 200
    assert Member.objects.get(username="ivo").delegation == desk.delegations[TORVENIA]


def test_a_change_of_duty_ends_every_session_of_that_member(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk, duty=Duty.PRESS)
    client = enters(member)
    assert is_in(client)
    head = desk.sits(LYSORIA, Duty.SIGNATORY)
    head.post(f"/seat/members/{member.pk}/duty/", {"duty": "handover"})
    assert not is_in(client)
    head.post(f"/seat/members/{member.pk}/duty/", {"duty": ""})
    cache.clear()
    assert not is_in(enters(member))


def test_sessions_are_listed_and_the_others_can_be_ended(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk)
    first = enters(member)
    cache.clear()
    second = enters(member)
    first.get("/")
    assert second.get("/enter/sessions/").text.count("<tr>") == 3
    second.post("/enter/sessions/")
    assert is_in(second)
    assert not is_in(first)


def test_when_a_session_was_last_seen_is_written_once_a_minute(desk: Desk) -> None:
    desk.begin(opened)
    client = enters(with_password(desk))
    session = UserSession.objects.get()
    client.get("/")
    assert UserSession.objects.get().last_seen_at == session.last_seen_at
    long_ago = session.last_seen_at - timedelta(minutes=2)
    UserSession.objects.update(last_seen_at=long_ago)
    client.get("/")
    assert UserSession.objects.get().last_seen_at >= session.last_seen_at


def test_guessing_is_slowed_down(desk: Desk) -> None:
    member = with_password(desk)
    client = Client()
    answers = [
        client.post("/enter/login/", {"login": member.username, "password": f"wrong {number}"}).text
        for number in range(8)
    ]
    assert "Too many failed login attempts" in answers[-1]
    right = client.post("/enter/login/", {"login": member.username, "password": PASSWORD})
    assert right.status_code == 200, "for a while not even the right one is taken"


def test_a_wrong_name_and_a_wrong_password_are_told_apart_by_nobody(desk: Desk) -> None:
    member = with_password(desk)
    wrong = [
        Client().post("/enter/login/", {"login": name, "password": "something else"})
        for name in (member.username, "nobody-here")
    ]
    without_names = [re.sub(r'value="[^"]*"', "", answer.text) for answer in wrong]
    assert without_names[0] == without_names[1]


def test_signed_in_under_duress_everything_looks_the_same_and_the_observer_is_told(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk, duress=DURESS)
    usual = enters(member)
    cache.clear()
    forced = enters(member, DURESS)
    for path in ("/", "/seat/", "/package/", "/journal/"):
        pages = [_without_tokens(client.get(path).text) for client in (usual, forced)]
        assert pages[0] == pages[1], path
    with within(desk.delegations[OBSERVER]):
        assert {each.member for each in UnderDuress.objects.all()} == {member}
    assert "made to sign in" in desk.sits(OBSERVER, Duty.OBSERVER).get("/").text
    for seat, duty in ((LYSORIA, Duty.SIGNATORY), (TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR)):
        assert "made to sign in" not in desk.sits(seat, duty).get("/").text.replace("you are made to sign in", "")


def _without_tokens(page: str) -> str:
    page = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
    page = page.replace("this one", "").replace('<span class="state good"></span>', "")
    return re.sub(r"<time.*?</time>", "", page)


def test_the_duress_password_is_another_one_than_the_usual(desk: Desk) -> None:
    desk.begin(opened)
    client = enters(with_password(desk))
    same = client.post("/seat/", {"password": PASSWORD, "duress": PASSWORD})
    assert same.status_code == 422
    wrong = client.post("/seat/", {"password": "not mine", "duress": DURESS})
    assert wrong.status_code == 422
    assert client.post("/seat/", {"password": PASSWORD, "duress": DURESS}).status_code == 302


@pytest.mark.parametrize("path", ["signup", "email", "reset_password"])
def test_what_this_desk_has_not_is_not_found(desk: Desk, path: str) -> None:
    assert Client().get(f"/enter/none/{path}/").status_code == 404


def test_every_page_of_signing_in_answers(desk: Desk) -> None:
    desk.begin(opened)
    client = enters(with_password(desk))
    asked = client.get("/enter/passkey/add/")
    assert asked.headers["Location"].startswith("/enter/again/"), "before a factor is added, it is asked who it is"
    assert client.get(asked.headers["Location"]).status_code == 200
    client.post("/enter/again/", {"password": PASSWORD})
    for path in ("/enter/password/", "/enter/passkey/add/", "/enter/app/remove/", "/enter/sessions/", "/seat/"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "Wayhome" in answer.text


def test_the_headers_keep_scripts_frames_and_caches_out(desk: Desk) -> None:
    desk.begin(opened)
    for client, path in ((enters(with_password(desk)), "/"), (Client(), "/enter/login/")):
        answer = client.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe-inline" not in policy
        assert "script-src 'self'" in policy
        assert "style-src 'self'" in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert answer.headers["Referrer-Policy"] == "same-origin"
        assert re.search(r"<script(?![^>]*(src=|application/json))", answer.text) is None
        assert " style=" not in answer.text
    cache.clear()
    assert "no-store" in enters(with_password(desk)).get("/").headers["Cache-Control"]


def test_a_form_without_its_token_is_refused(desk: Desk) -> None:
    desk.begin(opened)
    client = Client(enforce_csrf_checks=True)
    client.force_login(desk.member(LYSORIA, Duty.SIGNATORY), backend="wayhome.desk.seats.backend.ByPassword")
    assert client.post("/journal/verify/").status_code == 403


def test_djangos_own_check_for_deployment_finds_nothing_at_an_https_address(tmp_path) -> None:
    import os
    import subprocess
    import sys

    environment = {**os.environ, "WAYHOME_DESK": str(tmp_path), "WAYHOME_ADDRESS": "https://desk.example"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    command = [sys.executable, "-m", "wayhome.desk", "manage", "check", "--deploy", "--fail-level", "WARNING"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_secret_of_the_kit_is_one_an_app_takes() -> None:
    import base64

    assert len(base64.b32decode(SECRET)) == 20
    call_command("check")


def test_another_delegation_or_duty_ends_a_session_however_it_came_about(desk: Desk) -> None:
    desk.begin(opened)
    member = with_password(desk, duty=Duty.PRESS)
    for change in ({"delegation": desk.delegations[TORVENIA]}, {"duty": Duty.HANDOVER}):
        client = desk.sits(LYSORIA, Duty.PRESS)
        assert client.get("/seat/").status_code == 200
        Member.objects.filter(pk=member.pk).update(**change)
        assert client.get("/seat/").headers["Location"].startswith("/enter/login/")


def test_the_last_way_in_is_not_removed(desk: Desk) -> None:
    desk.begin(opened)
    client = enters(with_password(desk))
    client.post("/enter/again/", {"password": PASSWORD})
    client.post("/enter/app/remove/")
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).exists()
    member = Member.objects.create("keyed", "Keyed", desk.delegations[LYSORIA], Duty.PRESS)
    passkeys = [
        Authenticator.objects.create(user=member, type=Authenticator.Type.WEBAUTHN, data={"name": name})
        for name in ("office key", "telephone")
    ]
    assert may_remove(passkeys[0])
    passkeys[0].delete()
    assert not may_remove(passkeys[1])


def test_a_stranger_reads_the_entrance_in_the_language_they_choose(desk: Desk) -> None:
    client = Client()
    client.post("/seat/language/", {"language": "uk", "back": "/enter/login/"})
    assert '<html lang="uk"' in client.get("/enter/login/").text


@pytest.mark.parametrize("language", ["uk", "ru", "ar"])
def test_a_password_too_short_is_refused_in_the_language_of_whoever_chose_it(language: str) -> None:
    with translation.override(language), pytest.raises(ValidationError) as refused:
        validate_password("too short")
    (said,) = refused.value.messages
    assert "14" in said
    assert "password" not in said
