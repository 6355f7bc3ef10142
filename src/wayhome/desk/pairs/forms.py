"""The forms of tracing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.jobs.uploads import ListField


class Trace(forms.Form):
    """Two lists to trace: whom one party seeks among whom another holds."""

    home = forms.ChoiceField(label=lazy("Whose people are sought"))
    holder = forms.ChoiceField(label=lazy("Who holds people"))
    sought = ListField(label=lazy("The list of people sought (CSV or XLSX)"))
    held = ListField(label=lazy("The list of people held (CSV or XLSX)"))

    def __init__(self, data: Any, files: Any, *, parties: Sequence[str]) -> None:
        super().__init__(data, files)
        fields: dict[str, Any] = self.fields
        for name in ("home", "holder"):
            fields[name].choices = [(party, party) for party in parties]
        if len(parties) > 1:
            fields["holder"].initial = parties[1]

    def clean(self) -> dict[str, Any]:
        """Refuse one party twice."""
        filled = super().clean() or {}
        if filled.get("home") and filled.get("home") == filled.get("holder"):
            raise ValidationError(_("A party doesn't seek its own people among those it holds: choose two parties."))
        return filled


class Verdict(forms.Form):
    """A person's verdict on a pair."""

    verdict = forms.ChoiceField(
        label=lazy("Are they one person?"),
        choices=[
            ("same", lazy("the same person")),
            ("different", lazy("different people")),
            ("unsure", lazy("unsure")),
        ],
        widget=forms.HiddenInput,
    )
    why = forms.CharField(label=lazy("Why, in words"), required=False, max_length=1000)
