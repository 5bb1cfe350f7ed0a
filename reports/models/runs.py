from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import Job, JobState, UUIDModel
from reports import periods
from reports.models.gap_reports import UNDER_WAY, GapReport, ReportState


class RunState(models.TextChoices):
    UNDER_WAY = "UNDER_WAY", "Being made"
    DONE = "DONE", "Finished"
    CANCELLED = "CANCELLED", "Stopped"


class ReportRun(UUIDModel):
    """One commissioner's request for a report from each of its providers, over one period.

    ``job`` asks each provider's report of a worker; ``finish_job`` closes the run, once, when all are settled.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="report_runs")
    period_kind = models.CharField(max_length=12, choices=periods.PeriodKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.UNDER_WAY)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="report_run")
    finish_job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="finished_run")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    PRIVACY = {
        "organisation": "Which commissioner asked.",
        "period_kind": "Which kind of period.",
        "starts_on": "From which day.",
        "ends_on": "To which day.",
        "state": "How far it is.",
        "job": "The work that asks each provider's report of a worker.",
        "finish_job": "The work that closes the run.",
        "requested_by": "Who asked.",
        "requested_at": "When.",
        "finished_at": "When it was finished or stopped.",
    }
    HELD = Held("Requests for many reports", done_by=("requested_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "starts_on", "ends_on"],
                condition=models.Q(state=RunState.UNDER_WAY),
                name="report_run_one_under_way",
            )
        ]

    def __str__(self) -> str:
        return self.period_label

    @property
    def period_label(self) -> str:
        return periods.label(kind=self.period_kind, starts_on=self.starts_on, ends_on=self.ends_on)


# Which parts of a run are over, and how. A part with no report and no refusal has not been asked for yet.
GIVEN_UP = (
    ~models.Q(refused="")
    | models.Q(report__state=ReportState.FAILED)
    | models.Q(report__state__in=UNDER_WAY, report__job__state=JobState.FAILED)
)
MADE = models.Q(report__state__in=(ReportState.READY, ReportState.PUBLISHED, ReportState.WITHDRAWN))
UNSETTLED = models.Q(refused="") & (
    models.Q(report=None) | (models.Q(report__state__in=UNDER_WAY) & ~models.Q(report__job__state=JobState.FAILED))
)


class RunPart(models.Model):
    """One provider's report in a run. ``is_new``: the report was asked for by the run and can be dropped with it."""

    run = models.ForeignKey(ReportRun, on_delete=models.CASCADE, related_name="parts")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(GapReport, on_delete=models.SET_NULL, null=True, related_name="run_parts")
    is_new = models.BooleanField(default=False)
    refused = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "organisation"], name="run_part_once")]

    def __str__(self) -> str:
        return str(self.organisation)
