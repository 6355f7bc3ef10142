"""Spin (spinroot.com) on a model of ours: every state of it, breadth first, by the verifier it writes in C."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Verified:
    """How many states Spin looked at, what it found wrong first ("" if nothing), and the CPU seconds it took."""

    states: int
    error: str
    seconds: float


def verified(model: Path, folder: Path, **defined: int) -> Verified:
    """Look at every state of a model with these macros defined. Writes the verifier into ``folder``."""
    macros = [f"-D{name}={value}" for name, value in defined.items()]
    for command in (
        ["spin", "-a", *macros, model.absolute()],
        ["gcc", "-O1", "-DSAFETY", "-DBFS", "-o", "pan", "pan.c"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    before = os.times()
    said = subprocess.run([folder / "pan"], cwd=folder, check=True, capture_output=True, text=True).stdout
    after = os.times()
    states, errors = re.search(r"^ *(\d+) states, stored", said, re.M), re.search(r"errors: (\d+)$", said, re.M)
    assert states, said
    assert errors, said
    assert "Search not completed" not in said or errors[1] != "0", said
    error = re.search(r"^pan:1: (.*)$", said, re.M)
    assert bool(error) == (errors[1] != "0"), said
    seconds = sum(after[2:4]) - sum(before[2:4])
    return Verified(int(states[1]), error[1] if error else "", seconds)
