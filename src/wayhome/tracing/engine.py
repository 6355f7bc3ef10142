"""Tracing two lists: columns, candidates, comparison, evidence, decision, reasons."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import log
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from wayhome.people import Particulars
from wayhome.people.messages import Message, said
from wayhome.tracing.candidates import Candidates
from wayhome.tracing.comparison import Levels
from wayhome.tracing.decision import POSSIBLE, Pairs, prior, prior_of_doubles
from wayhome.tracing.entries import Entries
from wayhome.tracing.evidence import BY_HAND, Shares, Weighing
from wayhome.tracing.found import Comparing, Found, Judged, joined
from wayhome.tracing.kept import Digests, Kept
from wayhome.tracing.learning import learn, prior_from, prior_of_doubles_from, with_verdicts
from wayhome.tracing.letters import Letters, settled
from wayhome.tracing.matches import Match, Verdict, as_judged
from wayhome.tracing.proposal import proposed, worth_a_look
from wayhome.tracing.reading import Reading
from wayhome.tracing.vocabulary import Numbers

Progress = Callable[[int, int], None]

_SLACK = log(20)
"""How much likelier than expected pairs may turn out to be: those that could matter then are kept until it is known."""


class Engine(Protocol):
    """Finds the pairs that share a key and compares them, in place of this machine's memory."""

    def compared(
        self, entries: Entries, boundary: int, weighing: Weighing, least: float
    ) -> tuple[Numbers, Numbers, Levels]:
        """The rows of all pairs whose evidence may come to ``least``, each once, and their levels, open or not."""


class ListedTwice(ValueError):
    """Two entries of one list have the same id, so a match couldn't say which it means."""

    def __init__(self, fault: Message) -> None:
        super().__init__(fault)
        self.fault = fault

    def wording(self, language: str = "en") -> str:
        """What is wrong, in a language."""
        return self.fault.wording(language)


class Stopped(Exception):
    """For a caller to raise from its ``progress`` when the user wants no more: tracing ends, and gives nothing."""


@dataclass(frozen=True)
class Traced:
    """Matches, and what their probabilities rest on."""

    matches: tuple[Match, ...]
    start: float
    """Log-odds that any two entries are one person, if neither is found elsewhere; with the weights of the reasons of a
    match, those of the match."""
    learned: frozenset[str]
    """The fields whose weights were learned from these lists; those of the others are estimates set by hand."""
    agreement: dict[str, float]
    """For each field what it weighs, on average over the values, when it is the same."""
    difference: dict[str, float]
    """For each field what it weighs when it differs."""
    compared: int
    """Pairs looked at."""


def trace(
    held: Iterable[Particulars],
    sought: Iterable[Particulars],
    progress: Progress | None = None,
    *,
    verdicts: Iterable[Match] = (),
    without_doubles: bool = False,
    kept: Kept | None = None,
    engine: Engine | None = None,
) -> tuple[Match, ...]:
    """The matches of `traced`."""
    return traced(
        held, sought, progress, verdicts=verdicts, without_doubles=without_doubles, kept=kept, engine=engine
    ).matches


