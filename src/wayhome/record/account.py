"""The account: what was signed against what happened, derived from the acts and from nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wayhome.agreement import Agreement
from wayhome.handover import Handover, Journey, Stage, travellers
from wayhome.people import Track


@dataclass(frozen=True, order=True, slots=True)
class AccountLine:
    """One way (from a detaining party to a party of origin) of one part of the package, in heads."""

    holder: str
    home: str
    track: Track
    signed: int
    substituted: int
    """How many of those signed were replaced by another, with both signatures."""
    received: int
    unfit: int
    not_cleared: int
    """Not cleared by the observer, before the journey or at the line. Why is nobody's business."""
    not_returned: int
    """Could have gone, and were not received."""

    @property
    def shortfall(self) -> int:
        """How many fewer were received than signed."""
        return self.signed - self.received


@dataclass(frozen=True)
class Account:
    """Every line of the account, in order of holder, home and track, and who came unlisted."""

    lines: tuple[AccountLine, ...]
    unlisted: int
    """People who came to the crossing on no manifest."""

    def received(self, home: str, track: Track) -> int:
        """How many people of this part the party of origin has received."""
        return sum(line.received for line in self.lines if line.home == home and line.track is track)


def account(agreement: Agreement, handover: Handover) -> Account:
    """Draw up the account as the acts so far say it."""
    signed, going = agreement.signed, travellers(agreement, handover)
    ways = sorted({(r.holder, r.home, r.track) for people in (signed, going) for r in people.values()})
    lines = []
    for holder, home, track in ways:
        way = [p for p, r in going.items() if (r.holder, r.home, r.track) == (holder, home, track)]
        ends = Counter(_end(handover.journey(person)) for person in way)
        lines.append(
            AccountLine(
                holder,
                home,
                track,
                signed=sum((r.holder, r.home, r.track) == (holder, home, track) for r in signed.values()),
                substituted=sum(
                    (r.holder, r.home, r.track) == (holder, home, track) for p, r in signed.items() if p not in going
                ),
                **{end: ends[end] for end in ("received", "unfit", "not_cleared", "not_returned")},
            )
        )
    return Account(tuple(lines), unlisted=sum(len(leg.unlisted) for leg in handover.legs.values()))


def under_way(handover: Handover) -> tuple[str, ...]:
    """Everyone who has set out (listed or not) and is neither received nor back."""
    moving = [
        person
        for person, journey in handover.journeys.items()
        if journey.stage in (Stage.ON_THE_WAY, Stage.AT_CROSSING, Stage.RELEASED)
    ]
    unlisted = [person for leg in handover.legs.values() for person in leg.unlisted_here]
    return (*moving, *unlisted)


def _end(journey: Journey) -> str:
    """How a person's way ended, or stands now, in the words of an account line."""
    if journey.stage is Stage.RECEIVED:
        return "received"
    if journey.fit is False:
        return "unfit"
    if not journey.may_travel:
        return "not_cleared"
    return "not_returned"
