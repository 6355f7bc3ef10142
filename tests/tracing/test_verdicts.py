"""What officers judged, taken up by a later run."""

from dataclasses import replace
from datetime import date

import pytest
from tracing.noise import noisy_lists
from tracing.test_trace import SERHII, entry

from wayhome.tracing import Judgement, Match, Stopped, Verdict, doubles, log_odds, trace, traced
from wayhome.tracing.decision import probability

NAMESAKES = [
    entry("H1", "Мельниченко Сергей Николаевич", "1990-05-03"),
    entry("H2", "Melnichenko Sergey Nikolayevich", "1990-05-03"),
]


def judged(verdict: str, held: str = "H1") -> Match:
    return Match("S1", held, 0.5, Verdict(verdict))


def verdicts(matches: tuple[Match, ...]) -> dict[str, str]:
    return {match.held_id: str(match.verdict) for match in matches}


def test_what_was_judged_different_is_not_proposed_again_and_rivals_nobody() -> None:
    matches = trace(NAMESAKES, [SERHII], verdicts=[judged("different")])
    assert verdicts(matches) == {"H1": "different", "H2": "confirmed"}


def test_what_was_judged_same_stays_so_and_settles_its_two_people() -> None:
    found = trace([*NAMESAKES, entry("H3", "Гай Іван -")], [SERHII], verdicts=[judged("same", "H3")])
    assert verdicts(found) == {"H3": "same", "H1": "possible", "H2": "possible"}
    alone = trace(NAMESAKES[:1], [SERHII, replace(SERHII, id="S2")], verdicts=[judged("same")])
    assert {match.sought_id: str(match.verdict) for match in alone} == {"S1": "same", "S2": "possible"}


@pytest.mark.parametrize("without_doubles", [False, True])
def test_a_later_run_respects_every_verdict_and_keeps_who_gave_it(without_doubles: bool) -> None:
    """Both rivals look alike: the verdicts decide, each with its judgement, and nothing of the machine's has one."""
    said = Judgement("Гай", date(2025, 8, 18), "спитав родину")
    others = [replace(person, id=f"{person.id}b") for person in NAMESAKES]
    earlier = [replace(judged("different"), judgement=said), replace(judged("same", "H2"), judgement=said)]
    found = trace([*NAMESAKES, *others], [SERHII], verdicts=earlier, without_doubles=without_doubles)
    of = {match.held_id: match for match in found}
    assert (of["H1"].verdict, of["H1"].judgement) == (Verdict.DIFFERENT, said)
    assert (of["H2"].verdict, of["H2"].judgement) == (Verdict.SAME, said)
    assert all(match.judgement is None for match in found if not match.verdict.is_human)
    assert Verdict.CONFIRMED not in {match.verdict for match in found}
    again = trace([*NAMESAKES, *others], [SERHII], verdicts=found, without_doubles=without_doubles)
    assert again == found


def test_where_nobody_stands_twice_a_same_takes_its_two_people_from_all_others() -> None:
    found = trace(NAMESAKES, [SERHII], verdicts=[judged("same", "H2")], without_doubles=True)
    assert verdicts(found)["H2"] == "same"
    assert verdicts(found).get("H1", "possible") == "possible"


def test_pairs_judged_different_are_not_learned_from() -> None:
    """With so many good pairs no longer true ones, those with faults weigh more: a difference says less than before."""
    lists = noisy_lists(seed=5, size=1_500)
    before = traced(lists.held, lists.sought)
    good = [match for match in before.matches if match.verdict is Verdict.CONFIRMED][:300]
    after = traced(lists.held, lists.sought, verdicts=[replace(match, verdict=Verdict.DIFFERENT) for match in good])
    assert {"surname", "birth_date"} <= before.learned == after.learned
    assert all(after.difference[field] > before.difference[field] for field in ("surname", "birth_date"))
    verdict_of = {match.pair: match.verdict for match in after.matches}
    assert {verdict_of[match.pair] for match in good} == {Verdict.DIFFERENT}


def test_what_was_judged_unsure_stays_in_the_queue_however_likely() -> None:
    assert verdicts(trace(NAMESAKES[:1], [SERHII], verdicts=[judged("unsure")])) == {"H1": "unsure"}


