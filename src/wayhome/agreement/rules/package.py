"""Packages and their signatures."""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.acts import Refused, Statement
from wayhome.agreement.acts import PackageCountered, PackageProposed, PackageSigned
from wayhome.agreement.lawful import forbid
from wayhome.agreement.once import each_once
from wayhome.agreement.rules.terms import forbid_terms
from wayhome.agreement.state import Agreement
from wayhome.exchange import check_feasible
from wayhome.law import counting_civilians_or_retained_personnel, counting_the_seriously_wounded, splitting_a_family
from wayhome.people import Returnee
from wayhome.people.messages import said


def refuse_package(state: Agreement, statement: Statement, act: PackageProposed | PackageCountered) -> None:
    """Refuse a package that breaks its terms or the law, or names anybody whom their holder hasn't said to hold."""
    if state.in_effect:
        raise Refused(said("agreement.package_in_effect"))
    terms = state.terms_in_force
    if terms is None or state.terms is None or act.terms != state.terms.digest:
        raise Refused(said("agreement.package_needs_terms"))
    if isinstance(act, PackageCountered) and (state.package is None or state.package.digest != act.replaces):
        raise Refused(said("agreement.package_answers_another"))
    if act.sign_by <= statement.time:
        raise Refused(said("agreement.time_to_sign_ahead"))
    each_once([returnee.person for returnee in act.returnees])
    forbid_terms(state, terms)
    refuse_returnees(state, act.returnees)
    _refuse_families(state, act.returnees)
    faults = check_feasible(terms, act.returnees)
    if faults:
        raise Refused(said("agreement.package_breaks_terms", faults=tuple(fault.said for fault in faults)))


def refuse_returnees(state: Agreement, returnees: tuple[Returnee, ...]) -> None:
    """Refuse anybody whom the law keeps out of where they are put, or whom their holder has not said to hold."""
    forbid(counting_the_seriously_wounded(returnees))
    forbid(counting_civilians_or_retained_personnel(returnees))
    for returnee in returnees:
        if state.held.get(returnee.person) != (returnee.holder, returnee.home):
            raise Refused(
                said(
                    "agreement.not_said_to_be_held", holder=returnee.holder, home=returnee.home, person=returnee.person
                )
            )


def refuse_signature(state: Agreement, statement: Statement, act: PackageSigned) -> None:
    """Refuse a signature on anything but the package on the table, in time, the facilitator's last."""
    author, package = statement.author, state.package
    if package is None or package.digest != act.package:
        raise Refused(said("agreement.not_the_package"))
    if author in package.signed_by:
        raise Refused(said("agreement.package_signed_already", author=author))
    if statement.time > package.sign_by:
        raise Refused(said("agreement.time_to_sign_ended", time=f"{package.sign_by:%Y-%m-%d %H:%M}"))
    if author == state.facilitator and set(package.signed_by) != set(state.parties):
        raise Refused(said("agreement.facilitator_signs_last"))
    if state.terms:
        forbid_terms(state, state.terms.terms)


def _refuse_families(state: Agreement, returnees: tuple[Returnee, ...]) -> None:
    """Refuse to part a family that the inquiries know, and to make one up."""
    going = {returnee.person for returnee in returnees}
    forbid(splitting_a_family(going, state.families))
    groups: dict[tuple[str, str], set[str]] = {}
    for returnee in returnees:
        if returnee.family:
            groups.setdefault((returnee.holder, returnee.family), set()).add(returnee.person)
    known = _of_two_or_more(set(family) & going for family in state.families)
    if _of_two_or_more(groups.values()) != known:
        raise Refused(said("agreement.families_of_a_package"))


def _of_two_or_more(families: Iterable[set[str]]) -> set[frozenset[str]]:
    return {frozenset(family) for family in families if len(family) > 1}
