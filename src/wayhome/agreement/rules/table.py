"""The opening of a round, its seats and their keys."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement.acts import KeyConfirmed, RoundOpened, SeatName, SeatTaken
from wayhome.agreement.state import Agreement
from wayhome.journal import BadKey, PublicKey
from wayhome.people.messages import message_of, said


def refuse_opening(state: Agreement, author: str, act: RoundOpened) -> None:
    """Refuse a round without two parties, or at whose table one seat could be taken for another."""
    if state.open:
        raise Refused(said("agreement.round_is_open"))
    seats = [author, *act.parties, act.observer, act.reception]
    if len(act.parties) < 2:
        raise Refused(said("agreement.two_parties_or_more"))
    if len(set(seats)) < len(seats) or not all(seats):
        raise Refused(said("agreement.a_name_for_every_seat"))
    _refuse_names(act, seats)
    _refuse_key(act.key)


def refuse_taking(state: Agreement, author: str, act: SeatTaken) -> None:
    """Refuse a seat whose key is confirmed, and a key that is another seat's.

    Until its key is confirmed a seat can be taken again: a wrong key file, or somebody else's, locks nobody out.
    """
    if state.seats[author].confirmed_by:
        raise Refused(said("agreement.seat_is_taken", author=author))
    _refuse_key(act.key)
    for name, seat in state.seats.items():
        if seat.key == act.key:
            raise Refused(said("agreement.key_of_another", name=name))


def refuse_confirmation(state: Agreement, author: str, act: KeyConfirmed) -> None:
    """Refuse to confirm a key by its own seat, by a seat nobody has confirmed, or another key than the one in use."""
    seat = state.seats.get(act.seat)
    if seat is None or not seat.key:
        raise Refused(said("agreement.seat_not_taken", seat=act.seat))
    if act.seat == author:
        raise Refused(said("agreement.own_key"))
    if author != state.facilitator and not state.seats[author].confirmed_by:
        raise Refused(said("agreement.key_not_confirmed", author=author))
    if act.key != seat.key:
        raise Refused(said("agreement.another_key", seat=act.seat))
    if author in seat.confirmed_by:
        raise Refused(said("agreement.key_confirmed_already", author=author))


def _refuse_key(key: str) -> None:
    try:
        PublicKey.parse(key)
    except BadKey as error:
        raise Refused(said("agreement.key_can_not_be_admitted", error=message_of(error))) from error


def _refuse_names(act: RoundOpened, seats: list[str]) -> None:
    """Refuse names under which a reader of the communiqué could take one seat for another."""
    named = [name.seat for name in act.names]
    if set(named) - set(seats) or len(set(named)) < len(named):
        raise Refused(said("agreement.names_for_seats"))
    unnamed = [SeatName(seat, seat, seat, seat, seat) for seat in seats if seat not in named]
    for shown in zip(*(_words(name) for name in (*act.names, *unnamed)), strict=True):
        if len(set(shown)) < len(shown) or not all(
            word and word.isprintable() and word == word.strip() for word in shown
        ):
            raise Refused(said("agreement.one_name_for_two_seats"))


def _words(name: SeatName) -> tuple[str, ...]:
    return (name.seat, name.en, name.uk, name.ru, name.ar)
