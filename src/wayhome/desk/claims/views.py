"""Claims about people owed, missing or withheld, and every answer beside them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.acts import Act
from wayhome.claims import (
    Answer,
    Claim,
    ClaimAnswered,
    ClaimKind,
    ClaimLodged,
    ClaimSettled,
    ClaimStatus,
    ClaimWithdrawn,
)
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.signing.sealed import read_sealed
from wayhome.desk.table import Here, here

_ABOUT = [
    (ClaimKind.OWED.value, lazy("owed: signed for, and not returned")),
    (ClaimKind.MISSING.value, lazy("missing: believed held, and not accounted for")),
    (ClaimKind.WITHHELD.value, lazy("withheld: known to be held, and not returned")),
    (ClaimKind.UNPROVEN.value, lazy("unproven: proof of life is owed, and not given")),
]
_ANSWERS = [
    (Answer.NOT_HELD.value, lazy("not held")),
    (Answer.FREE_TO_LEAVE.value, lazy("not detained, and free to leave")),
    (Answer.BEING_TRACED.value, lazy("being traced")),
    (Answer.WILL_RETURN.value, lazy("will return")),
    (Answer.DISPUTED.value, lazy("disputed")),
]
_WHO = lazy("One to a line: names, dates, what is known. Sealed to the other party, the facilitator and the observer.")


class Lodge(forms.Form):
    """A new claim."""

    claim = forms.CharField(label=lazy("What the claim is called"), max_length=120)
    against = forms.ChoiceField(label=lazy("Against"))
    about = forms.ChoiceField(label=lazy("These people are"), choices=_ABOUT, widget=forms.RadioSelect)
    heads = forms.IntegerField(label=lazy("How many"), min_value=1, max_value=100_000)
    civilians = forms.BooleanField(label=lazy("They are civilians"), required=False)
    who = forms.CharField(
        label=lazy("Who they are"), help_text=_WHO, widget=forms.Textarea(attrs={"rows": 8}), max_length=200_000
    )

    def __init__(self, data: Any, others: list[str]) -> None:
        super().__init__(data)
        fields: dict[str, Any] = self.fields
        fields["against"].choices = [(other, other) for other in others]


class Reply(forms.Form):
    """An answer for so many of the people of a claim."""

    answer = forms.ChoiceField(label=lazy("These people are"), choices=_ANSWERS, widget=forms.RadioSelect)
    heads = forms.IntegerField(label=lazy("How many of them"), min_value=0, max_value=100_000)
    who = forms.CharField(
        label=lazy("Which of them"), help_text=_WHO, widget=forms.Textarea(attrs={"rows": 8}), max_length=200_000
    )


@screen("claims")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Every claim of the round with its answers."""
    place = here(request)
    given = {
        "place": place,
        "claims": [(name, claim, _in_words(claim)) for name, claim in place.round.claims.claims.items()],
        "may_lodge": may_state(place.member, ClaimLodged),
    }
    return render(request, "claims/first.html", given)


@screen("claims")
@require_GET
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One claim, whole: who it is about where it is sealed to the member's seat, every answer, what may be done."""
    place = here(request)
    claim = _claim(place, name)
    is_open = claim.status is ClaimStatus.OPEN
    given = {
        "place": place,
        "name": name,
        "claim": claim,
        "words": _in_words(claim),
        "who": read_sealed(place, claim.lodged),
        "answers": [(dict(_ANSWERS)[each.answer.value], each, read_sealed(place, each)) for each in claim.answers],
        "may_answer": is_open and claim.lodged.against == place.seat and may_state(place.member, ClaimAnswered),
        "may_end": is_open and claim.by == place.seat and may_state(place.member, ClaimSettled),
    }
    return render(request, "claims/one.html", given)


@screen("claims")
@require_http_methods(["GET", "POST"])
def lodge(request: HttpRequest) -> HttpResponse:
    """Lodge a claim. It holds back nobody else's return."""
    place = here(request)
    if not may_state(place.member, ClaimLodged):
        raise PermissionDenied
    others = [party for party in place.round.agreement.parties if party != place.seat]
    return say_by_form(
        request,
        Lodge(request.POST or None, others),
        lambda filled: ClaimLodged(
            filled["claim"].strip(),
            filled["against"],
            ClaimKind(filled["about"]),
            filled["heads"],
            filled["civilians"],
        ),
        "claims/lodge.html",
        {"place": place},
        content=lambda filled: filled["who"].encode(),
        also=_readers(place),
        shown=lambda filled: str(filled["who"]),
        back="/claims/",
    )


@screen("claims")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, name: str) -> HttpResponse:
    """Answer a claim for so many of its people; the claim stands beside every answer."""
    place = here(request)
    claim = _claim(place, name)
    if not may_state(place.member, ClaimAnswered):
        raise PermissionDenied
    return say_by_form(
        request,
        Reply(request.POST or None),
        lambda filled: ClaimAnswered(name, Answer(filled["answer"]), filled["heads"]),
        "claims/answer.html",
        {"place": place, "name": name, "claim": claim, "words": _in_words(claim)},
        content=lambda filled: filled["who"].encode(),
        also=_readers(place),
        shown=lambda filled: str(filled["who"]),
        back=f"/claims/claim/{name}/",
    )


@screen("claims")
@require_POST
def settle(request: HttpRequest, name: str) -> HttpResponse:
    """State that a claim is settled."""
    return _end(request, name, ClaimSettled(name))


@screen("claims")
@require_POST
def withdraw(request: HttpRequest, name: str) -> HttpResponse:
    """Withdraw a claim."""
    return _end(request, name, ClaimWithdrawn(name))


def _end(request: HttpRequest, name: str, act: Act) -> HttpResponse:
    _claim(here(request), name)
    return begin(request, act, back=f"/claims/claim/{name}/")


def _readers(place: Here) -> tuple[str, ...]:
    """Besides the other party: the member's own seat, the facilitator, the observer."""
    agreement = place.round.agreement
    return (place.seat, agreement.facilitator, agreement.observer)


def _claim(place: Here, name: str) -> Claim:
    if name not in place.round.claims.claims:
        raise Http404
    return place.round.claims.claims[name]


def _in_words(claim: Claim) -> str:
    return str(dict(_ABOUT)[claim.lodged.about.value])
