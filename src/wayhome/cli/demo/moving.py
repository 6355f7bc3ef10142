"""Wishes and clearance, the convoys, the crossing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wayhome.cli.demo.agreeing import TERMS
from wayhome.cli.demo.cast import COMMITTEE, CROSSING, LYSORIA, MERIDIA, ORIGIN, PARTIES, ROUND, SAHLAN, TORVENIA, other
from wayhome.cli.demo.story import Said, Story, as_json
from wayhome.exchange import Candidate
from wayhome.handover import (
    ClearanceWithheld,
    Departed,
    FitnessCertified,
    GuardianRecorded,
    HandedOver,
    HeadsCounted,
    ManifestSigned,
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
    WishAnswer,
    WishTaken,
)
from wayhome.handover.acts import Cause
from wayhome.handover.paper import manifest_pdf
from wayhome.people import Condition, Returnee, Track, reference

UNFIT, DECLINES = 20, 40
"""Who of Torvenia's counted people falls ill, and who decides at the crossing not to cross: by place in the list."""


def ask_wishes(story: Story) -> None:
    """The Neutral Committee asks everybody in private, examines and clears them"""
    story.at(22, 8)
    for holder in PARTIES:
        people = story.going(holder)
        story.say_at_once(_asked(people))
        unfit = _counted_alone(story, TORVENIA)[UNFIT].person
        fit = tuple(r.person for r in people if r.person != unfit)
        story.say((COMMITTEE, FitnessCertified(fit, fit=True)))
        story.say((COMMITTEE, TransferCleared(tuple(r.person for r in people))))
        story.tell(f"  held by {holder}: {len(people)} wishes taken and sealed to {COMMITTEE} alone")
    story.say((COMMITTEE, FitnessCertified((unfit,), fit=False)))
    story.tell(f"  one person held by {TORVENIA} is unfit to travel")


def _asked(people: Sequence[Returnee]) -> Iterator[Said]:
    for returnee in people:
        answer = WishAnswer(returnee.person, wants_to_go=True)
        yield COMMITTEE, WishTaken(returnee.person), answer.to_bytes(), (COMMITTEE,)
        if Condition.CHILD in returnee.conditions:
            record = as_json({"child": returnee.person, "with": "a parent, in the same convoy"})
            yield COMMITTEE, GuardianRecorded(returnee.person), record, (COMMITTEE, MERIDIA)


def replace_the_unfit(story: Story) -> None:
    """A substitution: somebody goes in place of the person unfit to travel, with both signatures"""
    leaving = next(r for r in story.going(TORVENIA) if story.round.handover.journey(r.person).fit is False)
    waiting = [c for c in story.pool if _could_stand_in(story, c, leaving)]
    longest_held = min(waiting, key=lambda c: (str(c.held_since or "9999"), c.person))
    coming = Returnee(
        longest_held.person, leaving.holder, leaving.home, Track.COUNTED, longest_held.category, longest_held.conditions
    )
    proposal = SubstitutionProposed(leaving.person, coming, Cause.UNFIT)
    story.at(22, 16)
    story.say((leaving.holder, proposal))
    story.say((leaving.home, SubstitutionSigned(proposal.digest)))
    story.say_at_once(_asked([coming]))
    story.say((COMMITTEE, FitnessCertified((coming.person,), fit=True)))
    story.say((COMMITTEE, TransferCleared((coming.person,))))
    story.tell(
        f"  proposed by {leaving.holder}, signed by {leaving.home}; the substitute was asked, examined and cleared"
    )


def _could_stand_in(story: Story, candidate: Candidate, leaving: Returnee) -> bool:
    return (
        (candidate.holder, candidate.home) == (leaving.holder, leaving.home)
        and candidate.category == leaving.category
        and not candidate.conditions
        and not candidate.family
        and candidate.person not in story.round.agreement.signed
    )


def _counted_alone(story: Story, holder: str) -> list[Returnee]:
    """The counted people of a detaining party who travel without family."""
    return [returnee for returnee in story.going(holder, Track.COUNTED) if not returnee.family]


