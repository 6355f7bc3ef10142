"""The forms of inquiries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.handover.forms import Some
from wayhome.desk.jobs.uploads import ListField


class Ask(Some):
    """A question to another party about people."""

    inquiry = forms.CharField(label=lazy("What the inquiry is called"), max_length=120)
    to = forms.ChoiceField(label=lazy("The party asked"))
    together = forms.CharField(
        label=lazy("Families among them"),
        help_text=lazy("One family to a line: the references of its members, with commas. They may not be separated."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        max_length=20_000,
    )
    field_order = ("inquiry", "to", "together", "everybody", "people")

    def __init__(self, data: Any, expected: list[tuple[str, str]], others: Sequence[str]) -> None:
        super().__init__(data, expected)
        self._field("to").choices = [(other, other) for other in others]

    def clean_together(self) -> tuple[tuple[str, ...], ...]:
        """The families, each by its members."""
        lines = [line for line in self.cleaned_data["together"].splitlines() if line.strip()]
        return tuple(tuple(each.strip() for each in line.split(",") if each.strip()) for line in lines)


class Answer(forms.Form):
    """What the party asked answers for one person."""

    answer = forms.ChoiceField(
        label=lazy("Answer"),
        choices=[("held", lazy("held")), ("not_held", lazy("not held")), ("cannot_say", lazy("can't say"))],
    )


class References(forms.Form):
    """The file by which people are known in this round, and the member's own lists for their names."""

    references = ListField(
        label=lazy("references.csv"), help_text=lazy("As wayhome round references writes it, among the parties.")
    )
    held = ListField(label=lazy("Your list of people held (CSV or XLSX)"), required=False)
    sought = ListField(label=lazy("Your list of people sought (CSV or XLSX)"), required=False)

    def clean(self) -> dict[str, Any]:
        """At least one list, from which names can be taken."""
        filled = super().clean() or {}
        if not filled.get("held") and not filled.get("sought"):
            raise ValidationError(_("Give at least one of your lists: the names come from it."))
        return filled
