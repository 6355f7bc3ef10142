"""One yes-or-no variable for each person and round, for a solver as it comes: the model one would write first.

    python person_by_round.py highs|cpsat CPU_SECONDS < ROUND.json

ROUND.json: ``rounds``, ``most`` heads each way, ``seats`` as [holder, place, track, seats], ``percents`` of the shares,
and ``people`` as [holder, home, place, track, first round, unit, place in order, [whether each share counts them]].
Two parties, one head for one. Stages, each kept by those after it: the unconditional as early as can be, the counted,
the tiers of the parties' orders in turn, and the tiers of urgency, which have seats of their own and so can come last.

Prints a JSON line for each stage: value, bound, CPU seconds so far. Stops where it can't prove a stage in its time.
"""

from __future__ import annotations

import json
import math
import sys
import threading
import time
from collections import defaultdict
from itertools import zip_longest

import numpy as np

UNCONDITIONAL = "unconditional"


class Model:
    """The rows over all columns, as plain lists, and the stages."""

    def __init__(self, given):
        self.rounds, self.people = given["rounds"], given["people"]
        self.at = {}
        for number, person in enumerate(self.people):
            for each in range(person[4], self.rounds + 1):
                self.at[number, each] = len(self.at)
        self.rows = []
        self.there_and_together()
        self.limits(given)
        self.starts = np.cumsum([0] + [len(columns) for columns, *_ in self.rows])
        self.columns = np.concatenate([np.asarray(columns) for columns, *_ in self.rows])
        self.weights = np.concatenate([np.asarray(weights) for _, weights, *_ in self.rows])
        self.lower = np.array([lower for *_, lower, _ in self.rows])
        self.upper = np.array([upper for *_, upper in self.rows])

    def there_and_together(self):
        first_of = {}
        for number, person in enumerate(self.people):
            own = range(person[4], self.rounds + 1)
            first = first_of.setdefault(person[5], number)
            if first == number:
                self.rows.append(([self.at[number, each] for each in own], [1] * len(own), -math.inf, 1))
            else:
                self.rows += [([self.at[number, each], self.at[first, each]], [1, -1], 0, 0) for each in own]

    def limits(self, given):
        """Balance, the most, seats and shares in each round."""
        sums = defaultdict(lambda: ([], []))
        bounds = {}
        seats = {(holder, place, track): number for holder, place, track, number in given["seats"]}
        one = min(holder for holder, *_ in self.people)

        def count(name, column, weight, lower, upper):
            columns, weights = sums[name]
            columns.append(column)
            weights.append(weight)
            bounds[name] = lower, upper

        for (number, each), column in self.at.items():
            holder, home, place, track, _, _, _, meeting = self.people[number]
            if (holder, place, track) in seats:
                count(("seats", holder, place, track, each), column, 1, -math.inf, seats[holder, place, track])
            if track == UNCONDITIONAL:
                continue
            count(("balance", each), column, 1 if holder == one else -1, 0, 0)
            count(("most", holder, each), column, 1, -math.inf, given["most"])
            for share, (percent, meets) in enumerate(zip(given["percents"], meeting, strict=True)):
                if 100 * meets != percent:
                    count(("share", share, home, each), column, 100 * meets - percent, 0, math.inf)
        self.rows += [(*sums[name], *bounds[name]) for name in sums]

    def stages(self):
        """Names, and the columns and weights of what each counts."""
        everybody = {UNCONDITIONAL: [], "counted": []}
        tiers = defaultdict(lambda: defaultdict(list))
        for (number, each), column in self.at.items():
            _, home, _, track, _, _, tier, _ = self.people[number]
            unconditional = track == UNCONDITIONAL
            entry = column, self.rounds - each + 1 if unconditional else 1
            everybody[track].append(entry)
            tiers[UNCONDITIONAL if unconditional else home][tier].append(entry)
        yield (UNCONDITIONAL,), everybody[UNCONDITIONAL]
        yield ("counted",), everybody["counted"]
        urgency = tiers.pop(UNCONDITIONAL, {})
        orders = [[("criteria", home, tier) for tier in sorted(tiers[home])] for home in sorted(tiers)]
        for name in (name for turn in zip_longest(*orders) for name in turn if name):
            yield name, tiers[name[1]][name[2]]
        so_far = []
        for tier in sorted(urgency):
            so_far = so_far + urgency[tier]
            yield ("unconditional_order", tier), so_far

    def keeps(self, values):
        sums = np.add.reduceat(self.weights * values[self.columns], self.starts[:-1])
        return bool((sums >= self.lower).all() and (sums <= self.upper).all())


