"""Who signs for whom in a journal: by the covenant in force, and before there is one by the acts that brought keys."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wayhome.agreement import Role, RoundOpened, SeatTaken
from wayhome.journal import (
    Authority,
    BadKey,
    Covenant,
    Entry,
    Office,
    Placed,
    PublicKey,
    Storage,
    open_entry,
)
from wayhome.journal.envelope import Envelope
from wayhome.rounds.rounds import Rounds

_INTRODUCES_ITSELF = {RoundOpened.kind, SeatTaken.kind}


def authority(state: Rounds, entry: Entry) -> Authority | None:
    """Return who may sign an entry: its author's office by the covenant, the key it brings, or its author's seat's."""
    by_covenant = state.covenant.authority(entry.author) if state.covenant else None
    if by_covenant:
        return by_covenant
    if entry.kind in _INTRODUCES_ITSELF:
        text = str(entry.facts.get("key", ""))
    else:
        seat = state[entry.round].agreement.seats.get(entry.author)
        text = seat.key if seat else ""
    try:
        return Authority(Office.of(PublicKey.parse(text)))
    except BadKey:
        return None


def keeper(state: Rounds) -> Office | None:
    """Return the office of the seat that signs checkpoints: the facilitator who opened the journal."""
    if state.covenant:
        return state.covenant.seats[state.covenant.keeper]
    for round_ in state.rounds.values():
        return Office.of(PublicKey.parse(round_.agreement.seats[round_.agreement.facilitator].key))
    return None


def watching(state: Rounds) -> Mapping[str, Office]:
    """Return the seats whose cosignature a checkpoint needs: those the covenant names, or the parties and observer."""
    if state.covenant:
        return {seat: state.covenant.seats[seat] for seat in state.covenant.watching}
    return {
        name: Office.of(PublicKey.parse(seat.key))
        for round_ in state.rounds.values()
        for name, seat in round_.agreement.seats.items()
        if seat.role in (Role.PARTY, Role.OBSERVER) and seat.confirmed_by
    }


def disavowed(storage: Storage, covenant: Covenant) -> Iterator[Placed]:
    """Yield the entries of a verified journal that a key signed which the covenant no longer trusts for them.

    They stood in the journal before the key was revoked, and nobody can unsay them for the others: the acts of the
    round say what is undone.
    """
    if not any(office.former for office in covenant.seats.values()):
        return
    for position, envelope in enumerate(storage.envelopes()):
        entry, signed_by = open_entry(envelope), Envelope.decode(envelope).named_keys()
        office = covenant.seats.get(entry.author)
        if office and office.disavows(signed_by, entry.sequence):
            yield Placed(position, entry, envelope)
