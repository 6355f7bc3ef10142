"""Writing terms: a proposal, or a counter-proposal as an edit of what is on the table. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from wayhome.acts import Refused, Statement
from wayhome.agreement import TermsCountered, TermsProposed
from wayhome.desk.clock import now
from wayhome.desk.look.messages import lawful, refused, worded
from wayhome.desk.register.known import names_of
from wayhome.desk.seats.access import screen
from wayhome.desk.seats.duties import may_state
from wayhome.desk.seats.models import Delegation
from wayhome.desk.signing.acting import begin
from wayhome.desk.table import Here
from wayhome.desk.terms.beside import beside, people_named
from wayhome.desk.terms.forms import UsualTerms, blank
from wayhome.desk.terms.models import tell_facilitator
from wayhome.desk.terms.seated import seated
from wayhome.desk.terms.words import lines
from wayhome.exchange import BadTerms, Terms, UnlawfulTerms, read_terms, terms_toml
from wayhome.rounds import admit, may_begin

_LONGEST = 200_000
"""Characters of terms as text."""
Kind = type[TermsProposed] | type[TermsCountered]


def act_to_write(place: Here) -> Kind | None:
    """Whether this member may counter what is on the table, or else propose; None where neither is theirs."""
    if place.delegation.role == Delegation.Role.AUDIT:
        return None
    open_now = may_begin(place.rounds, place.round_name, place.seat)
    kinds: tuple[Kind, ...] = (TermsCountered, TermsProposed)
    return next((kind for kind in kinds if kind in open_now and may_state(place.member, kind)), None)


@screen("terms")
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest) -> HttpResponse:
    """The usual terms as a form, and all terms as text; on POST they are read, asked of the law, and shown to check."""
    place = seated(request)
    base = _base(place)
    if request.method == "GET":
        return _form(request, place, UsualTerms(base), terms_toml(base))
    if request.POST.get("how") == "text":
        return _written_as_text(request, place, base)
    if request.POST.get("how") == "edit":
        return _edited(request, place, base)
    form = UsualTerms(base, request.POST)
    terms = form.terms()
    if terms is None:
        return _form(request, place, form, terms_toml(base), status=422)
    try:
        return _to_check(request, place, terms)
    except Refused as refusal:
        _tell(place, _act(request, place, terms).digest, refusal)
        return _form(request, place, form, terms_toml(base), faults=[refused(refusal)], status=422)


@screen("terms")
@require_POST
def check(request: HttpRequest) -> HttpResponse:
    """Draw up the act for the terms that were read over, to be signed."""
    place = seated(request)
    text = request.POST.get("text", "")[:_LONGEST]
    try:
        terms = read_terms(text)
        return begin(request, _act(request, place, terms), back=reverse("terms"))
    except (BadTerms, Refused) as refusal:
        return _form(request, place, UsualTerms(_base(place)), text, faults=_faults(refusal), status=422)


def _written_as_text(request: HttpRequest, place: Here, base: Terms) -> HttpResponse:
    text = _text(request)
    try:
        return _to_check(request, place, read_terms(text))
    except UnlawfulTerms as error:
        for breach in error.breaches:
            refusal = Refused(breach.said, rule=breach.rule, article=breach.article)
            _tell(place, sha256(text.encode()).hexdigest(), refusal)
        return _form(request, place, UsualTerms(base), text, faults=_faults(error), status=422)
    except (BadTerms, Refused) as error:
        return _form(request, place, UsualTerms(base), text, faults=_faults(error), status=422)


def _faults(error: BadTerms | Refused) -> list[str]:
    if isinstance(error, Refused):
        return [refused(error)]
    if isinstance(error, UnlawfulTerms):
        return [lawful(worded(breach.said), breach.article, breach.rule) for breach in error.breaches]
    return [worded(error)]


def _edited(request: HttpRequest, place: Here, base: Terms) -> HttpResponse:
    """Back from the check: what was written stands in both forms again."""
    text = _text(request)
    try:
        base = read_terms(text)
    except BadTerms as error:
        return _form(request, place, UsualTerms(base), text, faults=_faults(error), status=422)
    return _form(request, place, UsualTerms(base), text)


def _text(request: HttpRequest) -> str:
    """What was typed, or the file where one was given; a file that isn't text is shown as far as it is."""
    file = request.FILES.get("file")
    text = file.read(_LONGEST).decode("utf-8-sig", errors="replace") if file else request.POST.get("text", "")
    return text[:_LONGEST].replace("\r\n", "\n")


def _to_check(request: HttpRequest, place: Here, terms: Terms) -> HttpResponse:
    """Show the terms as they would be stated, beside what is on the table. Raises `Refused`."""
    act = _act(request, place, terms)
    admit(place.rounds, Statement(place.round_name, place.seat, now(), act))
    on_table = place.round.agreement.terms
    given: dict[str, Any] = {"place": place, "text": terms_toml(terms), "replaces": _replaces(request, place)}
    if on_table is None:
        given["lines"] = lines(terms, names_of(people_named(terms)))
    else:
        given["pairs"] = beside(on_table.terms, terms, names_of(people_named(terms, on_table.terms)))
    given["countering"] = isinstance(act, TermsCountered)
    given["package_falls"] = place.round.agreement.package is not None
    return render(request, "terms/check.html", given)


def _act(request: HttpRequest, place: Here, terms: Terms) -> TermsProposed | TermsCountered:
    kind = act_to_write(place)
    if kind is None:
        raise PermissionDenied
    if kind is TermsCountered:
        return TermsCountered(terms, _replaces(request, place))
    return TermsProposed(terms)


def _replaces(request: HttpRequest, place: Here) -> str:
    """The terms that were on the table when the writing began."""
    on_table = place.round.agreement.terms
    return request.POST.get("replaces") or (on_table.digest if on_table else "")


def _base(place: Here) -> Terms:
    if act_to_write(place) is None:
        raise PermissionDenied
    on_table = place.round.agreement.terms
    return on_table.terms if on_table else blank(place.round.agreement.parties, now().date())


def _form(
    request: HttpRequest, place: Here, form: UsualTerms, text: str, *, faults: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    given = {
        "place": place,
        "form": form,
        "text": text,
        "faults": faults,
        "title": _("Counter the terms") if act_to_write(place) is TermsCountered else _("Propose terms"),
        "replaces": _replaces(request, place),
        "package_falls": place.round.agreement.package is not None,
    }
    return render(request, "terms/write.html", given, status=status)


def _tell(place: Here, digest: str, refusal: Refused) -> None:
    """Leave word with the facilitator that the law refused what a party tried."""
    kind = act_to_write(place)
    if refusal.rule and kind and place.delegation.role == Delegation.Role.PARTY:
        tell_facilitator(
            place.round.agreement.facilitator, place.seat, kind.kind, digest, refusal.rule, refusal.article
        )
