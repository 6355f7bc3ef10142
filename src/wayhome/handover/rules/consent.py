"""A person's own wish, fitness and clearance."""

from __future__ import annotations

from collections.abc import Mapping

from wayhome.acts import Refused, Statement
from wayhome.agreement import Agreement, each_once, forbid
from wayhome.handover.acts import ClearanceWithheld, FitnessCertified, GuardianRecorded, TransferCleared, WishTaken
from wayhome.handover.rules.people import asked
from wayhome.handover.state import GONE, Handover, travellers
from wayhome.handover.wishes import WishAnswer
from wayhome.law import moving_without_an_own_wish, moving_without_protection_screening
from wayhome.people.messages import said


def refuse_private_word(agreement: Agreement, state: Handover, act: WishTaken | GuardianRecorded) -> None:
    """Refuse to record a wish or a guardian of somebody unknown here, or across the line."""
    _refuse_unknown(agreement, state, (act.person,))
    _refuse_across(state, (act.person,))


def refuse_certificate(agreement: Agreement, state: Handover, act: FitnessCertified | ClearanceWithheld) -> None:
    """Refuse to say of somebody unknown here, or across the line, that they are fit or not cleared."""
    _refuse_unknown(agreement, state, act.people)
    _refuse_across(state, act.people)


def refuse_clearance(agreement: Agreement, state: Handover, act: TransferCleared) -> None:
    """Refuse to clear anybody who has not been asked (L10)."""
    _refuse_unknown(agreement, state, act.people)
    forbid(moving_without_an_own_wish(act.people, asked(state, act.people)))
    _refuse_across(state, act.people)


def refuse_sealed(statement: Statement, answers: Mapping[str, WishAnswer]) -> None:
    """Raise `Refused` for a clearance against what the people themselves said, or without having read it.

    ``answers`` is what the seat that clears can open, by person. So the observer's own machine refuses to clear
    somebody who said no (L10), who has an unresolved fear (L28), or whose answer isn't there to be read; no other
    machine could know.
    """
    if not isinstance(statement.act, TransferCleared):
        return
    people = statement.act.people
    unread = [person for person in people if person not in answers or answers[person].person != person]
    if unread:
        raise Refused(
            said("handover.answer_can_not_be_read", people=tuple(unread)),
            rule="L10",
            article="GC III 109 (3)",
        )
    forbid(moving_without_an_own_wish(people, {p for p in people if answers[p].wants_to_go}))
    forbid(moving_without_protection_screening(people, {p for p in people if not answers[p].fears_transfer}))


def _refuse_unknown(agreement: Agreement, state: Handover, people: tuple[str, ...]) -> None:
    """Refuse to speak of anybody who is neither in the package in effect nor said to be held."""
    each_once(people)
    if not agreement.in_effect:
        raise Refused(said("handover.no_package_yet"))
    strangers = [person for person in people if person not in agreement.held]
    if strangers and set(strangers) - set(travellers(agreement, state)):
        raise Refused(said("handover.not_known", people=tuple(strangers)))


def _refuse_across(state: Handover, people: tuple[str, ...]) -> None:
    crossed = [person for person in people if state.journey(person).stage in GONE]
    if crossed:
        raise Refused(said("handover.across_already", people=tuple(crossed)))
