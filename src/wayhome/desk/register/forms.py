"""The forms of the register."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.jobs.uploads import ListField
from wayhome.desk.register.models import Kind
from wayhome.desk.register.searching import How
from wayhome.desk.register.words import CATEGORIES, COLUMNS, COMBINED, CONDITIONS, column_title


class HandIn(forms.Form):
    """A list as its owner keeps it."""

    kind = forms.ChoiceField(label=lazy("What the list is of"), choices=Kind)
    given_by = forms.ChoiceField(label=lazy("The party that gave it"))
    file = ListField(
        label=lazy("The list (CSV or XLSX)"),
        help_text=lazy("As it is: which column is which is found, and shown before anything is taken in."),
    )

    def __init__(self, data: Any, files: Any, *, parties: Sequence[str]) -> None:
        """``parties`` are those that may have given it; none where the list is the delegation's own."""
        super().__init__(data, files)
        fields: dict[str, Any] = self.fields
        if parties:
            fields["given_by"].choices = [(party, party) for party in parties]
        else:
            del fields["given_by"]


class Columns(forms.Form):
    """Which column each header of a file is."""

    def __init__(self, data: Any, headers: Sequence[str], said: dict[str, str], mapped: dict[str, str]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        choices = [(name, title) for name, title in (*COLUMNS.items(), *COMBINED.items())]
        for place, header in enumerate(headers):
            found = mapped.get(header, "") if header not in said else ""
            left = _("as found: {column}").format(column=column_title(found)) if found else _("not read")
            fields[f"column-{place}"] = forms.ChoiceField(
                label=header, choices=[("", left), *choices], required=False, initial=said.get(header, "")
            )
        self._headers = headers

    def said(self) -> dict[str, str]:
        """Header → column, for those a person has named."""
        return {
            header: column
            for place, header in enumerate(self._headers)
            if (column := self.cleaned_data[f"column-{place}"])
        }


class Look(forms.Form):
    """Whom somebody looks for."""

    words = forms.CharField(
        label=lazy("Name"),
        required=False,
        max_length=200,
        strip=True,
        help_text=lazy("A surname, with given names if you like, in any alphabet."),
    )
    how = forms.ChoiceField(label=lazy("The surname"), choices=How, required=False)
    category = forms.ChoiceField(label=lazy("Category"), required=False)
    place = forms.ChoiceField(label=lazy("Place held"), required=False)
    medical = forms.ChoiceField(label=lazy("Medical"), required=False)

    def __init__(self, data: Any, *, places: Sequence[str]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        every = [("", _("any"))]
        fields["category"].choices = every + list(CATEGORIES.items())
        fields["medical"].choices = every + list(CONDITIONS.items())
        fields["place"].choices = every + [(place, place) for place in places]
