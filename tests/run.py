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


def install_go() -> int:
    """Have Go, and the libraries it checks its own log with: a second reader of journals. Returns an exit status."""
    if shutil.which("go") and GO_MODULES.is_dir():
        return 0
    if os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *GO]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    if shutil.which("go") and GO_MODULES.is_dir():
        return 0
    sys.stderr.write(f"the tests need Go and its module library: sudo apt-get install {' '.join(GO)}\n")
    return 2


def main() -> int:
    """Run each check from the project's root; the first that fails gives the exit status."""
    if status := install_go():
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
