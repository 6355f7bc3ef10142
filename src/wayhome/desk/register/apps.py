"""The lists a delegation keeps."""

from django.apps import AppConfig


class Register(AppConfig):
    """The lists a delegation keeps."""

    name = "wayhome.desk.register"
    label = "register"
