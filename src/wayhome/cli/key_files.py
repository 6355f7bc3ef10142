"""A seat's key, read from its file."""

from __future__ import annotations

from pathlib import Path

from wayhome.cli.errors import Failure
from wayhome.cli.passphrases import passphrase_of
from wayhome.journal import BadKey, SigningKey, read_key
from wayhome.journal.key_file import HEADING


def key_from(file: Path) -> SigningKey:
    """Read a key file, or fail with what is wrong with it. Where it is wrapped, its passphrase is asked for."""
    try:
        with file.open("rb") as stream:
            heading = stream.read(len(HEADING))
        if heading != HEADING:  # before its permissions: what is no key need not be hidden from others
            raise Failure(f"{file}: not a private key file; `wayhome keys new` makes one")
        return read_key(file, lambda: passphrase_of(file))
    except BadKey as error:
        raise Failure(str(error)) from error
    except OSError as error:
        raise Failure(f"{file} can't be read: {error.strerror}") from error
