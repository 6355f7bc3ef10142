"""The package on the table: the list to sign, the signatures under it, and how it came there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_POST

from wayhome.agreement import LotteryCommitted, LotteryDrawn, LotteryRevealed, PackageSigned
from wayhome.desk.clock import now
from wayhome.desk.look.acts import act_title
from wayhome.desk.package.counts import going
from wayhome.desk.package.lotteries import published
from wayhome.desk.package.states import act_to_state, plans_here
from wayhome.desk.package.table import before_it, difference, signatures, turns, ways
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin_or_say, may_begin_here
from wayhome.desk.table import Here
from wayhome.desk.terms.history import statements_of
from wayhome.desk.terms.seated import seated
from wayhome.rounds import may


@screen("package")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """What is on the table, and what may be done about it."""
    place = seated(request)
    agreement, said = place.round.agreement, statements_of(place.round_name)
    package = agreement.package
    given: dict[str, Any] = {
        "place": place,
        "package": package,
        "in_effect": agreement.in_effect,
        "turns": [(turn, act_title(turn.said.act.kind)) for turn in reversed(turns(said))],
        "lottery": agreement.lottery,
        "drawing": agreement.drawing,
        "lottery_here": published(agreement.lottery) is not None,
        "may_commit": may_begin_here(place, LotteryCommitted),
        "may_reveal": may_begin_here(place, LotteryRevealed),
        "may_draw": may_begin_here(place, LotteryDrawn),
        "plans_here": plans_here(place),
    }
    if package is not None:
        returnees, earlier = package.returnees.values(), before_it(said)
        names = names_of([*package.returnees, *(each.person for each in earlier)])
        given |= {
            "ways": ways(returnees, names),
            "difference": difference(earlier, returnees, names) if earlier else None,
            "counts": going(returnees),
            "signatures": signatures(agreement, said),
            "late": now() > package.sign_by and not agreement.in_effect,
            "may_sign": _may_sign(place),
            "may_change": act_to_state(place) is not None and plans_here(place),
        }
    return render(request, "package/first.html", given)


@screen("package")
@require_POST
def sign(request: HttpRequest) -> HttpResponse:
    """Draw up a signature under exactly the package that was read."""
    seated(request)
    return begin_or_say(request, PackageSigned(request.POST.get("package", "")), "package")


def _may_sign(place: Here) -> bool:
    waiting = may(place.rounds, place.round_name, place.seat, now())
    return may_state(place.member, PackageSigned) and any(isinstance(act, PackageSigned) for act in waiting)
