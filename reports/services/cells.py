"""Kept counts: a row for each service and each organisation in every period of the menu, replaced as a whole.

Nothing is counted up or down. Whoever changes anything notes which slices that touches (ChangedSlice), in the same
transaction; until a worker has counted those again, reports.counting does not read what is kept of them.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction
from django.db.models import Count, Max
from django.utils import timezone

from accounts.models import Organisation
from core import jobs
from core.models import Job
from core.quarters import quarter_of
from involvement.models import ChangedSlice, Story
from reports import counting, periods
from reports.counting import Scope
from reports.models import Slice, SliceRepair
from reports.periods import Period

log = logging.getLogger(__name__)
RECOUNT_TASK, REPAIR_TASK = "reports.tasks.recount_slices", "reports.tasks.repair_slices"
# So much a statement may use before it writes to disk: the groups of a large organisation's year.
WORK_MEMORY = "128MB"
Changed = set[tuple[UUID | None, date]]
Kept = dict[UUID | None, set[str]]


def ask_for_recounts(*, today: date) -> int:
    """Ask for a job for each organisation where something changed in a quarter that is over. Returns how many."""
    changed = ChangedSlice.objects.filter(quarter__lt=quarter_of(today)).values("organisation")
    asked = list(changed.annotate(newest=Max("pk")).values_list("organisation", "newest"))
    for organisation_id, newest in asked:
        jobs.ask(task=RECOUNT_TASK, key=f"slices:{organisation_id}:{newest}")
    return len(asked)


def ask_for_repairs(*, today: date) -> int:
    """Nightly: ask for everything to be counted again, the organisation with most sessions first."""
    heard = models.Q(held__gt=0) | models.Exists(Story.objects.filter(organisation=models.OuterRef("pk")))
    organisations = Organisation.objects.annotate(held=Count("sessions")).filter(heard).order_by("-held", "pk")
    for organisation in organisations:
        jobs.ask(task=REPAIR_TASK, key=f"slices:{organisation.pk}:{today}")
    return len(organisations)


def recount_slices(*, job_id: str | UUID) -> None:
    """Count again what changed in one organisation, in one transaction with taking the notes away."""
    jobs.run(job_id=job_id, work=_recount)


def repair_slices(*, job_id: str | UUID) -> None:
    """Count everything of one organisation again, a period at a time; what was wrong is put right and written down."""
    jobs.run(job_id=job_id, work=_repair)


def _recount(job: Job) -> None:
    with transaction.atomic():
        organisation_id = _organisation(job)
        _alone(organisation_id)
        jobs.progress(job, done=0, of=1, doing="Counting again")
        changed = _take_notes(organisation_id)
        for period in periods.menu(today=timezone.localdate()):
            if touched := _within(period, changed):
                replace(organisation_id, period, services=[one for one in touched if one is not None])
        jobs.finish(job)


def _repair(job: Job) -> None:
    organisation_id, menu = _organisation(job), periods.menu(today=timezone.localdate())
    for number, period in enumerate(menu):
        with transaction.atomic():
            _alone(organisation_id)
            jobs.progress(job, done=number, of=len(menu), doing=f"Counting {period.label} again")
            _repair_period(organisation_id, period)
    with transaction.atomic():
        _drop_old(organisation_id, menu)
        jobs.finish(job)


def _repair_period(organisation_id: UUID, period: Period) -> None:
    notes = ChangedSlice.objects.filter(organisation=organisation_id, quarter__range=(period.starts_on, period.ends_on))
    changed = set(notes.values_list("service", flat=True).distinct())
    stale = changed | {None} if changed else changed
    before = _kept(organisation_id, period)
    replace(organisation_id, period)
    after = _kept(organisation_id, period)
    wrong = {
        service_id: len(rows ^ after.get(service_id, set()))
        for service_id, rows in before.items()
        if service_id not in stale
    }
    found = SliceRepair.objects.bulk_create(
        SliceRepair(
            organisation_id=organisation_id,
            service_id=service_id,
            starts_on=period.starts_on,
            ends_on=period.ends_on,
            rows=rows,
            found_at=timezone.now(),
        )
        for service_id, rows in wrong.items()
        if rows
    )
    for repair in found:
        log.error("kept counts were wrong: organisation %s, %s", organisation_id, repair)


def replace(organisation_id: UUID, period: Period, *, services: Sequence[UUID] | None = None) -> None:
    """Count these services, or every one, and the organisation, and keep that instead of what was kept."""
    scope = Scope(organisation_id, period.starts_on, period.ends_on)
    kept = _slices(organisation_id, period)
    if services is not None:
        kept = kept.filter(models.Q(service__in=services) | models.Q(service=None))
    kept.delete()
    if services is None or services:
        keep(scope, each_of=services or ())
    keep(scope, each_of=None)


def keep(scope: Scope, *, each_of: Sequence[UUID] | None) -> None:
    """Count and keep, all in the database; what was kept must be gone. See counting.statement() for ``each_of``."""
    statement, parameters = counting.statement(scope, each_of=each_of)
    service = "NULL" if each_of is None else "service_id"
    in_postgresql = connection.vendor == "postgresql"
    lists = ("json_agg", "json_build_array") if in_postgresql else ("json_group_array", "json_array")
    sql = f"""
        INSERT INTO {Slice._meta.db_table} (organisation_id, service_id, starts_on, ends_on, cells)
        SELECT %s, {service}, %s, %s, {lists[0]}({lists[1]}({", ".join(counting.COLUMNS)}))
        FROM ({statement}) answers {"" if each_of is None else "GROUP BY service_id"}
        HAVING COUNT(*) > 0"""  # noqa: S608  our own names, and placeholders
    with connection.cursor() as cursor:
        if in_postgresql:
            cursor.execute(f"SET LOCAL work_mem = '{WORK_MEMORY}'")
        cursor.execute(sql, [*counting.scope_parameters(scope), *parameters])


def _alone(organisation_id: UUID) -> None:
    """One at a time for each organisation, to the end of the transaction; SQLite has one writer at a time anyway.

    Otherwise a slow count could replace a newer one after the note that asked for it had gone.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"slices:{organisation_id}"])


