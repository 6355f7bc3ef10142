"""The walls around what each delegation keeps to itself."""

from typing import Any

from django.apps import AppConfig, apps
from django.db.models.signals import post_migrate, post_save


class Compartments(AppConfig):
    """Raises the second wall after each migration, and makes a role for each new delegation."""

    name = "wayhome.desk.compartments"
    label = "compartments"

    def ready(self) -> None:
        """Listen for migrations and for new delegations."""
        # Django sends no such signal for an app without models of its own: the seats' stands for all.
        post_migrate.connect(_migrated, sender=apps.get_app_config("seats"))
        post_save.connect(_saved, sender="seats.Delegation")


def _migrated(**_: Any) -> None:
    from wayhome.desk.compartments.wall import raise_wall

    raise_wall()


def _saved(instance: Any, created: bool, **_: Any) -> None:
    from wayhome.desk.compartments.wall import admit

    if created:
        admit(instance.pk)
