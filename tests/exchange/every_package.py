"""Every package there is for a small pool, tried one by one: what the planner is held against."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product

from wayhome.exchange import Balance, Candidate, Terms
from wayhome.exchange.criteria import heads_meeting, key_of
from wayhome.people.categories import COUNTABLE

Unit = tuple[Candidate, ...]
Schedule = dict[Unit, int]
"""The round each unit goes in; 0 for none."""


def units_of(terms: Terms, pool: Sequence[Candidate]) -> list[Unit]:
    """Everyone with those they go with."""
    groups = {each.person: {each.person} for each in pool}
    bonds = [list(crew) for crew in terms.together]
    families = defaultdict(list)
    for each in pool:
        if each.family:
            families[each.family].append(each.person)
    for bond in (*bonds, *families.values()):
        joined = set().union(*(groups[person] for person in bond))
        for person in joined:
            groups[person] = joined
    people = {each.person: each for each in pool}
    return [tuple(people[p] for p in sorted(group)) for group in {frozenset(group) for group in groups.values()}]


def unconditional(terms: Terms, unit: Unit) -> bool:
    """Whether a unit goes outside every count."""
    return terms.hostilities_ended or any(each.conditions or each.category not in COUNTABLE for each in unit)


def first_round(terms: Terms, unit: Unit) -> int:
    """The first round a unit may go in; 0 for none."""
    first = 1
    for line in terms.withheld:
        if line.person in {each.person for each in unit}:
            rounds = [at for at, day in enumerate(terms.rounds, 1) if line.until and day >= line.until]
            first = max(first, rounds[0]) if rounds and first else 0
    return first


def schedules(terms: Terms, units: Sequence[Unit]) -> Iterator[Schedule]:
    """Every way to give units rounds."""
    choices = [
        [0, *(range(first_round(terms, unit), len(terms.rounds) + 1) if first_round(terms, unit) else ())]
        for unit in units
    ]
    for rounds in product(*choices):
        yield dict(zip(units, rounds, strict=True))


def seated(terms: Terms, schedule: Schedule, part: str) -> bool:
    """Whether the seats of each place suffice in every round for one part, ``counted`` or ``unconditional``."""
    lines = {(line.holder, line.place): getattr(line, part) for line in terms.seats}
    taken: Counter[tuple[str, str, int]] = Counter()
    for unit, number in schedule.items():
        if number:
            holder, place = unit[0].holder, unit[0].facility
            taken[holder, place if (holder, place) in lines else "", number] += len(unit)
    return all(
        lines.get((holder, place)) is None or heads <= lines[holder, place]
        for (holder, place, _), heads in taken.items()
    )


def transported(terms: Terms, schedule: Schedule) -> bool:
    """Whether the seats each way suffice for the unconditional in every round."""
    taken: Counter[tuple[str, str, int]] = Counter()
    for unit, number in schedule.items():
        if number:
            taken[unit[0].holder, unit[0].home, number] += len(unit)
    seats = terms.unconditional.seats
    return seats is None or all(heads <= seats for heads in taken.values())


def earliness(terms: Terms, schedule: Schedule) -> int:
    """Heads, each once for every round left when they go."""
    return sum(len(unit) * (len(terms.rounds) - number + 1) for unit, number in schedule.items() if number)


def lawful(terms: Terms, schedule: Schedule) -> bool:
    """Whether the counted of a schedule keep every term in every round."""
    if not seated(terms, schedule, "counted"):
        return False
    privates: Counter[tuple[str, str]] = Counter()
    for number in range(1, len(terms.rounds) + 1):
        going = [unit for unit, at in schedule.items() if at == number]
        heads: Counter[tuple[str, str]] = Counter()
        for unit in going:
            heads[unit[0].holder, unit[0].home] += len(unit)
            if terms.counted.equivalents:
                each = (terms.counted.equivalents.privates(person.rank) for person in unit)
                privates[unit[0].holder, unit[0].home] += sum(each)
        if not _balanced(terms, heads, privates) or not _shared(terms, going, number):
            return False
    return True


def _balanced(terms: Terms, heads: Counter, privates: Counter) -> bool:
    counted, equivalents = terms.counted, terms.counted.equivalents
    count_heads = not (equivalents and equivalents.instead_of_heads)
    if counted.balance is Balance.CIRCLE:
        for party in terms.parties:
            out = {w: n for w, n in heads.items() if w[0] == party}
            home = {w: n for w, n in heads.items() if w[1] == party}
            if sum(out.values()) > counted.most or (count_heads and sum(out.values()) != sum(home.values())):
                return False
            if equivalents:
                difference = sum(n if w[0] == party else -n for w, n in privates.items() if party in w)
                if abs(difference) > equivalents.band:
                    return False
        return True
    ratio = dict.fromkeys(terms.parties, 1) | {each.party: each.heads for each in counted.ratio}
    if any(number > counted.most for number in heads.values()):
        return False
    for one, other in combinations(terms.parties, 2):
        if count_heads and heads[one, other] * ratio[other] != heads[other, one] * ratio[one]:
            return False
        if equivalents and abs(privates[one, other] - privates[other, one]) > equivalents.band:
            return False
    return True


def _shared(terms: Terms, going: Sequence[Unit], number: int) -> bool:
    for share in terms.counted.shares:
        for home in terms.parties:
            if share.home in ("", home):
                own = [unit for unit in going if unit[0].home == home]
                meeting = sum(heads_meeting(share.of, unit, terms.day) for unit in own)
                heads = sum(map(len, own))
                if share.most is not None and meeting > share.most:
                    return False
                if share.least is not None and number == 1 and meeting < share.least:
                    return False
                if share.least_percent is not None and 100 * meeting < share.least_percent * heads:
                    return False
                if share.most_percent is not None and 100 * meeting > share.most_percent * heads:
                    return False
    return True


def home(schedule: Schedule, party: str) -> int:
    """Counted heads home to a party."""
    return sum(len(unit) for unit, number in schedule.items() if number and unit[0].home == party)


def pairs_only(terms: Terms) -> Terms:
    """The terms with each pair balanced on its own; who releases how many in all is for `lawful` under the circle."""
    return replace(terms, counted=replace(terms.counted, balance=Balance.PAIRS))


def alone_within_caps(terms: Terms, unit: Unit) -> bool:
    """Whether a unit of the counted is above no cap by itself."""
    if len(unit) > terms.counted.most or not seated(terms, {unit: 1}, "counted"):
        return False
    return all(
        share.most is None or heads_meeting(share.of, unit, terms.day) <= share.most
        for share in terms.counted.shares
        if share.home in ("", unit[0].home)
    )


class BestCounted:
    """The counted schedules that keep the terms, narrowed stage by stage to the best."""

    def __init__(self, terms: Terms, pool: Sequence[Candidate]) -> None:
        self.terms = terms
        able = [
            unit
            for unit in units_of(terms, pool)
            if not unconditional(terms, unit)
            and all(each.category in terms.counted.categories for each in unit)
            and first_round(terms, unit)
            and alone_within_caps(terms, unit)
        ]
        self.left = [schedule for schedule in schedules(terms, able) if lawful(terms, schedule)]
        self.fallback = dict.fromkeys(terms.parties, 0)
        if terms.counted.balance is Balance.CIRCLE and len(terms.parties) > 2:
            pairs = BestCounted.__new__(BestCounted)
            pairs.terms, pairs.fallback = terms, self.fallback
            pairs.left = [each for each in self.left if _pair_by_pair(terms, each)]
            self.pairs = pairs
            if pairs.left:
                pairs.fair()
                pairs.narrow(lambda each: sum(home(each, party) for party in terms.parties))
                self.fallback = {party: home(pairs.left[0], party) for party in terms.parties}

    def narrow(self, value) -> int:
        """Keep the schedules that reach the most of a value, and say how much that is."""
        most = max(map(value, self.left))
        self.left = [schedule for schedule in self.left if value(schedule) == most]
        return most

    def no_worse(self) -> None:
        """Keep those in which no party falls below its fallback."""
        self.left = [e for e in self.left if all(home(e, party) >= heads for party, heads in self.fallback.items())]

    def fair(self) -> list[int]:
        """Raise the smallest gain per mille, then the next; the levels in turn."""
        ideal = {party: max(home(each, party) for each in self.left) for party in self.terms.parties}
        ranges = {party: ideal[party] - self.fallback[party] for party in sorted(ideal)}
        active = [party for party, heads in ranges.items() if heads > 0]
        levels = []

        def reached(schedule: Schedule, party: str) -> int:
            return (home(schedule, party) - self.fallback[party]) * 1000 // ranges[party]

        while active:
            level = max(min(reached(each, party) for party in active) for each in self.left)
            self.left = [each for each in self.left if all(reached(each, party) >= level for party in active)]
            levels.append(level)
            if len(active) == 1 or level == 1000:
                break
            limits = {party: max(reached(each, party) for each in self.left) for party in active}
            active = [party for party in active if limits[party] > min(limits.values())]
        return levels

    def tiers(self) -> dict[tuple[str, str], int]:
        """The most heads of each tier in turn, one of each party after another."""
        keys = {unit: key_of(self.terms.criteria, unit, self.terms.day) for unit in self.left[0]} if self.left else {}
        of = {party: sorted({k for u, k in keys.items() if u[0].home == party}) for party in sorted(self.terms.parties)}
        values = {}
        for at in range(max(map(len, of.values()), default=0)):
            for party, own in of.items():
                if at < len(own) and self.terms.criteria:
                    tier = [unit for unit, key in keys.items() if unit[0].home == party and key == own[at]]
                    values[party, str(at + 1)] = self.narrow(lambda s, t=tier: sum(len(u) for u in t if s[u]))
        return values


def _pair_by_pair(terms: Terms, schedule: Schedule) -> bool:
    terms = pairs_only(terms)
    most = sum(map(len, schedule))
    return lawful(replace(terms, counted=replace(terms.counted, most=most)), schedule)
