"""What a delegation keeps about people: its lists, their versions, the people on them, and by which references the
journal knows them.

A person's row stands from its first version to its last: what a new version leaves as it was is not written again.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

import msgspec
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext_lazy as _

from wayhome.desk.compartments.kept import Kept
from wayhome.desk.register.names import full_name

STANDING = 2**31 - 1
"""The last version of a row that no version has ended yet."""


class Key(models.TextField):  # type: ignore[type-arg]  # it takes no types at run time
    """Text that is looked up by how it begins: ordered by its letters' numbers on every database."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> Any:
        """The column, with the collation PostgreSQL needs for it; SQLite orders so by itself."""
        given: Any = super().db_parameters(connection)
        return {**given, "collation": "C"} if connection.vendor == "postgresql" else given


class Kind(models.TextChoices):
    """What a list is of."""

    HELD = "held", _("people held")
    SOUGHT = "sought", _("people sought")


class List(Kept):
    """A list a delegation keeps: its own, or one it was given."""

    kind = models.CharField(max_length=6, choices=Kind)
    given_by = models.CharField(max_length=200, default="")
    """The party that gave it; "" for the delegation's own."""
    current = models.IntegerField(default=0)
    """The number of the version in force; 0 before the first."""
    taking = models.BigIntegerField(default=0)
    """The version that is being taken in, 0 where none is."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "kind", "given_by"), name="list_once"),)


class Version(Kept):
    """One version of a list, from the file that was handed in to people on the register."""

    class State(models.TextChoices):
        """Where it stands."""

        HANDED_IN = "handed_in", _("handed in, not read yet")
        NOT_A_LIST = "not_a_list", _("can't be read as a list")
        READ = "read", _("read, to be looked at")
        TAKEN_IN = "taken_in", _("taken in")

    on = models.ForeignKey(List, on_delete=models.PROTECT, related_name="+")
    number = models.IntegerField(default=0)
    """From 1; 0 until it is taken in."""
    state = models.CharField(max_length=12, choices=State, default=State.HANDED_IN)
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    """When it was handed in; once it is taken in, when it was."""
    file = models.CharField(max_length=255)
    """The file's name, as its owner gave it."""
    upload = models.CharField(max_length=60, default="")
    """The name under which the file is kept until it is taken in or discarded."""
    columns = models.JSONField(default=dict)
    """What a person said of headers that aren't recognised: header → column."""
    headers = models.JSONField(default=list)
    """As the file spells them."""
    mapped = models.JSONField(default=dict)
    """Which column each header is: header → column, canonical or combined."""
    separator = models.CharField(max_length=1, default="")
    notes = models.JSONField(default=list)
    """What the list's owner should know of it as a whole: messages (`look.messages.kept`)."""
    reason = models.JSONField(default=dict)
    """Why it can't be read as a list: a message."""
    base = models.IntegerField(default=0)
    """The version in force when it was read: what it is compared with."""
    people = models.BigIntegerField(default=0)
    new = models.BigIntegerField(default=0)
    changed = models.BigIntegerField(default=0)
    gone = models.BigIntegerField(default=0)
    rejected = models.BigIntegerField(default=0)
    """Rows that list nobody."""
    unread = models.BigIntegerField(default=0)
    """Cells of people that can't be read and count as not stated."""
    sample = models.JSONField(default=dict)
    """The first of those who are new, changed and gone."""
    written = models.BigIntegerField(default=0)
    """How many rows of it are on the register: where taking it in goes on after it was stopped or killed."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("on", "number"), condition=models.Q(number__gt=0), name="version_once"),
        )


class Fault(Kept):
    """A row of a file that lists nobody, or one with a cell that can't be read."""

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="+", db_index=False)
    row = models.BigIntegerField()
    """As the spreadsheet numbers it."""
    list_id = models.TextField(default="")
    """Of the person who stays on the list all the same; "" where the row is rejected."""
    cells = models.JSONField(default=list)
    """Of a rejected row, as written."""
    problems = models.JSONField(default=list)
    """Each problem's column, found, expected and mend, the last two as messages."""

    class Meta:
        indexes = (models.Index(fields=("version", "row"), name="faults_in_order"),)


