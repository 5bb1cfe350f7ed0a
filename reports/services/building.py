"""Making a report: count, compare with the benchmark, protect, store. The only way figures get into the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import SYSTEM
from accounts.models import NoticeKind, Role
from accounts.services import give_notice
from core import audit, jobs
from core.areas import AreasRefused
from core.models import Job, JobState
from reports import counting, gap, more
from reports.gap.protection import hide
from reports.models import UNDER_WAY, GapReport, GapRow, GapTable, ReportState
from reports.services import answering, guard, ledger
from reports.services.comparing import THRESHOLDS, disclosure_rule, protected_comparisons
from reports.services.runs import close_runs_with
from reports.services.scopes import references_of, scope_of, second_references_of

STEPS_BEFORE = 2
ROW_FIELDS = tuple(field.name for field in GapRow._meta.fields if field.name not in ("id", "table", "position"))
TABLE_FIELDS = (
    "withheld",
    "participants",
    "known",
    "declined",
    "not_asked",
    "group_only",
    "index_of_dissimilarity",
    "profile_statistic",
    "profile_p",
)
Comparisons = Mapping[gap.TableKey, gap.Comparison]


@dataclass(frozen=True, slots=True)
class _Made:
    """A draft's figures, what they rest on, and why they cannot be published if they cannot."""

    comparisons: Comparisons
    coverage: gap.Coverage
    counts: ledger.Counts
    held_against: tuple[int, ...]
    held_back: tuple[gap.TableKey, ...] = ()
    refused_because: str = ""


class NotProtected(Exception):
    """Somebody tried to store exact figures."""


def build_gap_report(*, job_id: str | UUID) -> None:
    """Do the work of a report's job once. A worker that dies leaves it to the next; a report given up is FAILED."""
    try:
        jobs.run(job_id=job_id, work=_build)
    finally:
        GapReport.objects.filter(job_id=job_id, job__state=JobState.FAILED, state__in=UNDER_WAY).update(
            state=ReportState.FAILED
        )
        close_runs_with(job_id=job_id)


def _build(job: Job) -> None:
    reports = GapReport.objects.select_related("organisation", "benchmark", "second_benchmark")
    report = reports.filter(job=job, state__in=UNDER_WAY).first()
    if report is None:
        jobs.finish(job)
        return
    GapReport.objects.filter(pk=report.pk).update(state=ReportState.RUNNING)
    steps = _steps(report)
    jobs.progress(job, done=0, of=steps, doing="Reading who took part")
    counted = counting.count(scope_of(report), own_groups=report.own_dimensions)
    head_counted = counting.head_counted(scope_of(report))
    jobs.progress(job, done=1, of=steps, doing=f"Read about {round(counted.people, -1):,} people")
    rule = disclosure_rule()
    try:
        references = references_of(report, counted=counted, rule=rule)
        second = second_references_of(report, counted=counted, rule=rule)
    except AreasRefused as refused:
        jobs.fail(job, error=str(refused))
        return
    report.loop, stories = answering.loop_of(report, today=timezone.localdate(), rule=rule)
    made = _hold(job, report, counted, references, second, rule=rule)
    report.references = {name: _reference_json(reference) for name, reference in references.items()}
    report.second_references = {name: _reference_json(reference) for name, reference in second.items()}
    report.head_count = hide(head_counted.people, rule)
    report.hidden_below = rule.hidden_below
    report.thresholds = asdict(THRESHOLDS)
    report.method_version = gap.METHOD_VERSION
    report.refused_because = made.refused_because
    jobs.progress(job, done=STEPS_BEFORE, of=steps, doing="Protected small numbers")
    _keep(job, report, replace(made, counts={**made.counts, ledger.LOOP: stories}) if stories else made)


def _hold(
    job: Job,
    report: GapReport,
    counted: counting.Counted,
    references: Mapping[str, gap.Reference],
    second: Mapping[str, gap.Reference],
    *,
    rule: gap.DisclosureRule,
) -> _Made:
    """Protect the figures, together with the releases that share people.

    Where that cannot be, the draft shows what it would be alone and says why it cannot be published.
    """
    counts = ledger.counts_of(counted, report.dimensions)
    releases = ledger.sharing(report)
    coverage = ledger.coverage_of(report, ledger.everything(report.organisation_id))
    own_groups = report.own_dimensions
    protect = partial(
        protected_comparisons,
        counted,
        references,
        second=second,
        rule=rule,
        own_groups=own_groups,
        stories=answering.stories_around(report),
    )
    alone = protect()
    made = partial(_Made, coverage=coverage, counts=counts, held_against=tuple(one.number for one in releases))
    refused = guard.refusal(report, coverage=coverage, counts=counts, releases=releases, rule=rule)
    if refused or not releases:
        return made(comparisons=alone, refused_because=refused)
    earlier = ledger.released(releases, coverage=coverage, counts=counts, dimensions=report.dimensions)
    jobs.progress(job, done=1, of=_steps(report), doing="Checking it beside earlier reports")
    try:
        together = protect(coverage=coverage, earlier=earlier)
    except gap.UnsafeTogether as unsafe:
        return made(comparisons=alone, refused_because=guard.nothing_left(unsafe))
    back = tuple(key for key, table in together.items() if table.withheld and not alone[key].withheld)
    return made(comparisons=together, held_back=back)


