"""An act that names nobody, or somebody twice, is refused."""

from __future__ import annotations

from collections.abc import Collection

from wayhome.acts import Refused
from wayhome.people.messages import Message, said

_A_PERSON = said("agreement.a_person")


def each_once(named: Collection[str], what: Message = _A_PERSON) -> None:
    """Refuse an act that names nobody (or nothing), or somebody twice."""
    if not named or len(set(named)) < len(named):
        raise Refused(said("agreement.each_once", what=what))
