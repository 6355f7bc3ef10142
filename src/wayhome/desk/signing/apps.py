"""Acts drawn up, read, and signed by a person."""

from django.apps import AppConfig


class Signing(AppConfig):
    """Acts drawn up, read, and signed by a person."""

    name = "wayhome.desk.signing"
    label = "signing"
