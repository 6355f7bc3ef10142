"""The file of a private key: one line, for its owner alone, and wrapped with a passphrase unless its owner says not to.

    wayhome private key 2: <base64 of salt, limits, nonce and the wrapped key>

The passphrase goes through Argon2id (RFC 9106) and what comes of it encrypts the key (XSalsa20-Poly1305), both by
libsodium. The limits stand in the file, so that later files can be made harder to guess and older ones still be read.
A file "wayhome private key 1: <base64>" holds the key as it is: for a disc that is encrypted itself.
"""

from __future__ import annotations

import os
import struct
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import nacl.exceptions
import nacl.pwhash
import nacl.secret

from wayhome.journal.canonical import from_base64, to_base64
from wayhome.journal.errors import BadKey, NotCanonical
from wayhome.journal.keys import KEY_BYTES, SigningKey

_PLAIN, _WRAPPED = "wayhome private key 1: ", "wayhome private key 2: "
HEADING = b"wayhome private key"
"""How every private key file begins."""
_SALT_BYTES = nacl.pwhash.argon2id.SALTBYTES
_NONCE_BYTES = nacl.secret.SecretBox.NONCE_SIZE
_LIMITS = struct.Struct(">II")
_MOST_MEMORY, _MOST_OPERATIONS = 2**30, 16
"""A file that asks for more than this to be opened is refused: it would only hold up the machine."""


class Limits(NamedTuple):
    """What guessing one passphrase costs: passes over the memory, and its bytes."""

    operations: int
    memory: int


MODERATE = Limits(nacl.pwhash.argon2id.OPSLIMIT_MODERATE, nacl.pwhash.argon2id.MEMLIMIT_MODERATE)
"""256 MiB three times over: most of a second on a small machine."""


def write_key(path: Path, key: SigningKey) -> None:
    """Write a private key as it is. Raises FileExistsError rather than overwrite a file."""
    _write(path, f"{_PLAIN}{to_base64(key.seed)}\n")


def write_wrapped_key(
    path: Path,
    key: SigningKey,
    passphrase: str,
    randomness: Callable[[int], bytes],
    limits: Limits = MODERATE,
) -> None:
    """Write a private key wrapped with a passphrase. ``randomness(n)`` returns n fresh random bytes.

    Raises `BadKey` for an empty passphrase and FileExistsError rather than overwrite a file.
    """
    salt, nonce = randomness(_SALT_BYTES), randomness(_NONCE_BYTES)
    wrapped = nacl.secret.SecretBox(_stretched(passphrase, salt, limits)).encrypt(key.seed, nonce).ciphertext
    _write(path, f"{_WRAPPED}{to_base64(salt + _LIMITS.pack(*limits) + nonce + wrapped)}\n")


def read_key(path: Path, passphrase: Callable[[], str] | None = None) -> SigningKey:
    """Read a private key file; ``passphrase`` is asked where it is wrapped.

    Raises `BadKey` (also for a wrong passphrase, or none), or OSError if the file can't be read.
    """
    if path.stat().st_mode & 0o077:
        raise BadKey("journal.others_may_read_the_key", path=str(path))
    try:
        text = path.read_bytes().decode("ascii")
        heading, content = text[: len(_PLAIN)], from_base64(text[len(_PLAIN) : -1])
        if heading not in (_PLAIN, _WRAPPED) or not text.endswith("\n"):
            raise NotCanonical("journal.no_heading")
    except (NotCanonical, UnicodeDecodeError):
        raise BadKey("journal.not_a_key_file", path=str(path), plain=_PLAIN, wrapped=_WRAPPED) from None
    seed = content if heading == _PLAIN else _unwrapped(path, content, passphrase)
    if len(seed) != KEY_BYTES:
        raise BadKey("journal.key_not_whole", path=str(path))
    return SigningKey(seed)


def _unwrapped(path: Path, content: bytes, passphrase: Callable[[], str] | None) -> bytes:
    head = _SALT_BYTES + _LIMITS.size + _NONCE_BYTES
    if len(content) != head + nacl.secret.SecretBox.MACBYTES + KEY_BYTES:
        raise BadKey("journal.key_not_whole", path=str(path))
    salt, nonce = content[:_SALT_BYTES], content[head - _NONCE_BYTES : head]
    limits = Limits(*_LIMITS.unpack_from(content, _SALT_BYTES))
    if limits.memory > _MOST_MEMORY or limits.operations > _MOST_OPERATIONS:
        raise BadKey("journal.asks_for_too_much_work", path=str(path))
    if passphrase is None:
        raise BadKey("journal.no_passphrase_given", path=str(path))
    try:
        stretched = _stretched(passphrase(), salt, limits)
        return nacl.secret.SecretBox(stretched).decrypt(content[head:], nonce)
    except nacl.exceptions.CryptoError:
        raise BadKey("journal.not_the_passphrase", path=str(path)) from None


def _stretched(passphrase: str, salt: bytes, limits: Limits) -> bytes:
    """The wrapping key. A passphrase is the same however a keyboard composes its letters (NFC)."""
    if not passphrase:
        raise BadKey("journal.passphrase_empty")
    try:
        return nacl.pwhash.argon2id.kdf(
            nacl.secret.SecretBox.KEY_SIZE,
            unicodedata.normalize("NFC", passphrase).encode(),
            salt,
            limits.operations,
            limits.memory,
        )
    except (nacl.exceptions.CryptoError, ValueError):
        raise BadKey("journal.too_much_for_this_machine") from None


def _write(path: Path, text: str) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)
