from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Mod
from django.db.models.lookups import Exact

from accounts.models import Organisation
from core.held import Held
from core.models import Job, JobState, UUIDModel
from involvement.models import Service
from involvement.taxonomies import Voice
from reports import gap, periods
from reports.dimensions import REPORT_DIMENSIONS
from reports.loops import Loop, loop_from
from reports.models.benchmarks import Benchmark
from reports.own_groups import from_stored

ROUNDING_BASE = 5


class ReportState(models.TextChoices):
    QUEUED = "QUEUED", "Waiting"
    RUNNING = "RUNNING", "Being made"
    READY = "READY", "Ready to review"
    PUBLISHED = "PUBLISHED", "Published"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    FAILED = "FAILED", "Could not be made"


DRAFTS = (ReportState.QUEUED, ReportState.RUNNING, ReportState.READY)
UNDER_WAY = (ReportState.QUEUED, ReportState.RUNNING)


class Stage(models.TextChoices):
    """Steps of taking part, and the two moves between steps that a rate needs."""

    ASKED = "asked", "Asked"
    SIGNED_UP = "signed_up", "Signed up"
    CAME = "came", "Came"
    CAME_BACK = "came_back", "Came back"
    INFLUENCED = "influenced", "Led to a change"
    ASKED_SIGNED_UP = "asked_signed_up", "Signed up after being asked"
    SIGNED_UP_CAME = "signed_up_came", "Came after signing up"


class GapReport(UUIDModel):
    """One report: an organisation or one of its services, a fixed period, a benchmark. Holds protected figures only.

    ``scope_key`` is a hash of all that says what the report is about. Of one scope there is at most one draft and one
    published version; a published one never changes. ``digest`` is a hash of the protected figures. A second benchmark
    is part of the version, not of the scope: the same counts are never released twice because of it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="gap_reports")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    period_kind = models.CharField(max_length=12, choices=periods.PeriodKind.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    benchmark = models.ForeignKey(Benchmark, on_delete=models.PROTECT, related_name="gap_reports")
    area_codes = models.JSONField(default=list, blank=True)
    second_benchmark = models.ForeignKey(Benchmark, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    second_area_codes = models.JSONField(default=list, blank=True)
    scope_key = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=ReportState.choices, default=ReportState.QUEUED)
    builds = models.PositiveIntegerField(default=0)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="gap_report")
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    built_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    method_version = models.CharField(max_length=20, blank=True)
    hidden_below = models.PositiveSmallIntegerField(default=5)
    thresholds = models.JSONField(default=dict)
    references = models.JSONField(default=dict, help_text="{dimension: benchmark counts and where they come from}")
    own_groups = models.JSONField(default=list, help_text="[{label, parts}], as they were when it was asked for")
    second_references = models.JSONField(default=dict, help_text="The same of the second benchmark")
    head_count = models.PositiveIntegerField(null=True, help_text="People counted without a name, rounded")
    loop = models.JSONField(default=dict, help_text="What reports.loops tells of stories and answers, or nothing")
    digest = models.CharField(max_length=64, blank=True)
    note = models.CharField(max_length=300, blank=True)
    refused_because = models.CharField(max_length=500, blank=True, help_text="Why this draft cannot be published")

    PRIVACY = {
        "organisation": "Whose report it is.",
        "service": "About which service.",
        "period_kind": "Which kind of period.",
        "starts_on": "From which day.",
        "ends_on": "To which day.",
        "benchmark": "Compared with whom.",
        "area_codes": "Compared with which areas.",
        "second_benchmark": "Compared with whom also.",
        "second_area_codes": "With which areas of it.",
        "scope_key": "A hash of the lines above.",
        "version": "Which version of this report.",
        "state": "How far it is.",
        "builds": "How often it was made.",
        "job": "The work behind it.",
        "requested_by": "Who asked for it.",
        "requested_at": "When.",
        "built_at": "When its figures were made.",
        "published_at": "When it was published.",
        "published_by": "Who published it.",
        "withdrawn_at": "When it was taken back.",
        "method_version": "How the figures were worked out.",
        "hidden_below": "Which counts are hidden.",
        "thresholds": "When a difference is called a gap.",
        "references": "The benchmark's figures.",
        "own_groups": "What the organisation's own groups mean in this report.",
        "second_references": "The second benchmark's figures.",
        "head_count": "A rounded total of people without names.",
        "loop": "Rounded totals of stories and answers.",
        "digest": "A hash of the protected figures.",
        "note": "A remark about the report.",
        "refused_because": "Why it cannot be published beside earlier reports.",
    }
    HELD = Held("Gap reports", done_by=("requested_by", "published_by"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["scope_key", "version"], name="gap_report_version_once"),
            models.UniqueConstraint(
                fields=["scope_key"], condition=models.Q(state__in=DRAFTS), name="gap_report_one_draft"
            ),
            models.UniqueConstraint(
                fields=["scope_key"], condition=models.Q(state=ReportState.PUBLISHED), name="gap_report_one_published"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")), name="gap_report_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(head_count=None) | models.Q(Exact(Mod("head_count", ROUNDING_BASE), 0)),
                name="gap_report_head_count_rounded",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "-ends_on"], name="gap_report_organisation_state")]

    def __str__(self) -> str:
        return f"{self.period_label}, version {self.version}"

    @property
    def period_label(self) -> str:
        return periods.label(kind=self.period_kind, starts_on=self.starts_on, ends_on=self.ends_on)

    @property
    def shown_state(self) -> ReportState:
        """The state as people see it. Asks the job as well, so select it: work that was given up did fail."""
        if self.state in UNDER_WAY and self.job is not None and self.job.state == JobState.FAILED:
            return ReportState.FAILED
        return ReportState(self.state)

    @property
    def own_dimensions(self) -> tuple[gap.Dimension, ...]:
        return from_stored(self.own_groups)

    @property
    def dimensions(self) -> dict[str, gap.Dimension]:
        """By name, in the order in which they are shown: those of every report, then the organisation's own groups."""
        return {dimension.name: dimension for dimension in (*REPORT_DIMENSIONS, *self.own_dimensions)}

    @property
    def answers(self) -> Loop | None:
        return loop_from(self.loop, hidden_below=self.hidden_below)

    @property
    def counts_influence(self) -> bool:
        """False for reports of an older method, which stay as they were published."""
        return self.method_version not in gap.BEFORE_INFLUENCED

    @property
    def is_under_way(self) -> bool:
        return self.shown_state in UNDER_WAY


