"""nomenklatura's logic-v2 on pairs of names: run by benchmarks/names.py in an environment with nomenklatura.

Reads two names a line, separated by a tab, from standard input; prints their score from 0 to 1.
"""

from __future__ import annotations

import sys

from followthemoney import model
from nomenklatura.matching import get_algorithm
from nomenklatura.matching.types import ScoringConfig


def person(name):
    """A person of whom only the name is known."""
    entity = model.make_entity("Person")
    entity.id = name
    entity.add("name", name)
    return entity


algorithm, config = get_algorithm("logic-v2"), ScoringConfig.defaults()
for line in sys.stdin.read().splitlines():
    one, other = map(person, line.split("\t"))
    print(algorithm.compare(one, other, config).score)
