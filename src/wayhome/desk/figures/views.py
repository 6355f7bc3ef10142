"""Public figures of real rounds, each under the name of who says it; and the figures of this desk's own round."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from wayhome.desk.figures.bars import Bar, bars
from wayhome.desk.seats.access import screen
from wayhome.desk.table import here
from wayhome.people import Track
from wayhome.record import AccountLine, account, load_rounds, load_totals
from wayhome.record.figures import PublicClaim, PublicRound, PublicTotal


@dataclass(frozen=True)
class Shown:
    """A round as the public sources tell it, and its figures as bars, one for each claim."""

    round: PublicRound
    bars: tuple[Bar, ...]


@screen("figures")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """This round's own figures, and real rounds of a conflict: every claim beside the other."""
    place = here(request)
    rounds = _rounds()
    conflicts = [name for name, _many in Counter(each.conflict for each in rounds).most_common()]
    chosen = request.GET.get("conflict", conflicts[0])
    lines = account(place.round.agreement, place.round.handover).lines
    given = {
        "place": place,
        "lines": lines,
        "own": bars(_own(lines)),
        "conflicts": conflicts,
        "chosen": chosen,
        "rounds": [_shown(each) for each in rounds if each.conflict == chosen],
        "totals": _totals(),
    }
    return render(request, "figures/first.html", given)


def _own(lines: Iterable[AccountLine]) -> list[tuple[str, int]]:
    words = {Track.COUNTED: _("counted"), Track.UNCONDITIONAL: _("unconditional")}
    return [(f"{line.holder} → {line.home}, {words[line.track]}", line.received) for line in lines]


def _shown(round_: PublicRound) -> Shown:
    return Shown(round_, bars(_numbers(round_.claims)))


def _numbers(claims: Sequence[PublicClaim]) -> list[tuple[str, int]]:
    """The claims whose published figure is a plain number; the others stand in the table alone."""
    return [
        (" · ".join(filter(None, (each.about, each.claimed_by))), int(each.value))
        for each in claims
        if each.value.isascii() and each.value.isdigit() and not each.civilians
    ]


@cache
def _rounds() -> tuple[PublicRound, ...]:
    return tuple(reversed(load_rounds()))


@cache
def _totals() -> tuple[PublicTotal, ...]:
    return load_totals()
