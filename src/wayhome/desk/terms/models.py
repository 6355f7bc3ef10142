"""What the facilitator is told of attempts at what the law forbids."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from wayhome.desk.compartments.kept import Kept, within
from wayhome.desk.seats.models import Delegation


class Attempt(Kept):
    """Terms or a package that the law refused to a seat: the facilitator may put that on record.

    It holds who tried what kind of act and which rule refused it, and nothing of what was written.
    """

    of = models.CharField(max_length=200)
    """The seat that tried."""
    tried = models.CharField(max_length=60)
    """The kind of act."""
    digest = models.CharField(max_length=64)
    rule = models.CharField(max_length=20)
    article = models.CharField(max_length=200)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "of", "digest", "rule"), name="attempt_once"),)


def tell_facilitator(facilitator: str, of: str, tried: str, digest: str, rule: str, article: str) -> None:
    """Leave word of an attempt with the facilitator's delegation, where it works at this desk."""
    for delegation in Delegation.objects.filter(name=facilitator):
        with within(delegation):
            Attempt.objects.get_or_create(
                of=of, digest=digest, rule=rule, defaults={"tried": tried, "article": article}
            )
