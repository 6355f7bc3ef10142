"""A small round between two invented states, in which much goes otherwise than signed for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from wayhome import agreement, claims, handover, reception, record
from wayhome.acts import Act, Statement
from wayhome.agreement import Agreement
from wayhome.claims import Answer, ClaimKind, Claims
from wayhome.exchange import CountedTerms, Terms
from wayhome.handover import Handover
from wayhome.handover.acts import Alarm, Cause
from wayhome.people import Category, Condition, Returnee, Track
from wayhome.reception import Care, Reception
from wayhome.record import Record
from wayhome.record.sentences import named, sentence_of

OPENED = datetime(2031, 8, 18, 9, 0, tzinfo=UTC)
SEATS = ("lysoria", "torvenia", "meridia", "observers", "Northern Clinic")


@dataclass
class Sample:
    """A round as far as it has come: its states and statements, and a clock that the tests move."""

    statements: list[Statement] = field(default_factory=list)
    agreement: Agreement = field(default_factory=Agreement)
    handover: Handover = field(default_factory=Handover)
    reception: Reception = field(default_factory=Reception)
    claims: Claims = field(default_factory=Claims)
    record: Record = field(default_factory=Record)
    time: datetime = OPENED

    @property
    def states(self) -> tuple[Agreement, Handover, Reception, Claims]:
        """What a sentence is held against."""
        return self.agreement, self.handover, self.reception, self.claims

    def say(self, author: str, *acts: Act, minutes: int = 1) -> None:
        """State these acts one after the other, each so many minutes after what was last stated."""
        for act in acts:
            self.time += timedelta(minutes=minutes)
            statement = Statement("first", author, self.time, act)
            self.statements.append(statement)
            self.agreement = agreement.apply(self.agreement, statement)
            self.handover = handover.apply(self.handover, statement)
            self.reception = reception.apply(self.reception, statement)
            self.claims = claims.apply(self.claims, statement)
            self.record = record.apply(self.record, statement)

    def later(self, **much: int) -> None:
        """Let time pass."""
        self.time += timedelta(**much)


def returnee(person: str, *conditions: Condition, category: Category = Category.PRISONER_OF_WAR) -> Returnee:
    """A person of the sample: "LT1" is held by Lysoria and at home in Torvenia, "TL1" the other way round."""
    way = ("lysoria", "torvenia") if person.startswith("LT") else ("torvenia", "lysoria")
    whole = Returnee(person, *way, Track.COUNTED, category, conditions)
    return replace(whole, track=Track.UNCONDITIONAL) if whole.protected else whole


PACKAGE = (
    *(returnee(f"LT{number}") for number in (1, 2, 3, 4)),
    returnee("LT5", category=Category.CIVILIAN_DETAINEE),
    returnee("LT6", Condition.SERIOUSLY_WOUNDED_OR_SICK),
    *(returnee(f"TL{number}") for number in (1, 2, 3, 4)),
    returnee("TL5", category=Category.CIVILIAN_INTERNEE),
    returnee("TL6", Condition.SERIOUSLY_WOUNDED_OR_SICK, category=Category.CIVILIAN_DETAINEE),
)
LYSORIA_HOLDS = tuple(r.person for r in PACKAGE if r.holder == "lysoria")
TORVENIA_HOLDS = tuple(r.person for r in PACKAGE if r.holder == "torvenia")
SUBSTITUTE = returnee("TL9")


def _agree(sample: Sample) -> None:
    names = (
        agreement.SeatName("lysoria", "Lysoria", "Лісорія", "Лисория", "ليسوريا"),
        agreement.SeatName("torvenia", "Torvenia", "Торвенія", "Торвения", "تورفينيا"),
        agreement.SeatName("meridia", "Meridia", "Меридія", "Меридия", "ميريديا"),
        agreement.SeatName(
            "observers",
            "Neutral observers",
            "Нейтральні спостерігачі",
            "Нейтральные наблюдатели",
            "المراقبون المحايدون",
        ),
    )
    sample.say(
        "meridia",
        agreement.RoundOpened(
            "Autumn return, first round",
            ("lysoria", "torvenia"),
            "observers",
            "Northern Clinic",
            "key of meridia",
            names,
        ),
    )
    for seat in SEATS:
        if seat != "meridia":
            sample.say(seat, agreement.SeatTaken(f"key of {seat}"))
        sample.say("meridia" if seat != "meridia" else "lysoria", agreement.KeyConfirmed(seat, f"key of {seat}"))
    sample.later(hours=3)
    sample.say("torvenia", agreement.InquiryMade("T-1", "lysoria", LYSORIA_HOLDS))
    sample.say("lysoria", agreement.InquiryMade("L-1", "torvenia", (*TORVENIA_HOLDS, "TL9", "TL8")))
    sample.later(days=1)
    sample.say("lysoria", agreement.InquiryAnswered("T-1", held=LYSORIA_HOLDS))
    sample.say("torvenia", agreement.InquiryAnswered("L-1", held=(*TORVENIA_HOLDS, "TL9"), not_held=("TL8",)))
    terms = Terms(parties=("lysoria", "torvenia"), day=date(2031, 8, 24), exposure=2, counted=CountedTerms(most=4))
    sample.say("lysoria", agreement.TermsProposed(replace(terms, exposure=1)))
    assert sample.agreement.terms
    sample.later(hours=2)
    sample.say("torvenia", agreement.TermsCountered(terms, sample.agreement.terms.digest))
    sample.say("lysoria", agreement.TermsAccepted(sample.agreement.terms.digest), minutes=50)
    sample.later(hours=20)
    proposal = agreement.PackageProposed(sample.agreement.terms.digest, PACKAGE, sample.time + timedelta(days=2))
    sample.say("meridia", proposal)
    for seat in ("torvenia", "lysoria", "meridia"):
        sample.say(seat, agreement.PackageSigned(proposal.digest), minutes=40)


def _make_ready(sample: Sample) -> None:
    sample.later(hours=18)
    sample.say("observers", *(handover.WishTaken(person) for person in (*LYSORIA_HOLDS, *TORVENIA_HOLDS)), minutes=25)
    sample.say("observers", handover.FitnessCertified((*LYSORIA_HOLDS, *TORVENIA_HOLDS[:1], *TORVENIA_HOLDS[2:]), True))
    sample.say("observers", handover.FitnessCertified(("TL2",), False))
    substitution = handover.SubstitutionProposed("TL2", SUBSTITUTE, Cause.UNFIT)
    sample.say("torvenia", substitution, minutes=30)
    sample.say("lysoria", handover.SubstitutionSigned(substitution.digest), minutes=95)
    sample.say("observers", handover.WishTaken("TL9"), handover.FitnessCertified(("TL9",), True))
    sample.say("observers", handover.TransferCleared((*LYSORIA_HOLDS, "TL1", "TL3", "TL4", "TL5", "TL6", "TL9")))


def _set_out(sample: Sample) -> None:
    sample.later(hours=10)
    for party, leg, people in (
        ("lysoria", "L-1", LYSORIA_HOLDS),
        ("torvenia", "T-1", ("TL1", "TL9", "TL3", "TL4", "TL5", "TL6")),
    ):
        manifest = handover.ManifestSigned(leg, people, "Old Ferry")
        sample.say(party, manifest)
        sample.say("meridia", handover.TransportNotified(leg, manifest.digest, 1, 1))
        for seat in ("lysoria", "torvenia"):
            sample.say(seat, handover.TransportAcknowledged(leg, manifest.digest), minutes=8)
        sample.say(party, handover.Departed(leg, people), minutes=15)
    sample.later(hours=2)
    for leg, people in (("L-1", LYSORIA_HOLDS), ("T-1", ("TL1", "TL9", "TL3", "TL4", "TL5", "TL6"))):
        sample.say("meridia", handover.PresentAtCrossing(leg, people))
    sample.say("meridia", handover.UnlistedArrived("T-1", "stranger"))


def _cross(sample: Sample) -> None:
    for seat in ("torvenia", "lysoria", "meridia"):
        sample.say(seat, handover.HeadsCounted("L-1", 6))
    for seat, heads in (("lysoria", 6), ("torvenia", 7), ("meridia", 7), ("lysoria", 7)):
        sample.say(seat, handover.HeadsCounted("T-1", heads), minutes=3)
    sample.say("observers", handover.ClearanceWithheld(("LT3",)))
    sample.say("lysoria", handover.HandedOver(1, "L-1", ("LT5", "LT6")))
    sample.say("torvenia", handover.HandedOver(1, "T-1", ("TL5", "TL6")))
    sample.say("torvenia", handover.Received(("LT5", "LT6")))
    sample.say("lysoria", handover.Received(("TL5", "TL6")))
    sample.say("lysoria", handover.HandedOver(2, "L-1", ("LT1", "LT2")))
    sample.say("torvenia", handover.Received(("LT1", "LT2")), minutes=2)
    sample.say("observers", handover.MovementFrozen(Alarm.MEDICAL))
    sample.say("observers", handover.MovementResumed(), minutes=19)
    sample.say("torvenia", handover.HandedOver(2, "T-1", ("TL1", "TL9")))
    sample.say("lysoria", handover.Received(("TL1", "TL9")), minutes=2)
    sample.say("torvenia", handover.HandedOver(3, "T-1", ("TL3", "TL4")))
    sample.say("lysoria", handover.HandedOver(3, "L-1", ("LT4",)))
    sample.say("lysoria", handover.Received(("TL3", "TL4")), minutes=2)
    sample.say("torvenia", handover.Received(("LT4",)))
    sample.say("meridia", handover.Returned("L-1", ("LT3",)), minutes=55)
    sample.say("meridia", handover.Returned("T-1", ("stranger",)))


def _look_after(sample: Sample) -> None:
    home = [person for person, journey in sample.handover.journeys.items() if journey.stage is handover.Stage.RECEIVED]
    sample.say("Northern Clinic", reception.ReceivedIntoCare(tuple(home), (Care.MEDICAL, Care.PSYCHOLOGICAL)))
    sample.say("Northern Clinic", *(reception.CareHandedOn(person) for person in home[:4]), minutes=20)


def _state_claims(sample: Sample) -> None:
    sample.say("lysoria", claims.ClaimLodged("L-civilians", "torvenia", ClaimKind.WITHHELD, 20, civilians=True))
    sample.say(
        "torvenia", claims.ClaimLodged("T-missing", "lysoria", ClaimKind.MISSING, 3, civilians=False), minutes=30
    )
    sample.say("torvenia", claims.ClaimAnswered("L-civilians", Answer.NOT_HELD, 11), minutes=45)
    sample.say("torvenia", claims.ClaimAnswered("L-civilians", Answer.FREE_TO_LEAVE, 8))
    sample.say("torvenia", claims.ClaimAnswered("L-civilians", Answer.NOT_HELD, 12))
    sample.say("torvenia", claims.ClaimLodged("T-owed", "lysoria", ClaimKind.OWED, 1, civilians=False))


def _draw_up(sample: Sample) -> None:
    true = record.account(sample.agreement, sample.handover)
    sample.say("meridia", record.Reconciled(true.lines, true.unlisted))
    for line in true.lines:
        if line.shortfall:
            sample.say("meridia", record.ShortfallRecorded(line.holder, line.home, line.track, line.shortfall))
    sample.say("meridia", record.RoundClosed())


@pytest.fixture
def sample() -> Sample:
    """The round up to its closing, with nothing said in public yet."""
    return _closed()


@pytest.fixture(scope="module")
def sample_once() -> Sample:
    """The same round, for tests that say nothing more in it."""
    return _closed()


def _closed() -> Sample:
    sample = Sample()
    for part in (_agree, _make_ready, _set_out, _cross, _look_after, _draw_up, _state_claims):
        part(sample)
    return sample


@pytest.fixture
def signed() -> Sample:
    """The same round with its package in effect and nobody on the way yet."""
    sample = Sample()
    _agree(sample)
    return sample


@pytest.fixture
def true_sentences() -> tuple[tuple[str, dict[str, str]], ...]:
    """What can be said of the round, once it is closed: a sentence of the stock, and whom it names."""
    return TRUE_SENTENCES


@pytest.fixture
def publish() -> Callable[[Sample], None]:
    """Say and publish every sentence of the stock in a round."""
    return _publish


def _publish(sample: Sample) -> None:
    for sentence, chosen in TRUE_SENTENCES:
        act = sentence_of(sentence, chosen, *sample.states)
        sample.say("meridia", act)
        for seat in named(act):
            if seat != "meridia":
                sample.say(seat, record.SentenceConfirmed(act.digest))
    for party in ("lysoria", "torvenia"):
        people = handover.travellers(sample.agreement, sample.handover)
        home = [person for person, returnee in people.items() if returnee.home == party]
        sample.say(party, record.FamiliesTold(tuple(home)), minutes=60)
    sample.say("meridia", record.CommuniquePublished(tuple(sample.record.sentences)), minutes=30)


_THERE = {"holder": "lysoria", "home": "torvenia"}
_BACK = {"holder": "torvenia", "home": "lysoria"}
TRUE_SENTENCES = (
    ("returned_counted", _THERE),
    ("returned_counted", _BACK),
    ("returned_unconditional", _BACK),
    ("returned_unconditional", _THERE),
    ("good_offices", {"facilitator": "meridia", "first": "lysoria", "second": "torvenia"}),
    ("reception_care", {"reception": "Northern Clinic"}),
    ("shortfall", _THERE),
    ("claim_and_answer", {"claim": "L-civilians", "by": "lysoria", "against": "torvenia"}),
    ("claim_and_answer", {"claim": "T-missing", "by": "torvenia", "against": "lysoria"}),
    ("next_round", {"first": "torvenia", "second": "lysoria"}),
)
"""What can be said of the sample, once it is closed."""
