"""A round's salts in their file: a secret as it was drawn, or what is left of it once somebody was erased."""

from __future__ import annotations

import json
import os
from pathlib import Path

from wayhome.cli.errors import Failure
from wayhome.people import Salts
from wayhome.people.salts import FORMAT


def read_salts(path: Path) -> Salts:
    """Read the salts of a round. Raises Failure for a file too short to be a secret."""
    try:
        return Salts.read(path.read_bytes())
    except (ValueError, KeyError, AttributeError, TypeError) as error:
        raise Failure(f"{path}: not the salts of a round ({error})") from error


def written_salts(salts: Salts) -> bytes:
    """The file's content for salts from which somebody was taken out."""
    seeds = {start: seed.hex() for start, seed in sorted(salts.seeds.items())}
    return json.dumps({"format": FORMAT, "seeds": seeds}, separators=(",", ":")).encode()


def replace_and_overwrite(path: Path, content: bytes) -> None:
    """Put new content in place of a file's, durably, and then zeros where the old one lay."""
    new = path.with_name(f".{path.name}.new")
    with path.open("r+b") as old:
        with new.open("wb") as file:
            os.fchmod(file.fileno(), os.fstat(old.fileno()).st_mode & 0o777)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        old.write(bytes(os.fstat(old.fileno()).st_size))
        old.flush()
        os.fsync(old.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
