"""What each level of agreement weighs: log-odds for and against two entries being one person.

After Fellegi and Sunter, "A Theory for Record Linkage" (1969): a level that a share *m* of true pairs shows and a share
*u* of other pairs weighs ln(m / u). Where a value is the same, u is how common the value is on the two lists, so that a
rare surname says more than a common one. The shares are estimates set by hand, not learned from anybody's lists.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import log
from typing import NamedTuple

from wayhome.tracing.comparison import Levels
from wayhome.tracing.features import Features, Name


class Evidence(NamedTuple):
    """What speaks for and against a pair: ``weights`` field by field as in ``Levels``, natural logarithms of odds."""

    weights: tuple[float, ...]
    relation: str
    """How the two may be related instead of one person, a code of `reasons`; "" where nothing suggests it."""
    relation_weight: float

    @property
    def total(self) -> float:
        return sum(self.weights) + self.relation_weight


# Field → level → (m, u). "same", and a surname that "sounds_alike", weigh by their value: see `Weighing`.
_SHARES = {
    "surname": {
        "near": (0.05, 0.002),
        "in_part": (0.01, 0.001),
        "far": (0.01, 0.012),
        "exchanged": (0.01, 0.00002),
        "different": (0.01, 0.99),
    },
    "given_names": {
        "near": (0.03, 0.006),
        "initial": (0.9, 0.12),
        "exchanged": (1.0, 1.0),  # said by the surname
        "unlike": (0.012, 0.3),
        "different": (0.003, 0.95),
    },
    "patronymic": {
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
    "service_number": {"near": (0.05, 1 / 1_000), "different": (0.05, 1.0)},
    "birth_place": {"in_part": (0.1, 0.002), "near": (0.08, 0.003), "different": (0.12, 0.97)},
    "unit": {"different": (0.45, 0.97)},
    "capture_date": {"days_apart": (0.2, 0.03), "different": (0.25, 0.95)},
    "sex": {"different": (0.005, 0.5)},
}
_FIXED = [{"": 0.0} | {level: log(m / u) for level, (m, u) in _SHARES[field].items()} for field in Levels._fields]
_SURNAME, _GIVEN, _PATRONYMIC, _BIRTH, _NUMBER, _PLACE, _UNIT, _CAPTURE, _SEX = range(len(Levels._fields))

_AGREEING = frozenset({"same", "sounds_alike", "near", "in_part"})
_GRAVE = frozenset({"different", "unlike", "far"})
_OTHER_BIRTH = frozenset({"different", "generation_apart", "only_year_same"})
_SHARED_BY_FAMILIES = (_SURNAME, _PATRONYMIC, _BIRTH, _PLACE, _UNIT, _CAPTURE)
_RELATION = log(0.1)
"""For the thought itself: among pairs that look like relatives, relatives are that much more frequent than slips."""


class Weighing:
    """Weighs pairs of two lists by how common their values are there."""

    def __init__(self, held: Sequence[Features], sought: Sequence[Features]) -> None:
        people = [*held, *sought]
        # First m, then how many entries a value's own count speaks up against. In a list of ten people
        # everybody's surname is one in ten; in the world it is one in some thousands.
        self._surnames = _Frequencies((person.surname.form for person in people), 0.85, 2_000)
        self._skeletons = _Frequencies((person.surname.skeleton for person in people), 0.06, 1_000)
        self._given = _Frequencies((each for person in people for each in _values(person.given)), 0.93, 40)
        self._fathers = _Frequencies((each for person in people for each in _values(person.patronymic)), 0.93, 40)
        self._numbers = _Frequencies((person.number for person in people), 0.9, 50_000)
        self._places = _Frequencies((person.place for person in people), 0.7, 200)
        self._units = _Frequencies((person.unit for person in people), 0.55, 30)
        self._captures = _Frequencies((str(person.capture_date or "") for person in people), 0.55, 100)

    def weigh(self, one: Features, other: Features, levels: Levels) -> Evidence:
        """The weight of each level, and of the thought that the two are relatives."""
        weights = [
            fixed[level] if level in fixed else self._weight_of_value(field, level, one, other)
            for field, (level, fixed) in enumerate(zip(levels, _FIXED, strict=True))
        ]
        relation = _relation(levels)
        if relation:
            # What relatives share says nothing about their being one.
            for field in _SHARED_BY_FAMILIES:
                weights[field] = min(weights[field], 0.0)
        return Evidence(tuple(weights), relation, _RELATION if relation else 0.0)

    def _weight_of_value(self, field: int, level: str, one: Features, other: Features) -> float:
        if field == _SURNAME:
            if level == "sounds_alike":
                return self._skeletons.weight(one.surname.skeleton)
            return self._surnames.weight(one.surname.form)
        if field == _GIVEN:
            return min(map(self._given.weight, _shared(one.given, other.given)))
        if field == _PATRONYMIC:
            return min(map(self._fathers.weight, _shared(one.patronymic, other.patronymic)))
        if field == _NUMBER:
            return self._numbers.weight(one.number)
        if field == _PLACE:
            return self._places.weight(one.place)
        if field == _UNIT:
            return self._units.weight(one.unit)
        return self._captures.weight(str(one.capture_date))


class _Frequencies:
    """The weight of agreeing on a value, from how many entries have it."""

    def __init__(self, values: Iterable[str], agreeing: float, doubt: int) -> None:
        self._count = Counter(filter(None, values))
        self._agreeing = agreeing
        self._of = self._count.total() + doubt

    def weight(self, value: str) -> float:
        return log(self._agreeing * self._of / (self._count[value] + 1))


def _values(name: Name) -> frozenset[str]:
    return name.meanings or frozenset((name.form,))


def _shared(one: Name, other: Name) -> frozenset[str]:
    return one.meanings & other.meanings or frozenset((one.form,))


def _relation(levels: Levels) -> str:
    """Whether the pair looks like two relatives rather than one person written in two ways."""
    if levels.surname not in _AGREEING or levels.service_number == "same":
        return ""
    if levels.birth_date == "generation_apart":
        return "perhaps_parent_and_child"
    same_home = levels.birth_place in _AGREEING
    if levels.patronymic not in _AGREEING and (levels.patronymic == "different" or not same_home):
        return ""
    if levels.given_names == "different":
        return "perhaps_twin" if levels.birth_date == "same" else "perhaps_sibling"
    if levels.birth_date in _OTHER_BIRTH and same_home:
        return "perhaps_cousin"
    return ""


def contradicted(levels: Levels) -> bool:
    """Whether the pair differs in something that other agreement never outweighs without a person's eye."""
    names = (levels.surname, levels.given_names, levels.patronymic, levels.sex)
    return not _GRAVE.isdisjoint(names) or levels.birth_date in _OTHER_BIRTH
