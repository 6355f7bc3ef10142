"""Verdicts on matches."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement.acts import MatchJudged, MatchVerdict
from wayhome.agreement.state import Agreement


def refuse_verdict(state: Agreement, author: str, act: MatchJudged) -> None:
    """Refuse a verdict on people of others, on somebody held by another, or that makes one person two."""
    if {act.home, act.holder} - set(state.parties) or act.home == act.holder:
        raise Refused("A match is of a person one party seeks and a person another party holds.")
    if author not in (act.home, act.holder, state.facilitator):
        raise Refused(f"A match is judged by who seeks, {act.home}, who holds, {act.holder}, or the facilitator.")
    if not act.person_sought or not act.person_held or act.person_sought == act.person_held:
        raise Refused("A match names a person sought and a person held, each by a reference of their own.")
    way = (act.holder, act.home)
    if state.held.get(act.person_held, way) != way:
        raise Refused(
            f"{act.person_held} is said to be held by {state.held[act.person_held][0]} and to belong to "
            f"{state.held[act.person_held][1]}."
        )
    judged = state.judged.get(act.person_sought, {}).get(act.person_held)
    if judged and (judged.holder, judged.home) != way:
        raise Refused(f"This match is known as of somebody held by {judged.holder} and sought by {judged.home}.")
    if act.verdict is MatchVerdict.SAME:
        _refuse_second_same(state, author, act)


def _refuse_second_same(state: Agreement, author: str, act: MatchJudged) -> None:
    for sought, matches in state.judged.items():
        for held, judged in matches.items():
            shares_one = (sought == act.person_sought) != (held == act.person_held)
            if shares_one and judged.verdicts.get(author) is MatchVerdict.SAME:
                raise Refused(
                    f"{author} has judged {sought} and {held} to be the same; nobody is two people. If that was wrong, "
                    "say different of it first."
                )
