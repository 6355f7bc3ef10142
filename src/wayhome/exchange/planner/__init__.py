"""The planner: terms, pool and orders in; how many of each kind go home in each round out, stage by stage, proven.

`solve` is its main door; `wayhome.exchange.plan` makes a package of what it finds. `frontier` and
`alternatives` say what else could be chosen. It only proposes.
"""

from wayhome.exchange.planner.alternatives import Alternative, alternatives
from wayhome.exchange.planner.by_lottery import OtherLottery, by_lottery
from wayhome.exchange.planner.contradiction import ContradictoryTerms, UndecidedTerms
from wayhome.exchange.planner.frontier import Point, PointName, frontier
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solve import solve
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.stages import Progress, Watch

__all__ = [
    "Alternative",
    "ContradictoryTerms",
    "Kind",
    "OtherLottery",
    "Point",
    "PointName",
    "Progress",
    "Solved",
    "UndecidedTerms",
    "Watch",
    "alternatives",
    "by_lottery",
    "frontier",
    "solve",
]
