"""The engine for integer programs against every choice tried, and its proofs against fractions added up by hand."""

import subprocess
import sys
from itertools import combinations

import numpy as np
import pytest
from exchange.programs_by_hand import choices, proven_bound
from hypothesis import given, settings
from hypothesis import strategies as st

from wayhome.exchange.program import (
    Coefficients,
    Contradiction,
    Maximiser,
    Program,
    Row,
    Undecided,
    maximise,
    smallest_contradiction,
)
from wayhome.exchange.program.branch import Search

AMOUNTS = st.integers(-4, 4).filter(bool)


@st.composite
def rows(draw: st.DrawFn, columns: int, name: str) -> Row:
    coefficients = draw(st.dictionaries(st.integers(0, columns - 1), AMOUNTS, min_size=1))
    lower = draw(st.none() | st.integers(-6, 6))
    upper = draw(st.none() | st.integers(lower if lower is not None else -6, 9))
    return Row((name,), coefficients, lower, upper)


@st.composite
def programs(draw: st.DrawFn) -> Program:
    most = draw(st.lists(st.integers(0, 3), min_size=1, max_size=5))
    number = draw(st.integers(0, 4))
    return Program(
        np.array(most),
        tuple(draw(rows(len(most), f"row {row}")) for row in range(number)),
        [f"K{n}" for n in range(len(most))],
    )


def reached(objective: dict[int, int], values: object) -> int:
    return sum(amount * int(values[column]) for column, amount in objective.items())  # type: ignore[index]


@settings(max_examples=300, deadline=None)
@given(programs(), st.data())
def test_finds_the_most_that_every_choice_tried_gives_and_proves_it(program: Program, data: st.DataObject) -> None:
    objective = data.draw(st.dictionaries(st.integers(0, program.columns - 1), AMOUNTS))
    possible = list(choices(program))
    if not possible:
        with pytest.raises(Contradiction) as nothing:
            maximise(program, objective)
        assert proven_bound(program, {}, nothing.value.proof) < 0
        return
    best = maximise(program, objective)
    assert tuple(best.values) in possible
    assert best.value == reached(objective, best.values) == max(reached(objective, each) for each in possible)
    assert best.proven
    assert best.bound == proven_bound(program, objective, best.proof)


@settings(max_examples=100, deadline=None)
@given(programs(), st.data())
def test_says_which_rows_are_broken(program: Program, data: st.DataObject) -> None:
    values = [data.draw(st.integers(-1, 4)) for _ in range(program.columns)]
    kept = all(0 <= value <= most for value, most in zip(values, program.most, strict=True))
    assert (not program.broken(values)) == (kept and tuple(values) in set(choices(program)))


class NeverSolving:
    """A solver that gives neither a point nor a reason."""

    def __init__(self, program: Program) -> None:
        self._rows = len(program.rows)

    def maximise(self, objective: object, lower: object, upper: object) -> np.ndarray:
        return np.zeros(self._rows)


@settings(max_examples=60, deadline=None)
@given(programs(), st.data())
def test_a_solver_that_fails_costs_cuts_but_nothing_it_leaves_open_is_claimed(
    program: Program, data: st.DataObject
) -> None:
    objective = data.draw(st.lists(AMOUNTS, min_size=program.columns, max_size=program.columns))
    search = Search(program, np.array(objective), NeverSolving(program))  # type: ignore[arg-type]  # of its shape
    search.run(2000, lambda: False)
    assert search.done
    possible = [reached(dict(enumerate(objective)), each) for each in choices(program)]
    assert search.value == max(possible, default=None)
    if possible:
        assert search.bound == proven_bound(program, dict(enumerate(objective)), search.proof()) == search.value
    else:
        assert proven_bound(program, {}, search.proof()) < 0


def families_against_singles(families: list[int], singles: int) -> tuple[Program, dict[int, int]]:
    """Families of two whom one party holds, kind by kind, against singles whom the other holds, head for head."""
    last = len(families)
    balance = Row(("balance",), {**dict.fromkeys(range(last), 2), last: -1}, 0, 0)
    return Program(np.array([*families, singles]), (balance,)), {**dict.fromkeys(range(last), 2), last: 1}


