"""`wayhome serve`: the desk, for whoever works at it with a browser."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--address",
    default="http://localhost:8000",
    show_default=True,
    help="The desk's one address as browsers see it; https for anything but this machine.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="Where it listens.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--certificate", type=click.Path(exists=True, dir_okay=False), help="A TLS certificate, as PEM.")
@click.option("--private-key", type=click.Path(exists=True, dir_okay=False), help="Its private key.")
def serve(folder: Path, address: str, host: str, port: int, certificate: str | None, private_key: str | None) -> None:
    """Serve the desk: the web application each seat works at. FOLDER holds its database, journal and office keys.

    DATABASE_URL (postgresql://...) names a PostgreSQL database instead of the folder's own. The office keys of the
    seats this desk signs for lie in FOLDER/keys, one SEAT.key each, as `wayhome keys new` writes them.
    """
    environment = {**os.environ, "WAYHOME_DESK": str(folder), "WAYHOME_ADDRESS": address}
    command = [sys.executable, "-m", "wayhome.desk", "serve", "--host", host, "--port", str(port)]
    for option, value in (("--certificate", certificate), ("--private-key", private_key)):
        command += [option, value] if value else []
    click.echo(f"The desk is open at {address} until you stop it (Ctrl-C).")
    sys.stdout.flush()
    # The command line and the desk know nothing of each other: this becomes another program, and ends as it ends.
    os.execve(sys.executable, command, environment)  # noqa: S606
