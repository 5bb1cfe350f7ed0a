from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import UUIDModel
from involvement.models import Service
from reports.models.benchmarks import Benchmark
from reports.periods import PeriodKind

SCHEDULED_KINDS = (PeriodKind.QUARTER, PeriodKind.YEAR)


class ReportSchedule(UUIDModel):
    """A report that is made by itself the day after each period ends, as a draft that somebody has to review."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="report_schedules")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period_kind = models.CharField(max_length=12, choices=[(kind.value, kind.label) for kind in SCHEDULED_KINDS])
    benchmark = models.ForeignKey(Benchmark, on_delete=models.PROTECT, related_name="+")
    is_on = models.BooleanField(default=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    problem = models.CharField(max_length=300, blank=True, help_text="Why the last draft could not be asked for")

    PRIVACY = {
        "organisation": "Whose reports they are.",
        "service": "About which service.",
        "period_kind": "How often.",
        "benchmark": "Compared with whom.",
        "is_on": "Whether it goes on.",
        "made_by": "Who set it up; empty for the one that everybody has.",
        "made_at": "When.",
        "problem": "Why the last draft could not be asked for.",
    }
    HELD = Held("Reports made by themselves", done_by=("made_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "service", "period_kind", "benchmark"], name="report_schedule_once"
            ),
            models.UniqueConstraint(
                fields=["organisation", "period_kind", "benchmark"],
                condition=models.Q(service=None),
                name="report_schedule_of_all_once",
            ),
            models.CheckConstraint(
                condition=models.Q(period_kind__in=SCHEDULED_KINDS), name="report_schedule_quarter_or_year"
            ),
        ]

    def __str__(self) -> str:
        about = str(self.service) if self.service_id else "All services together"
        return f"{about}, every {'year' if self.period_kind == PeriodKind.YEAR else 'quarter'}"
