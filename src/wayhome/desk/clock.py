"""What time it is at this desk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.conf import settings


def now() -> datetime:
    """The time, in UTC and whole seconds; where the invented round is shown, the time of its story."""
    return datetime.now(UTC).replace(microsecond=0) - _behind()


def _behind() -> timedelta:
    """How far the story's time is behind the real one: written down when the story was taken in."""
    path = settings.HOME.folder / "clock"
    if not settings.DEMO or not path.is_file():
        return timedelta()
    return timedelta(seconds=int(path.read_text(encoding="ascii")))
