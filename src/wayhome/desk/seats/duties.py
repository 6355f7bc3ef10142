"""Which duty states which acts."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.acts import Act
from wayhome.desk.seats.models import Delegation, Duty, Member
from wayhome.rounds import VOCABULARY

_OPENING = ("seat.", "key.", "covenant.")
STATES: Mapping[Duty, tuple[str, ...]] = {
    Duty.FACILITATOR: ("",),
    Duty.OBSERVER: ("",),
    Duty.SIGNATORY: (
        *_OPENING,
        "terms.",
        "package.",
        "lottery.",
        "tracing.",
        "substitution.",
        "claim.",
        "movement.",
        "inquiry.",
        "shortfall.",
        "account.",
        "round.",
    ),
    Duty.LIST_OFFICER: ("inquiry.", "match.", "tracing.", "list.", "sample.", "audit.", "dossier.", "life.", "claim."),
    Duty.HANDOVER: ("manifest.", "transport.", "convoy.", "crossing.", "tranche.", "movement.", "families."),
    Duty.DOCTOR: (*_OPENING, "care.", "sentence.confirmed"),
    Duty.PRESS: ("sentence.", "communique."),
    Duty.AUDITOR: (),
}
"""The kinds of act, by the beginning of their names, that a duty states for its delegation. The rules of the round
judge besides what the delegation's seat may state at all."""


def may_state(member: Member, kind: type[Act]) -> bool:
    """Whether acts of this kind are for this member to state, as far as duties go."""
    if member.delegation.role == Delegation.Role.AUDIT or member.delegation.role not in kind.by:
        return False
    return any(kind.kind.startswith(beginning) for beginning in STATES[Duty(member.duty)])


def stated_by(duty: Duty) -> tuple[type[Act], ...]:
    """Every kind of act that a duty may state."""
    return tuple(kind for name, kind in VOCABULARY.kinds.items() if any(name.startswith(each) for each in STATES[duty]))
