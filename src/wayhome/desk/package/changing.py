"""A change to the package on the table: put together person by person, shown with its effect, then stated."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.acts import Refused
from wayhome.desk.look.messages import refused, worded
from wayhome.desk.package.change import Change, changed
from wayhome.desk.package.explaining import explained
from wayhome.desk.package.forms import SignBy
from wayhome.desk.package.models import Plan
from wayhome.desk.package.plans import LARGEST_ASKED, pool_of, solved_of
from wayhome.desk.package.pool import candidates
from wayhome.desk.package.stages import stage_title
from wayhome.desk.package.states import act_to_state, expect_planner, proposal, refusal_of, tell_of_attempt
from wayhome.desk.package.table import person as in_words
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.signing.acting import begin
from wayhome.desk.table import Here
from wayhome.desk.terms.seated import seated
from wayhome.exchange import BadPool, Effect, Unknown, counter

_DRAFT = "package_change"
_MOST = 500
"""People of one change put together by hand."""


@screen("package")
@require_POST
def move(request: HttpRequest, reference: str) -> HttpResponse:
    """Take somebody into the change, or out of it again: who goes would leave, who waits would come."""
    place = seated(request)
    expect_planner(place)
    if reference not in place.round.agreement.held:
        raise Http404
    people = _draft(request, place)
    if reference in people:
        people.remove(reference)
    elif len(people) < _MOST:
        people.append(reference)
    request.session[_DRAFT] = {"round": place.round_name, "people": people}
    return redirect("package_change")


@screen("package")
@require_POST
def forget(request: HttpRequest) -> HttpResponse:
    """Forget the change."""
    seated(request)
    request.session.pop(_DRAFT, None)
    return redirect("package")


@screen("package")
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest) -> HttpResponse:
    """The change with its effect; on POST the act is drawn up, if the rules and the law admit it."""
    place = seated(request)
    expect_planner(place)
    if place.round.agreement.package is None:
        return redirect("package")
    if request.method == "GET":
        return _page(request, place, SignBy())
    form = SignBy(request.POST)
    people = _draft(request, place)
    if not people or not form.is_valid():
        return _page(request, place, form, status=422)
    try:
        made = _changed(place, people)
        replaces = request.POST.get("replaces", "")
        act = proposal(place, made.returnees, form.cleaned_data["sign_by"], replaces, "")
        try:
            response = begin(request, act, back=reverse("package"))
        except Refused as refusal:
            tell_of_attempt(place, act, refusal)
            raise
    except Refused as refusal:
        return _page(request, place, form, fault=refused(refusal), status=422)
    except BadPool as error:
        return _page(request, place, form, fault=worded(error), status=422)
    return response


def _draft(request: HttpRequest, place: Here) -> list[str]:
    """The references of the change this member is putting together in this round."""
    kept = request.session.get(_DRAFT, {})
    return list(kept["people"]) if kept.get("round") == place.round_name else []


def _changed(place: Here, people: list[str]) -> Change:
    agreement = place.round.agreement
    assert agreement.package
    assert agreement.terms
    going = agreement.package.returnees
    leaving = [each for each in people if each in going]
    coming = [each for each in people if each not in going]
    pool = candidates(agreement.terms.terms, agreement) if coming else ()
    return changed(agreement, pool, leaving, coming)


def _page(request: HttpRequest, place: Here, form: SignBy, *, fault: str = "", status: int = 200) -> HttpResponse:
    package = place.round.agreement.package
    assert package
    people = _draft(request, place)
    given: dict[str, Any] = {
        "place": place,
        "package": package,
        "form": form,
        "fault": fault,
        "draft": people,
        "may_state": act_to_state(place) is not None,
    }
    try:
        made = _changed(place, people)
    except BadPool as error:
        given["fault"] = fault or worded(error)
        return render(request, "package/change.html", given, status=422)
    names = names_of([*(each.person for each in (*made.leaving, *made.coming)), *made.unknown])
    given |= {
        "leaving": [(each, in_words(each, names)) for each in made.leaving],
        "coming": [(each, in_words(each, names)) for each in made.coming],
        "unknown": [(each, names.get(each, "")) for each in made.unknown],
        "balance": made.balance,
        "refusal": _refusal(place, made) if people else "",
        "stages": _stages(made, package.document),
        "told": explained(package.document),
    }
    return render(request, "package/change.html", given, status=status)


def _refusal(place: Here, made: Change) -> str:
    """Why the rules would refuse the package as it would be."""
    package = place.round.agreement.package
    assert package
    if act_to_state(place) is None:
        return ""
    refusal = refusal_of(place, proposal(place, made.returnees, SignBy().initial["sign_by"], package.digest, ""))
    return refused(refusal) if refusal else ""


def _stages(made: Change, document: str) -> list[tuple[str, str, int, int]]:
    """What it does to each stage of the plan on the table, where this delegation drew that plan up itself."""
    plan = Plan.objects.filter(digest=document).first() if document else None
    if plan is None or plan.early or len(pool_of(plan)) > LARGEST_ASKED or not (made.leaving or made.coming):
        return []
    try:
        effect: Effect = counter(
            solved_of(plan), [each.person for each in made.leaving], [each.person for each in made.coming]
        )
    except Unknown:
        return []
    return [
        (stage_title(each.name), " · ".join(each.about), each.before, each.after)
        for each in effect.stages
        if each.before != each.after
    ] or [(_("Every stage of the plan"), "", 0, 0)]
