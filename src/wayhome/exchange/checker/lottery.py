"""Whether a published lottery is what it says: its packages, its chances, how fair it is, and whom the draw picked.

Everything is worked out again from lottery.json alone, in exact fractions and SHA-256, and shares no code with what
made it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256
from itertools import accumulate, count

import msgspec

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.lottery_levels import unfair
from wayhome.exchange.lottery_file import RULE, Draw, Lottery, Published
from wayhome.exchange.terms import Terms
from wayhome.people.messages import said

_HEX = frozenset("0123456789abcdef")


def check_lottery(file: Published) -> tuple[Fault, ...]:
    """Everything wrong with a lottery; nothing, if it keeps what it promises and, once drawn, was drawn by its rule.

    Whether the journal names the same digest, commitments and secrets is for whoever holds the journal to compare.
    """
    lottery = file.lottery
    if file.digest != _digest(lottery):
        return (Fault("other_digest", said("exchange.lottery_was_changed")),)
    faults = tuple(_malformed(lottery))
    if faults:
        return faults  # what follows adds up what is only known to be there now
    faults = (*_broken(lottery), *_misstated(lottery), *unfair(lottery))
    return (*faults, *(_misdrawn(lottery, file.draw, file.digest) if file.draw else ()))


def chances_in(lottery: Lottery) -> tuple[Fraction, ...]:
    """The chance of each unit of every kind, added up from the weights."""
    weights = [int(package.weight) for package in lottery.packages]
    return tuple(
        Fraction(
            sum(weight * package.units[place] for weight, package in zip(weights, lottery.packages, strict=True)),
            sum(weights) * len(kind.units),
        )
        for place, kind in enumerate(lottery.kinds)
    )


def chances_of_people(lottery: Lottery) -> dict[str, Fraction]:
    """The chance of everybody in the lottery, by reference."""
    of_kinds = zip(lottery.kinds, chances_in(lottery), strict=True)
    return {person: chance for kind, chance in of_kinds for unit in kind.units for person in unit}


def drawn_otherwise(file: Published, terms: Terms, rounds: Mapping[str, int]) -> Iterator[Fault]:
    """Find what keeps a package from being the one that was drawn; ``rounds``: of everybody, 1 for this one."""
    yield from check_lottery(file)
    if file.draw is None:
        yield Fault("not_drawn", said("exchange.lottery_not_drawn"))
        return
    if file.lottery.terms != terms.digest:
        yield Fault("lottery_of_other_terms", said("exchange.lottery_of_other_terms"))
    people = {person for kind in file.lottery.kinds for unit in kind.units for person in unit}
    strangers = sorted(people - rounds.keys())
    if strangers:
        yield Fault("not_of_the_pool", said("exchange.lottery_of_strangers"), tuple(strangers))
    otherwise = sorted(each for each in people & rounds.keys() if (rounds[each] == 1) != (each in file.draw.people))
    if otherwise:
        yield Fault("drawn_otherwise", said("exchange.lottery_says_otherwise"), tuple(otherwise))


def _digest(lottery: Lottery) -> str:
    # Keys are ours and plain, numbers whole: sorted and without spaces this is RFC 8785.
    plain = json.dumps(msgspec.to_builtins(lottery), ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return sha256(plain.encode()).hexdigest()


def _malformed(lottery: Lottery) -> Iterator[Fault]:
    if lottery.rule != RULE:
        yield Fault("other_rule", said("exchange.rule_of_the_draw", rule=RULE))
    if len(lottery.seats) < 2 or list(lottery.seats) != sorted(set(lottery.seats)):
        yield Fault("seats", said("exchange.seats_of_a_lottery"))
    people = [person for kind in lottery.kinds for unit in kind.units for person in unit]
    if len(set(people)) < len(people):
        twice = tuple(sorted({person for person in people if people.count(person) > 1}))
        yield Fault("twice", said("exchange.nobody_twice_in_a_lottery"), twice)
    for place, kind in enumerate(lottery.kinds):
        if not kind.units or not all(kind.units) or not 0 <= kind.most <= len(kind.units):
            yield Fault("kind", said("exchange.kind_of_nobody", place=place))
    if not lottery.packages:
        yield Fault("no_package", said("exchange.no_package_to_draw"))
    for place, package in enumerate(lottery.packages):
        if not package.weight.isdecimal() or package.weight.startswith("0"):
            yield Fault("weight", said("exchange.weight_of_a_package", place=place))
        if len(package.units) != len(lottery.kinds):
            yield Fault("package", said("exchange.package_of_every_kind", place=place))
    rows = (*lottery.rows, *(cut.row for cut in lottery.cuts))
    if len({row.name for row in rows}) < len(rows):
        yield Fault("row_twice", said("exchange.row_twice"))
    for row in rows:
        places = [place for place, _ in row.coefficients]
        if len(set(places)) < len(places) or not set(places) <= set(range(len(lottery.kinds))):
            yield Fault("row", said("exchange.row_of_a_kind", row=" ".join(row.name)))


def _broken(lottery: Lottery) -> Iterator[Fault]:
    """Packages that don't keep what every package must."""
    for place, package in enumerate(lottery.packages):
        if any(not 0 <= going <= kind.most for going, kind in zip(package.units, lottery.kinds, strict=True)):
            yield Fault("too_many", said("exchange.too_many_of_a_kind", place=place))
        for row in lottery.rows:
            total = sum(coefficient * package.units[kind] for kind, coefficient in row.coefficients)
            if (row.lower is not None and total < row.lower) or (row.upper is not None and total > row.upper):
                yield Fault("row_broken", said("exchange.row_not_kept", place=place, row=" ".join(row.name)))