class Highs:
    """HiGHS with its defaults, but no gap."""

    def __init__(self, model, seconds):
        import highspy

        self.columns = len(model.at)
        self.highs = highspy.Highs()
        for option, value in (("output_flag", False), ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.99)):
            self.highs.setOptionValue(option, value)
        self.highs.passModel(
            self.columns,
            len(model.rows),
            len(model.columns),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMaximize),
            0.0,
            np.zeros(self.columns),
            np.zeros(self.columns),
            np.ones(self.columns),
            model.lower.astype(float),
            model.upper.astype(float),
            model.starts.astype(np.int32),
            model.columns.astype(np.int32),
            model.weights.astype(float),
            np.full(self.columns, int(highspy.HighsVarType.kInteger), np.int32),
        )

        def asked(event):
            if time.process_time() > seconds:
                event.interrupt()

        self.highs.cbMipInterrupt += asked
        self.highs.cbSimplexInterrupt += asked

    def maximise(self, columns, weights, start):
        """Values or none, and a bound."""
        costs = np.zeros(self.columns)
        costs[columns] = weights
        self.highs.changeColsCost(self.columns, np.arange(self.columns, dtype=np.int32), costs)
        if start is not None:
            self.highs.setSolution(self.columns, np.arange(self.columns, dtype=np.int32), start.astype(float))
        self.highs.run()
        found = self.highs.getInfo().primal_solution_status == 2
        values = np.rint(np.array(self.highs.getSolution().col_value)).astype(np.int64) if found else None
        return values, self.highs.getInfo().mip_dual_bound

    def keep(self, columns, weights, value):
        columns = np.array(columns, dtype=np.int32)
        self.highs.addRow(float(value), math.inf, len(columns), columns, np.array(weights, dtype=float))


class CpSat:
    """CP-SAT with its defaults: as many workers as there are cores."""

    def __init__(self, model, seconds):
        from ortools.sat.python import cp_model

        self.cp_model, self.seconds = cp_model, seconds
        self.model = cp_model.CpModel()
        self.variables = [self.model.new_bool_var("") for _ in model.at]
        for columns, weights, lower, upper in model.rows:
            if upper == 1 and lower == -math.inf:
                self.model.add_at_most_one(self.variables[column] for column in columns)
                continue
            total = self.sum(columns, weights)
            if lower == upper:
                self.model.add(total == lower)
            elif upper < math.inf:
                self.model.add(total <= upper)
            else:
                self.model.add(total >= lower)

    def maximise(self, columns, weights, start):
        self.model.maximize(self.sum(columns, weights))
        self.model.clear_hints()
        if start is not None:
            for variable, value in zip(self.variables, start.tolist(), strict=True):
                self.model.add_hint(variable, value)
        solver = self.cp_model.CpSolver()
        over = threading.Event()

        def watch():
            while not over.wait(0.1):
                if time.process_time() > self.seconds:
                    solver.stop_search()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        status = solver.solve(self.model)
        over.set()
        found = status in (self.cp_model.OPTIMAL, self.cp_model.FEASIBLE)
        if not found:  # its bound of 0 means nothing then
            return None, math.inf
        values = np.array([solver.value(each) for each in self.variables])
        return values, solver.best_objective_bound

    def keep(self, columns, weights, value):
        self.model.add(self.sum(columns, weights) >= value)

    def sum(self, columns, weights):
        return self.cp_model.LinearExpr.weighted_sum([self.variables[column] for column in columns], weights)


def main(solver, seconds):
    given = json.load(sys.stdin)
    start = time.process_time()
    model = Model(given)
    chosen = {"highs": Highs, "cpsat": CpSat}[solver](model, start + seconds)
    print(
        json.dumps({"columns": len(model.at), "rows": len(model.rows), "cpu": time.process_time() - start}), flush=True
    )
    stages = list(model.stages())
    values = None
    for name, entries in stages:
        columns, weights = [column for column, _ in entries], [weight for _, weight in entries]
        found, bound = chosen.maximise(columns, weights, values)
        value = None
        if found is not None:
            assert model.keeps(found), f"{solver} breaks a row in stage {name}"
            value = int(found[columns] @ np.array(weights, dtype=np.int64)) if columns else 0
        whole = math.floor(bound + 1e-6) if abs(bound) < 1e15 else None
        line = {
            "stage": name,
            "of": len(stages),
            "value": value,
            "bound": whole,
            "proven": value is not None and value == whole,
            "cpu": time.process_time() - start,
        }
        print(json.dumps(line), flush=True)
        if not line["proven"] or line["cpu"] > seconds:
            return
        values = found
        chosen.keep(columns, weights, value)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
