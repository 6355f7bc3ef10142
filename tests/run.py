"""Every check and every test, in the order that tells soonest: format, lint, types, floors, tests.

`./run test` runs this; what follows it goes to pytest (`./run test tests/journal -k tree`).
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ["ruff", "format", "--check", "--quiet"],
    ["ruff", "check", "--quiet"],
    ["mypy"],
    ["lint-imports"],
)


def main() -> int:
    """Run each check from the project's root; the first that fails gives the exit status."""
    for command in (*CHECKS, ["pytest", *sys.argv[1:]]):
        sys.stdout.write(f"\n$ {' '.join(command)}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *command] if command[0] != "lint-imports" else command, cwd=ROOT)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
