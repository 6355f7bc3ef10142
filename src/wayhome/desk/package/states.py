"""What a member may state about packages, and stating it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied

from wayhome.acts import Refused, Statement
from wayhome.agreement import PackageCountered, PackageProposed
from wayhome.desk.clock import now
from wayhome.desk.seats.duties import may_state
from wayhome.desk.seats.models import Delegation, Duty
from wayhome.desk.table import Here
from wayhome.desk.terms.models import tell_facilitator
from wayhome.people import Returnee
from wayhome.rounds import admit, may_begin

Proposal = PackageProposed | PackageCountered
_PLANNERS = frozenset({Duty.FACILITATOR, Duty.SIGNATORY, Duty.LIST_OFFICER})


def plans_here(place: Here) -> bool:
    """Whether this member plans packages and keeps notes on people."""
    return place.member.duty in _PLANNERS


def expect_planner(place: Here) -> None:
    """Raise PermissionDenied for whoever doesn't plan packages."""
    if not plans_here(place):
        raise PermissionDenied


def act_to_state(place: Here) -> type[Proposal] | None:
    """Whether this member may counter the package on the table, or else propose one; None where neither is theirs."""
    if place.delegation.role == Delegation.Role.AUDIT:
        return None
    open_now = may_begin(place.rounds, place.round_name, place.seat)
    kinds: tuple[type[Proposal], ...] = (PackageCountered, PackageProposed)
    return next((kind for kind in kinds if kind in open_now and may_state(place.member, kind)), None)


def proposal(place: Here, returnees: Iterable[Returnee], sign_by: datetime, replaces: str, document: str) -> Proposal:
    """The act that puts these people on the table. Raises PermissionDenied where that isn't for this member."""
    agreement, kind = place.round.agreement, act_to_state(place)
    if kind is None:
        raise PermissionDenied
    terms = agreement.terms.digest if agreement.terms else ""
    if kind is PackageCountered:
        return PackageCountered(replaces, terms, tuple(returnees), sign_by, document)
    return PackageProposed(terms, tuple(returnees), sign_by, document)


def refusal_of(place: Here, act: Proposal) -> Refused | None:
    """Why the rules or the law would refuse an act as things stand; None where they admit it."""
    try:
        admit(place.rounds, Statement(place.round_name, place.seat, now(), act))
    except Refused as refusal:
        return refusal
    return None


def tell_of_attempt(place: Here, act: Proposal, refusal: Refused) -> None:
    """Leave word with the facilitator where it was the law that refused what a party tried."""
    if refusal.rule and place.delegation.role == Delegation.Role.PARTY:
        tell_facilitator(
            place.round.agreement.facilitator, place.seat, act.kind, act.digest, refusal.rule, refusal.article
        )
