"""`wayhome keys`: the key of a seat, as a file that stays with it."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from wayhome.cli.errors import Failure
from wayhome.journal import BadKey, SigningKey, read_key, write_key

_HEADING = b"wayhome private key"


@click.group()
def keys() -> None:
    """Make and show the key files that seats sign with."""


@keys.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def new(file: Path) -> None:
    """Make a new private key FILE, readable by its owner only, and show its public half."""
    try:
        key = SigningKey(secrets.token_bytes(32))
        write_key(file, key)
    except FileExistsError as error:
        raise Failure(f"{file} exists; a key is never overwritten") from error
    except OSError as error:
        raise Failure(f"{file} can't be written: {error.strerror}") from error
    _show(key)


@keys.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(file: Path) -> None:
    """Show the public half of the key in FILE, and its fingerprint for reading aloud."""
    _show(key_from(file))


def key_from(file: Path) -> SigningKey:
    """Read a key file, or fail with what is wrong with it."""
    try:
        with file.open("rb") as stream:
            heading = stream.read(len(_HEADING))
        if heading != _HEADING:  # before its permissions: what is no key need not be hidden from others
            raise Failure(f"{file}: not a private key file; `wayhome keys new` makes one")
        return read_key(file)
    except BadKey as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}") from error


def _show(key: SigningKey) -> None:
    click.echo(f"public key:  {key.public}")
    click.echo(f"fingerprint: {key.public.fingerprint}")
