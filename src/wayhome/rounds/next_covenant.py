"""The next version of a journal's covenant, made from the one in force or from the seats whose keys are confirmed."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.agreement import Role
from wayhome.journal import Covenant, Office, PublicKey, RelyingParty
from wayhome.rounds.rounds import Rounds


def offices_now(state: Rounds) -> dict[str, Office]:
    """Every seat's office: as the covenant in force has it; before there is one, each seat with its confirmed key."""
    if state.covenant:
        return dict(state.covenant.seats)
    return {
        name: Office.of(PublicKey.parse(seat.key))
        for round_ in state.rounds.values()
        for name, seat in round_.agreement.seats.items()
        if seat.confirmed_by
    }


def next_covenant(
    state: Rounds, journal: str, seats: Mapping[str, Office], party: RelyingParty | None, threshold: int | None = None
) -> Covenant:
    """Return the version that comes next in this journal, with these offices, yet to be signed.

    ``threshold`` is how many seats have to agree to the version after it: as before, or all but one, by default. Raises
    `BadCovenant` for one that contradicts itself.
    """
    before = state.covenant
    rounds = state.rounds.values()
    roles = {name: seat.role for each in rounds for name, seat in each.agreement.seats.items()}
    agreeing = before.threshold if before else max(len(seats) - 1, len(seats) // 2 + 1)
    return Covenant(
        journal=journal,
        version=before.version + 1 if before else 1,
        seats=dict(seats),
        threshold=threshold or agreeing,
        keeper=next((each.agreement.facilitator for each in rounds), ""),
        watching=tuple(sorted(name for name in seats if roles.get(name) in (Role.PARTY, Role.OBSERVER))),
        relying_party=party,
    )
