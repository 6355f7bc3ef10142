"""From the pairs that may matter to the matches that people are shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.comparison import FIELDS, LEVEL, LEVELS
from wayhome.tracing.counterevidence import RELATIONS
from wayhome.tracing.decision import POSSIBLE, Decided, Pairs, assignment, decide, of_rivals, probability
from wayhome.tracing.entries import Entries
from wayhome.tracing.found import Found
from wayhome.tracing.matches import Match, Verdict
from wayhome.tracing.reasons import Reason
from wayhome.tracing.vocabulary import Mask


def proposed(
    entries: Entries, found: Found, pairs: Pairs, start: float, *, without_doubles: bool = False
) -> tuple[Match, ...]:
    """The matches worth seeing, in order of the sought id, then from the likeliest down.

    ``pairs`` are those of ``found`` as positions in the two lists; ``start`` is the log-odds that two entries picked at
    random are one person.
    """
    likely = pairs.log_odds + start
    kept = (likely >= POSSIBLE) | found.marked
    found, pairs = found.where(kept), _where(replace(pairs, log_odds=np.round(likely, 6)), kept)
    decided = decide(pairs)
    rivals = of_rivals(pairs, without_doubles=without_doubles)
    decided = _only(decided, (pairs.log_odds + rivals >= POSSIBLE) | found.marked)
    if without_doubles:
        judged = pairs.same | pairs.unsure | pairs.different
        decided = _only(decided, assignment(pairs) | decided.rivalled | judged)
    return _matches(entries, *_seen(found, rivals, pairs, decided))


def worth_a_look(entries: Entries, found: Found, pairs: Pairs, start: float) -> tuple[Match, ...]:
    """The matches that are likely enough, all of them only possible."""
    likely = pairs.log_odds + start
    kept = likely >= POSSIBLE
    nobody = np.zeros(np.count_nonzero(kept), dtype=np.bool_)
    pairs = _where(replace(pairs, log_odds=likely), kept)
    return _matches(entries, found.where(kept), pairs, Decided(nobody, ~nobody, nobody), np.zeros(len(pairs)))


def _where(pairs: Pairs, kept: Mask) -> Pairs:
    return Pairs(*(getattr(pairs, name)[kept] for name in Pairs.__dataclass_fields__))


def _only(decided: Decided, seen: Mask) -> Decided:
    return replace(decided, shown=decided.shown & seen)


def _seen(
    found: Found, rivals: NDArray[np.float64], pairs: Pairs, decided: Decided
) -> tuple[Found, Pairs, Decided, NDArray[np.float64]]:
    shown = decided.shown
    decided = Decided(decided.confirmed[shown], shown[shown], decided.rivalled[shown])
    return found.where(shown), _where(pairs, shown), decided, rivals[shown]


def _matches(
    entries: Entries, found: Found, pairs: Pairs, decided: Decided, rivals: NDArray[np.float64]
) -> tuple[Match, ...]:
    """In order of the sought id, then from the likeliest down."""
    likely = pairs.log_odds + rivals
    matches: list[Match] = []
    for first in range(0, len(likely), _AT_ONCE):
        part = np.arange(first, min(first + _AT_ONCE, len(likely)))
        wording = _Wording(entries, found.where(part))
        for at, place in enumerate(part.tolist()):
            reasons = wording.of(at)
            if decided.rivalled[place] or rivals[place]:
                how = "as_likely" if decided.rivalled[place] else "less_likely"
                reasons = (Reason("others", how, float(rivals[place])), *reasons)
            verdict = _verdict(pairs, decided, place)
            ids = entries.ids[found.left[place]], entries.ids[found.right[place]]
            matches.append(Match(*ids, probability(float(likely[place])), verdict, reasons))
    return tuple(sorted(matches, key=lambda match: (match.sought_id, -match.probability, match.held_id)))


_AT_ONCE = 50_000
"""Matches worded together."""


def _verdict(pairs: Pairs, decided: Decided, at: int) -> Verdict:
    for judged, verdict in (
        (pairs.same, Verdict.SAME),
        (pairs.different, Verdict.DIFFERENT),
        (pairs.unsure, Verdict.UNSURE),
        (decided.confirmed, Verdict.CONFIRMED),
    ):
        if judged[at]:
            return verdict
    return Verdict.POSSIBLE


_SPELLED = {
    "surname": "same_letters",
    "given_names": "same_name",
    "patronymic": "same_father",
    "birth_place": "same_letters",
}
"""The fields of which spellings are compared, and what makes them the same when their letters don't."""


class _Wording:
    """The reasons of each pair that was found."""

    def __init__(self, entries: Entries, found: Found) -> None:
        self._levels = np.stack([_codes(entries, found, field) for field in FIELDS], axis=1).tolist()
        self._weights = np.round(found.evidence.weights.T, 4).tolist()
        self._moved = (entries.moved[found.left] | entries.moved[found.right]).tolist()
        self._relations = found.evidence.relation.tolist()
        self._relation_weights = np.round(found.evidence.relation_weight, 4).tolist()
        self._reasons: dict[tuple[int, int, float], Reason] = {}

    def of(self, at: int) -> tuple[Reason, ...]:
        """What the entries say, the strongest against first, then the strongest for."""
        weighed = [
            self._reason(field, level, weight)
            for field, (level, weight) in enumerate(zip(self._levels[at], self._weights[at], strict=True))
            if level
        ]
        if self._moved[at]:
            weighed.append(Reason("names", "in_other_columns"))
        if self._relations[at]:
            weighed.insert(0, Reason("relatives", RELATIONS[self._relations[at]], self._relation_weights[at]))
        # Sorting keeps the order of fields among equal weights.
        return tuple(sorted(weighed, key=_against_first))

    def _reason(self, field: int, code: int, weight: float) -> Reason:
        """One object for all pairs of which the same can be said."""
        known = self._reasons.get((field, code, weight))
        if known is None:
            name = FIELDS[field]
            known = self._reasons[field, code, weight] = Reason(name, _CODES[name][code], weight)
        return known


def _against_first(reason: Reason) -> tuple[bool, float]:
    return reason.weight >= 0, -abs(reason.weight)


_CODES = {field: (*levels, "same_letters", _SPELLED.get(field, "")) for field, levels in LEVELS.items()}
"""The codes of the levels by their numbers, and after them those for spellings that are the same though not alike."""


def _codes(entries: Entries, found: Found, field: str) -> NDArray[np.int8]:
    levels = found.levels[field]
    if field not in _SPELLED:
        return levels
    written = entries.spelled[field]
    otherwise = (levels == LEVEL[field]["same"]) & (written[found.left] != written[found.right])
    names = {"surname": entries.surname, "given_names": entries.given, "patronymic": entries.patronymic}.get(field)
    same_form = names.form[found.left] == names.form[found.right] if names else otherwise
    letters = len(LEVELS[field])
    return np.where(otherwise, np.where(same_form, letters, letters + 1), levels)