def _keep(job: Job, report: GapReport, made: _Made) -> None:
    digest = _digest(report, made.comparisons)
    if digest != report.digest:
        store_tables(job=job, report=report, comparisons=made.comparisons)
    report.digest = digest
    report.built_at = timezone.now()
    report.note = _note(report)
    _finish(job, report, made)


def store_tables(*, job: Job, report: GapReport, comparisons: Comparisons) -> None:
    """Replace the tables of a draft, a dimension at a time; each step holds the lease or stores nothing.

    Raises NotProtected for anything that did not come out of gap.disclose.
    """
    if not all(comparison.protected for comparison in comparisons.values()):
        raise NotProtected("Only protected figures may be stored.")
    with transaction.atomic():
        GapTable.objects.filter(report=report).delete()
        GapReport.objects.filter(pk=report.pk).update(digest="")
        jobs.progress(job, done=STEPS_BEFORE, of=_steps(report), doing="Protected small numbers")
    names = list(report.dimensions)
    for number, name in enumerate(names, start=1):
        doing = f"{number} of {len(names)} breakdowns done"
        with transaction.atomic():
            _store(report, {key: table for key, table in comparisons.items() if key.dimension == name})
            jobs.progress(job, done=STEPS_BEFORE + number, of=_steps(report), doing=doing)


def _steps(report: GapReport) -> int:
    return STEPS_BEFORE + len(report.dimensions)


def _store(report: GapReport, comparisons: Comparisons) -> None:
    tables = [_table(report, key, comparison) for key, comparison in comparisons.items()]
    GapTable.objects.bulk_create(tables)
    rows = (
        row for table, comparison in zip(tables, comparisons.values(), strict=True) for row in _rows(table, comparison)
    )
    GapRow.objects.bulk_create(rows, batch_size=500)


def _table(report: GapReport, key: gap.TableKey, comparison: gap.Comparison) -> GapTable:
    return GapTable(
        report=report,
        dimension=key.dimension,
        voice=key.voice,
        stage=key.stage,
        profile_note=comparison.profile_note or "",
        warnings=list(comparison.warnings),
        more=more.to_json(comparison),
        **{name: getattr(comparison, name) for name in TABLE_FIELDS},
    )


def _rows(table: GapTable, comparison: gap.Comparison) -> Iterable[GapRow]:
    for position, group in enumerate(comparison.groups):
        yield GapRow(table=table, position=position, **{name: getattr(group, name) for name in ROW_FIELDS})


@transaction.atomic
def _finish(job: Job, report: GapReport, made: _Made) -> None:
    """READY, unless somebody withdrew the draft while it was being made."""
    report.state = ReportState.READY
    fields = ("state", "references", "second_references", "head_count", "hidden_below", "thresholds")
    names = (*fields, "loop", "method_version", "digest", "built_at", "note", "refused_because")
    values: dict[str, Any] = {name: getattr(report, name) for name in names}
    if GapReport.objects.filter(pk=report.pk, job=job, state=ReportState.RUNNING).update(**values):
        ledger.enter(
            report,
            coverage=made.coverage,
            counts=made.counts,
            held_against=made.held_against,
            held_back=made.held_back,
        )
        audit.record(actor=SYSTEM, verb="GAP_REPORT_MADE", target=report, organisation_id=report.organisation_id)
        _tell(report)
    jobs.finish(job)


def _tell(report: GapReport) -> None:
    """Tell the leads of a draft that nobody asked for in person; once, however often it is made again."""
    if report.requested_by_id is None:
        give_notice(
            organisation_id=report.organisation_id,
            role=Role.INVOLVEMENT_LEAD,
            key=f"draft:{report.pk}",
            kind=NoticeKind.REPORT_WAITING,
        )


def _note(report: GapReport) -> str:
    published = GapReport.objects.filter(scope_key=report.scope_key, state=ReportState.PUBLISHED).first()
    if published is not None and published.digest == report.digest:
        return f"Nothing has changed since version {published.version} was published."
    return ""


def _reference_json(reference: gap.Reference) -> dict[str, Any]:
    return asdict(reference) | {"not_comparable": sorted(reference.not_comparable)}


def _digest(report: GapReport, comparisons: Comparisons) -> str:
    """A hash of everything the report would show: protected figures only, so it tells nothing more than they do."""
    tables = [[asdict(key), _content(comparison)] for key, comparison in comparisons.items()]
    references = [report.references, report.second_references]
    content = [tables, references, report.head_count, report.loop, report.hidden_below, report.thresholds]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _content(comparison: gap.Comparison) -> dict[str, Any]:
    second = _content(comparison.second) if comparison.second is not None else None
    return asdict(replace(comparison, reference=None, second=None)) | {"second": second}
