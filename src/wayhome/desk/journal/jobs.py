"""Verification of the whole journal, in the worker."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from wayhome.desk.jobs.kinds import Progress, job
from wayhome.desk.jobs.models import Job
from wayhome.desk.look.messages import kept
from wayhome.desk.table import storage
from wayhome.journal import Broken
from wayhome.people.messages import message_of
from wayhome.rounds import Audit, fingerprint

_OFTEN = 200


@job("verify")
def verify(job: Job, progress: Progress) -> dict[str, Any]:
    """Check every signature, every rule and the tree from the stored bytes; name the first entry that is wrong."""
    address, stored = reverse("journal_verified", args=[job.pk]), storage()
    of = sum(1 for _ in stored.envelopes())
    progress(0, of)
    audit, size = Audit(stored), 0
    try:
        for step in audit.steps():
            size = step.position + 1
            if size % _OFTEN == 0 or size == of:
                progress(size, of)
        verified = audit.checkpoint() if stored.read_checkpoint() is not None else None
    except Broken as error:
        return {"address": address, "wrong": error.position, "reason": kept(message_of(error.reason))}
    here, named = audit.sealed_parts
    found: dict[str, Any] = {"address": address, "size": size, "state": fingerprint(audit.state)}
    found |= {"sealed_here": here, "sealed_named": named}
    if verified is not None:
        found |= {"signed_for": verified.checkpoint.size, "root": verified.checkpoint.root.hex()}
        found["cosigned"] = {seat: time.isoformat() for seat, time in sorted(verified.cosigned.items())}
    return found
