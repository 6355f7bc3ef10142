"""The communiqué: sentences everybody named has confirmed, an embargo, the text in four languages."""

from __future__ import annotations

from datetime import UTC

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.desk.clock import now
from wayhome.desk.communique.sentences import on_the_table, sayable
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin, begin_all
from wayhome.desk.signing.by_form import say_by_form
from wayhome.desk.table import Here, at_the_table, here
from wayhome.people.languages import LANGUAGES
from wayhome.record import (
    CommuniqueEmbargoed,
    CommuniquePublished,
    SentenceConfirmed,
    SentenceProposed,
    communique,
)
from wayhome.rounds import communique_texts, may_begin

_BACK = "/communique/"


class Embargo(forms.Form):
    """Nothing is published before a time."""

    until = forms.DateTimeField(
        label=lazy("Nothing is published before (UTC)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )


@screen("communique")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """The sentences on the table, those that could be said, and what has been published."""
    place, language = here(request), get_language() or "en"
    begins = {kind for kind in may_begin(place.rounds, place.round_name, place.seat) if may_state(place.member, kind)}
    sentences = on_the_table(place, language)
    given = {
        "place": place,
        "sentences": sentences,
        "sayable": sayable(place, language) if SentenceProposed in begins else [],
        "may_confirm": may_state(place.member, SentenceConfirmed),
        "waiting": any(each.mine for each in sentences),
        "may_embargo": CommuniqueEmbargoed in begins,
        "may_publish": CommuniquePublished in begins,
        "embargoes": place.round.record.embargoes,
    }
    return render(request, "communique/first.html", given)


@screen("communique")
@require_POST
def propose(request: HttpRequest) -> HttpResponse:
    """Propose sentences of the stock, each with the figures the acts give."""
    place = here(request)
    chosen = set(request.POST.getlist("sentence"))
    acts = [act for digest, act, _words in sayable(place, "en") if digest in chosen]
    return begin_all(request, acts, [None] * len(acts), back=_BACK)


@screen("communique")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Confirm sentences that name the member's seat."""
    place = here(request)
    chosen = [each.digest for each in on_the_table(place, "en") if each.mine]
    wanted = set(request.POST.getlist("sentence"))
    acts = [SentenceConfirmed(digest) for digest in chosen if digest in wanted]
    return begin_all(request, acts, [None] * len(acts), back=_BACK)


@screen("communique")
@require_http_methods(["GET", "POST"])
def embargo(request: HttpRequest) -> HttpResponse:
    """Lay an embargo: nothing is published before a time."""
    place = here(request)
    if not may_state(place.member, CommuniqueEmbargoed):
        raise PermissionDenied
    return say_by_form(
        request,
        Embargo(request.POST or None),
        lambda filled: CommuniqueEmbargoed(filled["until"].astimezone(UTC).replace(second=0, microsecond=0)),
        "communique/embargo.html",
        {"place": place},
        back=_BACK,
    )


@screen("communique")
@require_POST
def publish(request: HttpRequest) -> HttpResponse:
    """Publish the sentences everybody named has confirmed, in the order in which they were proposed."""
    place = here(request)
    ready = tuple(each.digest for each in on_the_table(place, "en") if each.ready)
    return begin(request, CommuniquePublished(ready), back=_BACK)


@screen("communique")
@require_GET
def text(request: HttpRequest, language: str) -> HttpResponse:
    """The communiqué in one language: as it was published, or as it would be now."""
    place = here(request)
    if language not in LANGUAGES:
        raise Http404
    given = {"place": place, "language": language, "text": _text(place, language)}
    return render(request, "communique/text.html", given)


def _text(place: Here, language: str) -> str:
    """The text as published; before that, as it would be with the sentences that are ready."""
    if place.round.record.published:
        with at_the_table() as table:
            return communique_texts(table, place.round_name)[language]
    ready = [place.round.record.sentences[each.digest].proposed for each in on_the_table(place, "en") if each.ready]
    return communique(now().date(), ready, place.round.agreement.names, "…", language) if ready else ""
