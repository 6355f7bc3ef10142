"""How every page looks."""

from django.apps import AppConfig


class Look(AppConfig):
    """How every page looks."""

    name = "wayhome.desk.look"
    label = "look"
