"""Pairs of spellings of real names in two alphabets, and how well a folding lets them meet.

The pairs are Wikidata's (NETransliteration-COLING2018, CC0): a Latin word, the same word in the other alphabet, how
often. Some pairs are two different names. They are read from the folder that the environment variable WAYHOME_NAMES
names. Pairs are halved by a hash of the Latin word: rules are written while looking at one half only.
"""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

FOLDER = os.environ.get("WAYHOME_NAMES", "")

Pair = tuple[str, str]
"""A Latin word and its partner in the other alphabet."""
Key = Callable[[str], str]

_CYRILLIC_END = re.compile("(?:[оеё]ва?|[сц]к(?:ий|ой|ая)|[сц]ьк(?:ий|а)|енко|чук|юк|[оеє]вич|[оеєі]вна|йович)$")
_LATIN_END = re.compile("(?:[oe]v|sk(?:y|iy|yi|ij|ii|i|oy|oi)|enko|[oe]va|a[yi]a|ska|chuk|[iy]uk|v[iy]ch|vna)$")


def read(name: str) -> list[Pair]:
    """The pairs of the file ``name``: wd_russian_80 or wd_arabic_80."""
    lines = (Path(FOLDER) / name).read_text(encoding="utf-8").splitlines()
    return [(latin, spaced.replace(" ", "")) for latin, spaced, _ in (line.split("\t") for line in lines)]


def seen(pair: Pair) -> bool:
    """Whether the pair is of the half that the authors of the rules looked at."""
    return sha256(pair[0].encode()).digest()[0] < 128


def cyrillic_east_slavic(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs whose Cyrillic word ends as East Slavic surnames and patronymics do."""
    return [pair for pair in pairs if _CYRILLIC_END.search(pair[1])]


def east_slavic(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs of which both words end so; no Polish, Bulgarian or misplaced partner remains that shows in the ending."""
    return [pair for pair in cyrillic_east_slavic(pairs) if _LATIN_END.search(pair[0])]


def agreement(key: Key, pairs: Sequence[Pair]) -> float:
    """The share of pairs whose words have the same key."""
    return sum(key(latin) == key(other) for latin, other in pairs) / len(pairs)


def false_partners(key: Key, pairs: Sequence[Pair]) -> float:
    """How many words, on average, share a Latin word's key without being its partner."""
    words = defaultdict(set)
    for other in {other for _, other in pairs}:
        words[key(other)].add(other)
    partners = defaultdict(set)
    for latin, other in pairs:
        partners[latin].add(other)
    return sum(len(words.get(key(latin), set()) - partners[latin]) for latin in partners) / len(partners)
