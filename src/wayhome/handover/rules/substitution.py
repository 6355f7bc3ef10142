"""One counted person in place of another, with both signatures."""

from __future__ import annotations

from dataclasses import replace

from wayhome.acts import Refused
from wayhome.agreement import Agreement, forbid, refuse_returnees
from wayhome.handover.acts import Cause, SubstitutionProposed, SubstitutionSigned
from wayhome.handover.state import Clearance, Handover, Stage, travellers
from wayhome.law import counting_civilians_or_retained_personnel, counting_the_seriously_wounded
from wayhome.people import Returnee, Track
from wayhome.people.messages import said


def refuse_proposal(agreement: Agreement, state: Handover, author: str, act: SubstitutionProposed) -> None:
    """Refuse a substitute who could not stand there, and to replace anybody who could go."""
    people, coming = travellers(agreement, state), act.coming
    leaving = people.get(act.leaving)
    if leaving is None or leaving.holder != author:
        raise Refused(said("handover.replaced_by_their_holder"))
    _refuse_protected(leaving, coming)
    if coming.track is not Track.COUNTED or (coming.holder, coming.home) != (leaving.holder, leaving.home):
        raise Refused(said("handover.substitute_alike"))
    terms = agreement.terms_in_force
    if terms is None or coming.category not in terms.counted.categories:
        raise Refused(said("handover.category_not_counted"))
    refuse_returnees(agreement, (coming,))
    if coming.person in people or coming.person in agreement.signed or act.digest in state.substitutions:
        raise Refused(said("handover.substitute_in_the_package"))
    in_families = {person for family in agreement.families for person in family}
    if leaving.family or coming.family or in_families & {act.leaving, coming.person}:
        raise Refused(said("handover.family_is_one"))
    _refuse_replacing(agreement, state, act)


def refuse_second_signature(agreement: Agreement, state: Handover, author: str, act: SubstitutionSigned) -> None:
    """Refuse any second signature but that of the party of origin, on what still holds."""
    substitution = state.substitutions.get(act.substitution)
    if substitution is None:
        raise Refused(said("handover.no_such_substitution"))
    if substitution.signed:
        raise Refused(said("handover.substitution_signed"))
    proposal = substitution.proposal
    if author != proposal.coming.home:
        raise Refused(said("handover.second_signature"))
    people = travellers(agreement, state)
    if proposal.leaving not in people or proposal.coming.person in people:
        raise Refused(said("handover.another_took_its_place"))
    _refuse_replacing(agreement, state, proposal)


def _refuse_protected(*both: Returnee) -> None:
    """A substitution is man for man: nobody protected stands in one (L8, L23)."""
    as_counted = [replace(returnee, track=Track.COUNTED) for returnee in both]
    forbid(counting_the_seriously_wounded(as_counted))
    forbid(counting_civilians_or_retained_personnel(as_counted))


def _refuse_replacing(agreement: Agreement, state: Handover, act: SubstitutionProposed) -> None:
    """Refuse to replace somebody who could go or whose way has begun, and anybody once nobody is counted any more."""
    journey = state.journey(act.leaving)
    if agreement.hostilities_ended:
        raise Refused(
            said("handover.nobody_in_anothers_place"),
            rule="L16",
            article="GC III 118",
        )
    if journey.stage is not Stage.HELD:
        raise Refused(said("handover.on_the_way_already"))
    if act.cause is Cause.UNFIT and journey.fit is not False:
        raise Refused(said("handover.not_unfit"))
    if act.cause is Cause.NOT_CLEARED and journey.clearance is not Clearance.WITHHELD:
        raise Refused(said("handover.clearance_not_withheld"))
