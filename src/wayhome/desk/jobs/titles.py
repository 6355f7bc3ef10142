"""What each kind of job is called, in the reader's language."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as lazy

_TITLES = {
    "read_list": lazy("Reading a list"),
    "take_in_list": lazy("Taking a list in"),
    "trace": lazy("Tracing"),
    "references": lazy("Taking names in"),
    "pool": lazy("Taking a pool in"),
    "plan": lazy("Drawing up a plan"),
    "verify": lazy("Verifying the journal"),
}


def job_title(kind: str) -> str:
    """What a job of this kind does; the kind itself where nobody has named it."""
    return str(_TITLES.get(kind, kind))
