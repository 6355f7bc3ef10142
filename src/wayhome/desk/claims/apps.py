"""People owed, missing or withheld, and the answers; the account."""

from django.apps import AppConfig


class ClaimsScreen(AppConfig):
    """People owed, missing or withheld, and the answers; the account."""

    name = "wayhome.desk.claims"
    label = "claims"
