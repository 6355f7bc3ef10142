"""Delegations and their members."""

from __future__ import annotations

from datetime import timedelta
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from wayhome.desk.compartments.kept import Kept


class Delegation(models.Model):
    """The people who act for one seat of the journal, or who only read it."""

    class Role(models.TextChoices):
        """What the seat is at the table; the words of `agreement.Role`, and one for those who have none."""

        FACILITATOR = "facilitator", _("facilitator")
        PARTY = "party", _("party")
        OBSERVER = "observer", _("observer")
        RECEPTION = "reception", _("reception service")
        AUDIT = "audit", _("auditors")

    name = models.CharField(max_length=200, unique=True)
    """The seat's name in the journal."""
    role = models.CharField(max_length=20, choices=Role)

    def __str__(self) -> str:
        return self.name


class Duty(models.TextChoices):
    """What somebody is there for: it decides which screens they open and which acts they may state."""

    FACILITATOR = "facilitator", _("facilitator")
    LIST_OFFICER = "list_officer", _("list officer")
    SIGNATORY = "signatory", _("signatory")
    HANDOVER = "handover", _("handover team")
    DOCTOR = "doctor", _("doctor")
    OBSERVER = "observer", _("observer")
    PRESS = "press", _("press officer")
    AUDITOR = "auditor", _("auditor")


class Members(BaseUserManager["Member"]):
    """Makes members; nobody is made with a password somebody else knows."""

    def create(self, username: str, name: str, delegation: Delegation, duty: Duty) -> Member:  # type: ignore[override]
        """A new member, who can't sign in before they have chosen how."""
        member = Member(username=username, name=name, delegation=delegation, duty=duty)
        member.set_unusable_password()
        member.save()
        return member


class Member(AbstractBaseUser):
    """A person who works at the desk, for one delegation, with one duty."""

    username = models.CharField(_("user name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200)
    delegation = models.ForeignKey(Delegation, on_delete=models.PROTECT, related_name="members")
    duty = models.CharField(max_length=20, choices=Duty)
    language = models.CharField(max_length=2, default="en")
    duress_password = models.CharField(max_length=128, default="")
    """A second password, hashed, which signs in to the same screens and tells the observer."""
    feigned_password = models.CharField(max_length=128, default="")
    """What they were made to set as the second password, hashed: it does the same as that."""
    is_active = models.BooleanField(default=True)

    objects: ClassVar[Members] = Members()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __str__(self) -> str:
        return self.name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session is bound to: it ends when the password, the duty or the delegation becomes another."""
        bound = f"{self.password} {self.duty} {self.delegation_id}"
        return salted_hmac("wayhome.desk.seats.session", bound, secret=secret, algorithm="sha256").hexdigest()


INVITATION_LASTS = timedelta(days=3)


class Invitation(models.Model):
    """A link by which a new member chooses how they sign in. Only its hash is kept; it works once."""

    member = models.OneToOneField(Member, on_delete=models.CASCADE, related_name="invitation")
    hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)

    @property
    def lapsed(self) -> bool:
        """Whether it is too old to be used."""
        return timezone.now() - self.made_at > INVITATION_LASTS


class UnderDuress(Kept):
    """What became of a duress password: kept by the observer's delegation, and seen by nobody else."""

    class What(models.TextChoices):
        """What somebody was made to do."""

        GIVEN = "given", _("gave the password, and is not signed in by it yet")
        ENTERED = "entered", _("signed in")
        AGAIN = "again", _("gave the password while signed in")
        SET = "set", _("set another password for such a moment: it does the same, and the one before stays")
        CHANGED = "changed", _("chose another password in place of the one they gave: it does the same")

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=8, choices=What)
    at = models.DateTimeField(default=timezone.now)