def depart(story: Story) -> None:
    """Four convoys: manifests signed, notices acknowledged, the unconditional first"""
    for number, track in ((1, Track.UNCONDITIONAL), (2, Track.COUNTED)):
        for holder in PARTIES:
            story.at(23, 8 + 2 * number)
            leg = _leg(holder, number)
            people = tuple(r.person for r in story.going(holder, track))
            manifest = ManifestSigned(leg, people, CROSSING)
            names = {p: as_json(story.held_row(p).surname) for p in people}
            story.say((holder, manifest, names, (other(holder), SAHLAN, COMMITTEE, MERIDIA)))
            _print(story, manifest)
            wounded = sum(Condition.SERIOUSLY_WOUNDED_OR_SICK in r.conditions for r in story.going(holder, track))
            vehicles, ambulances = -(-(len(people) - wounded) // 40), -(-wounded // 3)
            story.say((SAHLAN, TransportNotified(leg, manifest.digest, vehicles, ambulances)))
            if holder == LYSORIA and number == 1:
                story.tries(holder, Departed(leg, people))
            story.say(*((party, TransportAcknowledged(leg, manifest.digest)) for party in PARTIES))
            story.at(24, 4 + number)
            story.say((holder, Departed(leg, people)))
            story.tell(f"  {leg}: {len(people)} people; buses: {vehicles}, ambulances: {ambulances}")


def _leg(holder: str, number: int) -> str:
    return f"{holder}-{number}"


def _print(story: Story, manifest: ManifestSigned) -> None:
    rows = {person: story.held_row(person) for person in manifest.people}
    pdf = manifest_pdf(story.round.agreement, story.round.handover, manifest, rows, journal=ORIGIN, round_name=ROUND)
    (story.out / f"manifest-{manifest.leg}.pdf").write_bytes(pdf)


def gather(story: Story) -> None:
    """At the crossing: everybody is found present and counted; one person is on no list"""
    story.at(24, 9)
    unlisted = _somebody_unlisted(story)
    for number in (1, 2):
        for holder in PARTIES:
            leg = _leg(holder, number)
            aboard = story.round.handover.legs[leg].aboard or ()
            story.say((SAHLAN, PresentAtCrossing(leg, aboard)))
            if leg == _leg(TORVENIA, 2):
                dossier = as_json({"person": unlisted, "came with": leg})
                story.say((SAHLAN, UnlistedArrived(leg, unlisted), dossier, (SAHLAN, COMMITTEE)))
                story.tell(f"  {leg}: one person came with the convoy who is on no manifest; they don't cross on that")
            heads = story.round.handover.heads(leg)
            story.say(*((seat, HeadsCounted(leg, heads)) for seat in (*PARTIES, SAHLAN)))
            story.tell(f"  {leg}: {heads} heads, counted by both parties and {SAHLAN}")
    declines = _counted_alone(story, TORVENIA)[DECLINES].person
    story.say((COMMITTEE, ClearanceWithheld((declines,))))
    story.tell(f"  one person tells {COMMITTEE}, in private, that they won't cross; no party is told why they don't")


def _somebody_unlisted(story: Story) -> str:
    """Somebody Torvenia holds whom nobody asked about."""
    known = {identified.held.id for identified in story.people.values()}
    row = next(row for row in story.lists["torvenia-held"] if row.id not in known)
    return reference(story.salts, TORVENIA, row.id)


def cross(story: Story) -> None:
    """The crossing, in tranches: at no moment is either party more exposed than agreed"""
    story.at(24, 10)
    for holder in PARTIES:
        people = tuple(r.person for r in story.going(holder, Track.UNCONDITIONAL))
        story.say((holder, HandedOver(1, _leg(holder, 1), people)), (other(holder), Received(people)))
        story.tell(f"  from {holder}: {len(people)} in the unconditional part, before anybody counted")
    tranches = {holder: _tranches(story, holder) for holder in PARTIES}
    _release(story, TORVENIA, 1, tranches)
    _release(story, LYSORIA, 1, tranches)
    _receive(story, TORVENIA)
    _receive(story, LYSORIA)
    _release(story, LYSORIA, 2, tranches)
    _receive(story, TORVENIA)
    refusal = story.tries(LYSORIA, HandedOver(3, _leg(LYSORIA, 2), tranches[LYSORIA][2]))
    story.waited.append((story.now, refusal.reason))
    _release(story, TORVENIA, 2, tranches)
    _receive(story, LYSORIA)
    _release(story, LYSORIA, 3, tranches)
    _release(story, TORVENIA, 3, tranches)
    _receive(story, TORVENIA)
    _receive(story, LYSORIA)
    leg = _leg(TORVENIA, 2)
    back = tuple(p for p in story.round.handover.legs[leg].aboard or () if _at_crossing(story, p))
    unlisted = story.round.handover.legs[leg].unlisted
    story.at(24, 13)
    story.say((SAHLAN, Returned(leg, (*back, *unlisted))))
    story.tell(f"  back with {leg}: {len(back)} who did not cross and {len(unlisted)} unlisted, as {SAHLAN} has seen")


def _tranches(story: Story, holder: str) -> list[tuple[str, ...]]:
    """Those at the crossing who are counted, by 50 at most, no family parted."""
    together: dict[str, list[str]] = {}
    for returnee in story.going(holder, Track.COUNTED):
        journey = story.round.handover.journey(returnee.person)
        if journey.stage is Stage.AT_CROSSING and journey.may_travel:
            together.setdefault(returnee.family or returnee.person, []).append(returnee.person)
    tranches: list[list[str]] = []
    for people in together.values():
        with_room = [tranche for tranche in tranches if len(tranche) + len(people) <= TERMS.exposure]
        if not with_room:
            tranches.append([])
        (with_room or tranches[-1:])[0].extend(people)
    return [tuple(tranche) for tranche in tranches]


def _at_crossing(story: Story, person: str) -> bool:
    return story.round.handover.journey(person).stage is Stage.AT_CROSSING


def _release(story: Story, holder: str, number: int, tranches: dict[str, list[tuple[str, ...]]]) -> None:
    people = tranches[holder][number - 1]
    story.say((holder, HandedOver(number, _leg(holder, 2), people)))
    story.tell(f"  tranche {number} from {holder}: {len(people)} people")


def _receive(story: Story, home: str) -> None:
    released = [
        r.person for r in story.going(other(home)) if story.round.handover.journey(r.person).stage is Stage.RELEASED
    ]
    story.say((home, Received(tuple(released))))
