"""The demo at the desk: the round up to where a visitor carries it on, left in a folder, and the desk started on it.

The command line and the desk know nothing of each other: what one hands the other are files.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import click

from wayhome.cli.demo.cast import ROUND
from wayhome.cli.demo.chapters import BEFORE_THE_VISITOR
from wayhome.cli.demo.signing import sign_journal
from wayhome.cli.demo.story import Story
from wayhome.cli.parties import write_references
from wayhome.exchange import terms_toml
from wayhome.journal import write_key


def open_desk(folder: Path, seed: int, port: int) -> None:
    """Tell the round up to the visitor's first act, and serve the desk on it until it is stopped."""
    click.echo("Preparing the invented round; this takes a moment ...")
    leave_for_desk(folder / "story", seed)
    address = f"http://localhost:{port}"
    environment = {
        **os.environ,
        "WAYHOME_DESK": str(folder / "desk"),
        "WAYHOME_ADDRESS": address,
        "WAYHOME_DEMO": "1",
    }
    desk = [sys.executable, "-m", "wayhome.desk"]
    subprocess.run([*desk, "demo", str(folder / "story")], env=environment, check=True)  # noqa: S603 - our own program
    click.echo(f"\nThe desk is open at {address} until you stop it (Ctrl-C). Everybody in it is invented.")
    subprocess.run([*desk, "serve", "--port", str(port)], env=environment, check=False)  # noqa: S603 - our own program


def leave_for_desk(folder: Path, seed: int) -> None:
    """Tell the round up to the visitor's first act and leave in ``folder`` what each seat would have of it."""
    folder.mkdir(parents=True)
    story = Story(folder, seed, lambda _: None)
    with redirect_stderr(StringIO()):  # what is wrong with the invented lists is for the register to show
        for chapter in BEFORE_THE_VISITOR:
            chapter(story)
    sign_journal(story)
    (folder / "keys").mkdir(mode=0o700)
    for seat, key in story.keys.items():
        write_key(folder / "keys" / f"{seat}.key", key)
    write_references(folder / "references.csv", story.people.values())
    terms = story.round.agreement.terms_in_force
    assert terms
    (folder / "terms.toml").write_text(terms_toml(terms), encoding="utf-8")
    (folder / "salt").write_bytes(story.secret)
    about = {"round": ROUND, "now": story.now.isoformat()}
    (folder / "story.json").write_text(json.dumps(about), encoding="utf-8")
