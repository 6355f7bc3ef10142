"""What each level of agreement weighs: log-odds for and against two entries being one person.

After Fellegi and Sunter, "A Theory for Record Linkage" (1969): a level that a share *m* of true pairs shows and a share
*u* of other pairs weighs ln(m / u). Where a value is the same, u is how common the value is on the two lists, so that a
rare surname says more than a common one. The shares in `BY_HAND` are estimates; `wayhome.tracing.learning` replaces
them by shares learned from the lists themselves where those are long enough.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from math import inf, log

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.comparison import FIELDS, LEVEL, LEVELS, OPEN, Levels
from wayhome.tracing.counterevidence import RELATIONS, relations
from wayhome.tracing.entries import Entries, Names
from wayhome.tracing.vocabulary import Numbers

Shares = Mapping[str, Mapping[str, tuple[float, float]]]
"""Field, level, (m, u). Of values that are "same", and of surnames that "sounds_alike", u is unused: the value's own
frequency stands for it."""

BY_HAND: Shares = {
    "surname": {
        "same": (0.85, 0.0),
        "sounds_alike": (0.06, 0.0),
        "near": (0.05, 0.002),
        "in_part": (0.01, 0.001),
        "far": (0.01, 0.012),
        "exchanged": (0.01, 0.00002),
        "different": (0.01, 0.99),
    },
    "given_names": {
        "same": (0.93, 0.0),
        "near": (0.03, 0.006),
        "initial": (0.9, 0.12),
        "exchanged": (1.0, 1.0),  # said by the surname
        "unlike": (0.012, 0.3),
        "different": (0.003, 0.95),
    },
    "patronymic": {
        "same": (0.93, 0.0),
        "near": (0.03, 0.006),
        "initial": (0.9, 0.12),
        "different": (0.015, 0.95),
    },
    "birth_date": {
        "same": (0.85, 1 / 12_000),
        "day_and_month_exchanged": (0.03, 1 / 12_000),
        "day_differs": (0.02, 1 / 420),
        "month_differs": (0.02, 1 / 1_000),
        "year_differs": (0.03, 1 / 380),
        "same_month": (0.95, 1 / 400),
        "same_year": (0.95, 1 / 33),
        "neighbouring_year": (0.02, 1 / 17),
        "only_year_same": (0.01, 1 / 33),
        "generation_apart": (0.002, 0.35),
        "different": (0.01, 0.6),
    },
    "service_number": {"same": (0.9, 0.0), "near": (0.05, 1 / 1_000), "different": (0.05, 1.0)},
    "birth_place": {"same": (0.7, 0.0), "in_part": (0.1, 0.002), "near": (0.08, 0.003), "different": (0.12, 0.97)},
    "unit": {"same": (0.55, 0.0), "different": (0.45, 0.97)},
    "capture_date": {"same": (0.55, 0.0), "days_apart": (0.2, 0.03), "different": (0.25, 0.95)},
    "sex": {"different": (0.005, 0.5)},
}
BY_VALUE = tuple(
    (field, level) for field, shares in BY_HAND.items() for level, (_, other) in shares.items() if not other
)
"""The levels that weigh by their value."""

_DOUBT = {
    ("surname", "same"): 2_000,
    ("surname", "sounds_alike"): 1_000,
    ("given_names", "same"): 40,
    ("patronymic", "same"): 40,
    ("service_number", "same"): 50_000,
    ("birth_place", "same"): 200,
    ("unit", "same"): 30,
    ("capture_date", "same"): 100,
}
"""How many entries a value's own count speaks up against. In a list of ten people everybody's surname is one in ten; in
the world it is one in some thousands."""

_SHARED_BY_FAMILIES = ("surname", "patronymic", "birth_date", "birth_place", "unit", "capture_date")
_SHARED_BY_COMRADES = ("unit", "capture_date")
_RELATION = log(0.1)
"""For the thought itself: among pairs that look like relatives, relatives are that much more frequent than slips."""


@dataclass(frozen=True)
class Evidence:
    """What speaks for and against pairs, in natural logarithms of odds."""

    weights: NDArray[np.float64]
    """A row for each field, a column for each pair."""
    relation: NDArray[np.int8]
    """How the two may be related instead of one person, a number of `RELATIONS`."""
    relation_weight: NDArray[np.float64]

    @property
    def total(self) -> NDArray[np.float64]:
        return np.asarray(self.weights.sum(axis=0) + self.relation_weight)


class Weighing:
    """Weighs pairs by the shares of their levels and by how common their values are."""

    def __init__(self, entries: Entries, shares: Shares) -> None:
        self._entries = entries
        self._tables = {field: _table(field, shares[field]) for field in FIELDS}

        def frequency(values: Numbers, field: str, level: str = "same") -> NDArray[np.float64]:
            return _by_frequency(np.bincount(values), shares[field][level][0], _DOUBT[field, level])

        self._surnames = frequency(entries.surname.form, "surname")
        self._skeletons = frequency(entries.surname.skeleton, "surname", "sounds_alike")
        self._given_forms = frequency(entries.given.form, "given_names")
        self._given = _GivenNames(entries, shares["given_names"]["same"][0])
        self._fathers = frequency(_fathers(entries.patronymic), "patronymic")
        self._simple = {
            field: (values, frequency(values, field))
            for field, values in (
                ("service_number", entries.number),
                ("birth_place", entries.place),
                ("unit", entries.unit),
                ("capture_date", entries.capture.value),
            )
        }

    def table(self, field: str) -> NDArray[np.float64]:
        """The weight of each level of a field by its number; 0 where it weighs by its value."""
        return self._tables[field]

    def most_of_values(self) -> dict[tuple[str, str], NDArray[np.float64]]:
        """For each field and level that weighs by its value the most it can weigh, for each row; 0 if not stated."""
        entries = self._entries
        given = np.maximum(self._given.most[entries.given.meaning], self._given_forms[entries.given.form])
        most = {
            ("surname", "same"): (entries.surname.form, self._surnames[entries.surname.form]),
            ("surname", "sounds_alike"): (entries.surname.skeleton, self._skeletons[entries.surname.skeleton]),
            ("given_names", "same"): (entries.given.form, given),
            ("patronymic", "same"): (entries.patronymic.meaning, self._fathers[entries.patronymic.meaning]),
            **{(field, "same"): (values, weights[values]) for field, (values, weights) in self._simple.items()},
        }
        return {key: np.where(values > 0, np.maximum(weights, 0.0), 0.0) for key, (values, weights) in most.items()}

    def bound(self, levels: Levels, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        """No less than the evidence can come to once open levels are settled."""
        return np.asarray(self._weights(levels, left, right).sum(axis=0))

    def weigh(self, levels: Levels, left: Numbers, right: Numbers) -> Evidence:
        """The weight of each settled level, and of the thought that the two are relatives."""
        weights = self._weights(levels, left, right)
        relation = relations(levels)
        related = relation > 0
        namesakes = relation == RELATIONS.index("perhaps_cousin")
        for field in _SHARED_BY_FAMILIES:
            # What relatives share says nothing about their being one; but two of one name, unlike brothers, are
            # seldom taken together.
            row = weights[FIELDS.index(field)]
            shared = related & ~namesakes if field in _SHARED_BY_COMRADES else related
            row[shared] = np.minimum(row[shared], 0.0)
        return Evidence(weights, relation, np.where(related, _RELATION, 0.0))

    def typical(self) -> tuple[dict[str, float], dict[str, float]]:
        """For each field what it weighs when it is the same, on average over rows, and when it differs."""
        entries = self._entries
        by_value = {
            "surname": self._surnames[entries.surname.form[entries.surname.form > 0]],
            "given_names": self._given.of_set[entries.given.meaning[entries.given.meaning > 0]],
            "patronymic": self._fathers[entries.patronymic.meaning[entries.patronymic.meaning > 0]],
            **{field: weights[values[values > 0]] for field, (values, weights) in self._simple.items()},
        }
        agreement, difference = {}, {}
        for field in FIELDS:
            fixed = self._tables[field]
            same = by_value.get(field, fixed[[LEVEL[field].get("same", 0)]])
            # Of a field that nobody states, a value that one person has.
            agreement[field] = float(same.mean()) if len(same) else log(_DOUBT[field, "same"] / 2)
            difference[field] = float(fixed[LEVEL[field]["different"]])
        return agreement, difference

    def _weights(self, levels: Levels, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        weights = np.empty((len(FIELDS), len(left)))
        for row, field in enumerate(FIELDS):
            weights[row] = self._tables[field][levels[field]]
            for level in ("same", "sounds_alike"):
                if (field, level) in _DOUBT:
                    agreed = np.flatnonzero(levels[field] == LEVEL[field][level])
                    weights[row, agreed] = self._of_value(field, level, left[agreed], right[agreed])
        return weights

    def _of_value(self, field: str, level: str, left: Numbers, right: Numbers) -> NDArray[np.float64]:
        entries = self._entries
        if level == "sounds_alike":
            return self._skeletons[entries.surname.skeleton[right]]
        if field == "surname":
            return self._surnames[entries.surname.form[right]]
        if field == "patronymic":
            return self._fathers[_fathers(entries.patronymic, right)]
        if field == "given_names":
            one, other = entries.given.meaning[left], entries.given.meaning[right]
            shared = entries.meanings.share(one, other)
            weights = self._given_forms[entries.given.form[right]]
            weights[shared] = self._given.of(one[shared], other[shared])
            return weights
        values, weights = self._simple[field]
        return weights[values[right]]


def _table(field: str, shares: Mapping[str, tuple[float, float]]) -> NDArray[np.float64]:
    """The weight of each level by its number; of an open one, the most that may come out."""
    table = np.zeros(len(LEVELS[field]))
    for level, (m, u) in shares.items():
        table[LEVEL[field][level]] = log(m / u) if u else 0.0
    if OPEN in LEVEL[field]:
        settled = {"surname": ("near", "in_part", "far", "different"), "given_names": ("near", "unlike")}
        possible = settled.get(field, tuple(set(shares) - {"same", "initial"}))
        table[LEVEL[field][OPEN]] = max((table[LEVEL[field][level]] for level in possible), default=-inf)
    return table


def _by_frequency(count: NDArray[np.intp], agreeing: float, doubt: int) -> NDArray[np.float64]:
    """The weight of agreeing on each value, from how many entries have it; value 0 is none."""
    return np.asarray(np.log(agreeing * (count[1:].sum() + doubt) / (np.r_[0, count[1:]] + 1)))


def frequencies(entries: Entries, field: str, level: str) -> NDArray[np.float64]:
    """The share of each value that weighs by itself, among the rows that state one."""
    values = {
        "surname": entries.surname.skeleton if level == "sounds_alike" else entries.surname.form,
        "given_names": entries.given.meaning,
        "patronymic": entries.patronymic.meaning,
        "service_number": entries.number,
        "birth_place": entries.place,
        "unit": entries.unit,
        "capture_date": entries.capture.value,
    }[field]
    count = np.bincount(values)[1:]
    return np.asarray(count / max(1, count.sum()))


def _fathers(names: Names, rows: Numbers | slice = slice(None)) -> Numbers:
    """The father's name where it is known (initials have none)."""
    return names.meaning[rows]


