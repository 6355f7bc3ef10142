"""Acts that are drawn up and wait for their person to read and sign them."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone

from wayhome.desk.compartments import Kept
from wayhome.journal.canonical import from_base64, to_base64
from wayhome.rounds import Drawn

LONGEST = timedelta(hours=12)
"""How long an act may wait; after that it is drawn up anew."""


class Waiting(Kept):
    """One act in the bytes that will be signed. It is the member's who drew it up; nobody else sees it."""

    member = models.ForeignKey("seats.Member", on_delete=models.CASCADE, related_name="+")
    entry = models.BinaryField()
    sealed = models.JSONField(default=list)
    """Its sealed parts, encrypted, in base64."""
    shown = models.TextField(default="")
    """What is sealed, in the clear, for the one who signs; gone with this row."""
    back = models.CharField(max_length=400, default="/")
    """Where to go on afterwards."""
    at = models.DateTimeField(default=timezone.now)

    @property
    def drawn(self) -> Drawn:
        """The act as it was drawn up."""
        return Drawn(bytes(self.entry), tuple(from_base64(part) for part in self.sealed))

    def keep(self, drawn: Drawn) -> None:
        """Take in what was drawn up."""
        self.entry = drawn.entry
        self.sealed = [to_base64(part) for part in drawn.sealed]
