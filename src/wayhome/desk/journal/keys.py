"""Who sits at the table and by which key: seats taken, keys confirmed by ear."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.acts import Refused
from wayhome.agreement import KeyConfirmed, SeatTaken
from wayhome.desk.look.messages import refused
from wayhome.desk.seats.access import screen
from wayhome.desk.signing.acting import begin, key_of
from wayhome.desk.table import here
from wayhome.journal import PublicKey

_ANOTHER = lazy(
    "This is not the fingerprint of the key that seat was taken with. Hear it again; if it still differs, somebody "
    "else has taken the seat: don't go on."
)


class Heard(forms.Form):
    """A fingerprint as somebody heard it read aloud."""

    fingerprint = forms.CharField(
        label=lazy("The fingerprint as you hear it"),
        help_text=lazy("Six groups of five digits. The other seat reads its own aloud; don't read it to them."),
        max_length=60,
    )


@screen("journal")
@require_GET
def seats(request: HttpRequest) -> HttpResponse:
    """The seats, their keys' fingerprints, and who has confirmed them."""
    place = here(request)
    seats = [
        (name, seat, PublicKey.parse(seat.key).fingerprint if seat.key else "")
        for name, seat in place.round.agreement.seats.items()
    ]
    return render(request, "journal/seats.html", {"place": place, "seats": seats})


@screen("journal")
@require_POST
def take(request: HttpRequest) -> HttpResponse:
    """Take the member's seat with the key this desk holds for it."""
    return begin(request, SeatTaken(str(key_of(here(request)).public)), back=request.path.removesuffix("take/"))


@screen("journal")
@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, seat: str) -> HttpResponse:
    """Confirm another seat's key by its fingerprint, heard and typed in."""
    place = here(request)
    taken = place.round.agreement.seats.get(seat)
    form = Heard(request.POST or None)
    if request.method == "POST" and form.is_valid():
        heard = "".join(form.cleaned_data["fingerprint"].split())
        if taken is None or not taken.key or heard != "".join(PublicKey.parse(taken.key).fingerprint.split()):
            form.add_error("fingerprint", _ANOTHER)
        else:
            try:
                return begin(request, KeyConfirmed(seat, taken.key), back="/journal/seats/")
            except Refused as refusal:
                form.add_error(None, refused(refusal))
    given = {"place": place, "seat": seat, "form": form}
    return render(request, "journal/confirm.html", given, status=422 if form.errors else 200)