class _GivenNames:
    """The weight of two given names that may mean the same, by what each may mean: that of the commonest in common."""

    def __init__(self, entries: Entries, agreeing: float) -> None:
        self._sets = entries.meanings.sets
        count: Counter[str] = Counter()
        total = int(np.count_nonzero((entries.given.form > 0) & (entries.given.meaning == 0)))
        per_set = np.bincount(entries.given.meaning, minlength=len(self._sets))
        for names, rows in zip(self._sets, per_set.tolist(), strict=True):
            for name in names:
                count[name] += rows
                total += rows
        self._count = count
        self._most = agreeing * (total + _DOUBT["given_names", "same"])
        self.of_set = np.array([self._weight(names) for names in self._sets])
        self.most = np.array(
            [max((self._weight(frozenset({name})) for name in names), default=0.0) for names in self._sets]
        )
        """The weight of the rarest name of each set."""

    def of(self, one: Numbers, other: Numbers) -> NDArray[np.float64]:
        """The weights of pairs of sets that have a name in common."""
        weights = self.of_set[other]
        unlike = np.flatnonzero(one != other)
        pairs, place = np.unique(np.stack((one[unlike], other[unlike])), axis=1, return_inverse=True)
        sets = self._sets
        of_pairs = np.array([self._weight(sets[first] & sets[second]) for first, second in pairs.T.tolist()])
        weights[unlike] = of_pairs[place] if len(unlike) else 0.0
        return weights

    def _weight(self, names: AbstractSet[str]) -> float:
        return log(self._most / (max(map(self._count.__getitem__, names)) + 1)) if names else 0.0
