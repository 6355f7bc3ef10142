"""What blind tracing does not promise: each of these works, and docs/blind_tracing.md and SECURITY.md tell users so."""

from __future__ import annotations

from dataclasses import replace

from tracing.blind.playing import CANARIES, CONTEXT, Party, Played, elements_in, numbers_of, person_token

from wayhome.tracing.blind import Line, people_behind
from wayhome.tracing.blind.masking import elements_of
from wayhome.tracing.blind.ristretto import multiply_each


def test_a_captured_roster_put_among_ones_own_lines_shows_who_on_it_is_sought() -> None:
    """A holder claims people it may not hold; whoever of them is sought is found. Only budgets, audit and proof of life
    answer this, and they come later."""
    roster, sought = range(100), range(50, 150)
    played = Played(Party("Lysoria", sought, 120, 1), Party("Torvenia", roster, 120, 2))
    _, for_holder = played.found()
    assert numbers_of(played.holder, for_holder) == set(roster) & set(sought)
    assert people_behind(played.holder.kept.lines, for_holder).sound


def test_a_list_asked_again_unchanged_is_a_guess_again() -> None:
    """The other list has changed meanwhile: the same lines find who was captured since. So a budget counts them all."""
    later = replace(CONTEXT, tracing="winter")
    roster, at_first, since = range(40), range(30, 60), range(20, 60)
    first = Played(Party("Lysoria", roster, 80, 1), Party("Torvenia", at_first, 80, 2))
    again = Played(Party("Lysoria", roster, 80, 1, later), Party("Torvenia", since, 80, 2, later))
    found = [numbers_of(played.seeker, played.found()[0]) for played in (first, again)]
    assert found[1] - found[0] == set(range(20, 30))


def test_whoever_has_both_keys_reads_both_lists_with_a_dictionary() -> None:
    """As on a server that keeps both parties' keys: there nothing is blind."""
    played = Played(Party("Lysoria", range(30), 60, 1), Party("Torvenia", range(20, 50), 60, 2))
    everybody = elements_of(CONTEXT, [Line(t.kind, t.parts) for t in map(person_token, range(500))])
    by_both = multiply_each(played.holder.key.scalar, multiply_each(played.seeker.key.scalar, everybody))
    table = dict(zip(elements_in(by_both), range(500), strict=True))
    read = {table[element] for element in elements_in(played.of_seeker.lines) if element in table}
    assert read == set(range(30))


def test_one_key_alone_reads_its_own_list_with_a_dictionary() -> None:
    """A lost key file gives away the list it masked, as the list itself would."""
    party = Party("Lysoria", range(30), 60, 1)
    everybody = elements_of(CONTEXT, [Line(t.kind, t.parts) for t in map(person_token, range(500))])
    table = dict(zip(elements_in(multiply_each(party.key.scalar, everybody)), range(500), strict=True))
    assert {table[element] for element in elements_in(party.masked.lines) if element in table} == set(range(30))


def test_how_many_lines_match_is_known_to_the_facilitator() -> None:
    played = Played(Party("Lysoria", range(30), 60, 1), Party("Torvenia", range(20, 50), 60, 2))
    assert len(played.found()[0]) == 10 + CANARIES


def test_a_few_dropped_matches_can_miss_every_canary() -> None:
    """Canaries are a sample: one match dropped among many is seen only with the share that canaries have of them."""
    played = Played(Party("Lysoria", range(90), 120, 1), Party("Torvenia", range(90), 120, 2))
    for_seeker, _ = played.found()
    told = [at for at in for_seeker if played.seeker.kept.lines[at].person != "id-5"]
    assert people_behind(played.seeker.kept.lines, told).sound
