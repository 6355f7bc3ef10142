"""A register of people held that can be asked for one person at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from wayhome.people import Particulars
from wayhome.tracing.candidates import Keys, Rule, rules
from wayhome.tracing.decision import POSSIBLE, prior
from wayhome.tracing.entries import Entries
from wayhome.tracing.evidence import BY_HAND, Weighing
from wayhome.tracing.found import Comparing
from wayhome.tracing.matches import Match
from wayhome.tracing.proposal import proposed
from wayhome.tracing.reading import Reading
from wayhome.tracing.vocabulary import Numbers, Vocabularies

_MOST_OF_KEY = 2_000
"""Rows that share one key with a person; a key that more share says too little to look at all of them."""
_SPARE = 64
"""Places for what the person asked for states and nobody on the register does."""


_NO_INDEX = np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int32)


class Register:
    """People held, prepared so that one inquiry takes milliseconds, whatever the length of the list.

    Weights are those set by hand, as one inquiry teaches nothing; how common a value is, is counted on the register.
    Ask from one thread at a time.
    """

    def __init__(self, held: Iterable[Particulars]) -> None:
        """Read the whole list once; of each row some numbers are kept."""
        reading = Reading()
        reading.add(held)
        self._rows = len(reading)
        order = np.array(sorted(range(self._rows), key=reading.ids.__getitem__), dtype=np.intp)
        reading.add([Particulars("")])  # the row of the person who is asked for
        self._vocabularies = Vocabularies()
        self._entries = reading.entries(np.r_[order, self._rows], self._vocabularies, spare=_SPARE)
        self._weighing = Weighing(self._entries, BY_HAND)
        self._indexes = {rule.name: _sorted(rule) for rule in rules(self._entries)}

    def __len__(self) -> int:
        return self._rows

    def inquire(self, sought: Particulars) -> tuple[Match, ...]:
        """The matches for one person, the likeliest first, as tracing proposes them for a list of one."""
        known = self._vocabularies.sizes()
        try:
            row = self._written(sought, known)
            held = self._candidates(row)
            return self._matches(held)
        finally:
            self._vocabularies.back_to(known)

    def _written(self, sought: Particulars, known: Mapping[str, int]) -> Entries:
        """The person alone as a row of the register, which is written into its last row."""
        reading = Reading()
        reading.add([sought])
        row = reading.entries(vocabularies=self._vocabularies, texts_of=self._entries)
        self._entries.put_texts(self._vocabularies, known)
        self._entries.put_row(self._rows, row)
        return row

    def _candidates(self, row: Entries) -> Numbers:
        """The rows held that share a key with this one."""
        found = []
        for rule in rules(row):
            keys, rows = self._indexes.get(rule.name, _NO_INDEX)
            for key in rule.keys:
                first, last = np.searchsorted(keys, key), np.searchsorted(keys, key, "right")
                if last - first <= _MOST_OF_KEY:
                    found.append(rows[first:last])
        rows = np.unique(np.concatenate([np.zeros(0, dtype=np.int32), *found]))
        return rows[rows < self._rows]

    def _matches(self, held: Numbers) -> tuple[Match, ...]:
        start = prior(self._rows, 1)
        left = np.full(len(held), self._rows, dtype=np.int32)
        found = Comparing(self._entries, self._weighing, POSSIBLE - start).worth_keeping(left, held)
        return proposed(self._entries, found, found.pairs(0, {}), start)


def _sorted(rule: Rule) -> tuple[Keys, Numbers]:
    order = np.argsort(rule.keys, kind="stable")
    return rule.keys[order], rule.rows[order]
