"""Packages and their signatures."""

from __future__ import annotations

from collections.abc import Iterable

from wayhome.acts import Refused, Statement, each_once
from wayhome.agreement.acts import PackageCountered, PackageProposed, PackageSigned
from wayhome.agreement.lawful import forbid
from wayhome.agreement.rules.terms import forbid_terms
from wayhome.agreement.state import Agreement
from wayhome.exchange import check_feasible
from wayhome.law import counting_civilians_or_retained_personnel, counting_the_seriously_wounded, splitting_a_family
from wayhome.people import Returnee


def refuse_package(state: Agreement, statement: Statement, act: PackageProposed | PackageCountered) -> None:
    """Refuse a package that breaks its terms or the law, or names anybody whom their holder hasn't said to hold."""
    if state.in_effect:
        raise Refused("The package in effect can't be replaced; a person can be, by a substitution both parties sign.")
    terms = state.terms_in_force
    if terms is None or state.terms is None or act.terms != state.terms.digest:
        raise Refused("A package needs terms in force, and must name them.")
    if isinstance(act, PackageCountered) and (state.package is None or state.package.digest != act.replaces):
        raise Refused("This package answers another than the one on the table.")
    if act.sign_by <= statement.time:
        raise Refused("The time to sign must lie ahead.")
    each_once([returnee.person for returnee in act.returnees])
    forbid_terms(state, terms)
    refuse_returnees(state, act.returnees)
    _refuse_families(state, act.returnees)
    faults = check_feasible(terms, act.returnees)
    if faults:
        raise Refused(f"The package breaks its terms: {'; '.join(str(fault) for fault in faults)}.")


def refuse_returnees(state: Agreement, returnees: tuple[Returnee, ...]) -> None:
    """Refuse anybody whom the law keeps out of where they are put, or whom their holder has not said to hold."""
    forbid(counting_the_seriously_wounded(returnees))
    forbid(counting_civilians_or_retained_personnel(returnees))
    for returnee in returnees:
        if state.held.get(returnee.person) != (returnee.holder, returnee.home):
            raise Refused(f"{returnee.holder} has not answered {returnee.home} that it holds {returnee.person}.")


def refuse_signature(state: Agreement, statement: Statement, act: PackageSigned) -> None:
    """Refuse a signature on anything but the package on the table, in time, the facilitator's last."""
    author, package = statement.author, state.package
    if package is None or package.digest != act.package:
        raise Refused("This is not the package on the table; what was changed must be read and signed again.")
    if author in package.signed_by:
        raise Refused(f"{author} has signed this package already.")
    if statement.time > package.sign_by:
        raise Refused(f"The time to sign ended at {package.sign_by:%Y-%m-%d %H:%M} UTC; propose the package anew.")
    if author == state.facilitator and set(package.signed_by) != set(state.parties):
        raise Refused("The facilitator signs last, after every party.")
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
        raise Refused("The families of a package are those named in the inquiries that were answered.")


def _of_two_or_more(families: Iterable[set[str]]) -> set[frozenset[str]]:
    return {frozenset(family) for family in families if len(family) > 1}
