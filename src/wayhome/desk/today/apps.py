"""What waits for whoever looks."""

from django.apps import AppConfig


class Today(AppConfig):
    """What waits for whoever looks."""

    name = "wayhome.desk.today"
    label = "today"
