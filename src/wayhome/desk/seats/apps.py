"""Who sits at the desk."""

from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class Seats(AppConfig):
    """Delegations, their members, their duties, and how they sign in."""

    name = "wayhome.desk.seats"
    label = "seats"

    def ready(self) -> None:
        """Hear of each complete sign-in."""
        from wayhome.desk.seats.duress import signed_in

        user_logged_in.connect(signed_in)
