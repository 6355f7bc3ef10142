"""Every check and every test, in the order that tells soonest: format, lint, types, floors, tests.

`./run test` runs this; what follows it goes to pytest (`./run test tests/journal -k tree`). What the tests need of the
machine is installed first where that is allowed (Debian, as root).
"""

import os
import shutil
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


GO = ("golang-go", "golang-golang-x-mod-dev")
GO_MODULES = Path("/usr/share/gocode/src/golang.org/x/mod")
POSTGRESQL = Path("/usr/lib/postgresql")


def missing() -> list[str]:
    """Return the packages the tests need that are not here: a second reader of journals, and a database server."""
    go = [] if shutil.which("go") and GO_MODULES.is_dir() else list(GO)
    postgresql = [] if any(POSTGRESQL.glob("*/bin/initdb")) or shutil.which("initdb") else ["postgresql"]
    return go + postgresql


def install() -> int:
    """Have what the tests need of the machine. Returns an exit status."""
    if missing() and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *missing()]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    if left := missing():
        sys.stderr.write(f"the tests need {' '.join(left)}: sudo apt-get install {' '.join(left)}\n")
        return 2
    return 0


def main() -> int:
    """Run each check from the project's root; the first that fails gives the exit status."""
    if status := install():
        return status
    for command in (*CHECKS, ["pytest", *sys.argv[1:]]):
        sys.stdout.write(f"\n$ {' '.join(command)}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *command] if command[0] != "lint-imports" else command, cwd=ROOT)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
