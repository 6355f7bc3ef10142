"""`wayhome keys`: the key of a seat, as a file that stays with it, and the covenant that says whose keys count."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from wayhome.cli.covenants import covenant
from wayhome.cli.errors import Failure
from wayhome.cli.key_files import key_from
from wayhome.cli.passphrases import NEW_PASSPHRASE, PASSPHRASE, new_passphrase_of
from wayhome.journal import BadKey, SigningKey, write_key, write_wrapped_key

_UNWRAPPED = click.option("--unwrapped", is_flag=True, help="No passphrase: only for a disc that is encrypted itself.")


@click.group()
def keys() -> None:
    """Make and show the key files that seats sign with, and agree on whose keys count.

    A key file is wrapped with a passphrase. It is asked for, or read from the file that WAYHOME_PASSPHRASE_FILE names
    or the descriptor WAYHOME_PASSPHRASE_FD.
    """


@keys.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_UNWRAPPED
def new(file: Path, unwrapped: bool) -> None:
    """Make a new private key FILE, readable by its owner only, and show its public half."""
    key = SigningKey(secrets.token_bytes(32))
    _write(file, key, None if unwrapped else new_passphrase_of(file, PASSPHRASE))
    _show(key)


@keys.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def show(file: Path) -> None:
    """Show the public half of the key in FILE, and its fingerprint for reading aloud."""
    _show(key_from(file))


@keys.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_UNWRAPPED
def passphrase(file: Path, unwrapped: bool) -> None:
    """Wrap the key in FILE with another passphrase: asked for, or by WAYHOME_NEW_PASSPHRASE_FILE or _FD."""
    key = key_from(file)
    rewritten = file.with_name(f"{file.name}.new")
    _write(rewritten, key, None if unwrapped else new_passphrase_of(file, NEW_PASSPHRASE))
    rewritten.replace(file)
    click.echo(f"{file}: {'no passphrase any more' if unwrapped else 'wrapped with the new passphrase'}")


keys.add_command(covenant)


def _write(file: Path, key: SigningKey, secret: str | None) -> None:
    try:
        if secret is None:
            write_key(file, key)
        else:
            write_wrapped_key(file, key, secret, secrets.token_bytes)
    except FileExistsError as error:
        raise Failure(f"{file} exists; a key is never overwritten") from error
    except BadKey as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{file} can't be written: {error.strerror}") from error


def _show(key: SigningKey) -> None:
    click.echo(f"public key:  {key.public}")
    click.echo(f"fingerprint: {key.public.fingerprint}")
