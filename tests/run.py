"""Every check and every test, in the order that tells soonest: format, lint, types, floors, tests.

`./run test` runs this; what follows it goes to pytest (`./run test tests/journal -k tree`). What the tests need of the
machine is installed first where that is allowed (Debian, as root).
"""

import ctypes.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKS = (
    ["ruff", "format", "--check", "--quiet"],
    ["ruff", "check", "--quiet"],
    ["mypy"],
    ["lint-imports"],
)


@dataclass(frozen=True)
class Need:
    """Something of the machine, the Debian packages that bring it, and whether it is there."""

    what: str
    packages: tuple[str, ...]
    there: Callable[[], bool]


def _go() -> bool:
    return bool(shutil.which("go")) and Path("/usr/share/gocode/src/golang.org/x/mod").is_dir()


def _postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or bool(shutil.which("initdb"))


def _spin() -> bool:
    return bool(shutil.which("spin") and shutil.which("gcc")) and Path("/usr/include/stdio.h").is_file()


NEEDS = (
    Need("libsodium, for blind tracing", ("libsodium23",), lambda: ctypes.util.find_library("sodium") is not None),
    Need("a Java runtime, for tracing on Spark", ("default-jre-headless",), lambda: shutil.which("java") is not None),
    Need("Go and its module library, a second reader of journals", ("golang-go", "golang-golang-x-mod-dev"), _go),
    Need("a PostgreSQL server, for journals kept in it", ("postgresql",), _postgresql),
    Need("a browser, for the desk", ("chromium", "libatomic1"), lambda: bool(shutil.which("chromium"))),
    Need("Spin and a C compiler, for the second model of the crossing", ("spin", "gcc", "libc6-dev"), _spin),
)


def install(needs: tuple[Need, ...] = NEEDS) -> list[Need]:
    """Install what isn't there, where that is allowed. Returns what is still missing."""
    missing = [need for need in needs if not need.there()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        packages = [package for need in missing for package in need.packages]
        for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *packages]):
            subprocess.run(command, env=environment, stdout=subprocess.DEVNULL)
    return [need for need in missing if not need.there()]


def main() -> int:
    """Run each check from the project's root; the first that fails gives the exit status."""
    missing = install()
    for need in missing:
        sys.stderr.write(f"the tests need {need.what}: sudo apt-get install {' '.join(need.packages)}\n")
    if missing:
        return 2
    for command in (*CHECKS, ["pytest", *sys.argv[1:]]):
        sys.stdout.write(f"\n$ {' '.join(command)}\n")
        sys.stdout.flush()
        status = subprocess.run([sys.executable, "-m", *command] if command[0] != "lint-imports" else command, cwd=ROOT)
        if status.returncode:
            return status.returncode
    return 0


if __name__ == "__main__":
    sys.exit(main())
