"""The surnames of a list, each once: where names that sound alike or have a letter wrong are found.

Kept in the process by version, as a list of a million people has some fifty thousand surnames.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import OrderedDict, defaultdict
from collections.abc import Iterable

import numpy as np
from django.conf import settings
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from wayhome.desk.register.models import Counted, List
from wayhome.desk.register.names import key
from wayhome.people.names import Script, arabic_skeleton, script, skeleton

_KEPT = 8
_ROWS = tuple[str, int, str, str]


class Surnames:
    """Keys of surnames, how many people have each, and what each sounds like."""

    def __init__(self, rows: Iterable[_ROWS]) -> None:
        self.people: dict[str, int] = {}
        self._sounding: dict[str, list[str]] = defaultdict(list)
        self._sounding_arabic: dict[str, list[str]] = defaultdict(list)
        for surname, people, sound, arabic in rows:
            self.people[surname] = people
            self._sounding[sound].append(surname)
            self._sounding_arabic[arabic].append(surname)
        self._surnames = sorted(self.people, key=len)
        self._lengths = list(map(len, self._surnames))

    def sounding_like(self, word: str) -> set[str]:
        """Surnames that sound like this word; read as Arabic where the word or the surname is written so."""
        found = set(self._sounding.get(skeleton(word), ())) if skeleton(word) else set()
        if arabic := arabic_skeleton(word):
            written_so = script(word) is Script.ARABIC
            alike = self._sounding_arabic.get(arabic, ())
            found.update(each for each in alike if written_so or script(each) is Script.ARABIC)
        return found

    def a_letter_off(self, word: str) -> set[str]:
        """Surnames with one letter wrong, missing, too many or exchanged with its neighbour; two in a long word."""
        form = key(word)
        slips = (len(form) > 3) + (len(form) > 6)
        first, end = bisect_left(self._lengths, len(form) - slips), bisect_right(self._lengths, len(form) + slips)
        near = self._surnames[first:end]
        if not near:
            return set()
        apart = cdist([form], near, scorer=OSA.distance, score_cutoff=slips, dtype=np.uint8)[0]
        return {near[place] for place in np.flatnonzero(apart <= slips)}


_surnames: OrderedDict[tuple[str, int, int], Surnames] = OrderedDict()


def surnames_of(roll: List) -> Surnames:
    """The surnames of a list of the delegation in scope."""
    place = (str(settings.HOME.folder), roll.pk, roll.current)
    if place not in _surnames:
        counted = Counted.objects.filter(on=roll, what=Counted.What.SURNAME)
        _surnames[place] = Surnames(counted.values_list("value", "people", "skeleton", "arabic").iterator())
        while len(_surnames) > _KEPT:
            _surnames.popitem(last=False)
    return _surnames[place]
