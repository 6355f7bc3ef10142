"""Sign-in by password, the first of two factors."""

from __future__ import annotations

from django.contrib.auth.backends import ModelBackend


class ByPassword(ModelBackend):
    """Django's own check of a password; there are no permissions here beside a member's duty."""
