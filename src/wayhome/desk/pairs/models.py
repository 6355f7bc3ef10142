"""Pairs that a tracing proposes, and what people made of them. They are whose lists were traced, and nobody else's."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from wayhome.desk.compartments.kept import Kept
from wayhome.tracing import Judgement, Match, Reason, Verdict


class Pair(Kept):
    """One person sought and one person held, side by side as their lists state them."""

    home = models.CharField(max_length=200)
    """The party that seeks."""
    holder = models.CharField(max_length=200)
    """The party that holds."""
    sought_id = models.CharField(max_length=200)
    held_id = models.CharField(max_length=200)
    sought = models.JSONField(default=dict)
    """The canonical columns of the row sought, by name; what is not stated is missing."""
    held = models.JSONField(default=dict)
    probability = models.FloatField()
    verdict = models.CharField(max_length=12)
    reasons = models.JSONField(default=list)
    """Each reason: its field, its code, its weight."""
    worth = models.IntegerField(default=0)
    """Its place among those that wait: what a decision settles most comes first."""
    by = models.CharField(max_length=200, default="")
    """Who judged it; "" where nobody has, or nobody is named."""
    on = models.DateField(null=True)
    why = models.TextField(default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("delegation", "home", "sought_id", "held_id"), name="pair_once"),
        )
        indexes = (models.Index(fields=("delegation", "verdict", "worth"), name="pairs_waiting"),)

    @property
    def waits(self) -> bool:
        """Whether it waits for a person's verdict."""
        return self.verdict in (Verdict.POSSIBLE, Verdict.UNSURE)

    @property
    def match(self) -> Match:
        """The pair as the tracing room knows it."""
        judgement = Judgement(self.by, self.on, self.why) if Verdict(self.verdict).is_human else None
        reasons = tuple(Reason(*reason) for reason in self.reasons)
        return Match(self.sought_id, self.held_id, self.probability, Verdict(self.verdict), reasons, judgement)


class Judged(Kept):
    """One verdict of one person on a pair, and what stood before, so that it can be taken back."""

    pair = models.ForeignKey(Pair, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=12)
    why = models.TextField(default="")
    before = models.JSONField(default=dict)
    """The pair's verdict, by, on and why before this."""
    at = models.DateTimeField(default=timezone.now)
    taken_back = models.BooleanField(default=False)
