"""Lists in, tracing, and the officers' review."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from wayhome import tracing
from wayhome.cli.demo.cast import LYSORIA, OFFICERS, PARTIES, TORVENIA, other
from wayhome.cli.demo.lists import write_as_saved_by_an_office, write_canonical
from wayhome.cli.demo.story import Story
from wayhome.cli.files import read_people
from wayhome.cli.parties import PartyList, identify
from wayhome.people import reference
from wayhome.rounds import sealed_judgement, verdict_act
from wayhome.tracing import Judgement, Match, Verdict


def hand_in_lists(story: Story) -> None:
    """Each party hands in its lists of people held and sought"""
    registers = story.registers
    for name in ("lysoria-held", "lysoria-sought", "torvenia-held", "torvenia-sought"):
        path = story.out / f"{name}.csv"
        write = write_as_saved_by_an_office if name == "torvenia-held" else write_canonical
        write(path, getattr(registers, name.replace("-", "_")))
        (people,) = read_people([path], ())
        story.lists[name] = people.rows
        not_read = f"{len(people.rejected)} rows and {len(people.unread)} cells not read"
        story.tell(f"  {path.name}: {len(people.rows)} people, {not_read}")


def trace_both_ways(story: Story) -> None:
    """Tracing: who of those sought is held, across scripts and spellings"""
    found: list[Match] = []
    for held, sought in (("torvenia-held", "lysoria-sought"), ("lysoria-held", "torvenia-sought")):
        matches = tracing.trace(story.lists[held], story.lists[sought])
        counts = Counter(match.verdict for match in matches)
        right = sum(story.registers.same(m.sought_id, m.held_id) for m in matches if m.verdict is Verdict.CONFIRMED)
        story.tell(
            f"  {sought} in {held}: {counts[Verdict.CONFIRMED]} confirmed ({right} of them truly the same person), "
            f"{counts[Verdict.POSSIBLE]} possible"
        )
        found += matches
    story.matches = tuple(found)


def review(story: Story) -> None:
    """List officers read what is only possible; nobody is merged by software"""
    settled = {
        side
        for match in story.matches
        if match.verdict is Verdict.CONFIRMED
        for side in (match.sought_id, match.held_id)
    }
    judged: list[Match] = []
    for match in story.matches:
        if match.verdict is not Verdict.POSSIBLE:
            judged.append(match)
            continue
        verdict = _officer(story, match, settled)
        if verdict is Verdict.SAME:
            settled |= {match.sought_id, match.held_id}
        judged.append(_judged(story, match, verdict, _WHY[verdict]))
    story.matches = tuple(judged)
    tracing.write_matches(story.out / "matches.csv", judged)
    counts = Counter(match.verdict for match in judged)
    story.tell("  " + ", ".join(f"{counts[verdict]} {verdict.value}" for verdict in Verdict if counts[verdict]))
    _give_references(story)


def _officer(story: Story, match: Match, settled: set[str]) -> Verdict:
    """What the officers find when they look: they know their own people. A second entry of one person stays unsure."""
    if not story.registers.same(match.sought_id, match.held_id):
        return Verdict.DIFFERENT
    return Verdict.UNSURE if {match.sought_id, match.held_id} & settled else Verdict.SAME


_WHY: Mapping[Verdict, str] = {
    Verdict.SAME: "the family's papers agree with the entry",
    Verdict.DIFFERENT: "the family knows of no such person",
    Verdict.UNSURE: "a second entry of one person; one of the two is judged",
}
_NOT_HELD = "the party asked answered that it does not hold this person"


def _judged(story: Story, match: Match, verdict: Verdict, why: str) -> Match:
    officer = OFFICERS[_home(story, match)]
    return replace(match, verdict=verdict, judgement=Judgement(officer, story.now.date(), why))


def _home(story: Story, match: Match) -> str:
    """The party that seeks whom a match is of."""
    return LYSORIA if any(row.id == match.sought_id for row in story.lists["lysoria-sought"]) else TORVENIA


def state_verdicts(story: Story) -> None:
    """The officers' verdicts become acts: the seat's word in the open, the officer and the reason sealed"""
    story.at(18, 12)
    _state(story, story.matches)


def _state(story: Story, matches: Iterable[Match]) -> None:
    """Each party states its officer's verdicts, sealing who and why to itself."""
    for home in PARTIES:
        said = [match for match in matches if match.verdict.is_human and _home(story, match) == home]
        if not said:
            continue
        acts = [verdict_act(match, other(home), home, story.salts) for match in said]
        story.say(
            *((home, act, sealed_judgement(match.judgement), (home,)) for act, match in zip(acts, said, strict=True))
        )
        story.tell(f"  {home}: {len(said)} verdicts of {OFFICERS[home]}, who and why sealed to {home} alone")


def _give_references(story: Story) -> None:
    lists = [
        PartyList(party, {row.id: row for row in rows}, kind)
        for party in (LYSORIA, TORVENIA)
        for kind in ("held", "sought")
        for rows in [story.lists[f"{party.lower()}-{kind}"]]
    ]
    for person in identify(story.matches, lists):
        known_as = reference(story.salts, person.holder, person.held.id)
        story.people[known_as] = replace(person, person=known_as)
    story.tell(f"  {len(story.people)} people are known from here on by a salted reference only")


def learn_from_answers(story: Story) -> None:
    """Judge as different each match to which the inquiry's answer was that the person isn't held."""
    held = story.round.agreement.held
    wrong = {(who.sought.id, who.held.id) for person, who in story.people.items() if person not in held}
    changed = {
        match.pair: _judged(story, match, Verdict.DIFFERENT, _NOT_HELD)
        for match in story.matches
        if match.pair in wrong
    }
    story.matches = tuple(changed.get(match.pair, match) for match in story.matches)
    tracing.write_matches(story.out / "matches.csv", story.matches)
    story.tell(f"  {len(wrong)} matches to which the answer was “not held” stand as different in matches.csv")
    _state(story, changed.values())
