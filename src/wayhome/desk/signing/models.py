"""Acts that are drawn up and wait for their person to read and sign them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import models
from django.utils import timezone

from wayhome.desk.compartments.kept import Kept
from wayhome.journal.canonical import from_base64, to_base64
from wayhome.rounds import Drawn

LONGEST = timedelta(hours=12)
"""How long an act may wait; after that it is drawn up anew."""


class Waiting(Kept):
    """Acts of one seat in the bytes that will be signed: the member's who drew them up, and nobody else's to see."""

    member = models.ForeignKey("seats.Member", on_delete=models.CASCADE, related_name="+")
    acts = models.JSONField(default=list)
    """Each act: its entry, and its sealed parts, encrypted; all in base64."""
    shown = models.TextField(default="")
    """What is sealed, in the clear, for the one who signs; gone with this row."""
    back = models.CharField(max_length=400, default="/")
    """Where to go on afterwards."""
    at = models.DateTimeField(default=timezone.now)

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """The acts as they were drawn up."""
        return tuple(Drawn(from_base64(entry), tuple(map(from_base64, sealed))) for entry, sealed in self.acts)

    def keep(self, drawn: Sequence[Drawn]) -> None:
        """Take in what was drawn up."""
        self.acts = [(to_base64(each.entry), [to_base64(part) for part in each.sealed]) for each in drawn]
