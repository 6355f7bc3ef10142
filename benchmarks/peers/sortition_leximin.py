"""sortition-algorithms: its leximin on one instance, in an environment of its own (GPL: it is never imported).

Reads {"people": [[value of each feature, …], …], "seats": n, "quotas": [[feature, value, least, most], …]} from
standard input, and writes CPU seconds, smallest chance and number of committees as JSON. It needs gurobipy, whose free
licence suffices for a few hundred people.
"""

import json
import sys
import time

from sortition_algorithms.committee_generation import find_distribution_leximin
from sortition_algorithms.features import read_in_features
from sortition_algorithms.people import read_in_people
from sortition_algorithms.settings import Settings

given = json.load(sys.stdin)
names = list(dict.fromkeys(feature for feature, *_ in given["quotas"]))
head = ["feature", "value", "min", "max"]
body = [
    {"feature": feature, "value": str(value), "min": str(least), "max": str(most)}
    for feature, value, least, most in given["quotas"]
]
features, *_ = read_in_features(head, body, given["seats"])
settings = Settings(
    id_column="id",
    columns_to_keep=[],
    check_same_address=False,
    check_same_address_columns=[],
    solver_backend="highspy",
)
rows = [
    {"id": str(number), **{name: str(value) for name, value in zip(names, person, strict=True)}}
    for number, person in enumerate(given["people"])
]
people, _ = read_in_people(["id", *names], rows, features, settings)
start = time.process_time()
committees, weights, _ = find_distribution_leximin(features, people, given["seats"], [], "highspy")
seconds = time.process_time() - start
chance = dict.fromkeys((row["id"] for row in rows), 0.0)
for committee, weight in zip(committees, weights, strict=True):
    for person in committee:
        chance[person] += weight
print(json.dumps({"cpu": seconds, "smallest": min(chance.values()), "committees": len(committees)}))
