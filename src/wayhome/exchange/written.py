"""What people write in TOML for this room: read strictly, and every mistake named with its key and its cure."""

from __future__ import annotations

import tomllib
from pathlib import Path


class BadWriting(ValueError):
    """What can't be read: which key, what was expected there, and how to mend it."""

    def __init__(self, key: str, expected: str, mend: str, source: str) -> None:
        super().__init__(f"{source}: {key}: expected {expected}; to mend it, {mend}")
        self.key, self.expected, self.mend, self.source = key, expected, mend, source


def name_of(source: Path | str, otherwise: str) -> str:
    """What errors call a source: a file by its name, a text by what it is."""
    return source.name if isinstance(source, Path) else otherwise


def parse(source: Path | str, name: str) -> dict[str, object]:
    """Parse TOML, a file by its path or the text itself. Raises `BadWriting`."""
    try:
        return tomllib.loads(source.read_text(encoding="utf-8") if isinstance(source, Path) else source)
    except UnicodeDecodeError as error:
        mend = "save the file as UTF-8"
        raise BadWriting(f"byte {error.start + 1}", "text in UTF-8", mend, name) from None
    except tomllib.TOMLDecodeError as error:
        raise BadWriting("the text", f"TOML ({error})", "mend the line named", name) from None
