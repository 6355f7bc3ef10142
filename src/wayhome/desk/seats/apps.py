"""Who sits at the desk."""

from django.apps import AppConfig


class Seats(AppConfig):
    """Delegations, their members, their duties, and how they sign in."""

    name = "wayhome.desk.seats"
    label = "seats"
