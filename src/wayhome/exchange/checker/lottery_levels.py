"""Whether the levels of a lottery prove it the fairest, added up again in exact fractions.

Let q be the chances of any lottery that is at least as fair. At the first level the multipliers show that the smallest
chance of all can't pass the bound; q reaches it then, and every kind whose coefficients add up to more than 0 has
exactly that chance in q as well. Leaving those aside, the same holds at the next level, until q is the lottery itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from wayhome.exchange.checker.fault import Fault
from wayhome.exchange.lottery_file import Lottery, Multiplied, PublishedCut, PublishedPiece, PublishedRow
from wayhome.people.messages import said


def unfair(lottery: Lottery) -> Iterator[Fault]:
    """Everything the lottery claims of its fairness that isn't so."""
    rows: dict[tuple[str, ...], PublishedRow] = {row.name: row for row in lottery.rows}
    for cut in lottery.cuts:
        if not _proven(lottery, rows, cut):
            yield Fault("cut", said("exchange.cut_not_proven", row=" ".join(cut.row.name)))
            return
        rows[cut.row.name] = cut.row
    open_kinds = set(range(len(lottery.kinds)))
    settled: dict[int, Fraction] = {}
    for number, level in enumerate(lottery.levels, 1):
        try:
            chance, bound = Fraction(level.chance), Fraction(level.bound)
            so, kinds = _bound(lottery, rows, level.multipliers, open_kinds, settled)
        except (ValueError, ZeroDivisionError, KeyError):
            yield Fault("level", said("exchange.level_proves_nothing", level=number))
            return
        if bound != so or (str(chance), str(bound)) != (level.chance, level.bound):
            words = said("exchange.level_bounded_otherwise", level=number, bound=str(so), said=level.bound)
            yield Fault("level_bound", words)
        smallest = min((Fraction(lottery.kinds[kind].chance) for kind in open_kinds), default=None)
        if chance != smallest:
            words = said("exchange.level_of_another_chance", level=number, chance=str(smallest), said=level.chance)
            yield Fault("level_chance", words)
        if chance < bound:
            if number < len(lottery.levels) or list(level.kinds) != _lowest(lottery, open_kinds, chance):
                yield Fault("level_open", said("exchange.level_not_reached", level=number))
            return
        if list(level.kinds) != sorted(kinds) or any(lottery.kinds[kind].chance != level.chance for kind in kinds):
            yield Fault("level_kinds", said("exchange.level_settles_others", level=number))
        open_kinds -= kinds
        settled |= dict.fromkeys(kinds, chance)


def proven_fairest(lottery: Lottery) -> bool:
    """Whether levels in which `unfair` finds no fault settle every kind, so that no lottery is fairer."""
    settled = sum(len(level.kinds) for level in lottery.levels)
    return settled == len(lottery.kinds) and all(level.chance == level.bound for level in lottery.levels)


def _lowest(lottery: Lottery, open_kinds: set[int], chance: Fraction) -> list[int]:
    return [kind for kind in sorted(open_kinds) if Fraction(lottery.kinds[kind].chance) == chance]


def _bound(
    lottery: Lottery,
    rows: Mapping[tuple[str, ...], PublishedRow],
    multipliers: Sequence[Multiplied],
    open_kinds: set[int],
    settled: Mapping[int, Fraction],
) -> tuple[Fraction, set[int]]:
    """The most that the smallest chance of the open kinds can be, and whose chance that settles."""
    number = [len(kind.units) for kind in lottery.kinds]
    if not multipliers:
        shares = {kind: Fraction(lottery.kinds[kind].most, number[kind]) for kind in open_kinds}
        bound = min(shares.values())
        return bound, {kind for kind, share in shares.items() if share == bound}
    total, sums = _added_up(rows, multipliers)
    wanted = {kind: max(sums[kind], Fraction(0)) for kind in open_kinds}
    total += sum((lottery.kinds[kind].most * (wanted[kind] - sums[kind]) for kind in open_kinds), start=Fraction(0))
    total -= sum((sums[kind] * chance * number[kind] for kind, chance in settled.items()), start=Fraction(0))
    return (
        total / sum((wanted[kind] * number[kind] for kind in open_kinds), start=Fraction(0)),
        {kind for kind in open_kinds if sums[kind] > 0},
    )


def _added_up(
    rows: Mapping[tuple[str, ...], PublishedRow], multipliers: Sequence[Multiplied]
) -> tuple[Fraction, dict[int, Fraction]]:
    """Rows multiplied and added up: what they are bounded to together, and the coefficient of each kind."""
    total, sums = Fraction(0), defaultdict[int, Fraction](Fraction)
    for each in multipliers:
        by, row = Fraction(each.by), rows[each.row]
        bound = row.upper if by > 0 else row.lower
        if bound is None:
            raise ValueError("a row without a bound on that side")
        total += by * bound
        for kind, coefficient in row.coefficients:
            sums[kind] += by * coefficient
    return total, sums


def _proven(lottery: Lottery, rows: Mapping[tuple[str, ...], PublishedRow], cut: PublishedCut) -> bool:
    """Whether no package passes a cut's bound: piece by piece, and the pieces leave nothing out."""
    if cut.row.lower is not None or cut.row.upper is None:
        return False
    try:
        within = all(_piece_bound(lottery, rows, cut.row, piece) <= cut.row.upper for piece in cut.proof)
    except (ValueError, ZeroDivisionError, KeyError, IndexError):
        return False
    halves = [{(half.kind, half.value, half.below) for half in piece.halves} for piece in cut.proof]
    return within and _everything(halves)


def _piece_bound(
    lottery: Lottery, rows: Mapping[tuple[str, ...], PublishedRow], of: PublishedRow, piece: PublishedPiece
) -> int:
    """The most whole number that ``of`` can add up to within a piece."""
    least = [0] * len(lottery.kinds)
    most = [kind.most for kind in lottery.kinds]
    for half in piece.halves:
        if half.below:
            most[half.kind] = min(most[half.kind], half.value)
        else:
            least[half.kind] = max(least[half.kind], half.value + 1)
    if any(low > high for low, high in zip(least, most, strict=True)):
        return of.upper or 0  # nothing is in this piece
    total, sums = _added_up(rows, piece.multipliers)
    wanted = dict(of.coefficients)
    for kind in wanted.keys() | sums.keys():
        rest = wanted.get(kind, 0) - sums[kind]
        total += rest * (most[kind] if rest > 0 else least[kind])
    return total.numerator // total.denominator


def _everything(pieces: Sequence[set[tuple[int, int, bool]]]) -> bool:
    """Whether every choice is in some piece: one has no halves left, or both halves of some cut leave nothing out."""
    if any(not piece for piece in pieces):
        return True
    for kind, value, _ in sorted(pieces[0]) if pieces else ():
        sides = [
            [piece - {(kind, value, below)} for piece in pieces if (kind, value, not below) not in piece]
            for below in (True, False)
        ]
        if all(len(side) < len(pieces) and _everything(side) for side in sides):
            return True
    return False
