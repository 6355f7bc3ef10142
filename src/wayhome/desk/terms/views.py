"""Reading what is on the table, accepting it, and putting on record what the law refused."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from wayhome.acts import Act
from wayhome.agreement import Agreement, HostilitiesEnded, RefusalRecorded, TermsAccepted
from wayhome.desk.clock import now
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.acting import begin_or_say, may_begin_here
from wayhome.desk.table import Here
from wayhome.desk.terms.beside import beside, people_named
from wayhome.desk.terms.history import about_terms, versions
from wayhome.desk.terms.models import Attempt
from wayhome.desk.terms.seated import seated
from wayhome.desk.terms.words import lines
from wayhome.desk.terms.writing import act_to_write
from wayhome.exchange import terms_toml
from wayhome.rounds import may


@screen("terms")
@require_GET
def first(request: HttpRequest) -> HttpResponse:
    """What is on the table or in force, what may be done about it, and what was there before."""
    place = seated(request)
    agreement = place.round.agreement
    on_table = agreement.terms
    given = {
        "place": place,
        "agreement": agreement,
        "on_table": on_table,
        "in_force": agreement.terms_in_force is not None,
        "lines": lines(on_table.terms, names_of(people_named(on_table.terms))) if on_table else [],
        "acceptance": _acceptance(place),
        "write": act_to_write(place),
        "may_accept": _waits(place, TermsAccepted),
        "may_end": may_begin_here(place, HostilitiesEnded),
        "said": about_terms(place.round_name),
        "refusals": agreement.refusals,
        "attempts": _unrecorded(agreement) if may_state(place.member, RefusalRecorded) else (),
    }
    return render(request, "terms/first.html", given)


@screen("terms")
@require_GET
def version(request: HttpRequest, digest: str) -> HttpResponse:
    """One version of the terms, beside what is on the table now."""
    place = seated(request)
    known, on_table = versions(place.round_name), place.round.agreement.terms
    if digest not in known or on_table is None:
        raise Http404
    terms = known[digest]
    if "toml" in request.GET:
        return HttpResponse(
            terms_toml(terms),
            content_type="application/toml",
            headers={"Content-Disposition": 'attachment; filename="terms.toml"'},
        )
    pairs = beside(terms, on_table.terms, names_of(people_named(terms, on_table.terms)))
    return render(request, "terms/version.html", {"place": place, "digest": digest, "pairs": pairs, "table": on_table})


@screen("terms")
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Accept exactly the terms that were read."""
    return _state(request, TermsAccepted(request.POST.get("terms", "")))


@screen("terms")
@require_POST
def record(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record that the law refused what a seat tried."""
    attempt = get_object_or_404(Attempt.objects, pk=number)
    return _state(request, RefusalRecorded(attempt.of, attempt.tried, attempt.digest, attempt.rule))


@screen("terms")
@require_POST
def end_hostilities(request: HttpRequest) -> HttpResponse:
    """State that active hostilities have ended: from then on nobody is held back by any balance (GC III 118)."""
    return _state(request, HostilitiesEnded())


def _state(request: HttpRequest, act: Act) -> HttpResponse:
    seated(request)
    return begin_or_say(request, act, "terms")


def _waits(place: Here, kind: type[Act]) -> bool:
    """Whether only this member's signature is missing under an act of this kind."""
    waiting = may(place.rounds, place.round_name, place.seat, now())
    return may_state(place.member, kind) and any(isinstance(act, kind) for act in waiting)


def _acceptance(place: Here) -> list[tuple[str, bool]]:
    agreement = place.round.agreement
    accepted = agreement.terms.accepted_by if agreement.terms else ()
    return [(party, party in accepted) for party in agreement.parties]


def _unrecorded(agreement: Agreement) -> Iterable[Attempt]:
    on_record = {(each.of, each.attempt, each.rule) for each in agreement.refusals}
    return [each for each in Attempt.objects.order_by("pk") if (each.of, each.digest, each.rule) not in on_record]
