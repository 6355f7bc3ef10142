"""What a seat may do now is what waits for it, complete, and nothing else."""

from hypothesis import given, settings
from kit.asking import Asked
from kit.histories import History, histories
from kit.table import LYSORIA, ROUND, SAHLAN, SEATS, TORVENIA, Script, held_by, terms

from wayhome.acts import Statement
from wayhome.agreement import PackageSigned, TermsAccepted, TermsProposed
from wayhome.handover import HandedOver, Received
from wayhome.people import Track
from wayhome.rounds import admit, may


def kinds(asked: Asked, seat: str) -> set[str]:
    return {act.kind for act in may(asked.state, ROUND, seat, asked.time)}


def test_the_next_signature_waits_for_whose_turn_it_is() -> None:
    script = Script()
    asked = Asked([*script.opening(), *script.inquiries()]).say(LYSORIA, TermsProposed(terms()))
    assert TermsAccepted.kind in kinds(asked, TORVENIA)
    assert TermsAccepted.kind not in kinds(asked, LYSORIA) | kinds(asked, SAHLAN)


def test_the_facilitator_signs_last() -> None:
    statements = Script().up_to_signed()
    signatures = [n for n, s in enumerate(statements) if isinstance(s.act, PackageSigned)]
    before_last = Asked(statements[: signatures[2]])
    assert PackageSigned.kind in kinds(before_last, SAHLAN)
    assert PackageSigned.kind not in kinds(Asked(statements[: signatures[1]]), SAHLAN)


def test_those_handed_over_wait_to_be_received_by_their_party() -> None:
    people = held_by(LYSORIA, Track.COUNTED)[:2]
    asked = Asked(Script().up_to_crossing()).say(LYSORIA, HandedOver(1, "from Lysoria", people))
    assert Received(people) in may(asked.state, ROUND, TORVENIA, asked.time)
    assert Received.kind not in kinds(asked, LYSORIA)


@settings(max_examples=30, deadline=None)
@given(histories(moves=10))
def test_whatever_waits_is_admitted(history: History) -> None:
    time = history.statements[-1].time
    for seat in SEATS:
        for act in may(history.state, ROUND, seat, time):
            admit(history.state, Statement(ROUND, seat, time, act))
