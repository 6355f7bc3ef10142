"""The dossiers exchanged of a match: what each party states of the person on its own list.

Before a party lodges one it sees for itself who matched: with its own lines raised by the other party, and the other's
raised by itself, it computes what the facilitator computed, and needs to believe nobody. So no facilitator can invent a
match to have a dossier of somebody who is on one list only, nor drop one unseen.

A dossier opened shows the particulars from which its owner made its tokens; whoever reads it makes them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

import msgspec
import rfc8785

from wayhome.people import PartialDate, Particulars
from wayhome.people.cells import clean
from wayhome.tracing.blind.comparing import compare
from wayhome.tracing.blind.context import Context
from wayhome.tracing.blind.files import BadFile, Raised
from wayhome.tracing.blind.masking import Line
from wayhome.tracing.blind.ristretto import ELEMENT_BYTES
from wayhome.tracing.blind.tokens import TokenKind, tokens_of

_DOSSIER = "wayhome-blind-dossier/1"
_LONGEST = 1000
STATED = ("surname", "given_names", "patronymic", "birth_date", "birth_place", "service_number", "rank", "unit")
"""The columns of a list that a dossier states: what tells a person from another (GC III 122 (4)), and nothing of where
or how they are held."""


@dataclass(frozen=True)
class Dossier:
    """What a party states of one person of its list. Its repr shows nothing of it."""

    context: Context
    by: str
    person: str
    """The reference."""
    matches: tuple[str, ...]
    """The names of the person's matches."""
    stated: Mapping[str, str] = field(repr=False)
    """Those of the columns `STATED` that are stated."""

    def __bytes__(self) -> bytes:
        return rfc8785.dumps({"format": _DOSSIER, **msgspec.to_builtins(self)})

    def proven_by(self, lines: Iterable[Line], kinds: Iterable[TokenKind]) -> tuple[TokenKind, ...]:
        """The kinds of those of these lines whose token follows from the particulars stated here, one for each line."""
        tokens = {(token.kind, token.parts) for token in tokens_of(self._particulars(), kinds)}
        proven = (TokenKind(line.kind) for line in lines if (line.kind, line.parts) in tokens)
        return tuple(sorted(proven, key=list(TokenKind).index))

    def _particulars(self) -> Particulars:
        """The particulars of which tokens are made."""
        says = self.stated.get
        birth_date = says("birth_date", "")
        return Particulars(
            self.person,
            surname=says("surname", ""),
            given_names=says("given_names", ""),
            patronymic=says("patronymic", ""),
            birth_date=PartialDate.parse(birth_date) if birth_date else None,
            service_number=says("service_number", ""),
        )


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    by: str
    context: Context
    format: str
    matches: tuple[str, ...]
    person: str
    stated: dict[str, str]


def own_matches(mine: Raised, theirs: Raised) -> dict[int, str]:
    """The lines of one's own masked file that match one of the other party's, each with the name of its match.

    ``mine`` is one's own file as the other party raised it, already checked (`check_raised`), ``theirs`` what oneself
    made of the other's. Both parties get the same names; whoever has neither file can't make or read them.
    """
    lines, _ = compare(mine, theirs)
    return {line: _name(mine, line) for line in lines}


def dossier_of(context: Context, by: str, person: str, matches: Iterable[str], row: Particulars) -> Dossier:
    """The dossier of one row of one's own list, known to the round by the reference ``person``."""
    stated = {column: str(value) for column in STATED if (value := getattr(row, column))}
    return Dossier(context, by, person, tuple(matches), stated)


def read_dossier(data: bytes) -> Dossier:
    """Read a dossier. Raises `BadFile`."""
    try:
        written = msgspec.json.decode(data, type=_Written)
        dossier = Dossier(written.context, written.by, written.person, written.matches, written.stated)
        same = written.format == _DOSSIER and bytes(dossier) == data
        PartialDate.parse(written.stated.get("birth_date", "2000"))
    except (msgspec.DecodeError, rfc8785.CanonicalizationError, ValueError):
        raise BadFile(f"the format {_DOSSIER}") from None
    cells = written.stated.values()
    if not same or not set(written.stated) <= set(STATED) or any(clean(cell) != cell for cell in cells):
        raise BadFile(f"the one canonical form of the format {_DOSSIER}")
    if any(len(cell) > _LONGEST for cell in cells):
        raise BadFile(f"particulars of at most {_LONGEST:,} characters each")
    return dossier


def _name(raised: Raised, line: int) -> str:
    element = raised.lines[line * ELEMENT_BYTES : (line + 1) * ELEMENT_BYTES]
    return sha256(raised.context.digest + element).hexdigest()