def test_the_machines_own_words_and_people_no_longer_listed_count_for_nothing() -> None:
    earlier = [judged("possible"), replace(judged("same"), held_id="gone")]
    assert trace(NAMESAKES, [SERHII], verdicts=earlier) == trace(NAMESAKES, [SERHII])


def test_pairs_judged_same_speak_for_what_they_show() -> None:
    """A clerk who exchanges day and month again and again makes this less of a surprise."""
    held = [entry(f"H{at}", f"Гончаренко {name} Петрович", "1990-03-05") for at, name in enumerate(("Олег", "Роман"))]
    sought = [entry(f"S{at}", f"Гончаренко {name} Петрович", "1990-05-03") for at, name in enumerate(("Олег", "Роман"))]

    def weight(matches: tuple[Match, ...]) -> float:
        return next(
            reason.weight for match in matches if match.held_id == "H1" for reason in match.reasons
            if reason.field == "birth_date"
        )  # fmt: skip

    before = trace(held, sought)
    after = trace(held, sought, verdicts=[Match("S0", "H0", 0.9, Verdict.SAME)])
    assert weight(after) > weight(before)


def test_where_nobody_stands_twice_rivals_share_their_probability() -> None:
    (first, second) = trace(NAMESAKES, [SERHII], without_doubles=True)
    assert first.probability == second.probability == pytest.approx(0.5, abs=0.01)


def test_who_is_found_elsewhere_is_hardly_another_too() -> None:
    """A namesake held is likely to be the one sought until a second entry is, who is he in everything."""
    namesake = entry("H1", "Гай Іван Петрович", "1990-05-04", birth_place="Вербне")
    himself = entry("H2", "Гай Іван Петрович", "1990-05-03", birth_place="Вербне", service_number="АБ1234567")
    sought = entry("S1", "Гай Іван Петрович", "1990-05-03", birth_place="Вербне", service_number="АБ1234567")
    (alone,) = trace([namesake], [sought])
    found = {match.held_id: match for match in trace([namesake, himself], [sought])}
    assert found["H2"].probability > 0.99
    assert "H1" not in found or found["H1"].probability < alone.probability


def test_where_nobody_stands_twice_partners_are_found_so_that_the_whole_is_likeliest() -> None:
    held = [entry("H1", "Гай Іван Петрович", "1990-05-03"), entry("H2", "Гай Іван Петрович", "1990-05-04")]
    sought = [entry("S1", "Гай Іван Петрович", "1990-05-03"), entry("S2", "Гай Іван Петрович", "1990-05")]
    matches = trace(held, sought, without_doubles=True)
    likely = {(match.sought_id, match.held_id) for match in matches if match.probability > 0.5}
    assert likely == {("S1", "H1"), ("S2", "H2")}


def test_doubles_within_a_list_are_pointed_out_and_never_merged() -> None:
    (match,) = doubles([*NAMESAKES, SERHII.__class__("H3", "Тютюнник", "Григорій")])
    assert (match.sought_id, match.held_id, match.verdict) == ("H1", "H2", Verdict.POSSIBLE)
    assert doubles([]) == doubles(NAMESAKES[:1]) == ()


def test_weights_are_learned_from_the_doubles_of_a_long_list() -> None:
    lists = noisy_lists(seed=7, size=1_500)
    of_one_list = [replace(person, id=f"{number}") for number, person in enumerate([*lists.held, *lists.sought])]
    place = {person.id: str(number) for number, person in enumerate([*lists.held, *lists.sought])}
    true = {frozenset((place[held], place[sought])) for held, sought in lists.truth.items()}
    found = {frozenset(match.pair) for match in doubles(of_one_list) if match.probability >= 0.5}
    assert len(found & true) > 0.98 * len(true)
    assert len(found - true) < 0.03 * len(found)


def test_a_caller_may_stop_it() -> None:
    def stop(done: int, of: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        trace(NAMESAKES, [SERHII], stop)


def test_the_reasons_add_up_to_the_probability() -> None:
    lists = noisy_lists(seed=5, size=1_500)
    result = traced(lists.held, lists.sought)
    assert {"surname", "birth_date", "given_names"} <= result.learned
    assert len(result.matches) > 800
    assert all(
        match.probability == pytest.approx(probability(log_odds(result, match)), abs=2e-4) for match in result.matches
    )
    assert not traced(lists.held[:50], lists.sought).learned
