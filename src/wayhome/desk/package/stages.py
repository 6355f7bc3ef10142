"""What a certificate proves, in words: each stage, what it reached, and whether nothing better exists."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from wayhome.exchange import Stage, StageName

_WORDS: Mapping[StageName, Promise] = {
    StageName.UNCONDITIONAL: lazy("Outside every count, as early as seats allow"),
    StageName.UNCONDITIONAL_ORDER: lazy("Outside every count, the most urgent first"),
    StageName.IDEAL: lazy("The most that could come home"),
    StageName.FAIRNESS: lazy("Fairness: what each party reaches at least, per mille"),
    StageName.FAIRNESS_LIMIT: lazy("Fairness: what one party alone could reach, per mille"),
    StageName.COUNTED: lazy("Counted people in all"),
    StageName.CRITERIA: lazy("A party's own order, tier by tier"),
    StageName.CRITERIA_REST: lazy("A party's own order, tier by tier"),
    StageName.ROUND: lazy("Counted people in a round"),
}
_TIERS = (StageName.UNCONDITIONAL_ORDER, StageName.CRITERIA, StageName.CRITERIA_REST)


@dataclass(frozen=True)
class Proven:
    """A stage, or all tiers of one order together."""

    title: str
    about: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing that keeps the terms and the earlier stages reaches more."""
        return self.value >= self.bound


def stage_title(name: StageName) -> str:
    """A stage in the reader's words."""
    return str(_WORDS[name])


def _about(stage: Stage) -> tuple[str, ...]:
    """The parties, places and rounds a stage is about; the planner's own word for how seats bind it is left out."""
    if stage.name is StageName.UNCONDITIONAL:
        return (stage.about[0], *stage.about[2:])
    return stage.about[:1] if stage.name in _TIERS else stage.about


def proven(stages: Iterable[Stage]) -> list[Proven]:
    """Every stage in its order, the tiers of one order taken together."""
    found: dict[tuple[object, ...], Proven] = {}
    for number, stage in enumerate(stages):
        title, tiers = stage_title(stage.name), stage.name in _TIERS
        about = " · ".join(_about(stage))
        key = (title, about) if tiers else (number,)
        before = found.get(key, Proven(title, about, 0, 0))
        found[key] = Proven(title, about, before.value + stage.value, before.bound + stage.bound)
    return list(found.values())
