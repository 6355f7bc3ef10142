"""Care after the handover."""

from django.apps import AppConfig


class ReceptionScreen(AppConfig):
    """Care after the handover."""

    name = "wayhome.desk.reception"
    label = "reception"
