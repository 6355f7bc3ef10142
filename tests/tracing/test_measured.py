"""How well two noisy lists of two thousand are traced; the floors lie a little under what was measured."""

from tracing.noise import noisy_lists

from wayhome.tracing import Reason, Verdict, trace


def test_two_thousand_people_through_two_clerks_hands() -> None:
    lists = noisy_lists(seed=11, size=2_000)
    matches = trace(lists.held, lists.sought)
    confirmed = {match.held_id: match.sought_id for match in matches if match.verdict is Verdict.CONFIRMED}
    right = sum(lists.truth.get(held) == sought for held, sought in confirmed.items())
    assert right / len(confirmed) >= 0.998
    assert right / len(lists.truth) >= 0.93

    seen = {(match.held_id, match.sought_id) for match in matches}
    assert len(seen & set(lists.truth.items())) / len(lists.truth) >= 0.98
    assert len(matches) <= 1.1 * len(lists.truth)

    # The probabilities mean what they say: of the doubtful half, about half are right.
    doubtful = [match for match in matches if match.probability < 0.99]
    expected = sum(match.probability for match in doubtful)
    assert abs(expected - sum(lists.truth.get(match.held_id) == match.sought_id for match in doubtful)) < 10

    assert all(Reason.parse(str(reason)) == reason for match in matches for reason in match.reasons)
