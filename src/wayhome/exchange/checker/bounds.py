"""Whether more could be had at any stage, proven again: sums by counting, an order by looking for the passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.checker.parts import Part, Parts, Together, Way
from wayhome.exchange.package import Argument, Certificate, Stage, StageName
from wayhome.exchange.terms import Terms
from wayhome.people.categories import Track


def surpassed(certificate: Certificate, terms: Terms, parts: Parts) -> Iterator[Fault]:
    """Find every stage where more could be had, and everything the certificate says of a stage that isn't so."""
    for part in parts.values():
        passed_over = _passed_over([group.units for group in part.groups], part.going)
        for group in part.groups:
            passed_over += _passed_over([(unit,) for unit in group.units], part.going)
        if passed_over:
            words = "Could go in front of somebody who comes after them, the number staying what it is"
            yield Fault("passed_over", words, tuple(passed_over))
    so = list(_stages(terms, parts))
    for stage in so:
        if not stage.proven:
            yield Fault("not_the_most", f"{_title(stage)}: {stage.bound} people could go, but {stage.value} do")
    if [_title(stage) for stage in certificate.stages] != [_title(stage) for stage in so]:
        yield Fault("other_stages", "The certificate doesn't hold the stages of these terms in their order")
        return
    for claimed, stage in zip(certificate.stages, so, strict=True):
        if claimed != stage:
            yield Fault(
                "other_certificate", f"{_title(stage)}: the certificate says {_says(claimed)}; so is {_says(stage)}"
            )


def _title(stage: Stage) -> str:
    return f"{stage.name}, {' and '.join(stage.parties)}"


def _says(stage: Stage) -> str:
    return f"{stage.value} of at most {stage.bound}, {'proven' if stage.proven else 'not proven'}, {stage.argument}"


def _stages(terms: Terms, parts: Parts) -> Iterator[Stage]:
    """Every stage with what the package reaches and the most that it could."""
    pairs = list(combinations(sorted(terms.parties), 2))
    for one, other in pairs:
        for way in ((one, other), (other, one)):
            yield from _unconditional_stages(terms, way, parts[Track.UNCONDITIONAL, way])
    for one, other in pairs if not terms.hostilities_ended else ():
        yield _counted_stage(terms, (one, other), parts)
        for way in ((one, other), (other, one)):
            yield from _order_stages(way, parts[Track.COUNTED, way])


def _unconditional_stages(terms: Terms, way: Way, part: Part) -> Iterator[Stage]:
    seats = part.held if terms.unconditional.seats is None else min(part.held, terms.unconditional.seats)
    bound = max(number for number, possible in enumerate(sums(part.sizes, seats)) if possible)
    if bound == part.held:
        argument = Argument.EVERYONE_GOES
    else:
        argument = Argument.SEATS_FILLED if bound == seats else Argument.FAMILIES_STAY_WHOLE
    yield Stage(StageName.UNCONDITIONAL, way, part.heads, bound, part.heads == bound, argument)
    yield _reached(StageName.UNCONDITIONAL_ORDER, way, _without_a_gap(part), Argument.FIRST_IN_ORDER)


def _counted_stage(terms: Terms, pair: Way, parts: Parts) -> Stage:
    there, back = parts[Track.COUNTED, pair], parts[Track.COUNTED, (pair[1], pair[0])]
    most = min(there.held, back.held, terms.counted.most)
    both = zip(sums(there.sizes, most), sums(back.sizes, most), strict=True)
    bound = max(number for number, (one, other) in enumerate(both) if one and other)
    argument = argument_of(terms, bound, there, back)
    return Stage(StageName.COUNTED, pair, there.heads, bound, there.heads == bound, argument)


def argument_of(terms: Terms, heads: int, one: Part, other: Part) -> Argument:
    """What keeps the heads each way between two parts from being more."""
    if heads == terms.counted.most:
        return Argument.MOST_REACHED
    return Argument.ONE_PARTY_HAS_NO_MORE if heads in (one.held, other.held) else Argument.FAMILIES_STAY_WHOLE


def _order_stages(way: Way, part: Part) -> Iterator[Stage]:
    drawn = sum(group.taken for group in part.groups if group.taken < group.contenders)
    yield _reached(StageName.CRITERIA, way, _without_a_gap(part), Argument.FIRST_IN_ORDER)
    yield _reached(StageName.DRAW, way, drawn, Argument.DRAWN)


def _reached(name: StageName, way: Way, value: int, argument: Argument) -> Stage:
    """A stage that nothing can surpass once nobody is passed over."""
    return Stage(name, way, value, value, True, argument)


def _without_a_gap(part: Part) -> int:
    """The heads who go from the first groups, up to and with the first that doesn't go whole."""
    heads = 0
    for group in part.groups:
        heads += group.taken
        if group.taken < group.heads:
            break
    return heads


def sums(sizes: Counter[int], most: int) -> list[bool]:
    """Of each number up to ``most``, whether some of the sizes add up to it.

    The bounded knapsack that remembers, for each number, the fewest units of the current size it was reached with.
    """
    possible = [True] + [False] * most
    for size, number in sizes.items():
        used = [0] * (most + 1)
        for total in range(size, most + 1):
            if not possible[total] and possible[total - size] and used[total - size] < number:
                possible[total], used[total] = True, used[total - size] + 1
    return possible


def _passed_over(groups: Sequence[Sequence[Together]], going: frozenset[str]) -> list[str]:
    """Those who wait in the first group that could give more heads, the heads in all and those before it staying.

    Where there is no such group, the order is kept: to take more of any group would break the number.
    """
    later = Counter(len(unit) for group in groups for unit in group)
    left = sum(len(unit) for group in groups for unit in group if unit[0].person in going)
    for group in groups:
        sizes = Counter(map(len, group))
        later.subtract(sizes)
        taken = sum(len(unit) for unit in group if unit[0].person in going)
        if taken < min(left, sum(map(len, group))):
            larger = [number for number, possible in enumerate(sums(sizes, left)) if possible and number > taken]
            rest = sums(later, left) if larger else []
            if any(rest[left - number] for number in larger):
                return [each.person for unit in group for each in unit if each.person not in going]
        left -= taken
    return []
