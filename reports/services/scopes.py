"""What a report is about: whose people, which days, compared with whom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import F

from accounts.models import Organisation
from reports import gap
from reports.census import DEFAULT
from reports.counting import Counted, Scope
from reports.dimensions import REPORT_DIMENSIONS
from reports.models import Benchmark, BenchmarkKind, GapReport
from reports.queries import areas_served
from reports.services import benchmarks
from reports.services.reference_tables import references_for


def scope_of(report: GapReport) -> Scope:
    return Scope(
        organisation_id=report.organisation_id,
        service_id=report.service_id,
        starts_on=report.starts_on,
        ends_on=report.ends_on,
    )


def scope_key(
    *,
    organisation_id: UUID,
    service_id: UUID | None,
    starts_on: date,
    ends_on: date,
    benchmark_id: UUID,
    area_codes: Sequence[str],
) -> str:
    about = [str(organisation_id), str(service_id or ""), str(starts_on), str(ends_on), str(benchmark_id)]
    return hashlib.sha256(json.dumps([*about, sorted(area_codes)]).encode()).hexdigest()


def default_benchmark() -> Benchmark:
    return Benchmark.objects.get(organisation=None, name=DEFAULT)


def default_areas(organisation: Organisation, benchmark: Benchmark) -> tuple[str, ...]:
    """What is compared with when nobody chose: the areas served, or all of a benchmark that does not have those."""
    return benchmarks.areas_served(benchmark=benchmark, area_codes=areas_served(organisation))


def check_areas(*, benchmark: Benchmark, area_codes: Sequence[str]) -> None:
    """Raises core.areas.AreasRefused when the benchmark cannot be asked for these areas."""
    benchmarks.references(benchmark=benchmark, area_codes=area_codes, dimensions=REPORT_DIMENSIONS)


def usual_second(organisation: Organisation, benchmark: Benchmark) -> Benchmark | None:
    """What a report is compared with also when nobody chose: beside the census, the newest caseload there is."""
    if benchmark.organisation_id is not None:
        return None
    caseloads = Benchmark.objects.filter(organisation=organisation, kind=BenchmarkKind.CASELOAD)
    return caseloads.order_by(F("counted_on").desc(nulls_last=True), F("uploaded_at").desc(nulls_last=True)).first()


def references_of(
    report: GapReport, *, counted: Counted, rule: gap.DisclosureRule | None = None
) -> dict[str, gap.Reference]:
    """What the report compares with; protected by the ``rule``, or exactly."""
    return _references(report, report.benchmark, report.area_codes, counted, rule)


def second_references_of(
    report: GapReport, *, counted: Counted, rule: gap.DisclosureRule | None = None
) -> dict[str, gap.Reference]:
    if report.second_benchmark is None:
        return {}
    return _references(report, report.second_benchmark, report.second_area_codes, counted, rule)


def _references(
    report: GapReport,
    benchmark: Benchmark,
    area_codes: Sequence[str],
    counted: Counted,
    rule: gap.DisclosureRule | None,
) -> dict[str, gap.Reference]:
    dimensions = list(report.dimensions.values())
    return references_for(benchmark=benchmark, area_codes=area_codes, dimensions=dimensions, counted=counted, rule=rule)
