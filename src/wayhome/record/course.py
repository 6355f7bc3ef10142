"""The course of a round, told from its statements: its phases, its tranches, and what went otherwise than signed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from wayhome.acts import Statement
from wayhome.agreement import Agreement, RefusalRecorded
from wayhome.agreement import apply as agree
from wayhome.handover import (
    ClearanceWithheld,
    FitnessCertified,
    HandedOver,
    Handover,
    HeadsCounted,
    MovementFrozen,
    MovementResumed,
    Received,
    Returned,
    SubstitutionProposed,
    SubstitutionSigned,
    UnlistedArrived,
    exposure,
    travellers,
)
from wayhome.handover import apply as hand_over
from wayhome.people import Track

PHASES: Mapping[str, tuple[str, ...]] = {
    "Opening": ("round.opened", "seat.taken", "key.confirmed", "covenant.adopted"),
    "Tracing": (
        "tracing.proposed",
        "tracing.accepted",
        "list.masked",
        "list.raised",
        "lists.compared",
        "sample.drawn",
        "sample.opened",
        "sample.judged",
        "audit.excused",
        "dossier.lodged",
        "dossiers.released",
        "life.proven",
        "match.judged",
        "inquiry.made",
        "inquiry.answered",
    ),
    "Terms": ("terms.proposed", "terms.countered", "terms.accepted", "hostilities.ended"),
    "Package": (
        "lottery.prepared",
        "lottery.committed",
        "lottery.revealed",
        "lottery.drawn",
        "package.proposed",
        "package.countered",
        "package.signed",
    ),
    "Wishes, fitness, clearance": (
        "wish.taken",
        "fitness.certified",
        "guardian.recorded",
        "transfer.cleared",
        "clearance.withheld",
        "substitution.proposed",
        "substitution.signed",
    ),
    "Departure": ("manifest.signed", "transport.notified", "transport.acknowledged", "convoy.departed"),
    "Handover": (
        "crossing.present",
        "crossing.unlisted",
        "crossing.counted",
        "tranche.handed_over",
        "tranche.received",
        "convoy.returned",
        "movement.frozen",
        "movement.resumed",
    ),
    "Reception": ("care.received", "care.handed_on"),
    "Account": ("account.reconciled", "shortfall.recorded", "round.closed"),
    "Claims": ("claim.lodged", "claim.answered", "claim.settled", "claim.withdrawn"),
    "Communiqué": (
        "families.told",
        "sentence.proposed",
        "sentence.confirmed",
        "communique.embargoed",
        "communique.published",
    ),
}
"""The phases of a round in their order, with the kinds of act that make each. "refusal.recorded" belongs to none."""


@dataclass(frozen=True)
class Phase:
    """One phase of the round, from its first act to its last."""

    name: str
    first: datetime
    last: datetime
    acts: int


@dataclass(frozen=True)
class Tranche:
    """People of one leg released in one step, and when they had all been received."""

    number: int
    holder: str
    homes: tuple[str, ...]
    handed_over: datetime
    received: datetime | None
    counted: int
    unconditional: int
    exposure: int
    """How many more counted people the detaining party had released than received, right after."""


@dataclass(frozen=True)
class Trouble:
    """Something that went otherwise than signed for, and how it was handled, in words that point at nobody."""

    time: datetime
    word: str
    what: str
    handled: str


@dataclass(frozen=True)
class Course:
    """What the statements of one round tell, in their order.

    ``names`` is what the seats are called in the words; a seat that isn't in it goes by its own name.
    """

    statements: Sequence[Statement]
    names: Mapping[str, str] = field(default_factory=dict)

    def phases(self) -> tuple[Phase, ...]:
        """The phases that have begun."""
        phases = []
        for name, kinds in PHASES.items():
            times = [statement.time for statement in self.statements if statement.act.kind in kinds]
            if times:
                phases.append(Phase(name, min(times), max(times), len(times)))
        return tuple(phases)

    def tranches(self) -> tuple[Tranche, ...]:
        """Every tranche, in the order of its handing over."""
        tranches = []
        for statement, agreement, handover in self._after():
            act = statement.act
            if isinstance(act, HandedOver):
                people = travellers(agreement, handover)
                crossing = [people[person] for person in act.people]
                received = [self._received.get(person) for person in act.people]
                times = [time for time in received if time]
                tranches.append(
                    Tranche(
                        act.tranche,
                        statement.author,
                        tuple(sorted({returnee.home for returnee in crossing})),
                        statement.time,
                        max(times) if len(times) == len(received) else None,
                        counted=sum(returnee.track is Track.COUNTED for returnee in crossing),
                        unconditional=sum(returnee.track is Track.UNCONDITIONAL for returnee in crossing),
                        exposure=exposure(agreement, handover)[statement.author],
                    )
                )
        return tuple(tranches)

    def exposures(self) -> tuple[Mapping[str, int], ...]:
        """The exposure of each party after every handing over and every receiving, in their order."""
        return tuple(
            exposure(agreement, handover)
            for statement, agreement, handover in self._after()
            if isinstance(statement.act, HandedOver | Received)
        )

    def troubles(self, waited: Iterable[tuple[datetime, str]] = ()) -> tuple[Trouble, ...]:
        """What went otherwise than signed for, in order of time.

        ``waited`` are the tranches that had to wait, with the reason: a refused act leaves no statement to tell it.
        """
        waits = [
            Trouble(time, "Waited", reason, "Refused at that moment; nobody crossed on it.") for time, reason in waited
        ]
        told = (
            trouble
            for step, (statement, _, handover) in enumerate(self._after())
            for trouble in self._trouble(step, statement, handover)
        )
        return tuple(sorted((*told, *waits), key=lambda trouble: trouble.time))

    def _after(self) -> Iterator[tuple[Statement, Agreement, Handover]]:
        """Each statement, with the agreement and the handover as it left them."""
        agreement, handover = Agreement(), Handover()
        for statement in self.statements:
            agreement, handover = agree(agreement, statement), hand_over(handover, statement)
            yield statement, agreement, handover

    @cached_property
    def _received(self) -> Mapping[str, datetime]:
        return {p: s.time for s in self.statements if isinstance(s.act, Received) for p in s.act.people}

    def _name(self, seat: str) -> str:
        return self.names.get(seat, seat)

    def _trouble(self, step: int, statement: Statement, handover: Handover) -> Iterator[Trouble]:
        act, time, author = statement.act, statement.time, self._name(statement.author)
        match act:
            case FitnessCertified(fit=False):
                yield Trouble(
                    time,
                    "Unfit",
                    f"People certified unfit to travel: {len(act.people)}.",
                    self._unfit_handled(step, act.people),
                )
            case SubstitutionProposed():
                coming, cause = act.coming, act.cause.replace("_", " ")
                yield Trouble(
                    time,
                    "Substitution",
                    f"{author} proposed to return one person in place of another ({cause}).",
                    self._substitution_handled(step, act.digest, self._name(coming.home)),
                )
            case UnlistedArrived():
                yield Trouble(
                    time,
                    "Unlisted",
                    f"Somebody came with leg {act.leg} who stood on no manifest.",
                    self._whereabouts(step, act.person),
                )
            case ClearanceWithheld():
                yield Trouble(
                    time,
                    "Not cleared",
                    f"People the observer does not clear, or no longer clears: {len(act.people)}. No reason is given.",
                    self._whereabouts(step, act.people[0]) if len(act.people) == 1 else "They did not cross on that.",
                )
            case HeadsCounted() if act.heads != handover.heads(act.leg):
                present = handover.heads(act.leg)
                yield Trouble(
                    time,
                    "Count differed",
                    f"{author} counted {act.heads} heads of leg {act.leg}; present were {present}.",
                    self._recount(step, statement.author, act.leg),
                )
            case MovementFrozen():
                resumed = self._next(step, MovementResumed, statement.author)
                yield Trouble(
                    time,
                    "Frozen",
                    f"{author} froze movement ({act.alarm}).",
                    f"Resumed by {author} at {clock(resumed.time, time)}." if resumed else "Not resumed.",
                )
            case RefusalRecorded():
                yield Trouble(
                    time,
                    "Refused",
                    f"{self._name(act.of)} tried what the law forbids ({act.tried}; rule {act.rule}).",
                    "Refused, and put on record; nothing came of it.",
                )

    def _unfit_handled(self, step: int, people: Sequence[str]) -> str:
        later = [statement.act for statement in self.statements[step + 1 :]]
        fit = {p for act in later if isinstance(act, FitnessCertified) and act.fit for p in act.people}
        signed = {act.substitution for act in later if isinstance(act, SubstitutionSigned)}
        replaced = {act.leaving for act in later if isinstance(act, SubstitutionProposed) and act.digest in signed}
        handled = {
            "Replaced, with both signatures": sum(person in replaced for person in people),
            "Certified fit later": sum(person in fit and person not in replaced for person in people),
            "Stayed where they were": sum(person not in fit and person not in replaced for person in people),
        }
        return " ".join(f"{how}: {heads}." for how, heads in handled.items() if heads)

    def _substitution_handled(self, step: int, digest: str, second: str) -> str:
        proposed = self.statements[step].time
        for statement in self.statements[step + 1 :]:
            if isinstance(statement.act, SubstitutionSigned) and statement.act.substitution == digest:
                return f"{second} signed it at {clock(statement.time, proposed)}; it counts from then on."
        return f"{second} did not sign it; nothing changed."

    def _whereabouts(self, step: int, person: str) -> str:
        """What became of somebody who didn't cross when they might have."""
        time = self.statements[step].time
        if person in self._received:
            return f"They crossed later, at {clock(self._received[person], time)}."
        for statement in self.statements[step + 1 :]:
            if isinstance(statement.act, Returned) and person in statement.act.people:
                return f"They did not cross, and were back where the convoy left from at {clock(statement.time, time)}."
        return "They have not crossed, and are not back yet."

    def _recount(self, step: int, seat: str, leg: str) -> str:
        time = self.statements[step].time
        again = self._next(step, HeadsCounted, seat, leg)
        if again and isinstance(again.act, HeadsCounted):
            return f"Nobody of the leg crossed on that. Counted again at {clock(again.time, time)}: {again.act.heads}."
        return "Nobody of the leg crossed on that; it was not counted again."

    def _next(self, step: int, kind: type, author: str, leg: str = "") -> Statement | None:
        """The next statement of this kind by this seat (about this leg)."""
        return next(
            (
                statement
                for statement in self.statements[step + 1 :]
                if isinstance(statement.act, kind)
                and statement.author == author
                and getattr(statement.act, "leg", "") == leg
            ),
            None,
        )


def clock(time: datetime, beside: datetime | None = None) -> str:
    """A time in UTC; without its date where it stands beside another of the same day."""
    return f"{time:%H:%M}" if beside and beside.date() == time.date() else f"{time:%Y-%m-%d %H:%M}"
