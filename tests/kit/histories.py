"""Histories: whatever seats may try with a round, in any order, right or wrong, each act asked of the rules.

`histories()` is a hypothesis strategy. A history starts at a package in effect and goes on with drawn moves; a move is
a few statements that belong together (a person is cleared, a leg departs) or one wild act by any seat. What the rules
refuse leaves no trace, as in life; the history is what was admitted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from hypothesis import strategies as st

from kit.blind import confirming, steps
from kit.table import (
    EVERYBODY,
    KNOWING,
    LYSORIA,
    MERIDIA,
    OBSERVER,
    PACKAGE,
    PARTIES,
    RESERVE,
    ROUND,
    SAHLAN,
    SEATS,
    TORVENIA,
    Script,
    as_counted,
    other,
    terms,
)
from wayhome.acts import Act, Refused, Statement
from wayhome.agreement import (
    HostilitiesEnded,
    LotteryCommitted,
    LotteryDrawn,
    LotteryPrepared,
    LotteryRevealed,
    MatchJudged,
    MatchVerdict,
    PackageCountered,
    PackageProposed,
    RefusalRecorded,
)
from wayhome.claims import Answer, ClaimAnswered, ClaimKind, ClaimLodged, ClaimSettled
from wayhome.handover import (
    ClearanceWithheld,
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
    MovementFrozen,
    MovementResumed,
    PresentAtCrossing,
    Received,
    Returned,
    Stage,
    SubstitutionProposed,
    SubstitutionSigned,
    TransferCleared,
    TransportAcknowledged,
    TransportNotified,
    UnlistedArrived,
    WishTaken,
    travellers,
)
from wayhome.handover.acts import Alarm, Cause
from wayhome.reception import Care, ReceivedIntoCare
from wayhome.record import Reconciled, RoundClosed, ShortfallRecorded, account
from wayhome.rounds import Rounds, admit, fold, may

LEGS = ("first", "second", "third", "fourth")
PEOPLE = tuple(returnee.person for returnee in EVERYBODY)
SECOND_ROUND = "2025-10-02"


@dataclass
class History:
    """A history as it grows: what was admitted, the state after it, and what was refused."""

    state: Rounds = field(default_factory=Rounds)
    statements: list[Statement] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    on_each: Callable[[Rounds], None] | None = None

    def try_(self, statement: Statement) -> bool:
        """Ask the rules; keep the statement if they admit it."""
        try:
            self.state = admit(self.state, statement)
        except Refused as error:
            self.refused.append(error)
            return False
        self.statements.append(statement)
        if self.on_each:
            self.on_each(self.state)
        return True


@st.composite
def histories(
    draw: st.DrawFn, moves: int = 30, on_each: Callable[[Rounds], None] | None = None, crossing: bool | None = None
) -> History:
    """Draw a history of up to ``moves`` moves after a package in effect or, more often, after two full convoys have
    reached the crossing (``crossing`` decides it). ``on_each`` sees the state after every admitted statement."""
    exposure = draw(st.integers(1, 3))
    script = Script()
    at_crossing = draw(st.sampled_from((True, True, False))) if crossing is None else crossing
    start = script.up_to_crossing(exposure) if at_crossing else script.up_to_signed(exposure)
    history = History(fold(start), start, on_each=on_each)
    chosen = draw(st.lists(st.sampled_from(MOVES), min_size=moves // 2, max_size=moves))
    for move in [*chosen, *([close] if draw(st.booleans()) else [])]:
        for author, act, *sealed_for in move(draw, history):
            history.try_(script(author, act, *sealed_for))
    return history


Said = tuple[str, Act] | tuple[str, Act, str] | tuple[str, Act, str, str, str]
Move = Callable[[st.DrawFn, History], Iterator[Said]]


def _some(draw: st.DrawFn, people: tuple[str, ...]) -> tuple[str, ...]:
    """Some of these people, at least one where there is one; all of them in every other draw."""
    if len(people) < 2 or draw(st.booleans()):
        return people
    return tuple(draw(st.lists(st.sampled_from(people), unique=True, min_size=1, max_size=4)))


def _at(history: History, stage: Stage, leg: str | None = None) -> tuple[str, ...]:
    handover = history.state[ROUND].handover
    return tuple(
        person
        for person in sorted(travellers(history.state[ROUND].agreement, handover))
        if handover.journey(person).stage is stage and leg in (None, handover.journey(person).leg)
    )


def _holder(history: History, leg: str) -> str:
    known = history.state[ROUND].handover.legs.get(leg)
    return known.holder if known else LYSORIA


def _leg(draw: st.DrawFn, history: History) -> str:
    return draw(st.sampled_from(sorted(history.state[ROUND].handover.legs) or LEGS[:1]))


def clear_everybody(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Everybody is asked, examined and cleared, as the law has it."""
    people = tuple(sorted(travellers(history.state[ROUND].agreement, history.state[ROUND].handover)))
    for person in people:
        yield OBSERVER, WishTaken(person), OBSERVER
        if "CHILD" in person:
            yield OBSERVER, GuardianRecorded(person), OBSERVER
    yield OBSERVER, FitnessCertified(people, fit=True)
    yield OBSERVER, TransferCleared(people)


