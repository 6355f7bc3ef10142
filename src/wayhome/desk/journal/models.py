"""What a seat remembers of the journal: the one thing that shows a second history for what it is."""

from __future__ import annotations

from django.db import models

from wayhome.desk.compartments.kept import Kept


class Cosigned(Kept):
    """The checkpoint this delegation cosigned last, whole."""

    origin = models.CharField(max_length=400)
    note = models.TextField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "origin"), name="cosigned_last"),)
