"""An exact engine for integer programs: the most of an objective with its proof, or what can't hold together.

`maximise` gives values that reach the most and a proof that nothing passes it; `Maximiser` does so for one objective
after another; `smallest_contradiction` names terms that can't hold together. HiGHS (in floats) guesses; every bound
and every point is recomputed in whole numbers before it is given out.
"""

from wayhome.exchange.program.contradiction import TogetherImpossible, smallest_contradiction
from wayhome.exchange.program.maximum import Contradiction, Maximiser, Maximum, Undecided, Watch, maximise
from wayhome.exchange.program.program import Coefficients, Program, Row, RowName, Whole

__all__ = [
    "Coefficients",
    "Contradiction",
    "Maximiser",
    "Maximum",
    "Program",
    "Row",
    "RowName",
    "TogetherImpossible",
    "Undecided",
    "Watch",
    "Whole",
    "maximise",
    "smallest_contradiction",
]
