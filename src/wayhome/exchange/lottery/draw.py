"""The draw: whom a lottery published before picks, from secrets that its seats had committed to. No floats, no bias.

In the spirit of RFC 3797 (D. Eastlake, *Publicly Verifiable Nominations Committee Random Selection*, 2004): whatever
goes in is public in the end, nobody knew it when the lottery was published, and anybody can draw again. SHA-256
throughout, each use under a heading of its own, every part behind its length.
"""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from itertools import count

from wayhome.exchange.lottery_file import Draw, Lottery, Unit, Word

SECRET_BYTES = 32


def commitment(lottery: str, seat: str, secret: bytes) -> str:
    """What a seat commits to: its secret of 32 random bytes, bound to its name and the lottery's digest. Hexadecimal.

    It tells nothing of the secret, and no other secret fits it. A copy of another seat's commitment can't be revealed.
    """
    return _hash("commitment", lottery.encode(), seat.encode(), secret).hex()


def seed(lottery: str, secrets: Mapping[str, bytes], beacon: bytes = b"") -> bytes:
    """What the draw follows from: the lottery's digest, every seat's secret, and the beacon's value if there is one.

    As long as one of them was random and unknown to the others when they committed, nobody could steer it.
    """
    words = [part for seat in sorted(secrets) for part in (seat.encode(), secrets[seat])]
    return _hash("seed", lottery.encode(), *words, beacon)


def drawn(lottery: Lottery, secrets: Mapping[str, bytes], beacon: bytes = b"") -> Draw:
    """Draw: a pure function of the published part and what was revealed.

    The package is picked by a whole number below the sum of the weights (see `number_below`), the weights added up in
    the order published. Of each kind as many units go as the package says, those with the smallest SHA-256 under the
    seed. ``secrets`` are the seats' own, and ``beacon`` is the value of what the lottery names, or nothing.
    """
    of = seed(lottery.digest, secrets, beacon)
    package = _package(lottery, of)
    people = [
        person
        for kind, going in zip(lottery.kinds, lottery.packages[package].units, strict=True)
        for unit in _first(kind.units, of)[:going]
        for person in unit
    ]
    words = (Word(seat, commitment(lottery.digest, seat, secrets[seat]), secrets[seat].hex()) for seat in lottery.seats)
    return Draw(tuple(words), beacon.hex(), of.hex(), package, tuple(sorted(people)))


def number_below(limit: int, of: bytes) -> int:
    """A whole number from 0 to ``limit`` - 1, each equally likely.

    As many bits of SHA-256 as ``limit`` - 1 has, for counter 0, 1, 2 …, until they are below ``limit``: what is too
    large is thrown away, because a remainder would favour small numbers.
    """
    bits = (limit - 1).bit_length()
    blocks = -(-bits // 256)
    for attempt in count():
        drawn_bits = b"".join(_hash("number", of, attempt.to_bytes(8), block.to_bytes(8)) for block in range(blocks))
        number = int.from_bytes(drawn_bits) >> (256 * blocks - bits)
        if number < limit:
            return number
    raise AssertionError("counting never ends")


def _package(lottery: Lottery, of: bytes) -> int:
    weights = [int(package.weight) for package in lottery.packages]
    left = number_below(sum(weights), of)
    for place, weight in enumerate(weights):
        if left < weight:
            return place
        left -= weight
    raise AssertionError("the number is below the sum of the weights")


def _first(units: tuple[Unit, ...], of: bytes) -> list[Unit]:
    return sorted(units, key=lambda unit: (_hash("unit", of, unit[0].encode()), unit[0]))


def _hash(use: str, *parts: bytes) -> bytes:
    """SHA-256 of a heading and the parts, each behind its length in eight bytes."""
    framed = b"".join(len(part).to_bytes(8) + part for part in parts)
    return sha256(f"wayhome lottery {use} 1\n".encode() + framed).digest()
