"""Long work about packages: taking in a pool, and drawing up a plan from it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from wayhome import exchange
from wayhome.desk.clock import now
from wayhome.desk.jobs.kinds import JobFailed, Progress, Stopped, job, keep_result
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.messages import worded
from wayhome.desk.package.plans import draw_up
from wayhome.desk.package.pool import candidates, take_in
from wayhome.desk.package.stages import stage_title
from wayhome.desk.table import at_the_table
from wayhome.exchange import BadOrder, BadPool, BadTerms, ContradictoryTerms, UndecidedTerms, read_order


@job("pool")
def read_pool(asked: Job, progress: Progress) -> dict[str, Any]:
    """Take in the files handed in, and take them away."""
    people = take_in(asked.given["files"], asked.delegation, progress)
    for path in asked.given["files"].values():
        Path(path).unlink(missing_ok=True)
    return {"address": reverse("package_plans"), "people": people}


@job("plan")
def plan(asked: Job, progress: Progress) -> dict[str, Any]:
    """Draw up a plan under the terms in force. Whoever stops it gets the best so far."""
    with at_the_table() as table:
        agreement = table.state[asked.given["round"]].agreement
    terms = agreement.terms_in_force
    if terms is None:
        raise JobFailed(_("There are no terms in force to plan under."))

    def watch(said: exchange.Progress) -> bool:
        try:
            progress(0, says=f"{stage_title(said.name)}: {said.value or 0} ≤ {said.bound}")
        except Stopped:
            return True
        return False

    try:
        orders = [read_order(text) for text in asked.given["orders"]]
        pool = candidates(terms, agreement)
        if not pool:
            raise JobFailed(_("There is nobody to plan with: hand in the references and the lists first."))
        made = draw_up(terms, pool, orders, watch)
    except (BadPool, BadOrder, BadTerms, ContradictoryTerms, UndecidedTerms) as error:
        raise JobFailed(worded(error)) from error
    made.member, made.at = asked.member, now()
    with transaction.atomic():
        made.save()
        return keep_result(asked, {"address": reverse("package_plan", args=[made.pk])})