def _take_notes(organisation_id: UUID) -> Changed:
    """Take away exactly the notes that are returned: one that arrives meanwhile stays, whatever its number."""
    notes = ChangedSlice.objects.filter(organisation=organisation_id)
    taken = list(notes.values_list("pk", "service", "quarter"))
    pks = [pk for pk, _, _ in taken]
    for start in range(0, len(pks), 5_000):
        ChangedSlice.objects.filter(pk__in=pks[start : start + 5_000]).delete()
    return {(service_id, quarter) for _, service_id, quarter in taken}


def _within(period: Period, changed: Changed) -> set[UUID | None]:
    return {service_id for service_id, quarter in changed if period.starts_on <= quarter <= period.ends_on}


def _drop_old(organisation_id: UUID, menu: Sequence[Period]) -> None:
    """Forget periods that nobody can ask for any more, and notes of quarters that are not over: nothing is kept yet."""
    current = models.Q()
    for period in menu:
        current |= models.Q(starts_on=period.starts_on, ends_on=period.ends_on)
    Slice.objects.filter(organisation=organisation_id).exclude(current).delete()
    under_way = quarter_of(timezone.localdate())
    ChangedSlice.objects.filter(organisation=organisation_id, quarter__gte=under_way).delete()


def _kept(organisation_id: UUID, period: Period) -> Kept:
    rows: Any = _slices(organisation_id, period).values_list("service", "cells")
    return {service_id: {json.dumps(row) for row in json.loads(cells)} for service_id, cells in rows}


def _slices(organisation_id: UUID, period: Period) -> models.QuerySet[Slice]:
    return Slice.objects.filter(organisation=organisation_id, starts_on=period.starts_on, ends_on=period.ends_on)


def _organisation(job: Job) -> UUID:
    return UUID(job.key.split(":")[1])
