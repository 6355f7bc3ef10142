"""Plans: handing in the pool, asking for one, reading it, giving each party its part, proposing it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome.acts import Refused
from wayhome.agreement import LotteryPrepared
from wayhome.desk.clock import now
from wayhome.desk.compartments.kept import within
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.look.messages import refused, worded_of
from wayhome.desk.package.counts import by_category, by_time_held
from wayhome.desk.package.forms import Orders, PoolFiles, SignBy
from wayhome.desk.package.models import Part, Plan, PoolRow
from wayhome.desk.package.plans import package_of, pool_of
from wayhome.desk.package.stages import proven
from wayhome.desk.package.states import act_to_state, expect_planner, proposal, tell_of_attempt
from wayhome.desk.package.table import difference, ways
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.models import Delegation
from wayhome.desk.signing.acting import begin, may_begin_here
from wayhome.desk.table import Here
from wayhome.desk.terms.seated import seated
from wayhome.exchange import shown_json


@screen("package")
@require_GET
def plans(request: HttpRequest) -> HttpResponse:
    """The pool this delegation has, its plans, and asking for another."""
    return _page(request, _planner(request))


@screen("package")
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take the files of a pool, for a job to read."""
    place = _planner(request)
    form = PoolFiles(place.round.agreement.parties, place.delegation, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, pool=form, status=422)
    files = {name: file for name, file in form.cleaned_data.items() if file}
    return ask_for(request, "pool", files)


@screen("package")
@require_POST
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for a plan under the terms in force."""
    place = _planner(request)
    terms = place.round.agreement.terms_in_force
    if terms is None:
        raise Http404
    form = Orders(terms, place.delegation, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, place, orders=form, status=422)
    return ask_for(request, "plan", round=place.round_name, orders=form.texts)


@screen("package")
@require_GET
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One plan: who would go, what is proven, what was found wrong."""
    return _plan(request, _planner(request), number, SignBy())


@screen("package")
@require_GET
def download(request: HttpRequest, number: int, what: str) -> HttpResponse:
    """A plan's package document, or its report in the reader's language."""
    _planner(request)
    plan = get_object_or_404(Plan.objects, pk=number)
    page = plan.pages.get(get_language(), "")
    files = {
        "package.json": (bytes(plan.document), "application/json"),
        "plan.html": (page.encode(), "text/html; charset=utf-8"),
    }
    if what not in files or not files[what][0]:
        raise Http404
    content, kind = files[what]
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{what}"'})


@screen("package")
@require_POST
def give(request: HttpRequest, number: int) -> HttpResponse:
    """Give each party at this desk its part of a plan: its own people's reasons, of others the hard terms alone."""
    place = _planner(request)
    if place.delegation.role != Delegation.Role.FACILITATOR:
        raise PermissionDenied
    plan = get_object_or_404(Plan.objects, pk=number)
    give_parts(plan)
    messages.success(request, _("Each party has its part, and nothing of another's order."))
    return redirect("package_plan", number)


def give_parts(plan: Plan) -> None:
    """Leave with each party's delegation its part of a plan."""
    package, pool = package_of(plan), pool_of(plan)
    for party in Delegation.objects.filter(name__in=package.terms.parties, role=Delegation.Role.PARTY):
        file = shown_json(package, pool, party.name)
        with within(party):
            Part.objects.update_or_create(digest=plan.digest, defaults={"file": file, "at": now()})


@screen("package")
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    """Draw up the act that puts a plan's package on the table."""
    place, form = _planner(request), SignBy(request.POST)
    plan = get_object_or_404(Plan.objects, pk=number)
    if not form.is_valid():
        return _plan(request, place, number, form, status=422)
    on_table = place.round.agreement.package
    replaces = request.POST.get("replaces") or (on_table.digest if on_table else "")
    act = proposal(place, package_of(plan).returnees, form.cleaned_data["sign_by"], replaces, plan.digest)
    try:
        return begin(request, act, back=reverse("package"))
    except Refused as refusal:
        tell_of_attempt(place, act, refusal)
        return _plan(request, place, number, form, fault=refused(refusal), status=422)


def _planner(request: HttpRequest) -> Here:
    place = seated(request)
    expect_planner(place)
    return place


def _page(
    request: HttpRequest,
    place: Here,
    *,
    pool: PoolFiles | None = None,
    orders: Orders | None = None,
    status: int = 200,
) -> HttpResponse:
    agreement = place.round.agreement
    terms = agreement.terms_in_force
    given = {
        "place": place,
        "people": PoolRow.objects.count(),
        "plans": Plan.objects.select_related("member").defer("document", "pages", "pool").order_by("-pk")[:50],
        "on_table": agreement.package.document if agreement.package else "",
        "terms": terms,
        "pool": pool or PoolFiles(agreement.parties, place.delegation),
        "orders": orders or (Orders(terms, place.delegation) if terms else None),
    }
    return render(request, "package/plans.html", given, status=status)


def _plan(
    request: HttpRequest, place: Here, number: int, form: SignBy, *, fault: str = "", status: int = 200
) -> HttpResponse:
    plan = get_object_or_404(Plan.objects, pk=number)
    package, pool = package_of(plan), pool_of(plan)
    agreement = place.round.agreement
    on_table = tuple(agreement.package.returnees.values()) if agreement.package else ()
    names = names_of([each.person for each in (*on_table, *package.returnees)])
    given = {
        "place": place,
        "plan": plan,
        "wrong": [worded_of(words) for words in plan.faults],
        "difference": difference(on_table, package.returnees, names) if on_table else None,
        "form": form,
        "fault": fault,
        "going": len(package.returnees),
        "ways": ways(package.returnees, names),
        "pool": len(pool),
        "categories": by_category(package, pool),
        "held": by_time_held(package, pool),
        "stages": proven(package.certificate.stages),
        "orders": [order["party"] for order in plan.orders],
        "in_force": agreement.terms_in_force is not None and agreement.terms_in_force.digest == package.terms_digest,
        "on_table": agreement.package,
        "may_propose": act_to_state(place) is not None,
        "may_prepare": may_begin_here(place, LotteryPrepared),
        "drawn": agreement.lottery is not None and agreement.lottery.drawn is not None,
        "may_give": place.delegation.role == Delegation.Role.FACILITATOR,
    }
    return render(request, "package/plan.html", given, status=status)
