"""The passphrase of a key file: from a prompt, or from where the environment says. Never from the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from wayhome.cli.errors import Failure

_FILE, _DESCRIPTOR = "_FILE", "_FD"
PASSPHRASE = "WAYHOME_PASSPHRASE"  # noqa: S105 - the name of a variable
NEW_PASSPHRASE = "WAYHOME_NEW_PASSPHRASE"  # noqa: S105
"""Each with _FILE at its end names a file whose first line it is, with _FD the number of an open descriptor."""


def passphrase_of(path: Path) -> str:
    """The passphrase that opens a key file."""
    return _given(PASSPHRASE) or _asked(f"passphrase of {path}", again=False, variable=PASSPHRASE)


def new_passphrase_of(path: Path, variable: str) -> str:
    """A passphrase to wrap a key file with; asked twice where it is typed."""
    return _given(variable) or _asked(f"new passphrase of {path}", again=True, variable=variable)


def _given(variable: str) -> str:
    """The passphrase from the environment's file or descriptor, or "" where it names none."""
    file, descriptor = os.environ.get(variable + _FILE), os.environ.get(variable + _DESCRIPTOR)
    if not file and not descriptor:
        return ""
    try:
        if file:
            text = Path(file).read_text(encoding="utf-8")
        else:
            with os.fdopen(os.dup(int(descriptor or "")), encoding="utf-8") as stream:
                text = stream.read()
    except (OSError, ValueError) as error:
        raise Failure(f"{variable}{_FILE if file else _DESCRIPTOR}: no passphrase can be read from there") from error
    line = text.partition("\n")[0]
    if not line:
        raise Failure(f"{variable}{_FILE if file else _DESCRIPTOR}: the first line there is empty")
    return line


def _asked(prompt: str, *, again: bool, variable: str) -> str:
    if not sys.stdin.isatty():
        raise Failure(f"no terminal to ask for the {prompt}; {variable}{_FILE} or {variable}{_DESCRIPTOR} can say it")
    typed: str = click.prompt(prompt, hide_input=True, confirmation_prompt=again, err=True)
    return typed