@pytest.mark.parametrize(("families", "singles", "most"), [([9], 5, 8), ([1, 1, 1, 1], 7, 12), ([2, 3, 2], 9, 16)])
def test_families_of_two_make_up_no_odd_number(families: list[int], singles: int, most: int) -> None:
    program, objective = families_against_singles(families, singles)
    best = maximise(program, objective)
    assert best.value == best.bound == most
    assert len(best.proof) > 1
    assert proven_bound(program, objective, best.proof) == most


def test_three_balances_that_no_whole_number_keeps() -> None:
    rows = (
        Row(("one",), {0: 2, 1: -2}, 1, 1),
        Row(("other",), {1: 1, 2: 1}, 1, 3),
    )
    with pytest.raises(Contradiction) as nothing:
        maximise(Program(np.array([3, 3, 3]), rows), {0: 1})
    assert proven_bound(Program(np.array([3, 3, 3]), rows), {}, nothing.value.proof) < 0


def a_hard_program() -> tuple[Program, dict[int, int]]:
    return families_against_singles([3] * 12, 31)


def test_out_of_nodes_it_says_how_far_the_bound_is() -> None:
    program, objective = a_hard_program()
    best = maximise(program, objective, nodes=3)
    assert best.value == 60
    assert best.bound == 62
    assert not best.proven
    assert proven_bound(program, objective, best.proof) == best.bound


def test_told_to_stop_it_gives_the_best_so_far() -> None:
    program, objective = a_hard_program()
    told: list[tuple[int | None, int]] = []

    def watch(value: int | None, bound: int) -> bool:
        told.append((value, bound))
        return True

    best = maximise(program, objective, start=[1] + [0] * 11 + [2], watch=watch)
    assert told == [(4, 62)]
    assert (best.value, best.bound) == (4, 62)
    assert proven_bound(program, objective, best.proof) == 62


def test_told_to_stop_before_anything_was_found_it_says_so() -> None:
    program = Program(np.array([3, 3]), (Row(("two for one",), {0: 2, 1: -3}, 1, 1),))
    with pytest.raises(Undecided):
        maximise(program, {0: -2, 1: 3}, watch=lambda value, bound: value is None)


def test_a_start_that_breaks_a_row_is_left_aside() -> None:
    program, objective = families_against_singles([2], 4)
    assert maximise(program, objective, start=[2, 3]).value == 8


def test_stages_after_one_another_keep_what_came_before() -> None:
    program, objective = families_against_singles([2, 2], 7)
    stages = Maximiser(program)
    heads = stages.maximise(objective)
    stages.add([Row(("stage", "1"), objective, heads.value)])
    first = stages.maximise({0: 2}, start=heads.values)
    assert (heads.value, first.value) == (12, 4)
    assert proven_bound(stages.program, {0: 2}, first.proof) == 4
    assert not stages.program.broken(first.values)


def test_coefficients_as_arrays_are_the_same_row() -> None:
    as_arrays = Coefficients(np.array([2, 0]), np.array([1, -1]))
    assert dict(as_arrays) == {2: 1, 0: -1}
    program = Program(np.array([2, 2, 2]), (Row(("balance",), as_arrays, 1, 1),))
    assert program.broken([1, 1, 1]) == (("balance",),)
    assert maximise(program, {0: 1}).value == 1


def test_a_bound_that_floats_can_not_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="2\\^53"):
        maximise(Program(np.array([1]), (Row(("large",), {0: 1}, None, 2**53 + 1),)), {0: 1})


SAME = """
import numpy as np
from wayhome.exchange.program import Program, Row, maximise
draw = np.random.default_rng(7)
rows = tuple(
    Row((str(row),), {int(c): int(v) for c, v in zip(draw.permutation(40)[:15], draw.integers(1, 9, 15))}, None, 60)
    for row in range(12)
)
program = Program(draw.integers(1, 9, 40), rows)
print(maximise(program, dict(enumerate(draw.integers(1, 30, 40).tolist())), nodes=60))
"""


def test_the_same_program_gives_the_same_bytes_in_every_process() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", SAME], env={"PYTHONHASHSEED": seed}, capture_output=True, check=True, text=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(said) == 1
    assert "Maximum(values=array([" in said.pop()


