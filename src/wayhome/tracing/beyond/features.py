"""The columns of entries as a table for SQL: a number for each thing stated, null where nothing is."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.candidates import LARGEST_BLOCK, rules
from wayhome.tracing.entries import Dates, Entries, Names
from wayhome.tracing.evidence import Weighing

Columns = dict[str, Any]
"""By name, an array of numbers or a list of lists of numbers, as long as there are rows; None for null."""


def keys(entries: Entries, boundary: int) -> list[list[int]]:
    """The keys of every row, each once, of all kinds; without those that too many pairs share, or none."""
    rows, keys = [], []
    for kind, rule in enumerate(rules(entries)):
        # Two kinds of keys never meet.
        mixed = (rule.keys ^ np.uint64(kind + 1)) * np.uint64(0x9E3779B97F4A7C15)
        distinct, place = np.unique(mixed, return_inverse=True)
        from_right = np.searchsorted(rule.rows, boundary)
        sought = np.bincount(place[:from_right], minlength=len(distinct))
        held = np.bincount(place[from_right:], minlength=len(distinct))
        kept = ((sought * held > 0) & (sought * held <= LARGEST_BLOCK))[place]
        rows.append(rule.rows[kept])
        keys.append(mixed[kept].view(np.int64))
    row, key = np.concatenate(rows), np.concatenate(keys)
    order = np.argsort(row, kind="stable")
    ends = np.searchsorted(row[order], np.arange(len(entries) + 1)).tolist()
    everything = key[order].tolist()
    return [everything[start:end] for start, end in pairwise(ends)]


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
