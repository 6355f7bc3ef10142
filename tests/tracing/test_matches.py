"""Which matches may enter a pool."""

from datetime import date

import pytest

from wayhome.tracing import ConflictingVerdicts, Judgement, Match, Verdict, identified, stamped


def match(sought: str, held: str, verdict: str, probability: float = 0.5) -> Match:
    return Match(sought, held, probability, Verdict(verdict))


def pairs(*matches: Match) -> list[tuple[str, str]]:
    return [(each.sought_id, each.held_id) for each in identified(matches)]


def test_same_and_confirmed_enter_and_nothing_else() -> None:
    assert pairs(
        match("S5", "H5", "same"),
        match("S1", "H1", "confirmed"),
        match("S2", "H2", "possible", 0.98),
        match("S3", "H3", "different"),
        match("S4", "H4", "unsure", 0.99),
    ) == [("S1", "H1"), ("S5", "H5")]


def test_an_officers_word_sets_aside_the_machines() -> None:
    assert pairs(match("S1", "H1", "confirmed"), match("S1", "H2", "same")) == [("S1", "H2")]
    assert pairs(match("S1", "H1", "confirmed"), match("S2", "H1", "same")) == [("S2", "H1")]
    for verdict in ("different", "unsure"):
        assert pairs(match("S1", "H1", "confirmed"), match("S1", "H1", verdict)) == []


def test_the_same_word_twice_is_no_conflict() -> None:
    assert pairs(match("S1", "H1", "same"), match("S1", "H1", "confirmed"), match("S1", "H1", "same")) == [("S1", "H1")]


@pytest.mark.parametrize(
    "others",
    [
        [match("S1", "H2", "same")],
        [match("S2", "H1", "same")],
        [match("S1", "H1", "different")],
    ],
)
def test_an_officers_verdicts_that_conflict_are_refused(others: list[Match]) -> None:
    with pytest.raises(ConflictingVerdicts, match=r"S1|H1"):
        identified([match("S1", "H1", "same"), *others])


def test_nobody_is_confirmed_as_two_people() -> None:
    with pytest.raises(ConflictingVerdicts, match="write different on the wrong one"):
        identified([match("S1", "H1", "confirmed"), match("S1", "H2", "confirmed")])


def test_a_stamp_goes_only_where_a_person_judged_and_nobody_is_named() -> None:
    day, today = date(2025, 8, 1), date(2025, 8, 18)
    said = [None, Judgement(on=day, why="a letter"), Judgement("Кий"), None]
    verdicts = [Verdict.SAME, Verdict.UNSURE, Verdict.DIFFERENT, Verdict.POSSIBLE]
    judged = [Match("S", "H", 0.5, verdict, (), each) for verdict, each in zip(verdicts, said, strict=True)]
    assert [match.judgement for match in stamped(judged, "Гай", today)] == [
        Judgement("Гай", today),
        Judgement("Гай", day, "a letter"),
        Judgement("Кий"),
        None,
    ]
