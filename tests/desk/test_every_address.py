"""Every address as every seat: nothing of another delegation's ever comes out, and nothing breaks.

A canary is planted in every text that a delegation keeps and in everything that is sealed. Then every address is asked
for, by every duty of the other party, of the facilitator and of a stranger, with the numbers and names of the objects
it must not see; what comes back, what is logged and what lies in files is searched for the canary.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.core import mail
from django.db import models
from django.http import StreamingHttpResponse
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from kit.addresses import addresses
from kit.desk import AUDITORS, ROLES, STRANGERS, Desk
from kit.table import KEYS, LYSORIA, MERIDIA, OBSERVER, SAHLAN, TORVENIA, Script
from kit.way_home import home

from wayhome.acts import Statement
from wayhome.claims import ClaimKind, ClaimLodged
from wayhome.desk.compartments.kept import Kept, within
from wayhome.desk.seats.access import SCREENS
from wayhome.desk.seats.models import Delegation, Duty
from wayhome.desk.table import at_the_table
from wayhome.rounds import Draft

CANARY = "ZZCANARYZZ"
"""Stands in everything Lysoria keeps, and in what is sealed to it alone."""
SEATS = (
    (TORVENIA, Duty.SIGNATORY),
    (TORVENIA, Duty.LIST_OFFICER),
    (TORVENIA, Duty.HANDOVER),
    (TORVENIA, Duty.DOCTOR),
    (TORVENIA, Duty.PRESS),
    (SAHLAN, Duty.FACILITATOR),
    (OBSERVER, Duty.OBSERVER),
    (MERIDIA, Duty.DOCTOR),
    (AUDITORS, Duty.AUDITOR),
    (STRANGERS, Duty.SIGNATORY),
)
LIVE = ("live/", "progress/")
"""Addresses that answer for as long as somebody listens."""


def everybody_home(script: Script) -> list[Statement]:
    """A round in which everything there is has happened."""
    return home(script)


def kept_models() -> list[type[models.Model]]:
    """Every table of rows that a delegation keeps to itself."""
    return [model for model in apps.get_models() if issubclass(model, Kept)]


def plant(desk: Desk, seat: str) -> list[int]:
    """A row of every kind that this delegation keeps, the canary in every text of it; return their numbers."""
    member = desk.member(seat, Duty.LIST_OFFICER)
    numbers = []
    with within(desk.delegations[seat]):
        for model in sorted(kept_models(), key=_depth):
            row = model(**{field.name: _planted(field, desk.delegations[seat], member) for field in _fields(model)})
            row.save()
            numbers.append(row.pk)
    return numbers


def _depth(model: type[models.Model]) -> int:
    """Rows that point at others come after them."""
    return sum(issubclass(field.related_model, Kept) for field in model._meta.get_fields() if field.many_to_one)


def _fields(model: type[models.Model]) -> Iterator[models.Field]:
    for field in model._meta.concrete_fields:
        if not field.primary_key and (
            not field.has_default() or isinstance(field, models.TextField | models.JSONField)
        ):
            yield field


def _planted(field: models.Field, delegation: Delegation, member: object) -> object:
    if field.is_relation:
        if field.related_model is Delegation:
            return delegation
        if issubclass(field.related_model, Kept):
            return field.related_model.objects.first()
        return member
    if isinstance(field, models.DateTimeField):
        return timezone.now()
    if field.name == "content":
        return json.dumps({"id": CANARY, "surname": CANARY})
    if isinstance(field, models.CharField | models.TextField):
        return field.choices[0][0] if field.choices else CANARY[: field.max_length]
    if isinstance(field, models.JSONField):
        return [] if isinstance(field.get_default(), list) else {"surname": CANARY, "name": CANARY}
    if isinstance(field, models.BinaryField):
        return CANARY.encode()
    return None if field.null else 1


SEALED = "YYSEALEDYY"
"""Stands in what is sealed to Torvenia alone."""


def seal(desk: Desk) -> None:
    """Lysoria lodges a claim and seals to Torvenia alone whom it is about."""
    claim = ClaimLodged("about somebody", TORVENIA, ClaimKind.OWED, 1, civilians=False)
    with at_the_table() as table:
        time = table.statements[-1].time
        table.say(Draft(table.statements[-1].round, LYSORIA, KEYS[LYSORIA], time, claim, SEALED.encode(), (TORVENIA,)))


def words_of(desk: Desk) -> list[str]:
    """Names of things in the round, and what is none."""
    round_ = desk.round
    legs, claims = list(round_.handover.legs), list(round_.claims.claims)
    return [*legs[:1], *claims[:1], *list(round_.agreement.inquiries)[:1], "LYSORIA-CIVILIAN", "count", "en", "%00"]


@pytest.mark.parametrize(("seat", "duty"), SEATS, ids=lambda each: str(each))
def test_nothing_of_lysorias_comes_out_to_anybody_else(
    desk: Desk, seat: str, duty: Duty, caplog: pytest.LogCaptureFixture
) -> None:
    desk.begin(everybody_home)
    numbers = [*dict.fromkeys(plant(desk, LYSORIA)), 0]
    client = desk.sits(seat, duty)
    client.raise_request_exception = False
    words = words_of(desk)
    with caplog.at_level(logging.DEBUG):
        for address in addresses():
            for path in address.filled(numbers, words):
                for answer in _asked(client, path):
                    assert answer.status_code < 500, (path, answer.status_code)
                    assert CANARY not in _content(answer), path
                    assert CANARY not in str(answer.headers), path
    assert CANARY not in caplog.text
    assert not any(CANARY in str(message.message()) for message in mail.outbox)
    kept = [path for path in desk.folder.rglob("*") if path.is_file() and "journal" not in path.name]
    assert not any(CANARY.encode() in path.read_bytes() for path in kept)


def _asked(client: Client, path: str) -> Iterator:
    if path.endswith(LIVE):
        return
    yield client.get(path)
    yield client.post(path, {"people": ["LYSORIA-CIVILIAN"], "everybody": "on"})


def _content(answer) -> str:
    if isinstance(answer, StreamingHttpResponse):
        return b"".join(answer.streaming_content).decode(errors="replace")
    return answer.text


def test_lysoria_itself_is_shown_its_canaries_so_that_this_test_can_fail(desk: Desk) -> None:
    desk.begin(everybody_home)
    numbers = plant(desk, LYSORIA)
    client = desk.sits(LYSORIA, Duty.LIST_OFFICER)
    client.raise_request_exception = False
    seen = [
        path
        for address in addresses()
        for path in address.filled(numbers, words_of(desk))
        if not path.endswith(LIVE) and CANARY in _content(client.get(path))
    ]
    assert len(seen) >= 3, seen


READERS = ((SAHLAN, Duty.FACILITATOR), (OBSERVER, Duty.OBSERVER), (LYSORIA, Duty.PRESS), (AUDITORS, Duty.AUDITOR))


@pytest.mark.parametrize(("seat", "duty"), READERS, ids=lambda each: str(each))
def test_what_is_sealed_to_one_seat_is_read_by_no_other(desk: Desk, seat: str, duty: Duty) -> None:
    desk.begin(everybody_home)
    seal(desk)
    client = desk.sits(seat, duty)
    positions = list(range(len(_statements()) - 3, len(_statements()) + 1))
    for address in addresses():
        for path in address.filled(positions, ["about somebody"]):
            if not path.endswith(LIVE):
                assert SEALED not in _content(client.get(path)), path
    assert SEALED in desk.sits(TORVENIA, Duty.SIGNATORY).get("/claims/claim/about somebody/").text


def _statements() -> list[Statement]:
    with at_the_table() as table:
        return list(table.statements)


def test_a_query_outside_every_scope_raises(desk: Desk) -> None:
    from django_scopes.exceptions import ScopeError

    plant(desk, LYSORIA)
    for model in kept_models():
        with pytest.raises(ScopeError):
            list(model.objects.all())


def test_a_row_cannot_be_written_into_another_delegations_compartment(desk: Desk) -> None:
    for model in kept_models():
        with within(desk.delegations[TORVENIA]), pytest.raises(ValueError, match="within the scope"):
            model(delegation=desk.delegations[LYSORIA]).save()


def test_every_view_is_open_to_some_duty_or_marked_for_strangers() -> None:
    from django.urls import resolve

    for address in addresses():
        view = resolve(next(address.filled([1], ["x"]))).func
        assert getattr(view, "screen", None) in SCREENS or getattr(view, "for_strangers", False), address


@pytest.mark.parametrize("seat", [LYSORIA, SAHLAN, OBSERVER, MERIDIA, AUDITORS])
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_is_handed_in_nothing_breaks(desk: Desk, seat: str, data: st.DataObject) -> None:
    if not (desk.folder / "begun").exists():
        desk.begin(everybody_home)
        (desk.folder / "begun").touch()
    duties = {LYSORIA: tuple(Duty), SAHLAN: (Duty.FACILITATOR,), OBSERVER: (Duty.OBSERVER,), MERIDIA: (Duty.DOCTOR,)}
    client = desk.sits(seat, data.draw(st.sampled_from(duties.get(seat, (Duty.AUDITOR,)))))
    client.raise_request_exception = False
    text = st.text(max_size=40)
    address = data.draw(st.sampled_from(addresses()))
    number, word = data.draw(st.integers(0, 2**40)), data.draw(st.sampled_from([*words_of(desk), "x", "é", "a b"]))
    path = next(address.filled([number], [word]))
    if path.endswith(LIVE):
        return
    names = (
        "people",
        "verdict",
        "heads",
        "until",
        "answer",
        "claim",
        "who",
        "leg",
        "crossing",
        "sentence",
        "q",
        "before",
    )
    fields = data.draw(st.dictionaries(st.sampled_from(names) | text, text | st.lists(text, max_size=3), max_size=6))
    for answer in (client.get(path, fields), client.post(path, fields)):
        assert answer.status_code < 500, (path, fields)
        _content(answer)  # a file is closed once it is read


def test_the_roles_of_this_test_are_those_of_the_desk() -> None:
    assert set(ROLES.values()) == set(Delegation.Role)
