"""A covenant put in force: which may be, and what it changes in the rounds of its journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from wayhome.acts import Refused
from wayhome.agreement import CovenantAdopted, Role, Seat
from wayhome.journal import Covenant, JournalRefusal, PublicKey, SignedCovenant
from wayhome.people.messages import message_of, said
from wayhome.rounds.round import Round

_IN_EVERY_COVENANT = (Role.FACILITATOR, Role.PARTY, Role.OBSERVER)


def refuse_adoption(before: Covenant | None, rounds: Mapping[str, Round], act: CovenantAdopted) -> None:
    """Refuse a covenant that isn't signed as it must be, or doesn't fit the seats that are taken and confirmed."""
    signed = _signed(act)
    try:
        signed.require_follows(before)
    except JournalRefusal as error:
        raise Refused(said("rounds.covenant_not_in_force", error=message_of(error))) from error
    covenant, seats = signed.covenant, _seats(rounds)
    facilitators = {each.agreement.facilitator for each in rounds.values()}
    if covenant.keeper not in facilitators:
        raise Refused(said("rounds.keeper_of_a_covenant", seats=tuple(sorted(facilitators))))
    watching = sorted(name for name, seat in seats.items() if seat.role in (Role.PARTY, Role.OBSERVER))
    if list(covenant.watching) != watching:
        raise Refused(said("rounds.who_watches", seats=tuple(watching)))
    needed = {name for name, seat in seats.items() if seat.role in _IN_EVERY_COVENANT} - covenant.seats.keys()
    if needed:
        raise Refused(said("rounds.covenant_leaves_out", seats=tuple(sorted(needed))))
    for name in covenant.seats.keys() - (before.seats.keys() if before else set()):
        _refuse_newcomer(name, seats.get(name), covenant)


def refuse_elsewhere(act: object, journal: str) -> None:
    """Refuse a covenant made for another journal than the one this entry is for."""
    if not isinstance(act, CovenantAdopted):
        return
    named = _signed(act).covenant.journal
    if named != journal:
        raise Refused(said("rounds.covenant_of_another_journal", named=named, journal=journal))


def adopted(rounds: Mapping[str, Round], act: CovenantAdopted) -> tuple[Covenant, Mapping[str, Round]]:
    """Return the covenant now in force, and the rounds with the keys it names. Pure; asks no rule."""
    covenant = _signed(act).covenant
    return covenant, {name: _with_keys(each, covenant) for name, each in rounds.items()}


def _signed(act: CovenantAdopted) -> SignedCovenant:
    try:
        return SignedCovenant(act.covenant.encode())
    except JournalRefusal as error:
        raise Refused(said("rounds.no_covenant", error=message_of(error))) from error


def _seats(rounds: Mapping[str, Round]) -> dict[str, Seat]:
    """The seats whose keys are confirmed, in whichever round."""
    return {name: seat for each in rounds.values() for name, seat in each.agreement.seats.items() if seat.confirmed_by}


def _refuse_newcomer(name: str, seat: Seat | None, covenant: Covenant) -> None:
    """Refuse to name a seat that nobody at a table has confirmed, or without the key that was confirmed."""
    if seat is None:
        raise Refused(said("rounds.no_confirmed_key", seat=name))
    if PublicKey.parse(seat.key).raw not in covenant.seats[name].keys:
        raise Refused(said("rounds.other_keys", seat=name))


def _with_keys(round_: Round, covenant: Covenant) -> Round:
    """The round with each seat's first key in the covenant: what is sealed to the seat is sealed to that."""
    seats = {
        name: replace(seat, key=str(PublicKey(covenant.seats[name].keys[0])))
        if name in covenant.seats and seat.confirmed_by
        else seat
        for name, seat in round_.agreement.seats.items()
    }
    return replace(round_, agreement=replace(round_.agreement, seats=seats))
