"""Long work somebody asked for, and how far it is."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wayhome.desk.compartments.kept import Kept
from wayhome.desk.jobs.titles import job_title


class Job(Kept):
    """One piece of long work, for one delegation."""

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        STOPPED = "stopped", _("stopped")
        INTERRUPTED = "interrupted", _("interrupted")

    member = models.ForeignKey("seats.Member", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    given = models.JSONField(default=dict)
    """What the job works on."""
    state = models.CharField(max_length=12, choices=State, default=State.WAITING)
    done = models.BigIntegerField(default=0)
    of = models.BigIntegerField(default=0)
    """How much there is to do; 0 where nobody can tell yet."""
    says = models.CharField(max_length=400, default="")
    """What it is doing or why it failed, in words; never anything personal."""
    result = models.JSONField(default=dict)
    stop = models.BooleanField(default=False)
    """Whether somebody asked it to stop."""
    process = models.IntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (models.Index(fields=("state", "asked_at"), name="jobs_by_state"),)

    @property
    def title(self) -> str:
        """What it does, in the reader's language, and its number."""
        return f"{job_title(self.kind)} {self.pk}"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.state not in (self.State.WAITING, self.State.RUNNING)

    @property
    def may_run_again(self) -> bool:
        """Whether it can be asked for once more: it begins anew, and what it had finished is not done twice."""
        return self.state in (self.State.FAILED, self.State.STOPPED, self.State.INTERRUPTED)

    @property
    def percent(self) -> int | None:
        """How far it is, or None where nobody can tell."""
        return min(100, 100 * self.done // self.of) if self.of else None
