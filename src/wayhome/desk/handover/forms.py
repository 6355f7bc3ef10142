"""The forms of the handover."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.handover.acts import Alarm, Cause
from wayhome.people import Category


class Some(forms.Form):
    """People ticked one by one, or everybody who is expected."""

    everybody = forms.BooleanField(label=lazy("Everybody expected"), required=False)
    people = forms.MultipleChoiceField(
        label=lazy("These people"), required=False, widget=forms.CheckboxSelectMultiple(attrs={"class": "ticks"})
    )

    def __init__(self, data: Any, expected: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.expected = expected
        self._field("people").choices = expected

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Everybody, or who was ticked; never nobody."""
        filled = super().clean() or {}
        if filled.get("everybody"):
            filled["people"] = [reference for reference, _name in self.expected]
        if not filled.get("people"):
            raise ValidationError(_("Say whom: tick them, or everybody expected."))
        return filled


class Fitness(Some):
    """Who is fit to travel, or not."""

    fit = forms.TypedChoiceField(
        label=lazy("The doctors find them"),
        choices=[("yes", lazy("fit to travel")), ("no", lazy("not fit to travel"))],
        coerce=lambda word: word == "yes",
        widget=forms.RadioSelect,
    )
    field_order = ("fit", "everybody", "people")


class Guardian(forms.Form):
    """The guardian or agency on record for a child."""

    record = forms.CharField(
        label=lazy("Guardian or agency on record"),
        help_text=lazy("Sealed to the observer and the reception service."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class Wish(forms.Form):
    """What one person said when they were asked alone."""

    wants = forms.ChoiceField(
        label=lazy("Asked alone, this person"),
        choices=[("", lazy("was not asked yet")), ("yes", lazy("wants to go")), ("no", lazy("does not want to go"))],
        required=False,
    )
    destination = forms.CharField(label=lazy("Where to, in their words"), required=False, max_length=200)
    fears = forms.BooleanField(label=lazy("Fears what awaits them there"), required=False)


class Manifest(Some):
    """Who travels on a leg, complete."""

    leg = forms.CharField(label=lazy("Name of the leg"), max_length=60)
    crossing = forms.CharField(label=lazy("Crossing"), max_length=200)
    after = forms.MultipleChoiceField(
        label=lazy("Leaves after these legs have arrived"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ("leg", "crossing", "after", "everybody", "people")

    def __init__(self, data: Any, expected: list[tuple[str, str]], legs: list[str], **more: Any) -> None:
        super().__init__(data, expected, **more)
        self._field("after").choices = [(leg, leg) for leg in legs]


class Notice(forms.Form):
    """What a leg travels with."""

    vehicles = forms.IntegerField(label=lazy("Buses and other vehicles"), min_value=0, max_value=500)
    ambulances = forms.IntegerField(label=lazy("Ambulances"), min_value=0, max_value=500)


class Heads(forms.Form):
    """A seat's own count."""

    heads = forms.IntegerField(label=lazy("Heads you have counted"), min_value=0, max_value=5000)


class Unlisted(forms.Form):
    """Somebody who came with a leg and is on no manifest."""

    person = forms.CharField(label=lazy("A reference of your own for them"), max_length=100)
    who = forms.CharField(
        label=lazy("Who they say they are"),
        help_text=lazy("Sealed to you and the observer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
    )


class Tranche(Some):
    """Who crosses now, in one step."""

    tranche = forms.IntegerField(label=lazy("Number of the tranche"), min_value=1, max_value=10_000)
    field_order = ("tranche", "everybody", "people")


class Freeze(forms.Form):
    """Why nobody new sets out or crosses."""

    alarm = forms.ChoiceField(
        label=lazy("Why"),
        choices=[
            (Alarm.SAFETY.value, lazy("safety")),
            (Alarm.IDENTITY.value, lazy("identity of somebody")),
            (Alarm.MEDICAL.value, lazy("medical")),
        ],
        widget=forms.RadioSelect,
    )


class Substitute(forms.Form):
    """One person of the counted part in place of another."""

    leaving = forms.ChoiceField(label=lazy("Leaving the package"))
    coming = forms.ChoiceField(label=lazy("Coming in their place"))
    category = forms.ChoiceField(
        label=lazy("Their category, by your own list"),
        choices=[
            (Category.PRISONER_OF_WAR.value, lazy("prisoner of war")),
            (Category.ACCOMPANYING.value, lazy("person accompanying the armed forces")),
        ],
    )
    cause = forms.ChoiceField(
        label=lazy("Why"),
        choices=[(Cause.UNFIT.value, lazy("unfit to travel")), (Cause.NOT_CLEARED.value, lazy("not cleared"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, data: Any, leaving: list[tuple[str, str]], coming: list[tuple[str, str]]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["leaving"].choices, fields["coming"].choices = leaving, coming
