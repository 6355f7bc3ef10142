"""From an act to its signature: draw it up for its person to read, and append it once they have signed."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from wayhome.acts import Act
from wayhome.desk.clock import now
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.models import Waiting
from wayhome.desk.table import Here, NoKey, at_the_table, here
from wayhome.journal import Assertion, SigningKey
from wayhome.rounds import Draft, keeper


def begin(
    request: HttpRequest,
    act: Act,
    content: bytes | Mapping[str, bytes] | None = None,
    *,
    shown: str = "",
    back: str = "/",
) -> HttpResponse:
    """Draw up an act for whoever is asking, and show it to them to read and sign.

    ``content`` is what is sealed with it (to the seats that must have it), ``shown`` the same in words for the signer,
    ``back`` where they go on afterwards. Raises `Refused` if the rules or the law don't admit it, PermissionDenied if
    it is not for their duty, `NoKey` if their seat signs elsewhere.
    """
    place = here(request)
    if not may_state(place.member, type(act)):
        raise PermissionDenied
    waiting = Waiting(member=place.member, shown=shown, back=back)
    with at_the_table() as table:
        to = place.round.recipients(place.seat, act) if content is not None else ()
        draft = Draft(place.round_name, place.seat, key_of(place), now(), act, content, to)
        waiting.keep(table.draw_up(draft))
    waiting.save()
    return redirect("sign", waiting.pk)


def append(waiting: Waiting, place: Here, answer: Assertion | None) -> None:
    """Append an act its person has signed. Raises `Refused` or `Moved` where it can't stand any more."""
    key = key_of(place)
    with at_the_table() as table:
        table.say_drawn(waiting.drawn, key, answer=answer)
        office = keeper(table.state)
        if (
            office is not None
            and key.public.raw in office.keys
            and office.threshold == 1
            and not table.journal.cosigned
        ):
            table.journal.checkpoint(key, keeper=office.ever)
    waiting.delete()


def key_of(place: Here) -> SigningKey:
    """The office key of the seat somebody acts for. Raises `NoKey` where this desk doesn't hold it."""
    key: SigningKey | None = settings.HOME.key(place.seat)
    if key is None:
        raise NoKey(place.seat)
    return key
