"""The round's secret behind references: one secret, from which each person's own salt can be taken out for good.

A person's salt is reached from the secret along a path of 16 steps, one for each digit of the hash of who holds them
and under which id, each step a keyed hash with 16 possible outcomes (a puncturable pseudorandom function: Goldreich,
Goldwasser and Micali 1986; Boneh and Waters 2013). To erase somebody is to keep, in place of the secret, the outcomes
that lie beside their path: every other salt can still be reached, theirs by nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from hashlib import blake2b, sha256

_STEPS = 16
_DIGITS = "0123456789abcdef"
_BYTES = 32
FORMAT = "wayhome-salts/1"
"""The format of the file of salts from which somebody was taken out."""


class SaltErased(ValueError):
    """The salt of this person was destroyed: nobody can tell their reference."""


class Salts:
    """What a round's secret still gives: seeds by the start of the path they stand at; at first one, at the root."""

    def __init__(self, seeds: Mapping[str, bytes]) -> None:
        self.seeds = dict(seeds)

    @classmethod
    def of(cls, secret: bytes) -> Salts:
        """The salts of a secret from which nobody was taken out yet."""
        return cls({"": sha256(b"wayhome salts:" + secret).digest()})

    @classmethod
    def read(cls, content: bytes) -> Salts:
        """Read the content of a round's secret file: the secret, or what is left of it once somebody was erased.

        Raises ValueError for what is neither.
        """
        if content.startswith(b'{"format":'):
            fields = json.loads(content)
            if not isinstance(fields, dict) or fields.get("format") != FORMAT or not isinstance(fields["seeds"], dict):
                raise ValueError(f"not the salts of a round in the format {FORMAT}")
            return cls({start: bytes.fromhex(seed) for start, seed in fields["seeds"].items()})
        if len(content) < 32:
            raise ValueError("a salt has 32 bytes or more")
        return cls.of(content)

    def of_person(self, name: bytes) -> bytes:
        """Return the salt (32 bytes) of the person known by ``name``. Raises `SaltErased`."""
        path = _path(name)
        start = self._start(path)
        seed = self.seeds[start]
        for digit in path[len(start) :]:
            seed = _step(seed, digit)
        return seed

    def without(self, name: bytes) -> Salts:
        """Return the salts with this person's taken out; the same where it was already."""
        path = _path(name)
        try:
            start = self._start(path)
        except SaltErased:
            return self
        left = {at: seed for at, seed in self.seeds.items() if at != start}
        return Salts(left | dict(_beside(start, self.seeds[start], path)))

    def _start(self, path: str) -> str:
        """Where on this path a seed stands: at one place at most."""
        for length in range(_STEPS + 1):
            if path[:length] in self.seeds:
                return path[:length]
        raise SaltErased("the salt of this person is destroyed")


def _beside(start: str, seed: bytes, path: str) -> Iterator[tuple[str, bytes]]:
    """The seeds that lie beside a path, from where a seed stands to its end."""
    for length in range(len(start), _STEPS):
        for digit in _DIGITS:
            if digit != path[length]:
                yield path[:length] + digit, _step(seed, digit)
        seed = _step(seed, path[length])


def _path(name: bytes) -> str:
    return sha256(name).hexdigest()[:_STEPS]


def _step(seed: bytes, digit: str) -> bytes:
    return blake2b(digit.encode(), key=seed, digest_size=_BYTES).digest()
