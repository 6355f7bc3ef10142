"""Who goes home in this round, and the signatures under it."""

from django.apps import AppConfig


class PackageScreen(AppConfig):
    """Who goes home in this round, and the signatures under it."""

    name = "wayhome.desk.package"
    label = "package"
