"""Long work, done by a worker beside the pages."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """Long work, done by a worker beside the pages."""

    name = "wayhome.desk.jobs"
    label = "jobs"
