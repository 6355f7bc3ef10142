"""The lists a delegation keeps, and looking people up on one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from wayhome.desk.clock import now
from wayhome.desk.jobs.uploads import keep_upload
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.register.forms import HandIn, Look
from wayhome.desk.register.models import Counted, List, Person, Version
from wayhome.desk.register.searching import Search, found
from wayhome.desk.register.words import in_words
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Delegation, Member
from wayhome.desk.table import here

_MOST_PLACES = 300
_SEARCH = "register_search"


@screen("register")
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """The lists, what was handed in and is not taken in yet, and handing in a list."""
    assert isinstance(request.user, Member)
    member = request.user
    form = HandIn(request.POST or None, request.FILES or None, parties=_givers(request))
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        roll, _made = List.objects.get_or_create(
            delegation=member.delegation, kind=filled["kind"], given_by=filled.get("given_by", "")
        )
        name = (filled["file"].name or "")[-200:].replace("\0", "")
        version = Version(on=roll, member=member, at=now(), file=name, upload=keep_upload(filled["file"]))
        version.save()
        return ask_for(request, "read_list", version=version.pk)
    lists = [(roll, _in_force(roll)) for roll in List.objects.order_by("given_by", "kind")]
    waiting = Version.objects.exclude(state=Version.State.TAKEN_IN).select_related("on", "member").order_by("-pk")
    given = {"form": form, "lists": lists, "waiting": waiting}
    return render(request, "register/first.html", given, status=422 if form.errors else 200)


def _givers(request: HttpRequest) -> tuple[str, ...]:
    """The parties of whom a facilitator or observer may keep lists; a party keeps its own alone."""
    assert isinstance(request.user, Member)
    own = request.user.delegation.role == Delegation.Role.PARTY
    return () if own else tuple(here(request).round.agreement.parties)


def _in_force(roll: List) -> Version | None:
    version: Version | None = Version.objects.filter(on=roll, number=roll.current, number__gt=0).first()
    return version


@screen("register")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """People of one list. What somebody looks for is kept in their session, so that no name stands in an address."""
    roll = get_object_or_404(List.objects, pk=number)
    counted = Counted.objects.filter(on=roll, what=Counted.What.PLACE).order_by("-people")[:_MOST_PLACES]
    places = sorted(counted.values_list("value", flat=True))
    if request.method == "POST":
        form = Look(request.POST, places=places)
        if form.is_valid():
            request.session[_SEARCH] = {"list": roll.pk, **form.cleaned_data}
            return redirect("register_list", roll.pk)
        return render(request, "register/list.html", {"roll": roll, "form": form}, status=422)
    kept = request.session.get(_SEARCH, {})
    asked = {name: kept.get(name, "") for name in Look.base_fields} if kept.get("list") == roll.pk else {}
    search = Search(**asked)
    people, more = found(roll, search, _after(request, roll))
    given = {
        "roll": roll,
        "version": _in_force(roll),
        "form": Look(asked or None, places=places),
        "search": search,
        "looking": any(value for name, value in asked.items() if name != "how"),
        "people": [(person, _row(person)) for person in people],
        "last": people[-1].pk if more else 0,
        "further": "after" in request.GET,
    }
    return render(request, "register/list.html", given)


def _after(request: HttpRequest, roll: List) -> Person | None:
    """The last person of the page before, by the row's number alone."""
    number = request.GET.get("after", "")
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return None
    person: Person | None = Person.objects.filter(on=roll, pk=int(number)).first()
    return person


def _row(person: Person) -> dict[str, Any]:
    stated = person.columns
    return {name: in_words(name, stated.get(name, "")) for name in ("birth_date", "category", "facility", "medical")}
