"""Charts beside tables, per source."""

from django.apps import AppConfig


class FiguresScreen(AppConfig):
    """Charts beside tables, per source."""

    name = "wayhome.desk.figures"
    label = "figures"
