"""The form of the usual terms; everything else is written as text, as `wayhome plan` takes it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.look.messages import worded
from wayhome.desk.terms.words import CATEGORIES, CRITERIA, criterion
from wayhome.exchange import BadTerms, CountedTerms, Terms, UnconditionalTerms
from wayhome.people import COUNTABLE, Category

_LARGEST = 10_000_000
_PLACES = ("first", "second", "third")
_CONTRADICTIONS = {
    "criteria": ("first", lazy("Name each criterion once.")),
    "later_rounds": ("later_rounds", lazy("Give days after the day of this round, in their order.")),
    "counted.categories": ("categories", lazy("Say who may be counted: one category or more.")),
}
"""What fields that are each right can still say together that makes no sense: by key of the terms, where, and what."""


class _AnyCategory(forms.MultipleChoiceField):
    """Offers those who may be counted; takes any category, so that the law itself answers what it forbids."""

    def valid_value(self, value: object) -> bool:
        return value in set(Category)


class UsualTerms(forms.Form):
    """The terms most rounds have. What the version it began from says besides stays as it is."""

    day = forms.DateField(label=lazy("Day of the round"), widget=forms.DateInput(attrs={"type": "date"}))
    exposure = forms.IntegerField(
        label=lazy("Exposure"),
        min_value=1,
        max_value=_LARGEST,
        help_text=lazy(
            "At no moment has a party released more than this many counted people over those it received. "
            "Somebody always goes first, so it is 1 or more."
        ),
    )
    most = forms.IntegerField(
        label=lazy("Counted, at most each way"),
        min_value=0,
        max_value=_LARGEST,
        help_text=lazy("0 where nobody is counted."),
    )
    categories = _AnyCategory(
        label=lazy("Who may be counted"),
        choices=[(each.value, CATEGORIES[each]) for each in Category if each in COUNTABLE],
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=lazy("Civilians, children, the seriously wounded and sick and retained personnel are in no count."),
    )
    first = forms.ChoiceField(label=lazy("Who goes first"), required=False)
    second = forms.ChoiceField(label=lazy("Then"), required=False)
    third = forms.ChoiceField(label=lazy("Then"), required=False)
    seats = forms.IntegerField(
        label=lazy("Seats each way for those outside every count"),
        min_value=0,
        max_value=_LARGEST,
        required=False,
        help_text=lazy("Leave it empty for no limit."),
    )
    later_rounds = forms.CharField(
        label=lazy("Later rounds"),
        required=False,
        max_length=2000,
        help_text=lazy("Days the plan looks ahead to, such as 2025-09-24, 2025-10-24."),
    )

    def __init__(self, base: Terms, data: Any = None) -> None:
        super().__init__(data, initial=None if data is not None else _initial(base))
        self.base = base
        words = [*CRITERIA, *(word for word in base.criteria if word not in CRITERIA)]
        for place in _PLACES:
            field = self.fields[place]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", _("the draw")), *((word, criterion(word)) for word in words)]

    def clean_later_rounds(self) -> tuple[date, ...]:
        """The days, each in the form of the calendar."""
        written = re.split(r"[\s,;]+", self.cleaned_data["later_rounds"])
        try:
            return tuple(date.fromisoformat(each) for each in written if each)
        except ValueError:
            raise forms.ValidationError(_("Write each day as year, month and day, such as 2025-09-24.")) from None

    def terms(self) -> Terms | None:
        """The terms these fields make of the version they began from; None where they make none: the fields say why."""
        if not self.is_valid():
            return None
        given = self.cleaned_data
        beyond = self.base.criteria[len(_PLACES) :]
        chosen = [given[place] for place in _PLACES if given[place]]
        categories = tuple(Category(each) for each in given["categories"])
        if not given["most"]:
            categories = categories or self.base.counted.categories
        try:
            counted = replace(self.base.counted, most=given["most"], categories=categories)
            return replace(
                self.base,
                day=given["day"],
                exposure=given["exposure"],
                counted=counted,
                unconditional=UnconditionalTerms(given["seats"]),
                criteria=(*chosen, *(word for word in beyond if word not in chosen)),
                later_rounds=given["later_rounds"],
            )
        except BadTerms as error:
            field, wrong = _CONTRADICTIONS.get(error.key, (None, worded(error)))
            self.add_error(field, wrong)
            return None


def blank(parties: tuple[str, ...], day: date) -> Terms:
    """Where a first proposal begins: one for one, nobody counted yet."""
    return Terms(parties=parties, day=day, exposure=1, counted=CountedTerms(most=0))


def _initial(base: Terms) -> dict[str, Any]:
    order = dict(zip(_PLACES, base.criteria, strict=False))
    return {
        "day": base.day.isoformat(),
        "exposure": base.exposure,
        "most": base.counted.most,
        "categories": [each.value for each in base.counted.categories],
        "seats": base.unconditional.seats,
        "later_rounds": ", ".join(map(str, base.later_rounds)),
        **order,
    }
