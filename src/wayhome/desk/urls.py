"""Every address of the desk: one line a feature."""

from django.conf import settings
from django.urls import include, path

from wayhome.desk.jobs.largest import ADDRESS, answer

urlpatterns = [
    path("", include("wayhome.desk.today.urls")),
    path("sign/", include("wayhome.desk.signing.urls")),
    path("jobs/", include("wayhome.desk.jobs.urls")),
    path("seat/", include("wayhome.desk.seats.urls")),
    path(ADDRESS.lstrip("/"), answer, name="too_large"),
    path("enter/", include("wayhome.desk.seats.entering")),
    *(path(f"{screen}/", include(f"wayhome.desk.{screen}.urls")) for screen in settings.SCREENS),
]
handler403 = "wayhome.desk.look.faults.not_allowed"
handler404 = "wayhome.desk.look.faults.not_found"
handler500 = "wayhome.desk.look.faults.broken"