class Person(Kept):
    """A row of a list, as it stood from one version to another."""

    delegation = models.ForeignKey("seats.Delegation", on_delete=models.PROTECT, related_name="+", db_index=False)
    on = models.ForeignKey(List, on_delete=models.PROTECT, related_name="+", db_index=False)
    list_id = Key()
    """The list owner's own reference."""
    first = models.IntegerField()
    """The first version it stands in."""
    last = models.IntegerField(default=STANDING)
    """The last version it stands in."""
    surname_key = Key(default="")
    """The surname as names are compared (`wayhome.people.names.canonical`)."""
    given_key = Key(default="")
    """The same of given names and patronymic."""
    category = models.CharField(max_length=30, default="")
    place = Key(default="")
    """Where the person is held, as written."""
    medical = models.CharField(max_length=80, null=True)
    """The conditions certified; None without any."""
    content = models.TextField()
    """The canonical columns it states, by name, as JSON."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("on", "list_id", "first"), name="row_once"),)
        indexes = (
            models.Index(fields=("on", "last", "surname_key", "given_key", "id"), name="people_by_name"),
            models.Index(
                fields=("on", "last", "category", "surname_key", "given_key", "id"), name="people_by_category"
            ),
            models.Index(fields=("on", "last", "place", "surname_key", "given_key", "id"), name="people_by_place"),
            models.Index(
                fields=("on", "last", "surname_key", "given_key", "id"),
                condition=models.Q(medical__isnull=False),
                name="people_by_condition",
            ),
            models.Index(fields=("on", "first", "id"), name="people_by_version"),
        )

    @cached_property
    def columns(self) -> dict[str, str]:
        """What the row states, by canonical column."""
        stated: dict[str, str] = msgspec.json.decode(self.content)
        return stated

    @property
    def name(self) -> str:
        """The person's name as the list writes it."""
        return full_name(self.columns)


class Counted(Kept):
    """How many people of the version in force have a surname, or are held in a place."""

    class What(models.TextChoices):
        """What is counted."""

        SURNAME = "surname"
        PLACE = "place"

    on = models.ForeignKey(List, on_delete=models.CASCADE, related_name="+", db_index=False)
    what = models.CharField(max_length=8, choices=What)
    value = Key()
    """A surname's key, or a place as written."""
    people = models.BigIntegerField()
    skeleton = models.TextField(default="")
    """Of a surname: what it sounds like (`wayhome.people.names.skeleton`)."""
    arabic = models.TextField(default="")
    """Of a surname: what it sounds like read as Arabic."""

    class Meta:
        indexes = (models.Index(fields=("on", "what"), name="counted_of_list"),)


class Seen(Kept):
    """Somebody looked at a person's page."""

    on = models.ForeignKey(List, on_delete=models.CASCADE, related_name="+", db_index=False)
    list_id = Key()
    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("on", "list_id", "id"), name="seen_of_person"),)


class Known(Kept):
    """How this delegation knows somebody of whom the journal only has a reference."""

    reference = models.CharField(max_length=100)
    name = models.CharField(max_length=400)
    """As the delegation's own list writes it."""
    particulars = models.JSONField(default=dict)
    """The canonical columns of its own list, by name."""
    kind = models.CharField(max_length=6, choices=Kind, default="")
    """The list on which the delegation knows them; "" where that isn't said."""
    given_by = models.CharField(max_length=200, default="")
    """The party that gave the list; "" for the delegation's own."""
    list_id = models.TextField(default="")
    """Their reference on that list."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegation", "reference"), name="known_once"),)
        indexes = (models.Index(fields=("delegation", "kind", "list_id"), name="known_by_list"),)
