"""Questions between parties about people, and the answers."""

from django.apps import AppConfig


class Inquiries(AppConfig):
    """Questions between parties about people, and the answers."""

    name = "wayhome.desk.inquiries"
    label = "inquiries"
