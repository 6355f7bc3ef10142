"""A PostgreSQL server of the tests' own: the machine's binaries, a folder, a socket in it, no network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

INSTALL = "the tests need PostgreSQL: sudo apt-get install postgresql"
_DEBIAN = Path("/usr/lib/postgresql")


class Server:
    """A running server. As root its programs run as the system's user postgres, since it refuses to run as root."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            shutil.chown(folder, self._user)
        options = ["--auth=trust", "--username=wayhome", "--encoding=UTF8", "--locale=C", "--no-sync"]
        self._run("initdb", "--pgdata", str(folder / "data"), *options)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        options = f"-c listen_addresses= -c unix_socket_directories={self._folder}"
        log = str(self._folder / "log")
        self._run(
            "pg_ctl", "--pgdata", str(self._folder / "data"), "--wait", "--log", log, "--options", options, "start"
        )

    def stop(self, mode: str = "fast") -> None:
        """Stop it; ``immediate`` is what a power failure is to it."""
        self._run("pg_ctl", "--pgdata", str(self._folder / "data"), "--wait", "--mode", mode, "stop")

    def new_database(self, name: str) -> str:
        """Make a database and return how libpq is told of it."""
        self._run("createdb", "--host", str(self._folder), "--username", "wayhome", name)
        return f"host={self._folder} user=wayhome dbname={name}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [binaries() / program, *arguments]
        subprocess.run(command, check=True, user=self._user, cwd="/", stdout=subprocess.DEVNULL, env={"LC_ALL": "C"})


def binaries() -> Path:
    """The folder of the server's programs. Raises RuntimeError, with how to install them, where there are none."""
    newest = sorted(_DEBIAN.glob("*/bin"), key=lambda path: int(path.parent.name), reverse=True)
    found = [path for path in newest if (path / "initdb").exists()] or [
        Path(initdb).resolve().parent for initdb in [shutil.which("initdb")] if initdb
    ]
    if not found or (os.geteuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall())):
        raise RuntimeError(INSTALL)
    return found[0]


@contextmanager
def server() -> Iterator[Server]:
    """A server in a folder of its own under /tmp (a socket's path must be short), gone afterwards."""
    folder = Path(mkdtemp(prefix="wayhome-pg-", dir="/tmp"))
    try:
        running = Server(folder)
        try:
            yield running
        finally:
            running.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
