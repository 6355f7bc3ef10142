"""How well spellings of one real name meet, here and in the libraries others use.

    WAYHOME_NAMES=FOLDER ./run bench names [--quick]

FOLDER holds wd_russian_80 and wd_arabic_80 of NETransliteration-COLING2018 (Wikidata, CC0): a Latin word, the same word
in the other alphabet, a count, separated by tabs. Columns: *folded* is the share of pairs made identical, *key* the
share with one phonetic key, *false* how many other words share that key, *first* the share of Latin words whose nearest
candidate in the other alphabet is a partner (ties count in part). The rows say which half was looked at while the rules
were written. Peers run in an environment of their own, made by uv from the package index; one that can't be had is
said to be missing. --quick takes every twentieth pair: *first* has fewer candidates then and is the easier.

nomenklatura's logic-v2 compares two names and has no forms: *key* is then the share of pairs it scores 0.7 or more,
*false* how many of the 50 words nearest in Latin letters it scores so without their being partners, *first* is sought
among those 50. It needs PyICU, which is built from source, with libicu-dev, pkg-config and g++: a minute or more, once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from anyascii import anyascii
from rapidfuzz import process
from rapidfuzz.distance import OSA

from wayhome.people.names import arabic_skeleton, canonical, skeleton
from wayhome.people.naming.arabic import distance, sound

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from kit.real_names import (
    FOLDER,
    Key,
    Pair,
    agreement,
    cyrillic_east_slavic,
    east_slavic,
    false_partners,
    read,
    seen,
)

QUERIES = 300
"""Latin words asked for their nearest candidate, of each row."""
QUERIES_OF_PAIRS = 60
"""The same for a peer that compares pairs, each with NEAREST candidates; of each row, PAIRS pairs at most."""
NEAREST = 50
PAIRS = 1500
MATCH = 0.7


@dataclass(frozen=True)
class Method:
    """A way to fold a word and to key it."""

    name: str
    folded: Key
    key: Key
    nearness: Callable[[str, str], float]


def main() -> None:
    """Measure each method on each set of pairs, and print the table last."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="every twentieth pair")
    step = 20 if parser.parse_args().quick else 1
    if not FOLDER:
        sys.exit("set WAYHOME_NAMES to the folder that holds wd_russian_80 and wd_arabic_80")
    russian, arabic = read("wd_russian_80")[::step], read("wd_arabic_80")[::step]
    methods = ours()
    with TemporaryDirectory(prefix="wayhome-bench-") as folder:
        peers = forms_of_peers(Path(folder), sorted({word for pair in russian + arabic for word in pair}))
    rates()
    rows = []
    asked = []
    for set_name, pairs in (
        ("East Slavic, both endings", east_slavic(russian)),
        ("East Slavic, Cyrillic ending", cyrillic_east_slavic(russian)),
        ("all of wd_russian_80", russian),
        ("all of wd_arabic_80", arabic),
    ):
        own = methods["arabic"] if pairs is arabic else methods["east slavic"]
        for half in (True, False):
            chosen = [pair for pair in pairs if seen(pair) is half]
            for method in (own, *peers):
                rows.append((set_name, "seen" if half else "unseen", method.name, *measured(method, chosen, pairs)))
                print(".", end="", flush=True, file=sys.stderr)
            asked.append((set_name, "seen" if half else "unseen", Questions.of(chosen, pairs)))
    rows += of_logic_v2(asked)
    print(f"\n{'pairs':<30}{'half':<8}{'method':<22}{'folded':>8}{'key':>8}{'false':>8}{'first':>8}")
    for set_name, half, name, *figures in rows:
        print(
            f"{set_name:<30}{half:<8}{name:<22}"
            + "".join(f"{figure:>8.3f}" if figure == figure else f"{'-':>8}" for figure in figures)
        )


def ours() -> dict[str, Method]:
    """Wayhome's own forms, each word folded once."""
    folded, key, consonants = map(cache, (canonical, skeleton, arabic_skeleton))

    def spelled(one: str, other: str) -> float:
        return OSA.distance(folded(one), folded(other)) + OSA.distance(key(one), key(other))

    return {
        "east slavic": Method("wayhome", folded, key, spelled),
        "arabic": Method("wayhome, arabic", sound, consonants, distance),
    }


# What a peer is asked: every word on a line of its standard input, on standard output its form and its key.
_ASKED = "import sys\nfor word in sys.stdin.read().split('\\n'):\n    "
PEERS = {
    "anyascii": (["anyascii"], "from anyascii import anyascii\n", "f = anyascii(word).lower(); print(f, f, sep='\\t')"),
    "anyascii + metaphone": (
        ["anyascii", "jellyfish"],
        "from anyascii import anyascii\nfrom jellyfish import metaphone\n",
        "f = anyascii(word).lower(); print(f, metaphone(f), sep='\\t')",
    ),
    "rigour": (  # what nomenklatura's logic-v2 folds and keys names with
        ["rigour"],
        "from rigour.text import ascii_text, metaphone\n",
        "f = ascii_text(word).lower(); print(f, metaphone(f), sep='\\t')",
    ),
}


