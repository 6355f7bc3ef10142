"""Before anybody moves: their wish, whether they are fit, a child's guardian, the observer's clearance."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from wayhome.acts import Act, Refused
from wayhome.desk.handover.forms import Fitness, Guardian, Some, Wish
from wayhome.desk.handover.going import Person, choices, people
from wayhome.desk.look.messages import refused
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin_all
from wayhome.desk.signing.by_form import in_names, say_by_form
from wayhome.desk.table import here
from wayhome.handover import (
    ClearanceWithheld,
    FitnessCertified,
    GuardianRecorded,
    Stage,
    TransferCleared,
    WishAnswer,
    WishTaken,
)

_AT_ONCE = 50
"""People on one page of questions."""
_BEFORE_THE_LINE = (Stage.HELD, Stage.ON_THE_WAY, Stage.AT_CROSSING)
_BACK = "/handover/people/"


@screen("handover")
@require_GET
def readiness(request: HttpRequest) -> HttpResponse:
    """Everybody of the package, and what is still open before they may travel."""
    place, holder = here(request), request.GET.get("holder", "")
    given = {
        "place": place,
        "people": people(place, holder),
        "holder": holder,
        "asks": may_state(place.member, WishTaken),
    }
    return render(request, "handover/readiness.html", given)


@screen("handover")
@require_http_methods(["GET", "POST"])
def wishes(request: HttpRequest) -> HttpResponse:
    """Write down what people said when they were asked alone: one act for each, sealed to the observer."""
    place = here(request)
    if not may_state(place.member, WishTaken):
        raise PermissionDenied
    holder = request.GET.get("holder", "")
    unasked = [each for each in people(place, holder, Stage.HELD) if each.journey.wish != "taken"][:_AT_ONCE]
    if request.method == "POST":
        known = {each.reference: each for each in people(place, holder, Stage.HELD)}
        unasked = [known[reference] for reference in request.POST.getlist("person") if reference in known]
    rows = [(each, Wish(request.POST or None, prefix=each.reference)) for each in unasked]
    fault = ""
    if request.method == "POST" and _all_valid([form for _each, form in rows]):
        asked = [(each, form.cleaned_data) for each, form in rows if form.cleaned_data["wants"]]
        answers = [_answer(each, filled) for each, filled in asked]
        try:
            return begin_all(
                request,
                [WishTaken(answer.person) for answer in answers],
                [answer.to_bytes() for answer in answers],
                shown="\n".join(
                    _in_words(each, form.cleaned_data) for each, form in rows if form.cleaned_data["wants"]
                ),
                back=f"{_BACK}wishes/?holder={holder}",
            )
        except Refused as refusal:
            fault = in_names(refused(refusal))
    given = {"place": place, "rows": rows, "holder": holder, "fault": fault, "left": len(rows)}
    return render(request, "handover/wishes.html", given, status=422 if request.method == "POST" else 200)


def _all_valid(forms: list[Wish]) -> bool:
    """Whether each form is; each is asked, so that every fault is shown at once."""
    return not [form for form in forms if not form.is_valid()]


def _in_words(each: Person, filled: dict[str, Any]) -> str:
    """One person's answer, for whoever signs it."""
    words = [_("wants to go") if filled["wants"] == "yes" else _("does not want to go"), filled["destination"]]
    if filled["fears"]:
        words.append(_("fears what awaits them there"))
    return f"{each.name}: {'; '.join(filter(None, words))}"


def _answer(each: Person, filled: dict[str, Any]) -> WishAnswer:
    return WishAnswer(each.reference, filled["wants"] == "yes", filled["destination"].strip(), filled["fears"])


def _about_people(kind: type[Act], wanted: Callable[[Person], bool], form: type[Some]) -> Callable[..., HttpResponse]:
    """A view by which the observer states one thing about several people."""

    @screen("handover")
    @require_http_methods(["GET", "POST"])
    def view(request: HttpRequest) -> HttpResponse:
        place = here(request)
        if not may_state(place.member, kind):
            raise PermissionDenied
        expected = [each for each in people(place, request.GET.get("holder", ""), *_BEFORE_THE_LINE) if wanted(each)]
        return say_by_form(
            request,
            form(request.POST or None, choices(expected)),
            lambda filled: _made(kind, filled),
            "handover/about_people.html",
            {"place": place, "kind": kind.kind, "nobody": not expected},
            back=_BACK,
        )

    return view


def _made(kind: type[Act], filled: dict[str, Any]) -> Act:
    those = tuple(filled["people"])
    return FitnessCertified(those, filled["fit"]) if kind is FitnessCertified else kind(those)  # type: ignore[call-arg]


fitness = _about_people(FitnessCertified, lambda each: each.journey.fit is None, Fitness)
clearance = _about_people(TransferCleared, lambda each: each.journey.wish == "taken" and not each.journey.cleared, Some)
withheld = _about_people(ClearanceWithheld, lambda each: each.journey.clearance != "withheld", Some)


@screen("handover")
@require_http_methods(["GET", "POST"])
def guardian(request: HttpRequest, person: str) -> HttpResponse:
    """Put a child's guardian on record, sealed."""
    place = here(request)
    child = next((each for each in people(place) if each.reference == person and each.child), None)
    if child is None or not may_state(place.member, GuardianRecorded):
        raise Http404
    return say_by_form(
        request,
        Guardian(request.POST or None),
        lambda _filled: GuardianRecorded(person),
        "handover/guardian.html",
        {"place": place, "child": child},
        content=lambda filled: filled["record"].encode(),
        shown=lambda filled: str(filled["record"]),
        back=_BACK,
    )
