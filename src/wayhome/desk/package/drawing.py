"""The steps of a lottery as acts: prepared, committed to, revealed, drawn; and the plan that follows from the draw."""

from __future__ import annotations

import secrets

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from wayhome import exchange
from wayhome.agreement import LotteryCommitted, LotteryDrawn, LotteryPrepared, LotteryRevealed
from wayhome.desk.clock import now
from wayhome.desk.look.messages import worded, worded_of
from wayhome.desk.package.lotteries import NothingToDraw, by_draw, give, prepare, published
from wayhome.desk.package.lotteries import draw as drawn
from wayhome.desk.package.models import LotterySecret, Plan
from wayhome.desk.package.states import expect_planner
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin_or_say
from wayhome.desk.table import Here
from wayhome.desk.terms.seated import seated
from wayhome.exchange import OtherLottery, Published
from wayhome.exchange.lottery import SECRET_BYTES, commitment


@screen("package")
@require_GET
def file(request: HttpRequest) -> HttpResponse:
    """What is published of the lottery last prepared: everything that is needed to check it."""
    of = _published(seated(request))
    data = exchange.lottery_json(of.lottery, of.draw)
    return HttpResponse(
        data, "application/json", headers={"Content-Disposition": 'attachment; filename="lottery.json"'}
    )


@screen("package")
@require_POST
def freeze(request: HttpRequest, number: int) -> HttpResponse:
    """Draw up the act that freezes a lottery by a plan, and leave the published part with every seat."""
    place = seated(request)
    if not may_state(place.member, LotteryPrepared):
        raise PermissionDenied
    plan, beacon = get_object_or_404(Plan.objects, pk=number), request.POST.get("beacon", "").strip()[:200]
    try:
        made = prepare(plan, place.round_name, place.round.agreement, beacon)
    except NothingToDraw:
        messages.error(request, _("Nothing is left to draw: the terms settle of everybody whether they go."))
        return redirect("package_plan", number)
    response = begin_or_say(request, LotteryPrepared(made.digest, made.lottery.terms, beacon), "package")
    give(exchange.lottery_json(made.lottery), made.digest, place.round.agreement.seats)
    return response


@screen("package")
@require_POST
def commit(request: HttpRequest) -> HttpResponse:
    """Check the lottery, and draw up a commitment to a secret that this delegation keeps until all have committed."""
    place = seated(request)
    if not may_state(place.member, LotteryCommitted):
        raise PermissionDenied
    of = _published(place)
    faults = exchange.check_lottery(of)
    if faults:
        messages.error(
            request,
            _("Something is wrong with this lottery: %s") % "; ".join(worded_of(fault.said) for fault in faults),
        )
        return redirect("package")
    kept, _made = LotterySecret.objects.get_or_create(
        digest=of.digest, defaults={"secret": secrets.token_bytes(SECRET_BYTES).hex()}
    )
    return begin_or_say(
        request,
        LotteryCommitted(of.digest, commitment(of.digest, place.seat, bytes.fromhex(kept.secret))),
        "package",
    )


@screen("package")
@require_POST
def reveal(request: HttpRequest) -> HttpResponse:
    """Draw up the act that reveals this delegation's secret."""
    place = seated(request)
    on_table = place.round.agreement.lottery
    kept = get_object_or_404(LotterySecret.objects, digest=on_table.prepared.lottery if on_table else "")
    return begin_or_say(request, LotteryRevealed(kept.digest, kept.secret), "package")


@screen("package")
@require_POST
def draw(request: HttpRequest) -> HttpResponse:
    """Draw up the act of the draw, as it follows from what everybody revealed."""
    place = seated(request)
    if not may_state(place.member, LotteryDrawn):
        raise PermissionDenied
    of, on_table = _published(place), place.round.agreement.lottery
    if on_table is None or set(on_table.secrets) != set(of.lottery.seats):
        raise Http404
    try:
        beacon = bytes.fromhex(request.POST.get("beacon", ""))
    except ValueError:
        messages.error(request, _("Give the beacon's value in hexadecimal."))
        return redirect("package")
    made = drawn(of, on_table.secrets, beacon)
    assert made.draw
    response = begin_or_say(
        request, LotteryDrawn(made.digest, made.draw.seed, made.draw.people, made.draw.beacon), "package"
    )
    give(exchange.lottery_json(made.lottery, made.draw), made.digest, place.round.agreement.seats)
    return response


@screen("package")
@require_POST
def follow(request: HttpRequest, number: int) -> HttpResponse:
    """Keep the plan that follows from the draw: those drawn go, in place of the draw of the terms."""
    place = seated(request)
    expect_planner(place)
    on_table, of = place.round.agreement.lottery, _published(place)
    if on_table is None or on_table.drawn is None or of.draw is None or of.draw.people != on_table.drawn.people:
        raise Http404
    try:
        plan = by_draw(get_object_or_404(Plan.objects, pk=number), of)
    except OtherLottery as error:
        messages.error(request, worded(error))
        return redirect("package_plan", number)
    plan.member, plan.at = place.member, now()
    plan.save()
    return redirect("package_plan", plan.pk)


def _published(place: Here) -> Published:
    """What this delegation has of the lottery last prepared. Raises Http404 where it has none."""
    of = published(place.round.agreement.lottery)
    if of is None:
        raise Http404
    return of
