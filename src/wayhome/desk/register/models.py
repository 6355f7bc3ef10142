"""What a delegation keeps about people."""

from __future__ import annotations

from django.db import models

from wayhome.desk.compartments.kept import Kept


class Known(Kept):
    """How this delegation knows somebody of whom the journal only has a reference."""

    reference = models.CharField(max_length=100)
    name = models.CharField(max_length=400)
    """As the delegation's own list writes it."""
    particulars = models.JSONField(default=dict)
    """The canonical columns of its own list, by name."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "reference"), name="known_once"),)
