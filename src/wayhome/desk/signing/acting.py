"""From an act to its signature: draw it up for its person to read, and append it once they have signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from wayhome.acts import Act, Refused
from wayhome.desk.clock import now
from wayhome.desk.look.messages import refused
from wayhome.desk.seats.duties import may_state
from wayhome.desk.signing.models import Waiting
from wayhome.desk.table import Here, NoKey, at_the_table, here
from wayhome.journal import Assertion, SigningKey
from wayhome.rounds import Draft, keeper, may_begin


def begin(
    request: HttpRequest,
    act: Act,
    content: bytes | Mapping[str, bytes] | None = None,
    *,
    also: Sequence[str] = (),
    shown: str = "",
    back: str = "/",
) -> HttpResponse:
    """Draw up an act for whoever is asking, and show it to them to read and sign.

    ``content`` is what is sealed with it: to the seats that must have it, and ``also`` to these. ``shown`` is the same
    in words for the signer, ``back`` where they go on afterwards. Raises `Refused` if the rules or the law don't admit
    it, PermissionDenied if it is not for their duty, `NoKey` if their seat signs elsewhere.
    """
    return begin_all(request, [act], [content], also=also, shown=shown, back=back)


def begin_or_say(request: HttpRequest, act: Act, back: str) -> HttpResponse:
    """Draw up an act that a button makes, with nothing to fill in; a refusal is said on the page named ``back``."""
    try:
        return begin(request, act, back=reverse(back))
    except Refused as refusal:
        messages.error(request, refused(refusal))
    return redirect(back)


def may_begin_here(place: Here, kind: type[Act]) -> bool:
    """Whether this member may begin an act of this kind now."""
    return may_state(place.member, kind) and kind in may_begin(place.rounds, place.round_name, place.seat)


def begin_all(
    request: HttpRequest,
    acts: Sequence[Act],
    contents: Sequence[bytes | Mapping[str, bytes] | None],
    *,
    also: Sequence[str] = (),
    shown: str = "",
    back: str = "/",
) -> HttpResponse:
    """Draw up several acts, to be read on one page and signed all or none. Each has its content, as `begin` says."""
    place = here(request)
    if not all(may_state(place.member, type(act)) for act in acts):
        raise PermissionDenied
    if not acts:
        return redirect(back)
    waiting = Waiting(member=place.member, shown=shown, back=back)
    key, time = key_of(place), now()
    with at_the_table() as table:
        drafts = [
            Draft(place.round_name, place.seat, key, time, act, content, _recipients(place, act, content, also))
            for act, content in zip(acts, contents, strict=True)
        ]
        waiting.keep(table.draw_up(*drafts))
    waiting.save()
    return redirect("sign", waiting.pk)


def append(waiting: Waiting, place: Here, answers: Sequence[Assertion] = ()) -> None:
    """Append acts their person has signed. Raises `Refused` or `Moved` where they can't stand any more."""
    key = key_of(place)
    with at_the_table() as table:
        table.say_drawn(waiting.drawn, key, answers=answers)
        office = keeper(table.state)
        signs_alone = office is not None and key.public.raw in office.keys and office.threshold == 1
        if office is not None and signs_alone and not table.journal.cosigned:
            table.journal.checkpoint(key, keeper=office.ever)
    waiting.delete()


def _recipients(
    place: Here, act: Act, content: bytes | Mapping[str, bytes] | None, also: Sequence[str]
) -> tuple[str, ...]:
    return tuple(sorted({*place.round.recipients(place.seat, act), *also})) if content is not None else ()


def key_of(place: Here) -> SigningKey:
    """The office key of the seat somebody acts for. Raises `NoKey` where this desk doesn't hold it."""
    key: SigningKey | None = settings.HOME.key(place.seat)
    if key is None:
        raise NoKey(place.seat)
    return key
