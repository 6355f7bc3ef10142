"""Where the blind tracings of a round stand; and of their acts, those that need nobody's secret."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.agreement import AuditExcused, ProofOfLifeGiven, SampleDrawn, Tracing, TracingAccepted
from wayhome.desk.blind.steps import Step, steps
from wayhome.desk.clock import now
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin_or_say, may_begin_here
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.table import Here, here
from wayhome.rounds import may, proofs_of_life_due

_SEED_BYTES = 32


class Proof(forms.Form):
    """What proves that somebody is alive."""

    words = forms.CharField(
        label=lazy("What proves it"),
        help_text=lazy(
            "Their own words, or the day and place of a visit. Sealed to the party of origin. Never an image of them "
            "(GC III 13)."
        ),
        widget=forms.Textarea(attrs={"rows": 8}),
        max_length=50_000,
    )


@dataclass(frozen=True)
class Shown:
    """A blind tracing as its page shows it."""

    name: str
    tracing: Tracing
    steps: list[Step]
    terms: str
    """The digest of its terms, where this seat may accept them; else ""."""
    excuses: list[AuditExcused]
    """Failed audits of the other party that this seat may excuse."""
    draws: bool
    """Whether this seat may draw its sample."""


@screen("blind")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Every blind tracing of the round: its terms, its steps, what this seat may state now."""
    place = here(request)
    owed = proofs_of_life_due(place.round, now())
    known = names_of([each.person for each in owed])
    given = {
        "place": place,
        "tracings": _shown(place),
        "proves": may_begin_here(place, ProofOfLifeGiven),
        "owed": [(each, known.get(each.person, ""), overdue) for each, overdue in owed.items()],
    }
    return render(request, "blind/first.html", given)


def _shown(place: Here) -> list[Shown]:
    agreement = place.round.agreement
    admitted = may(place.rounds, place.round_name, place.seat, now())
    waiting = [act for act in admitted if may_state(place.member, type(act))]
    accepts = {act.tracing: act.proposed for act in waiting if isinstance(act, TracingAccepted)}
    excuses = [act for act in waiting if isinstance(act, AuditExcused)]
    draws = may_begin_here(place, SampleDrawn)
    return [
        Shown(
            name,
            tracing,
            steps(name, tracing, agreement),
            accepts.get(name, ""),
            [act for act in excuses if act.tracing == name],
            draws and len(tracing.compared) == len(tracing.parties) and not tracing.seed,
        )
        for name, tracing in agreement.tracings.items()
    ]


@screen("blind")
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept exactly the terms that were read."""
    return begin_or_say(
        request, TracingAccepted(request.POST.get("tracing", ""), request.POST.get("terms", "")), "blind"
    )


@screen("blind")
@require_POST
def excuse(request: HttpRequest) -> HttpResponse:
    """Go on although the observer found more invented lines of the other party than the terms allow."""
    tracing, party, judged = (request.POST.get(name, "") for name in ("tracing", "party", "judged"))
    return begin_or_say(request, AuditExcused(tracing, party, judged), "blind")


@screen("blind")
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw, by chance, which lines are opened to the observer."""
    seed = secrets.token_bytes(_SEED_BYTES).hex()
    return begin_or_say(request, SampleDrawn(request.POST.get("tracing", ""), seed), "blind")


@screen("blind")
@require_http_methods(["GET", "POST"])
def life(request: HttpRequest, name: str, person: str) -> HttpResponse:
    """Prove that somebody whose dossier was exchanged is alive."""
    place = here(request)
    owed = next((o for o in proofs_of_life_due(place.round, now()) if (o.tracing, o.person) == (name, person)), None)
    if owed is None:
        raise Http404
    return say_by_form(
        request,
        Proof(request.POST or None),
        lambda _: ProofOfLifeGiven(name, person, owed.home),
        "blind/life.html",
        {"place": place, "owed": owed, "known": names_of([person]).get(person, "")},
        content=lambda filled: filled["words"].encode(),
        shown=lambda filled: str(filled["words"]),
        back=reverse("blind"),
    )
