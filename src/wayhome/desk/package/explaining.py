"""Why somebody goes or waits, as far as the reader's delegation may know it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language

from wayhome.desk.package.models import Part, Plan
from wayhome.desk.package.plans import explanations_in
from wayhome.exchange import Explanation, wording


@dataclass(frozen=True)
class Explained:
    """A plan's explanations, or those of the part of one that this delegation was given."""

    of: Mapping[str, Explanation]
    at: datetime
    own: bool
    """Whether the delegation drew the plan up itself."""
    on_table: bool
    """Whether it explains the very package on the table."""

    def words(self, reference: str) -> str:
        """Why this person goes or waits, in the reader's language; "" where it isn't said."""
        told = self.of.get(reference)
        return wording(told, get_language() or "en") if told else ""


def by_plan(plan: Plan, document: str) -> Explained:
    """The explanations of one plan of this delegation's own; ``document`` is that of the package on the table."""
    return Explained(explanations_in(bytes(plan.document)), plan.at, own=True, on_table=plan.digest == document)


def explained(document: str) -> Explained | None:
    """The explanations this delegation has of the package with this document; else its latest of any; or None."""
    for digest in (document, "") if document else ("",):
        found = {"digest": digest} if digest else {}
        plan = Plan.objects.filter(**found).order_by("-pk").first()
        if plan is not None:
            return by_plan(plan, document)
        part = Part.objects.filter(**found).order_by("-pk").first()
        if part is not None:
            return Explained(explanations_in(bytes(part.file)), part.at, own=False, on_table=bool(digest))
    return None
