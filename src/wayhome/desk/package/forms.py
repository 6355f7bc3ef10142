"""The forms of this screen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from wayhome.desk.clock import now
from wayhome.desk.jobs.uploads import ListField
from wayhome.desk.look.messages import worded
from wayhome.desk.package.pool import ROLES
from wayhome.desk.seats.models import Delegation
from wayhome.exchange import BadOrder, Order, Terms, orders_of, read_order

_LONGEST_ORDER = 200_000
_USUAL = timedelta(days=2)
_FORM = "%Y-%m-%dT%H:%M"


class SignBy(forms.Form):
    """Until when signatures count."""

    sign_by = forms.DateTimeField(
        label=lazy("To be signed by (UTC)"),
        input_formats=[_FORM, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_FORM),
    )

    def __init__(self, data: Any = None) -> None:
        later = (now() + _USUAL).replace(minute=0, second=0)
        super().__init__(data, initial={"sign_by": later})

    def clean_sign_by(self) -> datetime:
        """A moment to come, in UTC and whole seconds."""
        given: datetime = self.cleaned_data["sign_by"]
        moment = given.astimezone(UTC).replace(microsecond=0)
        if moment <= now():
            raise forms.ValidationError(_("Give a time that lies ahead."))
        return moment


class PoolFiles(forms.Form):
    """The references of the round, and the lists this delegation has."""

    references = ListField(label=lazy("references.csv"))

    def __init__(self, parties: Sequence[str], delegation: Delegation, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        words = {"held": _("People held by %s"), "sought": _("People sought by %s")}
        own = delegation.role == Delegation.Role.PARTY
        for party in parties:
            for role in ROLES if not own or party == delegation.name else ():
                self.fields[f"{party}:{role}"] = ListField(label=words[role] % party, required=False)

    def clean(self) -> dict[str, Any]:
        """At least one list."""
        given: dict[str, Any] = super().clean() or {}
        if not any(given.get(name) for name in self.fields if name != "references"):
            raise forms.ValidationError(_("Give one list or more."))
        return given


class Orders(forms.Form):
    """The confidential orders by which a plan is drawn, where parties give any."""

    def __init__(self, terms: Terms, delegation: Delegation, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files)
        self._terms = terms
        own = delegation.role == Delegation.Role.PARTY
        for party in terms.parties if not own else (delegation.name,):
            self.fields[f"order:{party}"] = forms.FileField(label=_("Order of %s") % party, required=False)

    def clean(self) -> dict[str, Any]:
        """Each order is that of its party, lawful, and fits the terms."""
        given: dict[str, Any] = super().clean() or {}
        self.texts: list[str] = []
        orders: list[Order] = []
        for name, file in list(given.items()):
            if not file:
                continue
            try:
                text = file.read(_LONGEST_ORDER).decode("utf-8-sig", errors="replace")
                order = read_order(text)
                orders_of(self._terms, [*orders, order])
            except BadOrder as error:
                self.add_error(name, worded(error))
                continue
            if order.party != name.removeprefix("order:"):
                self.add_error(name, _("This is the order of another party."))
                continue
            orders.append(order)
            self.texts.append(text)
        return given


class Comment(forms.Form):
    """A private note on a person."""

    text = forms.CharField(
        label=lazy("Add a note"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), strip=True
    )
