"""The invented round's registers: each party has taken in both of its lists, as it handed them in."""

from __future__ import annotations

import shutil
from pathlib import Path

from django.conf import settings

from wayhome.desk.clock import now
from wayhome.desk.compartments.kept import within
from wayhome.desk.register.models import Kind, List, Version
from wayhome.desk.register.reading import read
from wayhome.desk.register.taking import take_in
from wayhome.desk.seats.models import Member


def make_registers(story: Path, officer: Member) -> None:
    """Take in both lists of the list officer's party as their first versions."""
    with within(officer.delegation):
        for kind in Kind.values:
            file = f"{officer.delegation.name.lower()}-{kind}.csv"
            settings.HOME.uploads.mkdir(mode=0o700, exist_ok=True)
            shutil.copy(story / file, settings.HOME.uploads / file)
            roll = List.objects.create(delegation=officer.delegation, kind=kind)
            version = Version(on=roll, member=officer, at=now(), file=file, upload=file)
            version.save()
            read(version, _unwatched, now().date())
            take_in(version, _unwatched, now())


def _unwatched(done: int, of: int = 0, says: str = "") -> None:
    """Nobody watches how far this is."""
