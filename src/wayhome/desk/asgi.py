"""The desk as an ASGI application."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wayhome.desk.settings")
_desk = get_asgi_application()

from wayhome.desk.jobs.largest import no_larger  # noqa: E402 - Django has to be set up first

application = no_larger(_desk)
