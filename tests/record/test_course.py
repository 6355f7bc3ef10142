"""The course of a round, as its statements tell it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from wayhome import agreement, claims, handover, reception, record
from wayhome.agreement import RefusalRecorded
from wayhome.handover import FitnessCertified, HeadsCounted, MovementFrozen
from wayhome.handover.acts import Alarm
from wayhome.record.course import PHASES, Course, clock


def troubles(sample, word: str) -> list[tuple[str, str]]:
    """What is told under this word: what happened, and how it was handled."""
    told = Course(sample.statements, {"lysoria": "Lysoria", "torvenia": "Torvenia"}).troubles()
    return [(trouble.what, trouble.handled) for trouble in told if trouble.word == word]


def test_every_kind_of_act_belongs_to_one_phase() -> None:
    rooms = (agreement, handover, reception, claims, record)
    kinds = sorted(act.kind for room in rooms for act in room.ACTS)
    assert sorted([*(kind for phase in PHASES.values() for kind in phase), "refusal.recorded"]) == kinds


def test_the_phases_follow_each_other_from_the_opening(sample, publish) -> None:
    publish(sample)
    phases = Course(sample.statements).phases()
    assert [phase.name for phase in phases][:4] == ["Opening", "Tracing", "Terms", "Package"]
    assert phases[0].first == sample.statements[0].time
    assert phases[-1].last == sample.statements[-1].time
    assert sum(phase.acts for phase in phases) == len(sample.statements)


def test_every_tranche_says_who_crossed_when_and_how_far_ahead_its_party_was(sample) -> None:
    told = [(t.number, t.holder, t.counted, t.unconditional, t.exposure) for t in Course(sample.statements).tranches()]
    assert told == [
        (1, "lysoria", 0, 2, 0),
        (1, "torvenia", 0, 2, 0),
        (2, "lysoria", 2, 0, 2),
        (2, "torvenia", 2, 0, 0),
        (3, "torvenia", 2, 0, 2),
        (3, "lysoria", 1, 0, 1),
    ]
    assert all(t.received and t.received > t.handed_over for t in Course(sample.statements).tranches())


def test_a_tranche_is_received_only_once_all_of_it_is(sample) -> None:
    last = max(
        place
        for place, s in enumerate(sample.statements)
        if s.act.kind == "tranche.received" and s.act.people == ("LT4",)
    )
    del sample.statements[last]
    assert [t.received is None for t in Course(sample.statements).tranches()] == [False] * 5 + [True]


def test_the_exposure_ends_where_the_counted_people_leave_it(sample) -> None:
    path = Course(sample.statements).exposures()
    assert path[-1] == {"lysoria": -1, "torvenia": 1}
    assert max(max(step.values()) for step in path) == 2


def test_what_went_otherwise_is_told_with_how_it_was_handled(sample) -> None:
    assert troubles(sample, "Unfit") == [
        ("People certified unfit to travel: 1.", "Replaced, with both signatures: 1."),
    ]
    assert troubles(sample, "Substitution") == [
        (
            "Torvenia proposed to return one person in place of another (unfit to travel).",
            "Lysoria signed it at 14:14; it counts from then on.",
        )
    ]
    assert troubles(sample, "Not cleared") == [
        (
            "People the observer does not clear, or no longer clears: 1. No reason is given.",
            "They did not cross, and were back where the convoy left from at 05:12.",
        )
    ]
    assert troubles(sample, "Unlisted") == [
        (
            "Somebody came with leg T-1 who stood on no manifest.",
            "They did not cross, and were back where the convoy left from at 05:13.",
        )
    ]
    assert troubles(sample, "Count differed") == [
        (
            "Lysoria counted 6 heads of leg T-1; present were 7.",
            "Nobody of the leg crossed on that. Counted again at 03:41: 7.",
        )
    ]
    assert troubles(sample, "Frozen") == [("observers froze movement (medical).", "Resumed by observers at 04:09.")]


def test_nobody_is_named_in_what_is_told(sample) -> None:
    told = " ".join(t.what + t.handled for t in Course(sample.statements).troubles())
    people = {*sample.agreement.signed, "TL9", "stranger"}
    assert not [person for person in people if person in told]


def test_trouble_without_an_end_is_told_as_such(sample) -> None:
    sample.say("observers", MovementFrozen(Alarm.SAFETY), FitnessCertified(("LT3",), False))
    sample.say("lysoria", HeadsCounted("L-1", 5))
    sample.say("meridia", RefusalRecorded("torvenia", "terms.proposed", "0" * 64, "L23"))
    assert troubles(sample, "Frozen")[-1][1] == "Not resumed."
    assert troubles(sample, "Unfit")[-1][1] == "Stayed where they were: 1."
    assert troubles(sample, "Count differed")[-1][1].endswith("it was not counted again.")
    assert troubles(sample, "Refused") == [
        (
            "Torvenia tried what the law forbids (terms.proposed; rule L23).",
            "Refused, and put on record; nothing came of it.",
        )
    ]


def test_a_person_found_fit_later_is_told_so(sample) -> None:
    sample.say("observers", FitnessCertified(("LT3",), False), FitnessCertified(("LT3",), True))
    assert troubles(sample, "Unfit")[-1][1] == "Certified fit later: 1."


def test_a_tranche_that_waited_stands_where_it_belongs_in_time(sample) -> None:
    frozen = next(s.time for s in sample.statements if isinstance(s.act, MovementFrozen))
    told = Course(sample.statements).troubles([(frozen + timedelta(seconds=30), "This tranche waits.")])
    assert [trouble.word for trouble in told][-2:] == ["Frozen", "Waited"]
    assert told[-1].what == "This tranche waits."


def test_a_time_beside_another_of_its_day_leaves_out_the_date() -> None:
    time = datetime(2031, 8, 22, 4, 5, tzinfo=UTC)
    assert clock(time) == "2031-08-22 04:05"
    assert clock(time, time + timedelta(hours=1)) == "04:05"
    assert clock(time, time + timedelta(days=1)) == "2031-08-22 04:05"
