"""Questions about people that several steps ask."""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.acts import Refused
from wayhome.agreement import Agreement, forbid
from wayhome.handover.state import GONE, Handover, Leg, Wish, travellers
from wayhome.law import (
    moving_a_child_without_guardian,
    moving_without_an_own_wish,
    moving_without_protection_screening,
    splitting_a_family,
)
from wayhome.people import Condition, Returnee
from wayhome.people.messages import said


def leg_of(state: Handover, name: str) -> Leg:
    """The leg of this name, or a refusal."""
    if name not in state.legs:
        raise Refused(said("handover.no_such_leg", leg=name))
    return state.legs[name]


def asked(state: Handover, people: Iterable[str]) -> set[str]:
    """Those of ``people`` whose own wish was taken and still stands."""
    return {person for person in people if state.journey(person).wish is Wish.TAKEN}


def refuse_moving(agreement: Agreement, state: Handover, people: tuple[str, ...]) -> None:
    """Refuse to move people whom the law or their health keeps from moving, or whom it would part from their family.

    Asked of a manifest, of a departure and of a crossing: each of them names people who would move together.
    """
    forbid(moving_without_an_own_wish(people, asked(state, people)))
    forbid(moving_without_protection_screening(people, {p for p in people if state.journey(p).cleared}))
    unfit = [person for person in people if state.journey(person).fit is not True]
    if unfit:
        raise Refused(said("handover.not_fit", people=tuple(unfit)))
    package = travellers(agreement, state)
    moving = {person: package[person] for person in people if person in package}
    forbid(moving_a_child_without_guardian(moving.values(), _accompanied(agreement, state, moving)))
    forbid(splitting_a_family(moving, _families(state, package)))


def _not_gone(state: Handover, person: str) -> bool:
    return state.journey(person).stage not in GONE


def _families(state: Handover, package: dict[str, Returnee]) -> list[list[str]]:
    """The families of the package, each by its members who can travel. One who can't or won't holds back nobody."""
    groups: dict[tuple[str, str], list[str]] = {}
    for person, returnee in package.items():
        if returnee.family and state.journey(person).may_travel and _not_gone(state, person):
            groups.setdefault((returnee.holder, returnee.family), []).append(person)
    return list(groups.values())


def _accompanied(agreement: Agreement, state: Handover, moving: dict[str, Returnee]) -> set[str]:
    """The children with a guardian on record; of a family that was to travel with an adult, only beside one.

    The record of a child's guardian may rest on a parent who no longer travels: then the child doesn't, alone.
    """
    adults = _adult_families(moving.values())
    signed = _adult_families(agreement.signed.values())
    return {
        person
        for person, child in moving.items()
        if state.journey(person).guardian
        and ((child.holder, child.family) not in signed or (child.holder, child.family) in adults)
    }


def _adult_families(returnees: Iterable[Returnee]) -> set[tuple[str, str]]:
    return {(r.holder, r.family) for r in returnees if r.family and Condition.CHILD not in r.conditions}
