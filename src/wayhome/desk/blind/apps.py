"""Blind tracings: where each stands, and the acts of it that a desk may make."""

from django.apps import AppConfig


class Blind(AppConfig):
    """Blind tracings: where each stands, and the acts of it that a desk may make."""

    name = "wayhome.desk.blind"
    label = "blind"
