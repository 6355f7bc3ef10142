"""An officer's verdict on a match as an act: the seat's word in the open, by whom and why for the seal."""

from __future__ import annotations

import msgspec

from wayhome.agreement import MatchJudged, MatchVerdict
from wayhome.journal import canonical
from wayhome.people import Salts, reference, sought_reference
from wayhome.tracing import Judgement, Match


def sealed_judgement(judgement: Judgement | None) -> bytes:
    """By whom, when and why, as it is sealed with a verdict."""
    return canonical.encode(msgspec.to_builtins(judgement or Judgement()))


def verdict_act(match: Match, holder: str, home: str, salts: Salts) -> MatchJudged:
    """The act that states a person's verdict on a match of these two parties."""
    return MatchJudged(
        sought_reference(salts, home, match.sought_id),
        reference(salts, holder, match.held_id),
        home,
        holder,
        MatchVerdict(match.verdict.value),
    )
