"""The columns of entries as a table for SQL: a number for each thing stated, null where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.candidates import LARGEST_BLOCK, rules
from wayhome.tracing.entries import Dates, Entries, Names
from wayhome.tracing.evidence import Weighing

Columns = dict[str, Any]
"""By name, an array of numbers or a list of lists of numbers, as long as there are rows; None for null."""


def key_columns(entries: Entries, boundary: int) -> Columns:
    """For each kind of key the keys of every row, without those that too many pairs share."""
    columns: Columns = {}
    for rule in rules(entries):
        left = np.searchsorted(rule.rows, boundary)
        distinct, place = np.unique(rule.keys, return_inverse=True)
        sought = np.bincount(place[:left], minlength=len(distinct))
        held = np.bincount(place[left:], minlength=len(distinct))
        shared = (sought * held > 0) & (sought * held <= LARGEST_BLOCK)
        kept = shared[place]
        rows, keys = rule.rows[kept], rule.keys[kept].view(np.int64)
        columns[f"key_{len(columns)}"] = _lists(rows, keys, len(entries))
    return columns


def _lists(rows: NDArray[np.int32], values: NDArray[np.int64], length: int) -> list[list[int]]:
    """For each row its values, each once."""
    starts = np.searchsorted(rows, np.arange(length + 1)).tolist()
    everything = values.tolist()
    return [
        sorted(set(everything[start:end])) if end > start else []
        for start, end in zip(starts[:-1], starts[1:], strict=True)
    ]


def stated_columns(entries: Entries, weighing: Weighing) -> Columns:
    """What every row states, and how much agreement on it can weigh at most, in whole log-odds."""
    columns: Columns = {}
    for part, names in (("surname", entries.surname), ("given", entries.given), ("patronymic", entries.patronymic)):
        columns |= _name_columns(part, names)
    place = {name: at for at, name in enumerate(sorted(frozenset[str]().union(*entries.meanings.sets)))}
    sets = [sorted(place[name] for name in names) for names in entries.meanings.sets]
    for part, names in (("surname", entries.surname), ("given", entries.given)):
        columns[f"{part}_meanings"] = [sets[number] for number in names.meaning.tolist()]
    columns["given_guesses"] = [sets[number] for number in entries.given.guess.tolist()]
    columns["surname_sounding"] = _whole(entries.sounding[entries.surname.skeleton])
    columns["given_sounding"] = _whole(entries.sounding[entries.given.skeleton])
    for name, dates in (("birth", entries.birth), ("capture", entries.capture)):
        columns |= _date_columns(name, dates)
    for name in ("number", "place", "unit", "sex"):
        columns[name] = getattr(entries, name)
    for (field, level), weights in weighing.most_of_values().items():
        columns[f"{field}_{level}_weight"] = np.ceil(weights).astype(np.int32)
    return columns


def _name_columns(part: str, names: Names) -> Mapping[str, NDArray[Any]]:
    columns = {name: getattr(names, name) for name in ("form", "skeleton", "meaning", "initials")}
    columns |= {name: _whole(getattr(names, name)) for name in ("only_initial", "listed")}
    return {f"{part}_{name}": column for name, column in columns.items()}


def _date_columns(name: str, dates: Dates) -> Mapping[str, NDArray[Any]]:
    return {f"{name}_{part}": getattr(dates, part) for part in ("year", "month", "day", "ordinal")}


def _whole(mask: NDArray[np.bool_]) -> NDArray[np.int8]:
    return mask.astype(np.int8)
