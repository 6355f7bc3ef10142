"""The opening of a round, its seats and their keys."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement.acts import KeyConfirmed, RoundOpened, SeatName, SeatTaken
from wayhome.agreement.state import Agreement
from wayhome.journal import BadKey, PublicKey


def refuse_opening(state: Agreement, author: str, act: RoundOpened) -> None:
    """Refuse a round without two parties, or at whose table one seat could be taken for another."""
    if state.open:
        raise Refused("This round is open already.")
    seats = [author, *act.parties, act.observer, act.reception]
    if len(act.parties) < 2:
        raise Refused("A round needs two parties or more.")
    if len(set(seats)) < len(seats) or not all(seats):
        raise Refused("Every seat needs a name of its own: the facilitator holds no one, the observer is no party.")
    _refuse_names(act, seats)
    _refuse_key(act.key)


def refuse_taking(state: Agreement, author: str, act: SeatTaken) -> None:
    """Refuse a seat whose key is confirmed, and a key that is another seat's.

    Until its key is confirmed a seat can be taken again: a wrong key file, or somebody else's, locks nobody out.
    """
    if state.seats[author].confirmed_by:
        raise Refused(f"The seat of {author} is taken already, and its key is confirmed.")
    _refuse_key(act.key)
    for name, seat in state.seats.items():
        if seat.key == act.key:
            raise Refused(f"This is the key of {name}; every seat has a key of its own.")


def refuse_confirmation(state: Agreement, author: str, act: KeyConfirmed) -> None:
    """Refuse to confirm a key by its own seat, by a seat nobody has confirmed, or another key than the one in use."""
    seat = state.seats.get(act.seat)
    if seat is None or not seat.key:
        raise Refused(f"Nobody has taken the seat {act.seat!r} yet.")
    if act.seat == author:
        raise Refused("A seat can't confirm its own key: the second confirmation is another seat's.")
    if author != state.facilitator and not state.seats[author].confirmed_by:
        raise Refused(f"The key of {author} has not been confirmed by another seat.")
    if act.key != seat.key:
        raise Refused(f"This is not the key {act.seat} took its seat with. Don't go on: read the fingerprints again.")
    if author in seat.confirmed_by:
        raise Refused(f"{author} has confirmed this key already.")


def _refuse_key(key: str) -> None:
    try:
        PublicKey.parse(key)
    except BadKey as error:
        raise Refused(f"This key can't be admitted: {error}.") from error


def _refuse_names(act: RoundOpened, seats: list[str]) -> None:
    """Refuse names under which a reader of the communiqué could take one seat for another."""
    named = [name.seat for name in act.names]
    if set(named) - set(seats) or len(set(named)) < len(named):
        raise Refused("Names are given for seats of this table, once for each.")
    unnamed = [SeatName(seat, seat, seat, seat, seat) for seat in seats if seat not in named]
    for shown in zip(*(_words(name) for name in (*act.names, *unnamed)), strict=True):
        if len(set(shown)) < len(shown) or not all(
            word and word.isprintable() and word == word.strip() for word in shown
        ):
            raise Refused("No two seats go by one name in any language, and a name is plain printable text.")


def _words(name: SeatName) -> tuple[str, ...]:
    return (name.seat, name.en, name.uk, name.ru, name.ar)
