"""The invented round taken in from the folder `wayhome demo` left: seats, people, the journal, a sign-in for each."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.core.signing import TimestampSigner
from django.urls import reverse

from wayhome.desk.compartments.kept import within
from wayhome.desk.package.invented import make_plan
from wayhome.desk.pairs.invented import make_pairs
from wayhome.desk.register.invented import make_registers
from wayhome.desk.register.models import Known
from wayhome.desk.seats.models import Delegation, Duty, Member
from wayhome.desk.table import storage
from wayhome.journal import FileStorage
from wayhome.people import Particulars, read_list
from wayhome.rounds import bring, replay

_PARTY_DUTIES = (Duty.SIGNATORY, Duty.LIST_OFFICER, Duty.HANDOVER, Duty.DOCTOR, Duty.PRESS)
_AUDITORS = "Auditors"
_NAMES = (
    "Vira Dolynna", "Marko Zelenets", "Olha Berest", "Nadiya Krynychna", "Danylo Kryvets",
    "Galina Ozerova", "Prokhor Lugin", "Zoya Veresova", "Larisa Pribrezhna", "Rodion Yasenev",
    "Salim Darwazi", "Edda Halvorsen", "Noor Tavira", "Ilse Brandvik",
)  # fmt: skip
"""Invented names for the members, in the order in which they are made."""


def take_in(story: Path) -> Iterator[str]:
    """Take in the story, and yield a line to print for each member: who, and the link they sign in by."""
    about = json.loads((story / "story.json").read_text(encoding="utf-8"))
    behind = datetime.now(UTC) - datetime.fromisoformat(about["now"])
    (settings.HOME.folder / "clock").write_text(str(int(behind.total_seconds()) - 60), encoding="ascii")
    shutil.copytree(story / "keys", settings.HOME.folder / "keys")
    shutil.copy(story / "salt", settings.HOME.folder / "salt")
    told = FileStorage(story / "journal")
    target = storage()
    *_, last = replay(told)
    seats = last.state[about["round"]].agreement.seats
    bring(told, target, tuple(seats))
    delegations = {name: Delegation.objects.create(name=name, role=str(seat.role)) for name, seat in seats.items()}
    rows = _make_known(story, delegations)
    make_plan(story, last.state[about["round"]], rows, delegations)
    (facilitator,) = (each for each in delegations.values() if each.role == Delegation.Role.FACILITATOR)
    with within(facilitator):
        parties = tuple(name for name, each in delegations.items() if each.role == Delegation.Role.PARTY)
        make_pairs(story, rows, parties)
    delegations[_AUDITORS] = Delegation.objects.create(name=_AUDITORS, role=Delegation.Role.AUDIT)
    names = iter(_NAMES)
    for delegation in sorted(delegations.values(), key=lambda each: (each.role != Delegation.Role.PARTY, each.name)):
        for duty in _duties(delegation):
            slug = f"{delegation.name.split()[0].lower()}-{duty.value.replace('_', '-')}"
            member = Member.objects.create(slug, next(names), delegation, duty)
            if delegation.role == Delegation.Role.PARTY and duty is Duty.LIST_OFFICER:
                make_registers(story, member)
            yield f"  {delegation.name:24} {duty.label!s:14} {_link(member)}"


def _duties(delegation: Delegation) -> tuple[Duty, ...]:
    return {
        Delegation.Role.PARTY: _PARTY_DUTIES,
        Delegation.Role.FACILITATOR: (Duty.FACILITATOR,),
        Delegation.Role.OBSERVER: (Duty.OBSERVER,),
        Delegation.Role.RECEPTION: (Duty.DOCTOR,),
        Delegation.Role.AUDIT: (Duty.AUDITOR,),
    }[Delegation.Role(delegation.role)]


def _link(member: Member) -> str:
    token = TimestampSigner(salt="demo").sign(member.username)
    return settings.ADDRESS + reverse("by_link", args=[token])


def _make_known(story: Path, delegations: dict[str, Delegation]) -> dict[str, dict[str, Particulars]]:
    """Each party knows its own by its own lists; facilitator and observer by the holder's. Returns the lists."""
    rows = {path.stem: _by_id(path) for path in sorted(story.glob("*-*.csv"))}
    with (story / "references.csv").open(encoding="utf-8", newline="") as file:
        references = list(csv.DictReader(file))
    told = [each for each in delegations.values() if each.role in ("facilitator", "observer")]
    known: dict[str, list[tuple[str, Particulars, str, str]]] = {}
    for line in references:
        held = rows[f"{line['holder'].lower()}-held"][line["held_id"]]
        sought = rows[f"{line['home'].lower()}-sought"][line["sought_id"]]
        known.setdefault(line["holder"], []).append((line["person"], held, "held", ""))
        known.setdefault(line["home"], []).append((line["person"], sought, "sought", ""))
        for each in told:
            known.setdefault(each.name, []).append((line["person"], held, "held", line["holder"]))
    for name, people in known.items():
        with within(delegations[name]):
            Known.objects.bulk_create(_rows(delegations[name], people))
    return rows


def _rows(delegation: Delegation, people: Iterable[tuple[str, Particulars, str, str]]) -> list[Known]:
    return [
        Known(
            delegation=delegation,
            reference=person,
            name=" ".join(filter(None, (row.surname, row.given_names, row.patronymic))),
            kind=kind,
            given_by=given_by,
            list_id=row.id,
        )
        for person, row, kind, given_by in people
    ]


def _by_id(path: Path) -> dict[str, Particulars]:
    return {row.id: row for row in read_list(path).rows}