def traced(
    held: Iterable[Particulars],
    sought: Iterable[Particulars],
    progress: Progress | None = None,
    *,
    verdicts: Iterable[Match] = (),
    without_doubles: bool = False,
    kept: Kept | None = None,
    engine: Engine | None = None,
) -> Traced:
    """The matches between people held and people sought that are worth seeing, verdict confirmed or possible.

    Both lists are read once, row after row; what is kept of them is some numbers a row and each distinct value once.

    They are in order of the sought id, then from the likeliest down; the order of the lists' rows doesn't matter. A
    confirmed person has one partner; doubles within a list aren't merged. ``progress`` is told how many people sought
    are done, and of how many; it may raise `Stopped`.

    ``verdicts`` are earlier matches, of which those that an officer judged count (and are in the result as judged):
    what is *different* isn't proposed again, what is *same* settles its two people, what is *unsure* stays possible
    to the eye but is never confirmed. Pairs judged same also count, one true pair each, for the weights. Verdicts on
    people who are on neither list are passed over.

    A pair is the less likely the likelier one of its two people is somebody else; a little remains, as people may stand
    twice on a list. ``without_doubles`` says that nobody does: then one partner each is found that makes the whole
    likeliest, and rivals share their probability; of the other pairs those stay that are about as likely.

    With ``kept`` nothing is compared that was compared before: after a stop this goes on where it was, and after a
    change of the lists only what is new is compared. The matches are those of a run without it, as long as the lists
    that are learned from don't change out of all proportion.

    ``engine`` finds and compares the pairs elsewhere (`wayhome.tracing.beyond`); then nothing is kept and no progress
    told.

    Raises ListedTwice.
    """
    entries, boundary, digests = _read(("sought", sought), ("held", held), kept=kept)
    verdicts = tuple(verdicts)
    judged = _judged(verdicts, entries, boundary)
    run = _Run(entries, boundary, judged)
    if engine:
        found = run.compare_by(engine)
    else:
        found = run.compare_kept(kept, digests, progress) if kept else run.compare_all(progress)
    pairs = found.pairs(boundary, judged)
    start = run.start(pairs)
    agreement, difference = run.typical()
    return Traced(
        matches=as_judged(proposed(entries, found, pairs, start, without_doubles=without_doubles), verdicts),
        start=start,
        learned=run.learned,
        agreement=agreement,
        difference=difference,
        compared=run.compared,
    )


def doubles(people: Iterable[Particulars], progress: Progress | None = None) -> tuple[Match, ...]:
    """Pairs of entries of one list that may be one person: for the list's owner to look at, never merged.

    Verdict *possible* for all; ``sought_id`` is the lesser id, ``held_id`` the greater.
    """
    entries, *_ = _read(("", people))
    run = _Run(entries, None, {})
    found = run.compare_all(progress)
    pairs = found.pairs(0, {})
    return worth_a_look(entries, found, pairs, run.start(pairs))


def _read(*lists: tuple[str, Iterable[Particulars]], kept: Kept | None = None) -> tuple[Entries, int, Digests]:
    """The rows of the lists one after the other, each list in order of its ids, and how many are of the first.

    Where what is compared is kept, a digest of each row as well.
    """
    reading = Reading()
    orders: list[NDArray[np.intp]] = []
    for list_name, people in lists:
        before = len(reading)
        reading.add(people)
        ids = reading.ids[before:]
        order = np.array(sorted(range(len(ids)), key=ids.__getitem__), dtype=np.intp)
        _refuse_twice(list_name, ids, order)
        orders.append(order + before)
    order = np.concatenate(orders)
    digests = reading.digests(kept.text_digest, order) if kept else np.zeros(0, dtype=np.uint64)
    return reading.entries(order), len(orders[0]), digests


_LISTED_TWICE = {
    "held": "tracing.listed_twice_on_held",
    "sought": "tracing.listed_twice_on_sought",
    "": "tracing.listed_twice",
}


def _refuse_twice(list_name: str, ids: list[str], order: NDArray[np.intp]) -> None:
    before = None
    for place in order.tolist():
        if ids[place] == before:
            raise ListedTwice(said(_LISTED_TWICE[list_name], id=ids[place]))
        before = ids[place]


def _judged(verdicts: Iterable[Match], entries: Entries, boundary: int) -> Judged:
    human = [match for match in verdicts if match.verdict.is_human]
    if not human:
        return {}
    place_sought = {row_id: place for place, row_id in enumerate(entries.ids[:boundary])}
    place_held = {row_id: place for place, row_id in enumerate(entries.ids[boundary:])}
    return {
        (place_sought[match.sought_id], place_held[match.held_id]): match.verdict
        for match in human
        if match.sought_id in place_sought and match.held_id in place_held
    }


