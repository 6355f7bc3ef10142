"""Spin (spinroot.com) on a model of ours: every state of it, breadth first, by the verifier it writes in C."""

from __future__ import annotations

import re
import subprocess
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Verified:
    """How many states Spin looked at, and what it found wrong first; "" if nothing."""

    states: int
    error: str


def verified(model: Path, folder: Path, **defined: int) -> Verified:
    """Look at every state of a model with these macros defined. Writes the verifier into ``folder``."""
    macros = [f"-D{name}={value}" for name, value in defined.items()]
    for command in (
        ["spin", "-a", *macros, model.absolute()],
        ["gcc", "-O1", "-DSAFETY", "-DBFS", "-o", "pan", "pan.c"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True)
    said = subprocess.run([folder / "pan"], cwd=folder, check=True, capture_output=True, text=True).stdout
    states, errors = re.search(r"^ *(\d+) states, stored", said, re.M), re.search(r"errors: (\d+)$", said, re.M)
    assert states, said
    assert errors, said
    assert "Search not completed" not in said or errors[1] != "0", said
    error = re.search(r"^pan:1: (.*)$", said, re.M)
    assert bool(error) == (errors[1] != "0"), said
    return Verified(int(states[1]), error[1] if error else "")
