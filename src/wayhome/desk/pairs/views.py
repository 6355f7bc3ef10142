"""The pairs that wait, one pair to judge, and the tracing that proposes them."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.desk.clock import now
from wayhome.desk.jobs.models import Job
from wayhome.desk.jobs.views import ask_for
from wayhome.desk.pairs.forms import Trace, Verdict
from wayhome.desk.pairs.judging import NotJudged, judge, next_waiting, take_back
from wayhome.desk.pairs.models import Judged, Pair
from wayhome.desk.pairs.words import lines, remarks
from wayhome.desk.seats.access import screen
from wayhome.desk.table import here
from wayhome.tracing import Verdict as Word


@screen("pairs")
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """What waits for a person's verdict, and two lists to trace."""
    place = here(request)
    form = Trace(request.POST or None, request.FILES or None, parties=place.round.agreement.parties)
    if request.method == "POST" and form.is_valid():
        filled = form.cleaned_data
        files = {name: filled[name] for name in ("held", "sought")}
        return ask_for(request, "trace", files, home=filled["home"], holder=filled["holder"])
    counts = Counter({row["verdict"]: row["n"] for row in Pair.objects.values("verdict").annotate(n=Count("pk"))})
    given = {
        "place": place,
        "form": form,
        "counts": {str(word): counts[word] for word in Word},
        "next": next_waiting(),
        "judged": Pair.objects.filter(verdict__in=("same", "different", "unsure")).order_by("-on", "pk")[:50],
        "jobs": Job.objects.filter(kind="trace").order_by("-pk")[:3],
    }
    return render(request, "pairs/first.html", given, status=422 if form.errors else 200)


@screen("pairs")
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, number: int) -> HttpResponse:
    """One pair side by side: judge it, and go on to the next."""
    place, pair = here(request), get_object_or_404(Pair.objects, pk=number)
    form = Verdict(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            judge(pair, place.member, Word(form.cleaned_data["verdict"]), form.cleaned_data["why"], now())
        except NotJudged as refusal:
            form.add_error(None, str(refusal))
        else:
            following = next_waiting(pair)
            return redirect("pair", following.pk) if following else redirect("pairs")
    following = next_waiting(pair)
    given = {
        "place": place,
        "pair": pair,
        "lines": lines(pair),
        "remarks": remarks(pair),
        "percent": f"{100 * pair.probability:.3g}",
        "form": form,
        "following": following,
        "history": Judged.objects.filter(pair=pair, taken_back=False).order_by("-pk"),
    }
    return render(request, "pairs/one.html", given, status=422 if form.errors else 200)


@screen("pairs")
@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    """Take back the member's own last verdict, and look at that pair again."""
    pair = take_back(here(request).member)
    if pair is None:
        messages.info(request, _("There is nothing of yours to take back."))
        return redirect("pairs")
    messages.info(request, _("Your last verdict is taken back."))
    return redirect("pair", pair.pk)
