"""OpenMined's PSI (ECDH on P-256), hashed and encrypted once by its owner and once by the other: microseconds each.

python openmined_psi.py ELEMENTS
"""

import json
import sys
import time
from itertools import pairwise

import private_set_intersection.python as psi


def main() -> None:
    """Print, as JSON, CPU microseconds an element of each step, and the size of what is sent."""
    count = int(sys.argv[1])
    sought = [f"person sought {number}" for number in range(count)]
    held = [f"person sought {2 * number}" for number in range(count)]
    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    marks = [time.process_time()]
    setup = server.CreateSetupMessage(1e-9, count, held, psi.DataStructure.RAW)
    marks.append(time.process_time())
    request = client.CreateRequest(sought)
    marks.append(time.process_time())
    response = server.ProcessRequest(request)
    marks.append(time.process_time())
    found = client.GetIntersection(setup, response)
    marks.append(time.process_time())
    assert len(found) == (count + 1) // 2
    steps = [1e6 * (after - before) / count for before, after in pairwise(marks)]
    sent = len(request.SerializeToString()) + len(response.SerializeToString())
    print(json.dumps({"mask": (steps[0] + steps[1]) / 2, "raise": steps[2], "all": sum(steps), "bytes": sent / count}))


if __name__ == "__main__":
    main()
