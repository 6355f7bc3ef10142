"""Weights learned from the lists themselves."""

from tracing.noise import noisy_lists

from wayhome.tracing.candidates import Candidates
from wayhome.tracing.learning import LESSONS, learn
from wayhome.tracing.letters import Letters
from wayhome.tracing.reading import entries_of


def test_what_is_learned_comes_near_the_noise_that_was_put_in() -> None:
    lists = noisy_lists(seed=3, size=3_000)
    entries = entries_of([*lists.sought, *lists.held])
    candidates = Candidates(entries, len(lists.sought))
    rows = range(len(lists.sought)), range(len(lists.sought), len(entries))
    shares = learn(entries, candidates, Letters(entries), rows, set())
    true_pairs, others = shares["birth_date"]["same"]
    assert 0.75 < true_pairs < 0.9
    assert 1 / 25_000 < others < 1 / 10_000
    # Those held have another number in no case.
    assert shares["service_number"]["different"][0] < 0.01


def test_no_field_is_learned_where_the_key_holds_it() -> None:
    lists = noisy_lists(seed=3, size=20)
    fields = Candidates(entries_of([*lists.sought, *lists.held]), 20).fields
    assert not any(fields[rule].intersection(taught) for rule, taught in LESSONS)


def test_every_pair_comes_once_and_only_across_the_lists() -> None:
    lists = noisy_lists(seed=4, size=300)
    candidates = Candidates(entries_of([*lists.sought, *lists.held]), 300)
    pairs = [pair for _, left, right in candidates.parts() for pair in zip(left.tolist(), right.tolist(), strict=True)]
    assert len(pairs) == len(set(pairs)) > 180
    assert all(left < 300 <= right for left, right in pairs)
