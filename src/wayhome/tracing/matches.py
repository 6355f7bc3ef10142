"""A match: the link between a person sought and a person held, proposed by the machine and judged by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wayhome.tracing.reasons import Reason


class Verdict(StrEnum):
    """What is held of a match. The first two are the machine's, the others an officer's, whose word prevails."""

    CONFIRMED = "confirmed"
    """Everything agrees and nobody else comes near; an officer can still say otherwise."""
    POSSIBLE = "possible"
    """Worth a look by an officer."""
    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"

    @property
    def is_human(self) -> bool:
        return self in (Verdict.SAME, Verdict.DIFFERENT, Verdict.UNSURE)


@dataclass(frozen=True)
class Match:
    """One person sought and one person held, by the ids of their lists.

    ``probability`` is the machine's, from 0 to 1 in four digits, that the two are one person; 0 where a person added
    the match. ``reasons`` begin with what speaks against it.
    """

    sought_id: str
    held_id: str
    probability: float
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()


class ConflictingVerdicts(ValueError):
    """Verdicts that can't all be true: one person linked to two, or one match judged in two ways."""


def identified(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches that may enter a pool: judged ``same``, or ``confirmed`` where no person said otherwise.

    An officer's ``same`` sets aside the machine's word on either of its two people. In the result, in order of the ids,
    nobody stands twice. Raises ConflictingVerdicts when verdicts leave somebody linked to two people, or say both
    ``same`` and ``different`` (or ``unsure``) of one match.
    """
    verdicts: dict[tuple[str, str], dict[Verdict, Match]] = defaultdict(dict)
    for match in matches:
        verdicts[match.sought_id, match.held_id].setdefault(match.verdict, match)
    same = [_judged_same(pair, found) for pair, found in verdicts.items() if Verdict.SAME in found]
    sought, held = {match.sought_id for match in same}, {match.held_id for match in same}
    confirmed = [
        found[Verdict.CONFIRMED]
        for (sought_id, held_id), found in verdicts.items()
        if Verdict.CONFIRMED in found
        and not any(verdict.is_human for verdict in found)
        and sought_id not in sought
        and held_id not in held
    ]
    accepted = sorted(same + confirmed, key=lambda match: (match.sought_id, match.held_id))
    _refuse_linked_twice(accepted)
    return tuple(accepted)


def _judged_same(pair: tuple[str, str], found: dict[Verdict, Match]) -> Match:
    against = [verdict for verdict in (Verdict.DIFFERENT, Verdict.UNSURE) if verdict in found]
    if against:
        raise ConflictingVerdicts(
            f"sought {pair[0]} and held {pair[1]} are judged both same and {against[0]}: leave one of the two verdicts"
        )
    return found[Verdict.SAME]


def _refuse_linked_twice(accepted: list[Match]) -> None:
    first: dict[tuple[str, str], Match] = {}
    for match in accepted:
        for person in (("sought", match.sought_id), ("held", match.held_id)):
            earlier = first.setdefault(person, match)
            if earlier is not match:
                raise ConflictingVerdicts(
                    f"{' '.join(person)} is linked to two people: {_words(earlier)}, and {_words(match)}; "
                    "to mend it: write different on the wrong one"
                )


def _words(match: Match) -> str:
    return f"sought {match.sought_id} and held {match.held_id} are {match.verdict}"
