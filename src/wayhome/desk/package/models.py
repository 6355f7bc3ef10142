"""What a delegation keeps about packages: the rows it plans from, its plans, what it was given of one, its notes."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from wayhome.desk.compartments.kept import Kept


class PoolRow(Kept):
    """Somebody a package could name, by what a plan may look at and nothing else: no name, no unit, no birthplace."""

    reference = models.CharField(max_length=100)
    holder = models.CharField(max_length=200)
    home = models.CharField(max_length=200)
    held = models.JSONField(default=dict)
    """What the holder's list says; empty where this delegation doesn't have it."""
    sought = models.JSONField(default=dict)
    """What the list of the party of origin says; empty where this delegation doesn't have it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "reference"), name="pool_once"),)


class Plan(Kept):
    """One plan drawn up for this delegation. It is a proposal to itself: nothing is on the table by it."""

    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, null=True, related_name="+")
    """Who asked for it; none where it was taken in with the invented round."""
    at = models.DateTimeField(default=timezone.now)
    pool = models.BinaryField()
    """Everybody it was drawn from, as JSON: so that it can be checked and asked about again."""
    orders = models.JSONField(default=list)
    """The confidential orders it was drawn by."""
    document = models.BinaryField()
    """The package with its explanations and certificate, as `wayhome plan` writes it."""
    salt = models.BinaryField()
    digest = models.CharField(max_length=64)
    """Of the document with the salt: what the act that proposes it names."""
    pages = models.JSONField(default=dict)
    """The report, one page of HTML, by the language of its reader."""
    faults = models.JSONField(default=list)
    """What the independent checker found wrong."""
    early = models.BooleanField(default=False)
    """Whether it was stopped with the best so far."""


class Part(Kept):
    """What the facilitator gave this delegation of a plan: its own people's reasons, and of others the hard terms."""

    digest = models.CharField(max_length=64)
    """Of the plan's document."""
    at = models.DateTimeField(default=timezone.now)
    file = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "digest"), name="part_once"),)


class LotteryFile(Kept):
    """What is published of a lottery: everything that anybody needs to check it."""

    digest = models.CharField(max_length=64)
    file = models.BinaryField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "digest"), name="lottery_once"),)


class LotterySecret(Kept):
    """This delegation's secret for a lottery: kept until everybody has committed, then revealed."""

    digest = models.CharField(max_length=64)
    """Of the lottery."""
    secret = models.CharField(max_length=64)
    """32 bytes in hexadecimal."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "digest"), name="secret_once"),)


class Note(Kept):
    """A comment of this delegation on a person: private, and in no journal."""

    reference = models.CharField(max_length=100, db_index=True)
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField(default=timezone.now)
