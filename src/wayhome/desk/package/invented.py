"""The invented round's pool and plan, for the demo's desk."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path

from wayhome.desk.clock import now
from wayhome.desk.compartments.kept import within
from wayhome.desk.look.messages import kept
from wayhome.desk.package.models import PoolRow
from wayhome.desk.package.planning import give_parts
from wayhome.desk.package.plans import of_document
from wayhome.desk.package.pool import candidates, keep, looked_at
from wayhome.desk.seats.models import Delegation
from wayhome.exchange import check, read_package
from wayhome.people import Particulars
from wayhome.people.languages import LANGUAGES
from wayhome.rounds import Round


def make_plan(
    story: Path,
    round_: Round,
    rows: Mapping[str, Mapping[str, Particulars]],
    delegations: Mapping[str, Delegation],
) -> None:
    """The facilitator has both parties' lists and the plan that is on the table; each party its own, and its part."""
    with (story / "references.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    agreement = round_.agreement
    for name in (agreement.facilitator, *agreement.parties):
        with within(delegations[name]):
            keep(_row(delegations[name], line, rows, agreement.parties) for line in lines)
    with within(delegations[agreement.facilitator]):
        document = (story / "package.json").read_bytes()
        package = read_package(document)
        pool = candidates(package.terms, agreement)
        plan = of_document(document, pool, (), (story / "salt").read_bytes())
        plan.pages = {each: (story / f"plan.{each}.html").read_text(encoding="utf-8") for each in LANGUAGES}
        plan.faults = [kept(fault.words) for fault in check(package, package.terms, pool)]
        plan.at = now()
        plan.save()
        give_parts(plan)


def _row(
    delegation: Delegation,
    line: Mapping[str, str],
    rows: Mapping[str, Mapping[str, Particulars]],
    parties: tuple[str, ...],
) -> PoolRow:
    """What a delegation has of somebody: the facilitator both rows, a party that of its own list."""
    of = {"held": line["holder"], "sought": line["home"]}
    sides = {
        role: looked_at(rows[f"{party.lower()}-{role}"][line[f"{role}_id"]])
        for role, party in of.items()
        if delegation.name not in parties or delegation.name == party
    }
    return PoolRow(delegation=delegation, reference=line["person"], holder=line["holder"], home=line["home"], **sides)
