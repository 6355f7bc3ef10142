"""Rows that one delegation keeps to itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django_scopes import ScopedManager, scope
from django_scopes.state import get_scope

from wayhome.desk.compartments.wall import behind_the_wall

if TYPE_CHECKING:
    from wayhome.desk.seats.models import Delegation


class Kept(models.Model):
    """A row of one delegation's own. Outside its scope (see `within`) it can be neither read nor written."""

    delegation = models.ForeignKey("seats.Delegation", on_delete=models.PROTECT, related_name="+")

    objects: ClassVar[Any] = ScopedManager(delegation="delegation")

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Write the row. Raises ValueError for another delegation's row."""
        if self.delegation_id is None:
            self.delegation = get_scope()["delegation"]
        elif get_scope().get("_enabled", True) and get_scope().get("delegation") != self.delegation:
            raise ValueError("a row is written within the scope of the delegation that keeps it")
        super().save(*args, **options)


@contextmanager
def within(delegation: Delegation) -> Iterator[None]:
    """The scope of one delegation: its own rows, and nobody else's; to a PostgreSQL database its own role."""
    with scope(delegation=delegation), behind_the_wall(delegation.pk):
        yield
