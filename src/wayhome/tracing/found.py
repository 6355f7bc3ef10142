"""The pairs that may matter: compared, weighed, and the hopeless ones given up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.comparison import FIELDS, LEVEL, Levels, compare
from wayhome.tracing.counterevidence import contradicted, too_bare
from wayhome.tracing.decision import Pairs
from wayhome.tracing.entries import Entries
from wayhome.tracing.evidence import Evidence, Weighing
from wayhome.tracing.letters import Letters, settled
from wayhome.tracing.matches import Verdict
from wayhome.tracing.vocabulary import Mask, Numbers

Judged = dict[tuple[int, int], Verdict]
"""What officers judged, by positions in the two lists."""
_ONE_NUMBER = LEVEL["service_number"]["same"]


@dataclass(frozen=True)
class Found:
    """Pairs that may matter: rows of the table of entries, and what they rest on."""

    left: Numbers
    right: Numbers
    levels: Levels
    evidence: Evidence
    marked: Mask
    """To be shown however unlikely: one service number, or an officer's verdict."""

    def where(self, kept: Mask | NDArray[np.intp]) -> Found:
        evidence = self.evidence
        return Found(
            self.left[kept],
            self.right[kept],
            {field: level[kept] for field, level in self.levels.items()},
            Evidence(evidence.weights[:, kept], evidence.relation[kept], evidence.relation_weight[kept]),
            self.marked[kept],
        )

    def pairs(self, boundary: int, judged: Judged) -> Pairs:
        """As positions in the two lists, with the log-odds of the evidence alone."""
        held = self.right - boundary

        def with_verdict(verdict: Verdict) -> Mask:
            chosen = {pair for pair, word in judged.items() if word is verdict}
            if not chosen:
                return np.zeros(len(held), dtype=np.bool_)
            return np.fromiter(
                (pair in chosen for pair in zip(self.left.tolist(), held.tolist(), strict=True)), np.bool_, len(held)
            )

        return Pairs(
            self.left,
            held,
            self.evidence.total,
            contradicted(self.levels) | too_bare(self.levels),
            with_verdict(Verdict.SAME),
            with_verdict(Verdict.UNSURE),
            with_verdict(Verdict.DIFFERENT),
        )


def joined(parts: Sequence[Found]) -> Found:
    """The pairs of all parts."""
    return Found(
        np.concatenate([part.left for part in parts]),
        np.concatenate([part.right for part in parts]),
        {field: np.concatenate([part.levels[field] for part in parts]) for field in FIELDS},
        Evidence(
            np.concatenate([part.evidence.weights for part in parts], axis=1),
            np.concatenate([part.evidence.relation for part in parts]),
            np.concatenate([part.evidence.relation_weight for part in parts]),
        ),
        np.concatenate([part.marked for part in parts]),
    )


class Comparing:
    """Compares and weighs pairs of rows."""

    def __init__(self, entries: Entries, weighing: Weighing, least: float) -> None:
        """``least`` is the evidence, in log-odds, below which a pair is given up."""
        self._entries = entries
        self._letters = Letters(entries)
        self._weighing = weighing
        self._least = least

    def all_of(self, left: Numbers, right: Numbers) -> Found:
        """All these pairs, to be shown however unlikely."""
        levels = settled(self._entries, left, right, self._letters)
        return Found(left, right, levels, self._weighing.weigh(levels, left, right), np.ones(len(left), dtype=np.bool_))

    def worth_keeping(self, left: Numbers, right: Numbers) -> Found:
        """Those of the pairs that may matter."""
        return self.worth_keeping_of(left, right, compare(self._entries, left, right))

    def worth_keeping_of(self, left: Numbers, right: Numbers, levels: Levels) -> Found:
        """The same of pairs whose levels are known, as far as numbers tell them."""
        # One number for two people is worth an officer's look whatever the names say.
        hopeful = self._weighing.bound(levels, left, right) >= self._least
        hopeful |= levels["service_number"] == _ONE_NUMBER
        left, right = left[hopeful], right[hopeful]
        levels = {field: level[hopeful] for field, level in levels.items()}
        self._letters.settle(levels, left, right)
        evidence = self._weighing.weigh(levels, left, right)
        marked = levels["service_number"] == _ONE_NUMBER
        found = Found(left, right, levels, evidence, marked)
        return found.where(marked | (evidence.total >= self._least))
