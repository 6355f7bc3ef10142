"""What is asked of a password, said in every language of the desk."""

from __future__ import annotations

from django.contrib.auth.password_validation import MinimumLengthValidator
from django.utils.translation import ngettext


class LongEnough(MinimumLengthValidator):
    """Django's own, which has no Arabic words for a password that is too short."""

    def get_error_message(self) -> str:
        """That it is too short, and how long it must be."""
        words = ngettext(
            "This password is too short. It must contain at least %(least)s character.",
            "This password is too short. It must contain at least %(least)s characters.",
            self.min_length,
        )
        return words % {"least": self.min_length}