class GapTable(models.Model):
    """One dimension, voice and stage of a report. Totals are rounded on their own; None is hidden."""

    report = models.ForeignKey(GapReport, on_delete=models.CASCADE, related_name="tables")
    dimension = models.CharField(max_length=40)
    voice = models.CharField(max_length=10, choices=Voice.choices)
    stage = models.CharField(max_length=20, choices=Stage.choices)
    withheld = models.BooleanField(default=False)
    participants = models.PositiveIntegerField(null=True)
    known = models.PositiveIntegerField(null=True)
    declined = models.PositiveIntegerField(null=True)
    not_asked = models.PositiveIntegerField(null=True)
    group_only = models.PositiveIntegerField(null=True)
    index_of_dissimilarity = models.FloatField(null=True)
    profile_statistic = models.FloatField(null=True)
    profile_p = models.FloatField(null=True)
    profile_note = models.CharField(max_length=200, blank=True)
    warnings = models.JSONField(default=list)
    more = models.JSONField(default=dict, help_text="What reports.more keeps of a comparison")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "dimension", "voice", "stage"], name="gap_table_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{name: None}) | models.Q(Exact(Mod(name, ROUNDING_BASE), 0)),
                    name=f"gap_table_{name}_rounded",
                )
                for name in ("participants", "known", "declined", "not_asked", "group_only")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension} {self.voice} {self.stage}"


class GapRow(models.Model):
    """One group of a table, as reports.gap works it out from protected counts; see GroupComparison for the units."""

    table = models.ForeignKey(GapTable, on_delete=models.CASCADE, related_name="rows")
    position = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=120)
    verdict = models.CharField(max_length=24)
    participants = models.PositiveIntegerField(null=True)
    contributions = models.PositiveIntegerField(null=True)
    hours = models.PositiveIntegerField(null=True)
    share = models.FloatField(null=True)
    share_low = models.FloatField(null=True)
    share_high = models.FloatField(null=True)
    benchmark_share = models.FloatField(null=True)
    expected = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    gap_low = models.FloatField(null=True)
    gap_high = models.FloatField(null=True)
    ratio = models.FloatField(null=True)
    ratio_low = models.FloatField(null=True)
    ratio_high = models.FloatField(null=True)
    p = models.FloatField(null=True)
    p_adjusted = models.FloatField(null=True)
    people_to_close = models.PositiveIntegerField(null=True)
    swaps_to_close = models.PositiveIntegerField(null=True)
    bound_low = models.FloatField(null=True)
    bound_high = models.FloatField(null=True)
    certainty = models.CharField(max_length=10, blank=True)
    suppressed = models.BooleanField(default=False)
    fewer_than = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "position"], name="gap_row_position_once"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{name: None}) | models.Q(Exact(Mod(name, ROUNDING_BASE), 0)),
                    name=f"gap_row_{name}_rounded",
                )
                for name in ("participants", "contributions", "hours")
            ),
            models.CheckConstraint(
                condition=models.Q(suppressed=False)
                | models.Q(participants=None, contributions=None, hours=None, share=None, gap=None, ratio=None, p=None),
                name="gap_row_suppressed_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return self.label
