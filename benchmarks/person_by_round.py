"""A round for the person-by-round model of the peers, and whether what they prove agrees with our stages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeAlias

from pools import Round

from wayhome.exchange import Certificate, Solved, StageName, orders_of
from wayhome.exchange.criteria import heads_meeting, key_of
from wayhome.exchange.units import Unit, first_rounds, track, units, urgency
from wayhome.people.categories import Track

Reached: TypeAlias = tuple[int, int]
"""A value and a bound."""


def as_given(of: Round) -> dict[str, Any]:
    """The round as `peers/person_by_round.py` reads it: two parties, one head for one, seats by place.

    Its facts of a person (track, first round, tier, shares met) are worked out here, outside what a peer is timed for.
    """
    terms = of.terms
    beyond = (terms.counted.ratio, terms.counted.equivalents, terms.unconditional.seats, terms.together)
    assert len(terms.parties) == 2, "the model of the peers is of two parties"
    assert not any(beyond), "the model of the peers has no rows for this"
    orders = orders_of(terms, of.orders)
    first = first_rounds(terms)
    standing: dict[str, tuple[Track, int, tuple[int, ...]]] = {}
    going: list[Unit] = []
    for unit in units(terms, of.pool):
        of_track = track(terms, unit)
        rounds = [first.get(each.person, 1) for each in unit.people]
        if of_track is None or not all(rounds):
            continue
        if of_track is Track.UNCONDITIONAL:
            key = urgency(unit)
        else:
            order = orders[unit.way[1]]
            key = key_of(order.criteria, unit.people, terms.day, frozenset(order.named))
        standing[unit.name] = of_track, max(rounds), key
        going.append(unit)
    tiers = _numbered({(_order_of(unit, standing), standing[unit.name][2]) for unit in going})
    people = [
        [
            each.holder,
            each.home,
            unit.people[0].facility,
            standing[unit.name][0].value,
            standing[unit.name][1],
            number,
            tiers[_order_of(unit, standing), standing[unit.name][2]],
            [heads_meeting(share.of, (each,), terms.day) for share in terms.counted.shares],
        ]
        for number, unit in enumerate(going)
        for each in unit.people
    ]
    seats = [
        [line.holder, line.place, of_track, limit]
        for line in terms.seats
        for of_track, limit in (("counted", line.counted), ("unconditional", line.unconditional))
        if limit is not None
    ]
    percents = [share.least_percent for share in terms.counted.shares]
    return {
        "rounds": len(terms.rounds),
        "most": terms.counted.most,
        "seats": seats,
        "percents": percents,
        "people": people,
    }


def _order_of(unit: Unit, standing: Mapping[str, tuple[Track, int, tuple[int, ...]]]) -> str:
    """The party in whose order a counted unit stands; "" for the one order of urgency."""
    return unit.way[1] if standing[unit.name][0] is Track.COUNTED else ""


def _numbered(keys: set[tuple[str, tuple[int, ...]]]) -> dict[tuple[str, tuple[int, ...]], int]:
    numbers: dict[tuple[str, tuple[int, ...]], int] = {}
    for order in {order for order, _ in keys}:
        own = sorted(key for each, key in keys if each == order)
        numbers.update({(order, key): number for number, key in enumerate(own, 1)})
    return numbers


def as_stages(solved: Solved) -> dict[str, Reached]:
    """Our stages under the names of the person-by-round model's, as far as they hold against every schedule.

    The parts of the unconditional have nothing to do with each other, so their sum is what one model of all reaches.
    """
    found: dict[str, Reached] = {}
    of_part: dict[tuple[str, ...], dict[int, Reached]] = {}
    for stage in solved.certificate.stages:
        if stage.name is StageName.UNCONDITIONAL:
            of_part[stage.about] = {}
            value, bound = found.get("unconditional", (0, 0))
            found["unconditional"] = value + stage.value, bound + stage.bound
        elif stage.name is StageName.UNCONDITIONAL_ORDER:
            of_part[stage.about[:-1]][int(stage.about[-1])] = stage.value, stage.bound
    found.update(_by_urgency(solved, of_part))
    found.update(_counted(solved.certificate))
    return found


def _counted(certificate: Certificate) -> Iterator[tuple[str, Reached]]:
    for stage in certificate.stages:
        if stage.name is StageName.COUNTED:
            yield "counted", (stage.value, stage.bound)
        elif stage.name in (StageName.CRITERIA, StageName.CRITERIA_REST) and len(stage.about) == 2:
            yield " ".join(("criteria", *stage.about)), (stage.value, stage.bound)


def _by_urgency(
    solved: Solved, of_part: Mapping[tuple[str, ...], Mapping[int, Reached]]
) -> Iterator[tuple[str, Reached]]:
    keys = {each.part.about: sorted({kind.key for kind in each.part.kinds}) for each in solved.unconditional}
    for number, key in enumerate(sorted({key for own in keys.values() for key in own}), 1):
        reached = [of_part[about][sum(each <= key for each in own)] for about, own in keys.items() if own[0] <= key]
        yield f"unconditional_order {number}", (sum(v for v, _ in reached), sum(b for _, b in reached))


def disagreements(ours: Mapping[str, Reached], theirs: Sequence[Mapping[str, Any]]) -> list[str]:
    """Where a peer reached more than we say is possible, or proved that there is less than we reached.

    Where both prove a stage that is to say: where the two optima differ. Of the counted it ends at the first stage that
    we leave open, since what comes after rests on it.
    """
    found, open_from_here = [], False
    for line in theirs:
        name = " ".join(map(str, line["stage"]))
        value, bound = ours.get(name, (0, 0))  # the rest of a party's tiers, of whom nobody fits, has no stage of ours
        if open_from_here and not name.startswith("unconditional"):
            continue
        if line["value"] is not None and line["value"] > bound:
            found.append(f"{name}: it reaches {line['value']}, we say that nothing passes {bound}")
        if line["bound"] is not None and line["bound"] < value:
            found.append(f"{name}: it says that nothing passes {line['bound']}, we reach {value}")
        open_from_here |= value < bound and not name.startswith("unconditional")
    return found
