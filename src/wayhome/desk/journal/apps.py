"""Verify, download, prove."""

from django.apps import AppConfig


class JournalScreen(AppConfig):
    """Verify, download, prove."""

    name = "wayhome.desk.journal"
    label = "journal"
