"""The example that sortition-algorithms brings in its source package, as JSON that `sortition_leximin.py` reads.

It downloads the source package (GPL: nothing of it is kept). Values of features become numbers in the order of the
quotas; who has a value of which nobody may be chosen has no chance in any lottery, and is left out.
"""

import csv
import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

SEATS = 22

with TemporaryDirectory() as folder:
    only_source = ["--no-deps", "--no-binary", "sortition-algorithms"]
    command = [sys.executable, "-m", "pip", "download", "--quiet", *only_source, "--dest", folder, sys.argv[1]]
    subprocess.run(command, check=True)
    with tarfile.open(next(Path(folder).glob("*.tar.gz"))) as package:
        names = {Path(name).name: name for name in package.getnames() if "/tests/fixtures/" in name}
        quotas, people = (
            list(csv.DictReader(io.StringIO(package.extractfile(names[name]).read().decode())))
            for name in ("features.csv", "candidates.csv")
        )
features = list(dict.fromkeys(row["feature"] for row in quotas))
values = {each: [row["value"] for row in quotas if row["feature"] == each] for each in features}
never = {(row["feature"], row["value"]) for row in quotas if row["max"] == "0"}
given = {
    "people": [
        [values[each].index(row[each]) for each in features]
        for row in people
        if not any((each, row[each]) in never for each in features)
    ],
    "seats": SEATS,
    "quotas": [
        [row["feature"], values[row["feature"]].index(row["value"]), int(row["min"]), int(row["max"])] for row in quotas
    ],
}
print(json.dumps(given))
