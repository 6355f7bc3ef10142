"""What speaks against two entries being one person, however much of them agrees: relatives, contradictions, gaps."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from wayhome.tracing.comparison import LEVEL, LEVELS, Levels
from wayhome.tracing.vocabulary import Mask

RELATIONS = ("", "perhaps_parent_and_child", "perhaps_twin", "perhaps_sibling", "perhaps_cousin")


def relations(levels: Levels) -> NDArray[np.int8]:
    """Whether each pair looks like two relatives rather than one person written in two ways."""
    names_agree = _is(levels, "surname", "same", "sounds_alike", "near", "in_part")
    agree = names_agree & ~_is(levels, "service_number", "same")
    apart = _is(levels, "birth_date", "generation_apart")
    same_home = _is(levels, "birth_place", "same", "near", "in_part")
    fathers_differ = _is(levels, "patronymic", "different")
    fathers_agree = _is(levels, "patronymic", "same", "near")
    close = fathers_agree | (same_home & ~fathers_differ)
    other_name = _is(levels, "given_names", "different")
    relation = np.zeros(len(agree), dtype=np.int8)
    for condition, name in (
        (agree & close & ~other_name & same_home & _is(levels, "birth_date", *_OTHER_BIRTH), "perhaps_cousin"),
        (agree & close & other_name, "perhaps_sibling"),
        (agree & close & other_name & _is(levels, "birth_date", "same"), "perhaps_twin"),
        (agree & apart, "perhaps_parent_and_child"),
    ):
        relation[condition] = RELATIONS.index(name)
    return relation


_OTHER_BIRTH = ("different", "generation_apart", "only_year_same")


def _is(levels: Levels, field: str, *names: str) -> Mask:
    table = np.zeros(len(LEVELS[field]), dtype=np.bool_)
    table[[LEVEL[field][name] for name in names]] = True
    return np.asarray(table[levels[field]])


def contradicted(levels: Levels) -> Mask:
    """Whether each pair differs in something that other agreement never outweighs without a person's eye."""
    return (
        _is(levels, "surname", "different", "far")
        | _is(levels, "given_names", "different", "unlike")
        | _is(levels, "patronymic", "different")
        | _is(levels, "sex", "different")
        | _is(levels, "birth_date", *_OTHER_BIRTH)
    )


def too_bare(levels: Levels) -> Mask:
    """Whether each pair states neither birth date nor service number on both lists, nor a patronymic in full.

    Surname, given name, unit and day of capture may all be shared by two relatives who served together.
    """
    unstated = (levels["birth_date"] == 0) & (levels["service_number"] == 0)
    return np.asarray(unstated & ~_is(levels, "patronymic", "same"))
