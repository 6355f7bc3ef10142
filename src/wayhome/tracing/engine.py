"""Tracing two lists: columns, candidates, comparison, evidence, decision, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from wayhome.people import Particulars
from wayhome.tracing.candidates import Candidates
from wayhome.tracing.comparison import FIELDS, LEVEL, LEVELS, Letters, Levels, compare
from wayhome.tracing.decision import POSSIBLE, Decided, Pairs, decide, prior, probability, without_rivals
from wayhome.tracing.entries import Entries, Mask, Numbers, entries_of
from wayhome.tracing.evidence import BY_HAND, RELATIONS, Evidence, Shares, Weighing, contradicted, too_bare
from wayhome.tracing.learning import learn, prior_from, with_verdicts
from wayhome.tracing.matches import Match, Verdict, as_judged
from wayhome.tracing.reasons import Reason

Progress = Callable[[int, int], None]

_SLACK = log(20)
"""How much likelier than expected pairs may turn out to be: those that could matter then are kept until it is known."""


class ListedTwice(ValueError):
    """Two entries of one list have the same id, so a match couldn't say which it means."""


class Stopped(Exception):
    """For a caller to raise from its ``progress`` when the user wants no more: tracing ends, and gives nothing."""


@dataclass(frozen=True)
class Traced:
    """Matches, and what their probabilities rest on."""

    matches: tuple[Match, ...]
    start: float
    """Log-odds that two entries picked at random are one person; with the weights of its reasons, those of a match."""
    learned: frozenset[str]
    """The fields whose weights were learned from these lists; those of the others are estimates set by hand."""
    agreement: dict[str, float]
    """For each field what it weighs, on average over the values, when it is the same."""
    difference: dict[str, float]
    """For each field what it weighs when it differs."""
    compared: int
    """Pairs looked at."""


def trace(
    held: Sequence[Particulars],
    sought: Sequence[Particulars],
    progress: Progress | None = None,
    *,
    verdicts: Iterable[Match] = (),
    without_doubles: bool = False,
) -> tuple[Match, ...]:
    """The matches of `traced`."""
    return traced(held, sought, progress, verdicts=verdicts, without_doubles=without_doubles).matches


def traced(
    held: Sequence[Particulars],
    sought: Sequence[Particulars],
    progress: Progress | None = None,
    *,
    verdicts: Iterable[Match] = (),
    without_doubles: bool = False,
) -> Traced:
    """The matches between people held and people sought that are worth seeing, verdict confirmed or possible.

    They are in order of the sought id, then from the likeliest down; the order of the lists' rows doesn't matter. A
    confirmed person has one partner; doubles within a list aren't merged. ``progress`` is told how many people sought
    are done, and of how many; it may raise `Stopped`.

    ``verdicts`` are earlier matches, of which those that an officer judged count (and are in the result as judged):
    what is *different* isn't proposed again, what is *same* settles its two people, what is *unsure* stays possible
    to the eye but is never confirmed. Pairs judged same also count, one true pair each, for the weights. Verdicts on
    people who are on neither list are passed over.

    ``without_doubles`` says that nobody stands twice on either list: then one partner each is found that makes the
    whole likeliest, and rivals share their probability; of the other pairs those stay that are about as likely.

    Raises ListedTwice.
    """
    held, sought, verdicts = _by_id("held", held), _by_id("sought", sought), tuple(verdicts)
    judged = _judged(verdicts, held, sought)
    run = _Run([*sought, *held], len(sought), judged)
    found = run.compare_all(progress)
    pairs = found.pairs(len(sought), judged)
    start = run.start(pairs, len(held), len(sought))
    likely = pairs.log_odds + start
    kept = (likely >= POSSIBLE) | found.marked
    found, pairs = found.where(kept), _where(replace(pairs, log_odds=np.round(likely, 6)), kept)
    decided = decide(pairs)
    rivals = np.zeros(len(pairs))
    if without_doubles:
        taken, rivals = without_rivals(pairs)
        decided = _only(decided, taken | decided.rivalled | pairs.same | pairs.unsure | pairs.different)
    found, rivals, pairs, decided = _seen(found, rivals, pairs, decided)
    agreement, difference = run.typical()
    return Traced(
        matches=as_judged(_matches(sought, held, run.entries, found, pairs, decided, rivals), verdicts),
        start=start,
        learned=run.learned,
        agreement=agreement,
        difference=difference,
        compared=run.compared,
    )


