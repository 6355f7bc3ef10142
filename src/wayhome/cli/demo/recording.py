"""Reception, the account, the claims, the communiqué."""

from __future__ import annotations

from datetime import UTC, datetime

from wayhome.claims import Answer, ClaimAnswered, ClaimKind, ClaimLodged
from wayhome.cli.demo.cast import COMMITTEE, LYSORIA, MERIDIA, PARTIES, SAHLAN, TORVENIA, other
from wayhome.cli.demo.story import Story, as_json
from wayhome.handover import Stage
from wayhome.people import Condition
from wayhome.reception import Care, CareHandedOn, ReceivedIntoCare
from wayhome.record import (
    CommuniqueEmbargoed,
    CommuniquePublished,
    FamiliesTold,
    Reconciled,
    RoundClosed,
    SentenceConfirmed,
    ShortfallRecorded,
    account,
    named,
    sentence_of,
)


def receive_into_care(story: Story) -> None:
    """Reception in Meridia: medical and psychological care for everybody"""
    story.at(24, 14)
    for home in PARTIES:
        people = _home(story, home)
        story.say((MERIDIA, ReceivedIntoCare(people, (Care.MEDICAL, Care.PSYCHOLOGICAL))))
        wounded = [
            r.person
            for r in story.going(other(home))
            if r.person in people and Condition.SERIOUSLY_WOUNDED_OR_SICK in r.conditions
        ]
        story.say_at_once(
            (MERIDIA, CareHandedOn(person), as_json({"person": person, "seen": "on arrival"}), (home,))
            for person in wounded
        )
        story.tell(
            f"  {len(people)} people for {home} in care; {len(wounded)} hand-offs sealed to its doctors, "
            f"unreadable to {other(home)}"
        )


def _home(story: Story, home: str) -> tuple[str, ...]:
    """Those this party has received, in order of reference."""
    journeys = story.round.handover.journeys
    return tuple(r.person for r in story.going(other(home)) if journeys[r.person].stage is Stage.RECEIVED)


def draw_up_account(story: Story) -> None:
    """The account: what was signed against what happened"""
    story.at(24, 15)
    drawn_up = account(story.round.agreement, story.round.handover)
    story.say((SAHLAN, Reconciled(drawn_up.lines, drawn_up.unlisted)))
    for line in drawn_up.lines:
        what = f"{line.holder} to {line.home}, {line.track}"
        story.tell(
            f"  {what}: signed {line.signed}, received {line.received}, not cleared {line.not_cleared}, "
            f"substituted {line.substituted}"
        )
        if line.shortfall:
            story.say((SAHLAN, ShortfallRecorded(line.holder, line.home, line.track, line.shortfall)))
            story.tell(f"  {what}: a shortfall of {line.shortfall} is on record")
    story.say((SAHLAN, RoundClosed()))


def claim_and_answer(story: Story) -> None:
    """A claim about civilians not returned, and the answer beside it"""
    story.at(24, 15, 30)
    missing = [
        row.id
        for row in story.lists["torvenia-sought"]
        if row.category and row.category.value.startswith("civilian") and row.id not in story.registers.truth
    ]
    to = (LYSORIA, SAHLAN, COMMITTEE)
    claim = ClaimLodged("civilians not returned", LYSORIA, ClaimKind.WITHHELD, len(missing), civilians=True)
    story.say((TORVENIA, claim, as_json(missing), to))
    traced = 2
    free = ClaimAnswered(claim.claim, Answer.FREE_TO_LEAVE, len(missing) - traced)
    story.say((LYSORIA, free, as_json(missing[traced:]), (TORVENIA, SAHLAN, COMMITTEE)))
    being_traced = ClaimAnswered(claim.claim, Answer.BEING_TRACED, traced)
    story.say((LYSORIA, being_traced, as_json(missing[:traced]), (TORVENIA, SAHLAN, COMMITTEE)))
    story.tell(f"  {TORVENIA}: {claim.heads} of its civilians are withheld by {LYSORIA}")
    story.tell(f"  {LYSORIA}: {free.heads} are not held and free to leave; {traced} are being traced")
    story.tell("  the claim stays open beside its answers, and has held back nobody")


def publish(story: Story) -> None:
    """The communiqué: only sentences that everybody named in them has confirmed"""
    for home in PARTIES:
        story.say((home, FamiliesTold(_home(story, home))))
    story.say((SAHLAN, CommuniqueEmbargoed(datetime(2025, 8, 24, 17, tzinfo=UTC))))
    digests = []
    for sentence, chosen in _SENTENCES:
        state = story.round
        proposed = sentence_of(sentence, chosen, state.agreement, state.handover, state.reception, state.claims)
        story.say((SAHLAN, proposed))
        for seat in named(proposed):
            if seat != SAHLAN:
                story.say((seat, SentenceConfirmed(proposed.digest)))
        digests.append(proposed.digest)
    publication = CommuniquePublished(tuple(digests))
    story.tries(SAHLAN, publication)
    story.at(24, 17)
    story.say((SAHLAN, publication))
    story.tell(f"  {len(digests)} sentences published in English, Ukrainian, Russian and Arabic")


_SENTENCES: tuple[tuple[str, dict[str, str]], ...] = (
    ("good_offices", {"facilitator": SAHLAN, "first": LYSORIA, "second": TORVENIA}),
    ("returned_counted", {"holder": TORVENIA, "home": LYSORIA}),
    ("returned_counted", {"holder": LYSORIA, "home": TORVENIA}),
    ("returned_unconditional", {"holder": LYSORIA, "home": TORVENIA}),
    ("returned_unconditional", {"holder": TORVENIA, "home": LYSORIA}),
    ("shortfall", {"holder": TORVENIA, "home": LYSORIA}),
    ("reception_care", {"reception": MERIDIA}),
    ("claim_and_answer", {"by": TORVENIA, "against": LYSORIA, "claim": "civilians not returned"}),
    ("next_round", {"first": TORVENIA, "second": LYSORIA}),
)