def _misstated(lottery: Lottery) -> Iterator[Fault]:
    for place, (kind, chance) in enumerate(zip(lottery.kinds, chances_in(lottery), strict=True)):
        if kind.chance != str(chance):
            yield Fault(
                "other_chance", said("exchange.another_chance", place=place, chance=str(chance), said=kind.chance)
            )


def _misdrawn(lottery: Lottery, draw: Draw, digest: str) -> Iterator[Fault]:
    if tuple(word.seat for word in draw.words) != lottery.seats:
        yield Fault("seats_drawn", said("exchange.every_seat_of_the_lottery"))
        return
    texts = (draw.beacon, draw.seed, *(text for word in draw.words for text in (word.commitment, word.secret)))
    if not all(set(text) <= _HEX and len(text) % 2 == 0 for text in texts):
        yield Fault("hexadecimal", said("exchange.in_hexadecimal"))
        return
    if bool(draw.beacon) != bool(lottery.beacon):
        yield Fault("beacon", said("exchange.beacon_mixed_in"))
    secrets = {word.seat: bytes.fromhex(word.secret) for word in draw.words}
    for word in draw.words:
        fits = _sha256("commitment", digest.encode(), word.seat.encode(), secrets[word.seat]).hex()
        if len(secrets[word.seat]) != 32 or fits != word.commitment:
            yield Fault("commitment", said("exchange.revealed_another_secret", seat=word.seat))
    parts = [part for seat, secret in sorted(secrets.items()) for part in (seat.encode(), secret)]
    seed = _sha256("seed", digest.encode(), *parts, bytes.fromhex(draw.beacon))
    if seed.hex() != draw.seed:
        yield Fault("seed", said("exchange.seed_does_not_follow"))
    package, people = _draw_again(lottery, seed)
    if (package, people) != (draw.package, draw.people):
        yield Fault("other_draw", said("exchange.draw_picks_another", package=package))


def _draw_again(lottery: Lottery, seed: bytes) -> tuple[int, tuple[str, ...]]:
    ends = list(accumulate(int(package.weight) for package in lottery.packages))
    number = _below(ends[-1], seed)
    package = next(place for place, end in enumerate(ends) if number < end)
    people: list[str] = []
    for kind, going in zip(lottery.kinds, lottery.packages[package].units, strict=True):
        by_hash = {_sha256("unit", seed, unit[0].encode()): unit for unit in kind.units}
        for first in sorted(by_hash)[:going]:
            people += by_hash[first]
    return package, tuple(sorted(people))


def _below(limit: int, seed: bytes) -> int:
    bits = len(f"{limit - 1:b}") if limit > 1 else 0
    for attempt in count():
        drawn = ""
        for block in range(-(-bits // 256)):
            drawn += f"{int.from_bytes(_sha256('number', seed, attempt.to_bytes(8), block.to_bytes(8))):0256b}"
        number = int(drawn[:bits] or "0", 2)
        if number < limit:
            return number
    raise AssertionError("counting never ends")


def _sha256(use: str, *parts: bytes) -> bytes:
    of = sha256(b"wayhome lottery " + use.encode() + b" 1\n")
    for part in parts:
        of.update(len(part).to_bytes(8))
        of.update(part)
    return of.digest()