def doubles(people: Sequence[Particulars], progress: Progress | None = None) -> tuple[Match, ...]:
    """Pairs of entries of one list that may be one person: for the list's owner to look at, never merged.

    Verdict *possible* for all; ``sought_id`` is the lesser id, ``held_id`` the greater.
    """
    people = _by_id("", people)
    run = _Run(people, None, {})
    found = run.compare_all(progress)
    start = prior(len(people), len(people))
    pairs = found.pairs(0, {})
    likely = pairs.log_odds + start
    kept = likely >= POSSIBLE
    found, pairs = found.where(kept), _where(replace(pairs, log_odds=likely), kept)
    nobody = np.zeros(len(pairs), dtype=np.bool_)
    return _matches(people, people, run.entries, found, pairs, Decided(nobody, ~nobody, nobody), np.zeros(len(pairs)))


def _by_id(list_name: str, people: Sequence[Particulars]) -> list[Particulars]:
    ordered = sorted(people, key=lambda person: person.id)
    for person, following in pairwise(ordered):
        if person.id == following.id:
            raise ListedTwice(
                f"the {list_name} list has more than one entry with the id {person.id}: give each its own".replace(
                    "  ", " "
                )
            )
    return ordered


Judged = dict[tuple[int, int], Verdict]
"""What officers judged, by positions in the two lists."""


def _judged(verdicts: Iterable[Match], held: Sequence[Particulars], sought: Sequence[Particulars]) -> Judged:
    human = [match for match in verdicts if match.verdict.is_human]
    if not human:
        return {}
    place_held = {person.id: place for place, person in enumerate(held)}
    place_sought = {person.id: place for place, person in enumerate(sought)}
    return {
        (place_sought[match.sought_id], place_held[match.held_id]): match.verdict
        for match in human
        if match.sought_id in place_sought and match.held_id in place_held
    }


