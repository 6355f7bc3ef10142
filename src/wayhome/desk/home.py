"""The folder a desk lives in: its secret, its database, its journal, and the keys of the seats it signs for."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from wayhome.journal import SigningKey, read_key

FOLDER = "WAYHOME_DESK"
"""The environment variable that names the folder."""


@dataclass(frozen=True)
class Home:
    """A desk's folder."""

    folder: Path

    def make(self) -> None:
        """Make the folder, for its owner alone."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @property
    def database(self) -> Path:
        """The desk's own database, where no other is named."""
        return self.folder / "desk.sqlite3"

    @property
    def journal(self) -> Path:
        """The journal, where it isn't in PostgreSQL."""
        return self.folder / "journal.sqlite"

    @property
    def uploads(self) -> Path:
        """Files handed in, until a job has read them."""
        return self.folder / "uploads"

    @property
    def worker(self) -> Path:
        """The lock of whoever does this desk's jobs."""
        return self.folder / "worker.lock"

    def secret(self) -> str:
        """The secret this desk signs its sessions with, made the first time it is asked for.

        Where the folder isn't there yet nobody keeps it: it is another one next time.
        """
        path = self.folder / "secret"
        if not self.folder.is_dir():
            return secrets.token_urlsafe(48)
        try:
            return path.read_text(encoding="ascii")
        except FileNotFoundError:
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
                file.write(secrets.token_urlsafe(48))
            return self.secret()

    def key(self, seat: str) -> SigningKey | None:
        """The office key of a seat, or None where this desk doesn't hold it. Raises `BadKey` for a bad file."""
        path = self.folder / "keys" / f"{seat}.key"
        return read_key(path) if path.is_file() else None


def home() -> Home:
    """The folder named by the environment, ``desk`` where none is."""
    return Home(Path(os.environ.get(FOLDER, "desk")).resolve())
