"""A match: the link between a person sought and a person held, proposed by the machine and judged by a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
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
class Judgement:
    """Who gave a verdict, on what day and why; blank or None where the officer didn't write it."""

    by: str = ""
    on: date | None = None
    why: str = ""


@dataclass(frozen=True)
class Match:
    """One person sought and one person held, by the ids of their lists.

    ``probability`` is the machine's, from 0 to 1 in four digits, that the two are one person; 0 where a person added
    the match. ``reasons`` begin with what speaks against it. ``judgement`` is None for the machine's verdict, and for
    an officer's beside which nothing is written.
    """

    sought_id: str
    held_id: str
    probability: float
    verdict: Verdict
    reasons: tuple[Reason, ...] = ()
    judgement: Judgement | None = None

    @property
    def pair(self) -> tuple[str, str]:
        """The ids of the two: sought, held."""
        return self.sought_id, self.held_id


class ConflictingVerdicts(ValueError):
    """Verdicts that can't all be true: one person linked to two, or one match judged in two ways."""


def as_judged(matches: Iterable[Match], earlier: Iterable[Match]) -> tuple[Match, ...]:
    """The matches, each with the judgement of the earlier verdict on its pair; those the machine decided have none."""
    judgements = {match.pair: match.judgement for match in earlier if match.verdict.is_human}
    return tuple(
        replace(match, judgement=judgements.get(match.pair)) if match.verdict.is_human else match for match in matches
    )


def stamped(matches: Iterable[Match], officer: str, today: date) -> tuple[Match, ...]:
    """The matches, with this officer and day beside each person's verdict that names nobody; the others as they are."""
    return tuple(_stamped(match, officer, today) if match.verdict.is_human else match for match in matches)


def _stamped(match: Match, officer: str, today: date) -> Match:
    judgement = match.judgement or Judgement()
    if judgement.by:
        return match
    return replace(match, judgement=replace(judgement, by=officer, on=judgement.on or today))


def identified(matches: Iterable[Match]) -> tuple[Match, ...]:
    """The matches that may enter a pool: judged ``same``, or ``confirmed`` where no person said otherwise.

    An officer's ``same`` sets aside the machine's word on either of its two people. In the result, in order of the ids,
    nobody stands twice. Raises ConflictingVerdicts when verdicts leave somebody linked to two people, or say both
    ``same`` and ``different`` (or ``unsure``) of one match.
    """
    verdicts: dict[tuple[str, str], dict[Verdict, Match]] = defaultdict(dict)
    for match in matches:
        verdicts[match.pair].setdefault(match.verdict, match)
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