@dataclass(frozen=True)
class _Found:
    """Pairs that may matter: rows of the table of entries, and what they rest on."""

    left: Numbers
    right: Numbers
    levels: Levels
    evidence: Evidence
    marked: Mask
    """To be shown however unlikely: one service number, or an officer's verdict."""

    def where(self, kept: Mask | NDArray[np.intp]) -> _Found:
        evidence = self.evidence
        return _Found(
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


def _joined(parts: list[_Found]) -> _Found:
    return _Found(
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


class _Run:
    """One tracing: what was prepared once, and the pairs that may matter."""

    def __init__(self, people: Sequence[Particulars], boundary: int | None, judged: Judged) -> None:
        self.entries = entries_of(people)
        self._letters = Letters(self.entries)
        self._candidates = Candidates(self.entries, boundary)
        self._rows = boundary if boundary is not None else len(people)
        rows = [(left, right + (boundary or 0)) for left, right in sorted(judged)]
        self._judged = np.array(rows, dtype=np.int32).reshape(-1, 2)
        learned = {}
        if boundary is not None:
            apart = {(left, right + boundary) for (left, right), word in judged.items() if word is Verdict.DIFFERENT}
            learned = learn(self.entries, self._candidates, self._letters, boundary, apart)
        self.learned = frozenset(learned)
        self.shares: Shares = {**BY_HAND, **learned}
        same = [(left, right + (boundary or 0)) for (left, right), word in judged.items() if word is Verdict.SAME]
        if same:
            left, right = np.array(sorted(same), dtype=np.int32).T
            self.shares = with_verdicts(self.shares, self._levels(left, right))
        self.weighing = Weighing(self.entries, self.shares)
        self._least = POSSIBLE - prior(len(people) - self._rows or self._rows, self._rows) - _SLACK
        self.compared = 0

    def compare_all(self, progress: Progress | None) -> _Found:
        """All pairs that may matter, in order of their rows."""
        parts = [self._of_judged()]
        for done, left, right in self._candidates.parts():
            parts.append(self._worth_keeping(left, right))
            self.compared += len(left)
            if progress:
                progress(done, self._rows)
        found = _joined(parts)
        _, once = np.unique(found.left.astype(np.int64) * len(self.entries) + found.right, return_index=True)
        return found.where(once)

    def start(self, pairs: Pairs, held: int, sought: int) -> float:
        if not self.learned:
            return prior(held, sought)
        return prior_from(pairs.log_odds, pairs.sought, pairs.held, (sought, held))

    def typical(self) -> tuple[dict[str, float], dict[str, float]]:
        return self.weighing.typical()

    def _levels(self, left: Numbers, right: Numbers) -> Levels:
        levels = compare(self.entries, left, right)
        self._letters.settle(levels, left, right)
        return levels

    def _of_judged(self) -> _Found:
        left, right = np.ascontiguousarray(self._judged.T)
        levels = self._levels(left, right)
        evidence = self.weighing.weigh(levels, left, right)
        return _Found(left, right, levels, evidence, np.ones(len(left), dtype=np.bool_))

    def _worth_keeping(self, left: Numbers, right: Numbers) -> _Found:
        levels = compare(self.entries, left, right)
        one_number = LEVEL["service_number"]["same"]
        hopeful = self.weighing.bound(levels, left, right) >= self._least
        # One number for two people is worth an officer's look whatever the names say.
        hopeful |= levels["service_number"] == one_number
        left, right = left[hopeful], right[hopeful]
        levels = {field: level[hopeful] for field, level in levels.items()}
        self._letters.settle(levels, left, right)
        evidence = self.weighing.weigh(levels, left, right)
        marked = levels["service_number"] == one_number
        found = _Found(left, right, levels, evidence, marked)
        return found.where(marked | (evidence.total >= self._least))


def _where(pairs: Pairs, kept: Mask) -> Pairs:
    return Pairs(*(getattr(pairs, name)[kept] for name in Pairs.__dataclass_fields__))


def _only(decided: Decided, seen: Mask) -> Decided:
    return replace(decided, shown=decided.shown & seen)


def _seen(
    found: _Found, rivals: NDArray[np.float64], pairs: Pairs, decided: Decided
) -> tuple[_Found, NDArray[np.float64], Pairs, Decided]:
    shown = decided.shown
    decided = Decided(decided.confirmed[shown], shown[shown], decided.rivalled[shown])
    return found.where(shown), rivals[shown], _where(pairs, shown), decided


def _matches(
    sought: Sequence[Particulars],
    held: Sequence[Particulars],
    entries: Entries,
    found: _Found,
    pairs: Pairs,
    decided: Decided,
    rivals: NDArray[np.float64],
) -> tuple[Match, ...]:
    """In order of the sought id, then from the likeliest down."""
    likely = pairs.log_odds + rivals
    names = {"surname": entries.surname, "given_names": entries.given, "patronymic": entries.patronymic}
    letters = zip(*((part.form[found.left] == part.form[found.right]).tolist() for part in names.values()), strict=True)
    columns = zip(*(found.levels[field].tolist() for field in FIELDS), strict=True)
    matches = []
    weighed = found.evidence.weights.T.tolist()
    for at, (levels, weights, alike) in enumerate(zip(columns, weighed, letters, strict=True)):
        one, other = sought[int(pairs.sought[at])], held[int(pairs.held[at])]
        relation = RELATIONS[int(found.evidence.relation[at])]
        reasons = _reasons(
            one,
            other,
            levels,
            weights,
            relation,
            float(found.evidence.relation_weight[at]),
            dict(zip(names, alike, strict=True)),
        )
        if decided.rivalled[at]:
            reasons = (Reason("others", "as_likely", round(float(rivals[at]), 4)), *reasons)
        verdict = _verdict(pairs, decided, at)
        matches.append(Match(one.id, other.id, probability(float(likely[at])), verdict, reasons))
    return tuple(sorted(matches, key=lambda match: (match.sought_id, -match.probability, match.held_id)))


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


def _reasons(
    sought: Particulars,
    held: Particulars,
    levels: tuple[int, ...],
    weights: list[float],
    relation: str,
    relation_weight: float,
    letters: dict[str, bool],
) -> tuple[Reason, ...]:
    """What the entries say, the strongest against first, then the strongest for.

    ``letters`` tells of parts of a name that are the same whether their canonical forms are.
    """
    weighed = [Reason("relatives", relation, round(relation_weight, 4))] if relation else []
    for field, level, weight in zip(FIELDS, levels, weights, strict=True):
        if level:
            code = LEVELS[field][level]
            if (
                code == "same"
                and field in _SPELLED
                and getattr(sought, field).casefold() != getattr(held, field).casefold()
            ):
                code = "same_letters" if letters.get(field, True) else _SPELLED[field]
            weighed.append(Reason(field, code, round(weight, 4)))
    against = sorted((each for each in weighed if each.weight < 0), key=lambda each: each.weight)
    in_favour = sorted((each for each in weighed if each.weight >= 0), key=lambda each: -each.weight)
    return tuple(against + in_favour)