@settings(max_examples=80, deadline=None)
@given(programs().filter(lambda program: len(program.rows) > 1), st.data())
def test_names_a_smallest_set_of_terms_that_can_not_hold_together(program: Program, data: st.DataObject) -> None:
    terms = {f"term {row}": [program.rows[row].name] for row in range(1, len(program.rows))}

    def holds(kept: tuple[str, ...]) -> bool:
        names = {name for term in kept for name in terms[term]}
        rows = tuple(row for row in program.rows if row.name in names or row is program.rows[0])
        return any(True for _ in choices(Program(program.most, rows)))

    impossible = [each for number in range(len(terms) + 1) for each in combinations(terms, number) if not holds(each)]
    said = smallest_contradiction(program, terms)
    if not impossible:
        assert said is None
    else:
        assert said is not None
        assert said.fewest
        assert said.terms in impossible
        assert len(said.terms) == len(impossible[0])


def test_of_many_terms_none_that_is_named_can_be_spared() -> None:
    rows = tuple(Row((f"row {row}",), {0: 1}, None, row) for row in range(20))
    least = Row(("least",), {0: 1}, 17)
    program = Program(np.array([20]), (*rows, least))
    said = smallest_contradiction(program, {str(row.name[0]): [row.name] for row in (*rows, least)})
    assert said is not None
    assert said.terms == ("row 16", "least")
    assert not said.fewest


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 99), min_size=500, max_size=500), st.integers(0, 9), st.integers(0, 9))
def test_of_columns_by_the_hundred_the_largest_are_taken(amounts: list[int], first: int, second: int) -> None:
    halves = (range(250), range(250, 500))
    rows = [
        Row((f"half {number}",), dict.fromkeys(half, 1), None, most)
        for number, (half, most) in enumerate(zip(halves, (first, second), strict=True))
    ]
    objective = dict(enumerate(amounts))
    stages = Maximiser(Program(np.ones(500, np.int64), tuple(rows)))
    best = stages.maximise(objective)
    largest = [sorted((amounts[column] for column in half), reverse=True) for half in halves]
    assert best.value == best.bound == sum(largest[0][:first]) + sum(largest[1][:second])
    assert proven_bound(stages.program, objective, best.proof) == best.bound
    stages.add([Row(("stage", "1"), objective, best.value)])
    again = stages.maximise({0: 1})
    assert again.value == (first > 0 and amounts[0] >= largest[0][first - 1])
    assert proven_bound(stages.program, {0: 1}, again.proof) == again.bound == again.value


def test_columns_by_the_hundred_that_can_not_reach_what_they_must() -> None:
    program = Program(np.ones(500, np.int64), (Row(("least",), dict.fromkeys(range(500), 1), 501),))
    with pytest.raises(Contradiction) as nothing:
        maximise(program, {0: 1})
    assert proven_bound(program, {}, nothing.value.proof) < 0


@st.composite
def ways_around(draw: st.DrawFn) -> tuple[Program, dict[int, int], list[set[int]]]:
    """Far more ways to pass on what is held in circles of two and three than there are people, each at most once."""
    people = draw(st.integers(4, 6))
    circles = [set(each) for size in (2, 3) for each in combinations(range(people), size)]
    circles = [each for each in circles for _ in range(4)]
    rows = tuple(
        Row((f"person {person}",), {column: 1 for column, circle in enumerate(circles) if person in circle}, None, 1)
        for person in range(people)
    )
    worth = draw(st.lists(st.integers(0, 9), min_size=len(circles), max_size=len(circles)))
    objective = {column: amount for column, amount in enumerate(worth) if amount}
    return Program(np.ones(len(circles), np.int64), rows), objective, circles


@settings(max_examples=60, deadline=None)
@given(ways_around(), st.integers(0, 2))
def test_of_many_ways_around_the_most_is_found_and_proven(
    ways: tuple[Program, dict[int, int], list[set[int]]], nodes: int
) -> None:
    program, objective, circles = ways

    def most(used: set[int], since: int) -> int:
        others = [column for column in range(since, len(circles)) if not used & circles[column]]
        return max(
            (objective.get(column, 0) + most(used | circles[column], column + 1) for column in others), default=0
        )

    best = maximise(program, objective)
    assert best.value == reached(objective, best.values) == most(set(), 0)
    assert not program.broken(best.values)
    assert best.proven
    assert proven_bound(program, objective, best.proof) == best.bound
    short = maximise(program, objective, start=[0] * program.columns, nodes=nodes)
    assert short.value <= best.value <= short.bound == proven_bound(program, objective, short.proof)
