"""Inquiries: asking a party whether it holds people, and answering for each of them."""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.acts import Refused
from wayhome.agreement import Inquiry, InquiryAnswered, InquiryMade
from wayhome.desk.inquiries.dossiers import dossiers
from wayhome.desk.inquiries.forms import Answer, Ask, References
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.look.messages import refused
from wayhome.desk.register.known import names_of
from wayhome.desk.register.models import Known
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin
from wayhome.desk.signing.by_form import in_names, say_by_form
from wayhome.desk.table import Here, here


@screen("inquiries")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """Every inquiry of the round: by whom, to whom, about how many, and what was answered."""
    place = here(request)
    given = {
        "place": place,
        "inquiries": place.round.agreement.inquiries,
        "may_ask": may_state(place.member, InquiryMade),
    }
    return render(request, "inquiries/first.html", given)


@screen("inquiries")
@require_GET
def one(request: HttpRequest, name: str) -> HttpResponse:
    """One inquiry, person by person, as far as the member's seat may read it."""
    place = here(request)
    inquiry = _inquiry(place, name)
    known, about = names_of(inquiry.people), dossiers(place, name)
    answered = _by_person(inquiry)
    rows = [
        (person, known.get(person, person), about.get(person, ""), answered.get(person, ""))
        for person in inquiry.people
    ]
    mine = inquiry.to == place.seat and may_state(place.member, InquiryAnswered)
    given = {"place": place, "name": name, "inquiry": inquiry, "rows": rows}
    given["may_answer"] = mine and inquiry.answer is None
    return render(request, "inquiries/one.html", given)


@screen("inquiries")
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Ask a party about people; who they are is sealed to it, for each person their own part."""
    place = here(request)
    if not may_state(place.member, InquiryMade):
        raise PermissionDenied
    asked = {person for each in place.round.agreement.inquiries.values() for person in each.people}
    rows = {row.reference: row for row in Known.objects.order_by("name") if row.reference not in asked}
    others = [party for party in place.round.agreement.parties if party != place.seat]
    return say_by_form(
        request,
        Ask(request.POST or None, [(reference, row.name) for reference, row in rows.items()], others),
        lambda filled: InquiryMade(
            filled["inquiry"].strip(), filled["to"], tuple(filled["people"]), filled["together"]
        ),
        "inquiries/ask.html",
        {"place": place, "nobody": not rows},
        content=lambda filled: {person: _dossier(rows[person]) for person in filled["people"]},
        back="/inquiries/",
    )


@screen("inquiries")
@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, name: str) -> HttpResponse:
    """Answer an inquiry: held, not held or can't say, for each person."""
    place = here(request)
    inquiry = _inquiry(place, name)
    if inquiry.to != place.seat or not may_state(place.member, InquiryAnswered):
        raise PermissionDenied
    known, about, fault = names_of(inquiry.people), dossiers(place, name), ""
    forms = {person: Answer(request.POST or None, prefix=person) for person in inquiry.people}
    for person, form in forms.items():
        form.initial = {"answer": "held" if person in known else "cannot_say"}
    if request.method == "POST" and not [form for form in forms.values() if not form.is_valid()]:
        said = {person: form.cleaned_data["answer"] for person, form in forms.items()}
        try:
            return begin(request, InquiryAnswered(name, **_sorted(said)), back=f"/inquiries/inquiry/{name}/")
        except Refused as refusal:
            fault = in_names(refused(refusal))
    rows = [(known.get(person, person), about.get(person, ""), form) for person, form in forms.items()]
    given = {"place": place, "name": name, "inquiry": inquiry, "rows": rows, "fault": fault}
    return render(request, "inquiries/answer.html", given, status=422 if request.method == "POST" else 200)


@screen("inquiries")
@require_http_methods(["GET", "POST"])
def references(request: HttpRequest) -> HttpResponse:
    """Take in by which references people are known, with names from the delegation's own lists."""
    place = here(request)
    form = References(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = {name: file for name, file in form.cleaned_data.items() if file}
        return ask_for(request, "references", files, seat=place.seat)
    given = {"place": place, "form": form}
    return render(request, "inquiries/references.html", given, status=422 if form.errors else 200)


def _inquiry(place: Here, name: str) -> Inquiry:
    if name not in place.round.agreement.inquiries:
        raise Http404
    return place.round.agreement.inquiries[name]


def _by_person(inquiry: Inquiry) -> dict[str, str]:
    if inquiry.answer is None:
        return {}
    words = ("held", "not_held", "cannot_say")
    return {person: word for word in words for person in getattr(inquiry.answer, word)}


def _sorted(said: dict[str, str]) -> dict[str, tuple[str, ...]]:
    words = ("held", "not_held", "cannot_say")
    return {word: tuple(person for person, each in said.items() if each == word) for word in words}


def _dossier(row: Known) -> bytes:
    about: dict[str, Any] = {"name": row.name, **row.particulars}
    return json.dumps(about, ensure_ascii=False, sort_keys=True).encode()