def speak_of_one(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """The observer says one thing of one person: a wish taken, fitness, clearance given or withheld."""
    person = draw(st.sampled_from(PEOPLE))
    yield draw(
        st.sampled_from(
            [
                (OBSERVER, WishTaken(person), OBSERVER),
                (OBSERVER, ClearanceWithheld((person,))),
                (OBSERVER, ClearanceWithheld((person,))),
                (OBSERVER, FitnessCertified((person,), fit=draw(st.booleans()))),
                (OBSERVER, TransferCleared((person,))),
            ]
        )
    )


def substitute(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A party would replace somebody, by a substitute or by somebody who can't be one; perhaps both sign."""
    leaving = draw(st.sampled_from(PACKAGE))
    coming = draw(st.sampled_from((*RESERVE[leaving.holder], *PACKAGE, *(as_counted(r) for r in PACKAGE))))
    if draw(st.booleans()):
        yield OBSERVER, FitnessCertified((leaving.person,), fit=False)
    proposal = SubstitutionProposed(leaving.person, coming, draw(st.sampled_from(Cause)))
    yield leaving.holder, proposal
    yield draw(st.sampled_from((leaving.home, leaving.home, leaving.holder))), SubstitutionSigned(proposal.digest)
    yield from (
        (OBSERVER, WishTaken(coming.person), OBSERVER),
        (OBSERVER, FitnessCertified((coming.person,), fit=True)),
        (OBSERVER, TransferCleared((coming.person,))),
    )


def sign_manifest(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A party signs a manifest; usually it is notified, acknowledged and leaves."""
    holder, leg = draw(st.sampled_from(PARTIES)), draw(st.sampled_from(LEGS))
    package = travellers(history.state[ROUND].agreement, history.state[ROUND].handover)
    held = tuple(p for p in _at(history, Stage.HELD) if package[p].holder == holder)
    able = tuple(p for p in held if history.state[ROUND].handover.journey(p).may_travel)
    people = _some(draw, able or held) or (draw(st.sampled_from(PEOPLE)),)
    after = tuple(draw(st.lists(st.sampled_from(LEGS), unique=True, max_size=1)))
    manifest = ManifestSigned(leg, people, "Bridge", after)
    yield holder, manifest, *KNOWING[holder]
    steps: list[Said] = [(SAHLAN, TransportNotified(leg, manifest.digest, draw(st.integers(0, 2)), 1))]
    steps += [(party, TransportAcknowledged(leg, manifest.digest)) for party in PARTIES]
    steps += [(holder, Departed(leg, _some(draw, people)))]
    missing = draw(st.integers(-8, len(steps) - 1))
    yield from (step for number, step in enumerate(steps) if number != missing)


def arrive(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A leg is found at the crossing, perhaps with somebody unlisted, and counted, perhaps wrongly."""
    leg = _leg(draw, history)
    yield SAHLAN, PresentAtCrossing(leg, _some(draw, _at(history, Stage.ON_THE_WAY, leg)))
    if draw(st.integers(0, 5)) == 0:
        yield SAHLAN, UnlistedArrived(leg, draw(st.sampled_from((*PEOPLE, "NOBODY-KNOWN")))), OBSERVER
    known = history.state[ROUND].handover.legs.get(leg)
    heads = (history.state[ROUND].handover.heads(leg) if known else 0) + draw(st.sampled_from((0, 0, 0, 1)))
    yield from ((seat, HeadsCounted(leg, heads)) for seat in (*PARTIES, SAHLAN))


def hand_over(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A tranche is handed over, of a few or of all, and perhaps received."""
    leg = _leg(draw, history)
    holder = _holder(history, leg)
    present = _at(history, Stage.AT_CROSSING, leg)
    counted = tuple(person for person in present if "SOLDIER" in person)
    people = draw(st.sampled_from((counted[: draw(st.integers(1, 3))], counted[:1], _some(draw, present))))
    yield holder, HandedOver(draw(st.integers(1, 4)), leg, people)
    if draw(st.booleans()):
        yield other(holder), Received(people)


def receive(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A party receives whoever was released to it."""
    party = draw(st.sampled_from(PARTIES))
    package = travellers(history.state[ROUND].agreement, history.state[ROUND].handover)
    released = tuple(p for p in _at(history, Stage.RELEASED) if package[p].home == party)
    yield party, Received(_some(draw, released))


def take_back(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A convoy goes back with whoever has not crossed."""
    leg = _leg(draw, history)
    known = history.state[ROUND].handover.legs.get(leg)
    unlisted = known.unlisted if known else ()
    stages = (Stage.AT_CROSSING, Stage.ON_THE_WAY, *([Stage.RELEASED] if draw(st.integers(0, 3)) == 0 else []))
    back = (*(person for stage in stages for person in _at(history, stage, leg)), *unlisted)
    yield SAHLAN, Returned(leg, _some(draw, back))


def stop_or_go(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Movement is frozen or resumed."""
    seat = draw(st.sampled_from((*PARTIES, SAHLAN, OBSERVER)))
    frozen = history.state[ROUND].handover.frozen
    yield seat, (MovementResumed() if seat in frozen else MovementFrozen(draw(st.sampled_from(Alarm))))


def close(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Everybody goes back or on, the account is drawn up, the round is closed."""
    round_ = history.state[ROUND]
    for party in PARTIES:
        package = travellers(round_.agreement, round_.handover)
        released = tuple(p for p in _at(history, Stage.RELEASED) if package[p].home == party)
        if released:
            yield party, Received(released)
    for leg, known in round_.handover.legs.items():
        back = (*_at(history, Stage.AT_CROSSING, leg), *_at(history, Stage.ON_THE_WAY, leg))
        unlisted = tuple(p for p in known.unlisted if p not in known.returned)
        if back or unlisted:
            yield SAHLAN, Returned(leg, (*back, *unlisted))
    drawn_up = account(history.state[ROUND].agreement, history.state[ROUND].handover)
    yield SAHLAN, Reconciled(drawn_up.lines, drawn_up.unlisted)
    for line in drawn_up.lines:
        if draw(st.integers(0, 9)):
            yield SAHLAN, ShortfallRecorded(line.holder, line.home, line.track, line.shortfall)
    yield SAHLAN, RoundClosed()


def speak_up(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Claims, care, the end of hostilities, a refusal on record."""
    yield draw(
        st.sampled_from(
            [
                (LYSORIA, ClaimLodged("twenty", TORVENIA, ClaimKind.WITHHELD, 20, civilians=True), TORVENIA),
                (TORVENIA, ClaimAnswered("twenty", Answer.FREE_TO_LEAVE, 20), LYSORIA),
                (LYSORIA, ClaimSettled("twenty")),
                (MERIDIA, ReceivedIntoCare(_at(history, Stage.RECEIVED), (Care.MEDICAL,))),
                (SAHLAN, HostilitiesEnded()),
                (SAHLAN, RefusalRecorded(LYSORIA, "terms.proposed", "0" * 64, "L23")),
            ]
        )
    )


def judge_a_match(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A seat judges one of a few matches, in any way, sealed to itself or to another."""
    held = draw(st.sampled_from(EVERYBODY[:3] + EVERYBODY[-3:]))
    seat = draw(st.sampled_from((*PARTIES, SAHLAN, OBSERVER)))
    sought = draw(st.sampled_from(("SOUGHT-1", "SOUGHT-2")))
    verdict = draw(st.sampled_from((MatchVerdict.SAME, *MatchVerdict)))
    yield seat, MatchJudged(sought, held.person, held.home, held.holder, verdict), draw(st.sampled_from((seat, SAHLAN)))


def trace_blindly(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Some steps of a blind tracing, from anywhere, perhaps by another seat or in the wrong order."""
    said = [statement.act for statement in history.statements]
    of_all = [*steps(), *confirming()]
    due = next((at for at, step in enumerate(of_all) if step[1] not in said), 0)
    first = draw(st.sampled_from((due, due, due, draw(st.integers(0, len(of_all) - 1)))))
    chosen = of_all[first:][: draw(st.integers(1, len(of_all)))]
    if draw(st.integers(0, 3)) == 0:
        chosen = chosen[::-1]
    seat = draw(st.sampled_from(("", "", "", *SEATS)))
    yield from ((seat or author, act, *sealed_for) for author, act, *sealed_for in chosen)


def try_a_lottery(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A seat would still have a lottery, or go on with one, when the package is signed."""
    seat, digest = draw(st.sampled_from((*PARTIES, SAHLAN, OBSERVER))), "0" * 64
    yield seat, LotteryPrepared(digest, terms().digest)
    yield (
        seat,
        draw(
            st.sampled_from(
                (
                    LotteryCommitted(digest, digest),
                    LotteryRevealed(digest, digest),
                    LotteryDrawn(digest, digest, PEOPLE[:1]),
                )
            )
        ),
    )


def follow_what_waits(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """A seat does what the house says it may do now."""
    seat = draw(st.sampled_from(SEATS))
    waiting = may(history.state, ROUND, seat, history.statements[-1].time)
    if waiting:
        yield seat, draw(st.sampled_from(waiting))


def change_the_package(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Somebody proposes the package anew: with a civilian counted, a family split, someone left out, or as it was."""
    changed = list(PACKAGE)
    number = draw(st.integers(0, len(changed) - 1))
    if draw(st.booleans()):
        changed[number] = as_counted(changed[number])
    else:
        del changed[number]
    sign_by = history.statements[-1].time + timedelta(days=2)
    agreement = history.state[ROUND].agreement
    digest = terms().digest if agreement.terms is None else agreement.terms.digest
    replaces = agreement.package.digest if agreement.package else ""
    yield SAHLAN, PackageProposed(digest, tuple(changed), sign_by)
    yield LYSORIA, PackageCountered(replaces, digest, tuple(changed), sign_by)


def speak_out_of_turn(draw: st.DrawFn, history: History) -> Iterator[Said]:
    """Any seat, or a stranger, repeats anybody's act, or says what is another's to say."""
    earlier = draw(st.sampled_from(history.statements))
    yield draw(st.sampled_from((*SEATS, "Stranger"))), earlier.act, *earlier.sealed_for


MOVES: tuple[Move, ...] = (
    clear_everybody,
    clear_everybody,
    speak_of_one,
    speak_of_one,
    substitute,
    sign_manifest,
    sign_manifest,
    arrive,
    arrive,
    hand_over,
    hand_over,
    hand_over,
    hand_over,
    receive,
    receive,
    take_back,
    stop_or_go,
    speak_up,
    judge_a_match,
    judge_a_match,
    trace_blindly,
    trace_blindly,
    try_a_lottery,
    follow_what_waits,
    follow_what_waits,
    change_the_package,
    speak_out_of_turn,
    speak_out_of_turn,
)
