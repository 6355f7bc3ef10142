"""From verdicts kept here to acts in the journal: the seat's word in the open, by whom and why sealed to itself."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from wayhome.agreement import MatchJudged
from wayhome.desk.pairs.models import Pair
from wayhome.desk.seats.access import screen
from wayhome.desk.signing.acting import begin_all
from wayhome.desk.table import Here, here
from wayhome.people import SaltErased, Salts
from wayhome.rounds import sealed_judgement, verdict_act

_AT_ONCE = 200


@screen("pairs")
@require_POST
def state(request: HttpRequest) -> HttpResponse:
    """Draw up an act for every verdict the seat hasn't stated yet, those that say "same" last."""
    place = here(request)
    path = settings.HOME.folder / "salt"
    if not path.is_file():
        messages.error(request, _("This desk doesn't hold the round's secret, without which nobody has a reference."))
        return redirect("pairs")
    told = _unstated(place, Salts.read(path.read_bytes()))[:_AT_ONCE]
    if not told:
        messages.info(request, _("Every verdict kept here is stated already."))
        return redirect("pairs")
    contents = [sealed_judgement(pair.match.judgement) for pair, _act in told]
    shown = "\n".join(_in_words(pair) for pair, _act in told)
    return begin_all(request, [act for _pair, act in told], contents, also=(place.seat,), shown=shown, back="/pairs/")


def _in_words(pair: Pair) -> str:
    """By whom, when and why, as it is sealed with a verdict, for whoever signs it."""
    names = " / ".join(f"{row.get('surname', '')} {row.get('given_names', '')}" for row in (pair.sought, pair.held))
    return f"{names}: {'; '.join(filter(None, (pair.by, pair.on.isoformat() if pair.on else '', pair.why)))}"


def _unstated(place: Here, salts: Salts) -> list[tuple[Pair, MatchJudged]]:
    found = []
    for pair in Pair.objects.filter(verdict__in=("different", "unsure", "same")).order_by("pk"):
        try:
            act = verdict_act(pair.match, pair.holder, pair.home, salts)
        except SaltErased:
            continue
        known = place.round.agreement.judged.get(act.person_sought, {}).get(act.person_held)
        if known is None or known.verdicts.get(place.seat) != act.verdict:
            found.append((pair, act))
    return sorted(found, key=lambda each: (each[0].verdict == "same", each[0].pk))
