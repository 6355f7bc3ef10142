"""On pools small enough to try every package there is, the planner's is the best of all, stage by stage."""

from collections import defaultdict
from datetime import date
from hashlib import sha256
from itertools import combinations, groupby

from exchange.by_hand import CHILD, CIVILIAN, DAY, MEDIC, WOUNDED, rounds
from hypothesis import given, settings

from wayhome.exchange import Criterion, StageName, check, plan
from wayhome.people.categories import Condition, Track

UNKNOWN = date(9999, 12, 31)


def month(known):
    return (known.latest() if known else UNKNOWN).strftime("%Y-%m")


def age(born):
    return DAY.year - born.year - ((born.month, born.day) > (DAY.month, DAY.day))


def first_day(known):
    return date(known.year, known.month or 1, known.day or 1)


CRITERIA = {
    Criterion.LONGEST_HELD: lambda unit: min(month(each.held_since) for each in unit),
    Criterion.YOUNGEST: lambda unit: min(
        [age(first_day(each.birth_date)) for each in unit if each.birth_date], default=999
    ),
    Criterion.OLDEST: lambda unit: (
        -max([age(each.birth_date.latest()) for each in unit if each.birth_date], default=-9)
    ),
    Criterion.WOMEN: lambda unit: "female" not in [each.sex for each in unit],
}


def urgency(unit):
    conditions = {condition for each in unit for condition in each.conditions}
    tests = [
        bool(conditions & {CHILD, Condition.MOTHER_OF_INFANT}),
        WOUNDED in conditions,
        any(each.category in (CIVILIAN, MEDIC) for each in unit),
        True,
    ]
    return tests.index(True), CRITERIA[Criterion.LONGEST_HELD](unit)


def every_choice(units):
    return [choice for number in range(len(units) + 1) for choice in combinations(units, number)]


def heads(units):
    return sum(map(len, units))


def best(terms, units, order, choices):
    """The choice that gives the most heads to the first in order, then to the next …; then the first in the draw."""

    def draw(unit):
        return sha256(bytes.fromhex(terms.digest) + min(each.person for each in unit).encode()).digest()

    ranked = sorted(units, key=lambda unit: (order(unit), draw(unit)))
    groups = [list(group) for _, group in groupby(ranked, key=order)]

    def merit(choice):
        by_group = [sum(len(unit) for unit in group if unit in choice) for group in groups]
        by_draw = [unit in choice for group in groups for unit in group]
        return by_group, by_draw

    return max(choices, key=merit)


def brute_force(terms, pool):
    """Who goes in the best of all packages, and the heads of each stage that counts them."""
    families = defaultdict(list)
    for each in pool:
        families[each.family or each.person].append(each)
    parts = defaultdict(list)
    for unit in families.values():
        protected = any(each.conditions or each.category in (CIVILIAN, MEDIC) for each in unit)
        if protected or terms.hostilities_ended:
            parts[Track.UNCONDITIONAL, unit[0].holder, unit[0].home].append(unit)
        elif all(each.category in terms.counted.categories for each in unit):
            parts[Track.COUNTED, unit[0].holder, unit[0].home].append(unit)
    going, values = set(), {}
    seats = terms.unconditional.seats
    for one, other in combinations(sorted(terms.parties), 2):
        for holder, home in [(one, other), (other, one)]:
            units = parts[Track.UNCONDITIONAL, holder, home]
            choices = [each for each in every_choice(units) if seats is None or heads(each) <= seats]
            most = max(map(heads, choices))
            chosen = best(terms, units, urgency, [each for each in choices if heads(each) == most])
            going |= {each.person for unit in chosen for each in unit}
            values[StageName.UNCONDITIONAL, holder, home] = most
        if terms.hostilities_ended:
            continue
        there, back = parts[Track.COUNTED, one, other], parts[Track.COUNTED, other, one]
        possible = set(map(heads, every_choice(there))) & set(map(heads, every_choice(back)))
        most = max(number for number in possible if number <= terms.counted.most)
        values[StageName.COUNTED, one, other] = most
        for units in (there, back):
            choices = [each for each in every_choice(units) if heads(each) == most]
            chosen = best(terms, units, lambda unit: [CRITERIA[each](unit) for each in terms.criteria], choices)
            going |= {each.person for unit in chosen for each in unit}
    return going, values


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_no_package_there_is_does_better_at_any_stage(drawn):
    terms, pool = drawn
    package = plan(terms, pool)
    going, values = brute_force(terms, pool)
    stages = {(stage.name, *stage.parties): stage for stage in package.certificate.stages}
    for stage, most in values.items():
        assert stages[stage].value == stages[stage].bound == most
    assert {returnee.person for returnee in package.returnees} == going
    assert all(stage.proven for stage in package.certificate.stages)
    assert check(package, terms, pool) == ()
