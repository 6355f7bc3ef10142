"""Every check and every test, in the order that tells soonest: format, lint, types, floors, tests.

`./run test` runs this; what follows it goes to pytest (`./run test tests/journal -k tree`). Blind tracing needs the
system's libsodium: as root on Debian it is installed here if it is absent.
"""

import ctypes.util
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


def main() -> int:
    """Run each check from the project's root; the first that fails gives the exit status."""
    _install_libsodium()
    for command in (*CHECKS, ["pytest", *sys.argv[1:]]):
        sys.stdout.write(f"\n$ {' '.join(command)}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *command] if command[0] != "lint-imports" else command, cwd=ROOT)
        if status.returncode:
            return status.returncode
    return 0


def _install_libsodium() -> None:
    """Install libsodium where that can be done without asking; elsewhere the tests that need it say the line."""
    if ctypes.util.find_library("sodium") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "libsodium23"]):
        subprocess.run(command, stdout=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
