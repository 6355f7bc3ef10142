"""kep_solver on one pool, in an environment of its own (GPL: it is never imported).

Arguments: `default` or `picef`, file of the pool, longest cycle, longest chain, `count` or `scores`. Writes CPU seconds
(reading not included; its solver CBC is a process of its own, which is), the value and peak MB as JSON.
"""

import json
import resource
import sys
import time

from kep_solver.fileio import read_file
from kep_solver.model import PICEF, CycleAndChainModel, TransplantCount
from kep_solver.programme import Programme


class Scores(TransplantCount):
    """Scores of transplants instead of their number."""

    def edgeValue(self, graph, edge, position=None):  # noqa: ARG002, N802  # kep_solver's words
        try:
            return edge.getProperty("weight")
        except KeyError:  # the last donor of a chain
            return 0

    def value(self, graph, exchange):
        return sum(self.edgeValue(graph, edge) for edge in graph.exchangeEdges(exchange))


model, path, cycle, chain, objective = sys.argv[1:]
instance = read_file(path)
start = time.process_time()
programme = Programme(
    [TransplantCount() if objective == "count" else Scores()],
    maxCycleLength=int(cycle),
    maxChainLength=int(chain),
    description="",
    model=PICEF if model == "picef" else CycleAndChainModel,
    full_details=False,
)
solution, _ = programme.solve_single(instance)
own, solver = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
value = round(solution.values[0])
if objective == "count":  # it counts the last donor of every chain, and of donors who give to nobody
    value -= sum(donor.NDD for donor in instance.allDonors()) if int(chain) else 0
cpu = time.process_time() - start + solver.ru_utime + solver.ru_stime
print(json.dumps({"cpu": cpu, "value": value, "mb": max(own.ru_maxrss, solver.ru_maxrss) / 1024}))