def forms_of_peers(folder: Path, words: Sequence[str]) -> list[Method]:
    """The methods of the peers that could be installed; of each other, a line that it couldn't."""
    methods = []
    for name, (packages, imports, body) in PEERS.items():
        program = folder / "peer.py"
        program.write_text(imports + _ASKED + body, encoding="utf-8")
        if answers := answers_of(name, packages, program, words):
            methods.append(peer(name, dict(zip(words, (line.split("\t") for line in answers), strict=True))))
    return methods


def answers_of(name: str, packages: Sequence[str], program: Path, asked: Sequence[str]) -> list[str]:
    """A line for each of ``asked`` from ``program`` in an environment with ``packages``; none where it can't be had."""
    uv = os.environ.get("UV") or shutil.which("uv")
    try:
        if not uv:
            raise FileNotFoundError("uv isn't on the path")
        done = subprocess.run(
            [uv, "run", "--no-project", "--quiet", *(f"--with={each}" for each in packages), "python", str(program)],
            input="\n".join(asked),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=600,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        reason = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        print(f"{name}: could not be had ({reason[-1] if reason else error})")
        return []
    return done.stdout.splitlines()


@dataclass(frozen=True)
class Questions:
    """What a peer that compares pairs is asked for one row: true pairs, and words with the candidates near to each."""

    true: Sequence[Pair]
    near: Sequence[Pair]
    partners: dict[str, set[str]]

    @classmethod
    def of(cls, chosen: Sequence[Pair], pairs: Sequence[Pair]) -> Questions:
        partners = defaultdict(set)
        for latin, other in pairs:
            partners[latin].add(other)
        latins = sorted({latin for latin, _ in chosen})
        others = {other: anyascii(other).lower() for _, other in pairs}
        near = [
            (latin, other)
            for latin in latins[:: max(1, len(latins) // QUERIES_OF_PAIRS)]
            for *_, other in process.extract(latin, others, scorer=OSA.distance, limit=NEAREST)
        ]
        return cls(chosen[:: max(1, len(chosen) // PAIRS)], near, partners)


def of_logic_v2(asked: Sequence[tuple[str, str, Questions]]) -> list[tuple[str, str, str, float, float, float, float]]:
    """The rows of nomenklatura's logic-v2, or none."""
    pairs = sorted({pair for *_, questions in asked for pair in (*questions.true, *questions.near)})
    program = Path(__file__).parent / "peers" / "logic_v2.py"
    answers = answers_of("logic-v2", ["nomenklatura"], program, ["\t".join(pair) for pair in pairs])
    scores = dict(zip(pairs, map(float, answers), strict=False))
    return [(name, half, "logic-v2", *scored(questions, scores)) for name, half, questions in asked if scores]


def scored(questions: Questions, scores: dict[Pair, float]) -> tuple[float, float, float, float]:
    """No folding; recall at its threshold, false partners among the nearest, the first of the nearest."""
    candidates = defaultdict(dict)
    for latin, other in questions.near:
        candidates[latin][other] = scores[latin, other]
    false = found = 0.0
    for latin, scored in candidates.items():
        partners, highest = questions.partners[latin], max(scored.values())
        false += sum(score >= MATCH and other not in partners for other, score in scored.items())
        best = [other for other, score in scored.items() if score == highest > 0]
        found += len(partners.intersection(best)) / max(1, len(best))
    recall = sum(scores[pair] >= MATCH for pair in questions.true) / len(questions.true)
    return float("nan"), recall, false / len(candidates), found / len(candidates)


def peer(name: str, forms: dict[str, list[str]]) -> Method:
    """A method over forms computed elsewhere."""
    return Method(
        name,
        lambda word: forms[word][0],
        lambda word: forms[word][1],
        lambda one, other: OSA.distance(forms[one][0], forms[other][0]),
    )


def measured(method: Method, chosen: Sequence[Pair], pairs: Sequence[Pair]) -> tuple[float, float, float, float]:
    """Folding, key recall, false partners on the pairs chosen; the first of the candidates of all the pairs."""
    return (
        agreement(method.folded, chosen),
        agreement(method.key, chosen),
        false_partners(method.key, chosen),
        first(method, chosen, pairs),
    )


def first(method: Method, chosen: Sequence[Pair], pairs: Sequence[Pair]) -> float:
    """The share of words whose nearest candidate is a partner; n equally near count 1/n each."""
    by_key = defaultdict(set)
    partners = defaultdict(set)
    for latin, other in pairs:
        by_key[method.key(other)].add(other)
        partners[latin].add(other)
    keys = list(by_key)
    found = 0.0
    latins = sorted({latin for latin, _ in chosen})
    asked = latins[:: max(1, len(latins) // QUERIES)]
    for latin in asked:
        close = process.extract(method.key(latin), keys, scorer=OSA.distance, score_cutoff=2, limit=None)
        apart = {other: method.nearness(latin, other) for near, *_ in close for other in by_key[near]}
        least = min(apart.values(), default=0)
        nearest = [other for other, distance in apart.items() if distance == least]
        found += len(partners[latin].intersection(nearest)) / max(1, len(nearest))
    return found / len(asked)


def rates() -> None:
    """Distinct words folded a CPU second."""
    words = sorted({word for pair in read("wd_russian_80") for word in pair})
    for form in (canonical, skeleton, arabic_skeleton):
        start = time.process_time()
        for word in words:
            form(word)
        print(f"{form.__name__}: {len(words) / (time.process_time() - start):,.0f} distinct words a CPU second")


if __name__ == "__main__":
    main()
