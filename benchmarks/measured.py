"""Programs run in processes of their own under limits, what each used, and a table of that.

Peers run in environments of their own, made by uv from the package index. A program prints JSON lines, so that what it
had reached is known even of one that was stopped.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from signal import SIGKILL, SIGXCPU
from tempfile import TemporaryFile
from typing import Any

PEERS = Path(__file__).parent / "peers"
_OUT_OF_MEMORY = ("bad_alloc", "MemoryError", "annot allocate", "ut of memory")


@dataclass(frozen=True)
class Row:
    """A line of the table; a heading where there is only a name."""

    name: str
    cpu: float = 0.0
    mb: float = 0.0
    reached: str = ""


@dataclass(frozen=True)
class Ran:
    """What a program printed and used."""

    lines: tuple[dict[str, Any], ...]
    cpu: float
    """CPU seconds by its own last line, which leaves out starting it; of one that was stopped all it used."""
    mb: float
    """Peak memory."""
    ended: str
    """Why it came to no end; "" if it did."""


def peer(script: str, packages: Sequence[str], *arguments: str) -> list[str]:
    """The command that runs a peer in an environment of its own."""
    return _python_with(packages, str(PEERS / script), *arguments)


def ready(packages: Sequence[str]) -> None:
    """Make a peer's environment, so that its figures don't hold that."""
    run(_python_with(packages, "-c", ""))


def _python_with(packages: Sequence[str], *arguments: str) -> list[str]:
    uv = shutil.which("uv") or os.environ.get("UV", "uv")
    environment = [part for each in packages for part in ("--with", each)]
    return [uv, "run", "--no-project", "--quiet", *environment, "python", *arguments]


def own(program: str, *arguments: str) -> list[str]:
    """The command that runs a part of a benchmark in a process of its own."""
    return [sys.executable, program, *arguments]


def run(command: Sequence[str], given: object = None, *, cpu: int = 1_800, gigabytes: int = 16) -> Ran:
    """Run a program that reads ``given`` as JSON, to its end or to what limits it: CPU seconds and address space."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (cpu, cpu))
        resource.setrlimit(resource.RLIMIT_AS, (gigabytes << 30, gigabytes << 30))

    with TemporaryFile() as source, TemporaryFile() as out, TemporaryFile() as complaints:
        source.write(json.dumps(given).encode())
        source.seek(0)
        try:
            process = subprocess.Popen(command, stdin=source, stdout=out, stderr=complaints, preexec_fn=limited)
        except FileNotFoundError:
            return Ran((), 0.0, 0.0, "not measured: uv isn't there to install it")
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        lines = tuple(json.loads(line) for line in _read(out) if line.startswith("{") and line.endswith("}"))
        seconds = used.ru_utime + used.ru_stime
        ended = _why(process.returncode, _read(complaints), seconds, cpu, gigabytes)
    if not ended and lines:
        seconds = lines[-1].get("cpu", seconds)
    return Ran(lines, seconds, used.ru_maxrss / 1024, ended)


def show(rows: Iterable[Row]) -> None:
    """Print a table."""
    print(f"\n{'':<52}{'CPU s':>9}{'MB':>8}  reached")
    for row in rows:
        figures = f"{row.cpu:>9.2f}{row.mb:>8.0f}  {row.reached}" if row.reached else ""
        print(f"{row.name:<52}{figures}".rstrip())


def _read(file: Any) -> list[str]:
    file.seek(0)
    return list(filter(None, file.read().decode(errors="replace").splitlines()))


def _why(code: int, complaints: Sequence[str], used: float, cpu: int, gigabytes: int) -> str:
    if not code:
        return ""
    if any(word in line for word in _OUT_OF_MEMORY for line in complaints):
        return f"out of memory at {gigabytes} GB"
    # A program whose solver was stopped, a process of its own, ends with a complaint about that.
    if code in (-SIGXCPU, -SIGKILL, 128 + SIGXCPU, 128 + SIGKILL) or used >= cpu:
        return f"stopped at {cpu} CPU s"
    return f"ended with {code}: {(complaints or ['no message'])[-1][:90]}"
