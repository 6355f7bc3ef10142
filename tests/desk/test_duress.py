"""The second password: the same screens, and only the observer is told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache
from django.test import Client
from kit.desk import Desk, code
from kit.table import LYSORIA, MERIDIA, OBSERVER, SAHLAN, TORVENIA, Script

from wayhome.desk.compartments.kept import within
from wayhome.desk.seats.models import Duty, Member, UnderDuress

FIRST, SECOND = "seven quiet rivers at dusk", "nine loud harbours at dawn"
SCREENS = ("/", "/seat/", "/terms/", "/package/", "/journal/", "/figures/", "/enter/password/", "/enter/sessions/")


@dataclass
class Entered:
    """A browser that has signed in, and everything it was answered on the way."""

    client: Client
    answers: list[Any]


def begun(script: Script) -> list:
    """Everything up to the proposed package."""
    return script.up_to_signed()[:-3]


def with_passwords(desk: Desk, seat: str = LYSORIA, duty: Duty = Duty.SIGNATORY) -> Member:
    """A member who has set both."""
    member = desk.member(seat, duty)
    member.password, member.duress_password = make_password(FIRST), make_password(SECOND)
    member.save()
    return member


def enter(member: Member, password: str) -> Entered:
    """Sign in by password and code, following every step."""
    cache.clear()
    client = Client()
    answers = [client.get("/enter/login/")]
    answers.append(client.post("/enter/login/", {"login": member.username, "password": password}))
    answers.append(client.get("/enter/second-factor/"))
    answers.append(client.post("/enter/second-factor/", {"code": code()}))
    return Entered(client, answers)


def told(answer: Any) -> tuple[object, ...]:
    """An answer byte for byte, but for tokens, challenges and the moments of the sessions."""
    text = answer.content.decode()
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", text)
    text = re.sub(r'"challenge": "[^"]+"', "", text)
    text = re.sub(r"<time[^>]*>[^<]+</time>", "", text)
    cookies = [
        re.sub(r"=\w{32};|expires=[^;]+|:\w{6}:[\w-]{43}", "", each.OutputString()) for each in answer.cookies.values()
    ]
    headers = sorted((name, value) for name, value in answer.headers.items() if name != "Expires")
    return answer.status_code, headers, sorted(cookies), text


def marks(desk: Desk) -> list[tuple[str, str]]:
    """What the observer knows: who, and what they were made to do."""
    with within(desk.delegations[OBSERVER]):
        return [(mark.member.username, mark.what) for mark in UnderDuress.objects.order_by("pk")]


def of(member: Member, *what: str) -> list[tuple[str, str]]:
    """Marks of one member."""
    return [(member.username, each) for each in what]


def test_it_works(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    assert enter(member, SECOND).client.get("/package/").status_code == 200
    assert marks(desk) == of(member, "given", "entered")


def test_every_answer_is_the_same_byte_for_byte_but_for_tokens(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    answers = []
    for password in (FIRST, SECOND):
        entered = enter(member, password)
        answers.append([told(each) for each in (*entered.answers, *(entered.client.get(path) for path in SCREENS))])
        entered.client.post("/enter/logout/")
    for once, forced in zip(*answers, strict=True):
        assert once == forced
    assert marks(desk) == of(member, "given", "entered")


def test_the_first_password_is_not_marked(desk: Desk) -> None:
    desk.begin(begun)
    enter(with_passwords(desk), FIRST)
    assert marks(desk) == []


def test_only_the_observer_sees_the_mark(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    forced = enter(member, SECOND).client
    words = "Somebody gave the password"
    observer = desk.sits(OBSERVER, Duty.OBSERVER)
    for page in (observer.get("/"),):
        assert words in page.text
        assert member.name in page.text
    others = [(LYSORIA, Duty.SIGNATORY), (TORVENIA, Duty.SIGNATORY), (SAHLAN, Duty.FACILITATOR), (MERIDIA, Duty.DOCTOR)]
    for client in (forced, *(desk.sits(*each) for each in others)):
        for path in ("/", "/seat/", "/journal/"):
            assert words not in client.get(path).text


def test_an_observer_who_is_forced_is_not_given_away_by_their_own_page(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk, OBSERVER, Duty.OBSERVER)
    forced = enter(member, SECOND).client
    assert marks(desk) == of(member, "given", "entered")
    assert "Somebody gave the password" not in forced.get("/").text


@pytest.mark.parametrize("password", [FIRST, SECOND])
def test_the_second_password_is_set_on_the_members_own_page_and_no_page_says_so(desk: Desk, password: str) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    client = enter(member, password).client
    before = told(client.get("/seat/"))
    other = "eleven grey herons by noon"
    given = {"password": password, "duress": other}
    assert client.post("/seat/", given).status_code == 302
    client.get("/seat/")  # where it says once that it is done
    assert told(client.get("/seat/")) == before


def test_whoever_is_forced_to_change_the_password_changes_the_second(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    client = enter(member, SECOND).client
    other = "eleven grey herons by noon"
    given = {"oldpassword": SECOND, "password1": other, "password2": other}
    assert client.post("/enter/password/", given).status_code == 302
    assert client.get("/seat/").status_code == 200
    enter(member, other)
    assert marks(desk) == of(member, "given", "entered", "changed", "given", "entered")
    assert enter(member, FIRST).client.get("/seat/").status_code == 200


def test_the_second_password_may_not_be_the_first(desk: Desk) -> None:
    desk.begin(begun)
    client = enter(with_passwords(desk), FIRST).client
    answer = client.post("/seat/", {"password": FIRST, "duress": FIRST})
    assert answer.status_code == 422


def test_typed_in_a_session_that_goes_on_it_marks_that_one_too(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    client = enter(member, FIRST).client
    assert client.post("/enter/again/", {"password": SECOND}).status_code == 302
    assert marks(desk) == of(member, "again")


def test_before_the_second_factor_the_observer_knows_that_it_was_given_and_nothing_more(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    for _ in range(3):
        client = Client()
        client.post("/enter/login/", {"login": member.username, "password": SECOND})
        client.post("/enter/second-factor/", {"code": "000000"})
        assert client.get("/seat/").status_code == 302
    assert marks(desk) == of(member, "given"), "told once, however often it is tried"
    page = desk.sits(OBSERVER, Duty.OBSERVER).get("/").text
    assert "gave the password, and is not signed in by it yet" in page
    enter(member, SECOND)
    assert marks(desk) == of(member, "given", "entered")


def test_what_somebody_is_made_to_set_as_the_second_signs_in_and_tells_and_the_one_before_stays(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    other = "eleven grey herons by noon"
    answers = {}
    for password in (FIRST, SECOND):
        client = enter(member, password).client
        given = client.post("/seat/", {"password": password, "duress": other})
        answers[password] = [told(given), told(client.get("/seat/"))]
        member.refresh_from_db()
        if password == FIRST:
            with_passwords(desk)
    assert answers[FIRST] == answers[SECOND]
    assert marks(desk) == of(member, "given", "entered", "set")
    for password in (other, SECOND):
        assert enter(member, password).client.get("/seat/").status_code == 200
    assert marks(desk)[3:] == of(member, *("given", "entered") * 2)
    enter(member, FIRST)
    assert len(marks(desk)) == 7


def test_a_new_second_password_set_freely_ends_those_before(desk: Desk) -> None:
    desk.begin(begun)
    member = with_passwords(desk)
    forced, free = "eleven grey herons by noon", "twelve tall poplars at rest"
    enter(member, SECOND).client.post("/seat/", {"password": SECOND, "duress": forced})
    enter(member, FIRST).client.post("/seat/", {"password": FIRST, "duress": free})
    for gone in (SECOND, forced):
        assert enter(member, gone).client.get("/seat/").status_code == 302
    assert enter(member, free).client.get("/seat/").status_code == 200
