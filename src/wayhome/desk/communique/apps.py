"""The public text, sentence by sentence."""

from django.apps import AppConfig


class CommuniqueScreen(AppConfig):
    """The public text, sentence by sentence."""

    name = "wayhome.desk.communique"
    label = "communique"
