"""Anybody who could go: found by name, why they go or wait, and the delegation's own notes on them."""

from __future__ import annotations

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from wayhome.desk.clock import now
from wayhome.desk.package.explaining import Explained, by_plan, explained
from wayhome.desk.package.forms import Comment
from wayhome.desk.package.models import Note, Plan
from wayhome.desk.package.states import act_to_state, expect_planner, plans_here
from wayhome.desk.package.table import person as in_words
from wayhome.desk.register.known import names_of
from wayhome.desk.register.models import Known
from wayhome.desk.seats.access import screen
from wayhome.desk.table import Here
from wayhome.desk.terms.seated import seated

_MOST_FOUND = 50


@screen("package")
@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """People of the pool by a part of their name, as this delegation's lists write it. Names stand in no address."""
    place = seated(request)
    expect_planner(place)
    words = request.POST.get("words", "").replace("\0", "").strip()[:100]
    agreement = place.round.agreement
    going = agreement.package.returnees if agreement.package else {}
    found = [
        (reference, name, reference in going)
        for reference, name in (_found(words) if len(words) > 1 else ())
        if reference in agreement.held
    ]
    given = {"place": place, "words": words, "found": found[:_MOST_FOUND], "more": len(found) > _MOST_FOUND}
    return render(request, "package/search.html", given)


@screen("package")
@require_GET
def person(request: HttpRequest, reference: str) -> HttpResponse:
    """Why one person goes or waits, and this delegation's notes."""
    return _page(request, seated(request), reference, Comment())


@screen("package")
@require_POST
def note(request: HttpRequest, reference: str) -> HttpResponse:
    """Keep a note on a person. It stays with this delegation."""
    place, form = seated(request), Comment(request.POST)
    expect_planner(place)
    if reference not in place.round.agreement.held:
        raise Http404
    if not form.is_valid():
        return _page(request, place, reference, form, status=422)
    Note(reference=reference, member=place.member, text=form.cleaned_data["text"], at=now()).save()
    return redirect("package_person", reference)


def _page(request: HttpRequest, place: Here, reference: str, form: Comment, status: int = 200) -> HttpResponse:
    agreement = place.round.agreement
    if reference not in agreement.held:
        raise Http404
    package = agreement.package
    returnee = package.returnees.get(reference) if package else None
    told = _explained(request.GET.get("plan", ""), package.document if package else "")
    names = names_of([reference])
    planner = plans_here(place)
    given = {
        "place": place,
        "reference": reference,
        "name": names.get(reference, ""),
        "way": agreement.held[reference],
        "returnee": returnee,
        "person": in_words(returnee, names) if returnee else None,
        "explained": told,
        "words": told.words(reference) if told else "",
        "notes": Note.objects.filter(reference=reference).select_related("member").order_by("pk") if planner else (),
        "form": form if planner else None,
        "may_change": planner and package is not None and act_to_state(place) is not None,
    }
    return render(request, "package/person.html", given, status=status)


def _explained(plan: str, document: str) -> Explained | None:
    """By the plan that was asked about, or else by the one on the table or the latest."""
    if not plan:
        return explained(document)
    if not plan.isascii() or not plan.isdigit():
        raise Http404
    return by_plan(get_object_or_404(Plan.objects, pk=int(plan)), document)


def _found(words: str) -> list[tuple[str, str]]:
    """References and names; letters' case is free in every script, which not every database knows by itself."""
    spelled = {words, words.lower(), words.upper(), words.title()}
    matching = Q(reference=words)
    for spelling in spelled:
        matching |= Q(name__icontains=spelling)
    return list(Known.objects.filter(matching).order_by("name").values_list("reference", "name")[:2000])
