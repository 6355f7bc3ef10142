"""Convoys, head counts and the crossing."""

from django.apps import AppConfig


class HandoverScreen(AppConfig):
    """Convoys, head counts and the crossing."""

    name = "wayhome.desk.handover"
    label = "handover"
