"""Verdicts on matches."""

from __future__ import annotations

from wayhome.acts import Refused
from wayhome.agreement.acts import MatchJudged, MatchVerdict
from wayhome.agreement.state import Agreement
from wayhome.people.messages import said


def refuse_verdict(state: Agreement, author: str, act: MatchJudged) -> None:
    """Refuse a verdict on people of others, on somebody held by another, or that makes one person two."""
    if {act.home, act.holder} - set(state.parties) or act.home == act.holder:
        raise Refused(said("agreement.match_is_of"))
    if author not in (act.home, act.holder, state.facilitator):
        raise Refused(said("agreement.match_is_judged_by", home=act.home, holder=act.holder))
    if not act.person_sought or not act.person_held or act.person_sought == act.person_held:
        raise Refused(said("agreement.match_names_two"))
    way = (act.holder, act.home)
    if state.held.get(act.person_held, way) != way:
        raise Refused(
            said(
                "agreement.said_to_be_held",
                person=act.person_held,
                holder=state.held[act.person_held][0],
                home=state.held[act.person_held][1],
            )
        )
    judged = state.judged.get(act.person_sought, {}).get(act.person_held)
    if judged and (judged.holder, judged.home) != way:
        raise Refused(said("agreement.match_known_otherwise", holder=judged.holder, home=judged.home))
    if act.verdict is MatchVerdict.SAME:
        _refuse_second_same(state, author, act)


def _refuse_second_same(state: Agreement, author: str, act: MatchJudged) -> None:
    for sought, matches in state.judged.items():
        for held, judged in matches.items():
            shares_one = (sought == act.person_sought) != (held == act.person_held)
            if shares_one and judged.verdicts.get(author) is MatchVerdict.SAME:
                raise Refused(said("agreement.nobody_is_two_people", author=author, sought=sought, held=held))
