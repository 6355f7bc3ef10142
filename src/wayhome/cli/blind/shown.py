"""How far the blind tracings of a round have come, in a few lines."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from wayhome.agreement import Tracing
from wayhome.rounds import Round, proofs_of_life_due


def tracing_lines(round_: Round, now: datetime) -> Iterator[str]:
    """What waits or failed in each tracing after its lists are compared, and each proof of life that is due."""
    for name, tracing in round_.agreement.tracings.items():
        for party in tracing.failed:
            yield f"tracing {name}: the audit of {party} failed; {tracing.other(party)} may excuse it"
        if tracing.dossiers:
            yield f"tracing {name}: {_dossiers(tracing)}"
    for owed, overdue in proofs_of_life_due(round_, now).items():
        day = f"{'overdue since' if overdue else 'due by'} {owed.by:%Y-%m-%d %H:%M} UTC"
        yield f"proof of life {day}: {owed.person}, held by {owed.holder}, home {owed.home}"


def _dossiers(tracing: Tracing) -> str:
    released = sum(map(len, tracing.released.values()))
    each = " and ".join(f"{len(tracing.dossiers.get(party, ()))} of {party}" for party in tracing.parties)
    waiting = f"{len(tracing.releasable)} with both there and not released"
    return f"dossiers lodged: {each}; matches: {released} released, {waiting}"
