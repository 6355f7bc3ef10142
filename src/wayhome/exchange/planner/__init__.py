"""The planner: terms, pool and orders in; how many of each kind go home in each round out, stage by stage, proven.

`solve` is its one door; `wayhome.exchange.plan` makes a package of what it finds. It only proposes.
"""

from wayhome.exchange.planner.contradiction import ContradictoryTerms
from wayhome.exchange.planner.kinds import Kind
from wayhome.exchange.planner.solve import solve
from wayhome.exchange.planner.solved import Solved
from wayhome.exchange.planner.stages import Progress, Watch

__all__ = ["ContradictoryTerms", "Kind", "Progress", "Solved", "Watch", "solve"]