class _Run:
    """One tracing: what was prepared once, and the pairs that may matter."""

    def __init__(self, entries: Entries, boundary: int | None, judged: Judged) -> None:
        self._entries = entries
        self._candidates = Candidates(entries, boundary)
        self._rows = len(entries) if boundary is None else boundary
        self._from_right = boundary or 0
        self._within = boundary is None
        lists = range(self._rows), range(self._from_right, len(entries))
        apart = set(self._rows_of(judged, Verdict.DIFFERENT))
        learned = learn(entries, self._candidates, Letters(entries), lists, apart)
        self.learned = frozenset(learned)
        shares: Shares = {**BY_HAND, **learned}
        if same := self._rows_of(judged, Verdict.SAME):
            shares = with_verdicts(shares, settled(entries, *_columns(same)))
        self._weighing = Weighing(entries, shares)
        self._least = POSSIBLE - prior(len(entries) - self._from_right, self._rows) - _SLACK
        self._comparing = Comparing(entries, self._weighing, self._least)
        self._judged = self._comparing.all_of(*_columns(self._rows_of(judged, *Verdict)))
        self.compared = 0

    def _rows_of(self, judged: Judged, *words: Verdict) -> list[tuple[int, int]]:
        return sorted((left, right + self._from_right) for (left, right), word in judged.items() if word in words)

    def compare_all(self, progress: Progress | None) -> Found:
        """All pairs that may matter, in order of their rows."""
        found = [self._judged]
        for done, left, right in self._candidates.parts():
            found.append(self._compared(left, right))
            if progress:
                progress(done, self._rows)
        return self._once(found)

    def compare_kept(self, kept: Kept, digests: Digests, progress: Progress | None) -> Found:
        """The same, but for what was compared before."""
        of_judged = np.stack((self._judged.left, self._judged.right)).tobytes()
        comparison = kept.begin(digests[: self._rows], digests[self._rows :], of_judged)
        sought, held = comparison.pairs_from_before()
        found = [self._judged, self._comparing.worth_keeping(sought, held + self._from_right)]
        for number, (done, left, right) in enumerate(self._candidates.parts()):
            part = comparison.part(number)
            if part:
                found.append(self._comparing.worth_keeping(*part))
            else:
                new = comparison.new(left, right - self._from_right)
                found.append(self._compared(left[new], right[new]))
                comparison.keep_part(number, found[-1].left, found[-1].right)
            if progress:
                progress(done, self._rows)
        whole = self._once(found)
        comparison.end(whole.left, whole.right - self._from_right)
        return whole

    def compare_by(self, engine: Engine) -> Found:
        """The same, found and compared by another engine."""
        left, right, levels = engine.compared(self._entries, self._rows, self._weighing, self._least)
        self.compared = len(left)
        return self._once([self._judged, self._comparing.worth_keeping_of(left, right, levels)])

    def _compared(self, left: Numbers, right: Numbers) -> Found:
        self.compared += len(left)
        return self._comparing.worth_keeping(left, right)

    def _once(self, parts: list[Found]) -> Found:
        found = joined(parts)
        _, once = np.unique(found.left.astype(np.int64) * len(self._entries) + found.right, return_index=True)
        return found.where(once)

    def start(self, pairs: Pairs) -> float:
        """Log-odds that any two entries are one person: estimated, or learned where the weights are."""
        sought, held = self._rows, len(self._entries) - self._from_right
        if self._within:
            return prior_of_doubles_from(pairs, held) if self.learned else prior_of_doubles(held)
        return prior_from(pairs, (sought, held)) if self.learned else prior(held, sought)

    def typical(self) -> tuple[dict[str, float], dict[str, float]]:
        return self._weighing.typical()


def _columns(pairs: list[tuple[int, int]]) -> tuple[Numbers, Numbers]:
    left, right = np.ascontiguousarray(np.array(pairs, dtype=np.int32).reshape(-1, 2).T)
    return left, right
