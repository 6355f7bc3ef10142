"""Who of those sought is held: pairs that a person judges."""

from django.apps import AppConfig


class Pairs(AppConfig):
    """Who of those sought is held: pairs that a person judges."""

    name = "wayhome.desk.pairs"
    label = "pairs"
