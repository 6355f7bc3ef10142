"""Terms proposed, countered, accepted."""

from django.apps import AppConfig


class TermsApp(AppConfig):
    """Terms proposed, countered, accepted."""

    name = "wayhome.desk.terms"
    label = "terms"
