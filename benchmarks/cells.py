"""Every service and quarter at once: counted and kept by the product, then shares, intervals and stars beside it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import connection, transaction

from accounts.models import Organisation
from benchmarks.cell_lines import Changed, FullScale
from benchmarks.costs import Cost, cost, peak_memory
from benchmarks.floors import one_scan
from core.models import Job, JobState
from involvement.models import Attendance, ChangedSlice, Service
from involvement.services import slices
from involvement.taxonomies import Voice
from reports import counting, periods
from reports.counting import Scope
from reports.models import Slice
from reports.services import ask_for_recounts, recount_slices
from reports.services.cells import RECOUNT_TASK, keep

FIGURES = "benchmark_figures"


def quarters(today: date) -> list[periods.Period]:
    return [period for period in periods.menu(today=today) if period.kind == periods.PeriodKind.QUARTER]


def measure(*, today: date, people: int) -> FullScale:
    """In a process of its own, because its memory is measured."""
    scan, _ = cost(one_scan, runs=5, seconds=1)
    before = peak_memory()
    counting_cost, _ = cost(lambda: count_quarters(numbers=list(range(8)), today=today))
    figures_cost, rows = cost(store_figures)
    return FullScale(
        people=people, scan=scan, counting=counting_cost, figures=figures_cost, rows=rows, memory_before=before,
        memory=peak_memory(), slices=Slice.objects.exclude(service=None).count(),
    )  # fmt: skip


def count_quarters(*, numbers: list[int], today: date) -> None:
    """All services of these quarters, as the nightly repair does it."""
    organisation = Organisation.objects.get()
    for number in numbers:
        period = quarters(today)[number]
        with transaction.atomic():
            Slice.objects.filter(service__isnull=False, starts_on=period.starts_on, ends_on=period.ends_on).delete()
            keep(Scope(organisation.pk, period.starts_on, period.ends_on), each_of=())


def timed_quarters(*, numbers: list[int], today: date) -> float:
    return cost(lambda: count_quarters(numbers=numbers, today=today))[0].seconds


def store_figures() -> int:
    """Shares, Wilson intervals and the plain rule (under 5 hidden, else to the nearest 5) for people who came."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {FIGURES}")
        cursor.execute("SET LOCAL work_mem = '128MB'")
        cursor.execute(f"CREATE TABLE {FIGURES} AS {_figures_sql()}")
        return int(cursor.rowcount)


def _figures_sql() -> str:
    column = {name: number for number, name in enumerate(counting.COLUMNS)}
    places = {voice: [column[f"{voice}_came_{what}"] for what in ("people", "came", "minutes")] for voice in Voice}
    voices = ", ".join(f"('{voice}', {', '.join(map(str, numbers))})" for voice, numbers in places.items())
    return f"""
        SELECT slice, question, value, voice,
            CASE WHEN x >= 5 THEN 5 * ROUND(x / 5) END AS people, CASE WHEN x >= 5 THEN came END AS contributions,
            CASE WHEN x >= 5 THEN ROUND(minutes / 60) END AS hours, CASE WHEN x >= 5 THEN x / n END AS share,
            CASE WHEN x >= 5 THEN (x + 1.9207 - 1.96 * SQRT(x * (n - x) / n + 0.9604)) / (n + 3.8415) END AS low,
            CASE WHEN x >= 5 THEN (x + 1.9207 + 1.96 * SQRT(x * (n - x) / n + 0.9604)) / (n + 3.8415) END AS high
        FROM (
            SELECT id AS slice, answer->>0 AS question, answer->>2 AS value, voice,
                (answer->people)::float8 AS x, (answer->met)::int8 AS came, (answer->stayed)::float8 AS minutes,
                SUM((answer->people)::float8) OVER (PARTITION BY id, answer->>0, voice) AS n
            FROM reports_slice CROSS JOIN LATERAL jsonb_array_elements(cells::jsonb) answer
            CROSS JOIN (VALUES {voices}) voices (voice, people, met, stayed)
            WHERE service_id IS NOT NULL AND answer->>1 = 'STATED' AND (answer->people)::int8 > 0
        ) told"""  # noqa: S608  our own names


def measure_changed(*, today: date) -> Changed:
    """One slice of middling size, counted and kept, against only counting it; then all that one change asks for."""
    period = quarters(today)[0]
    held = Attendance.objects.filter(held_on__range=(period.starts_on, period.ends_on)).exclude(service=None)
    services = list(Service.objects.order_by("name"))
    service = services[len(services) // 10]
    scope = Scope(service.organisation_id, period.starts_on, period.ends_on)
    alone = Scope(service.organisation_id, period.starts_on, period.ends_on, service.pk)
    raw, _ = cost(lambda: counting.rows(alone), runs=5, seconds=1)
    kept, _ = cost(lambda: _keep_one(scope, service), runs=5, seconds=1)
    reading, _ = cost(lambda: counting.kept(alone), runs=5, seconds=0.5)
    ChangedSlice.objects.all().delete()
    slices.note_slices(organisation_id=service.organisation_id, slices=[(service.pk, period.starts_on)])
    ask_for_recounts(today=today)
    job = Job.objects.get(task=RECOUNT_TASK, state=JobState.QUEUED)
    whole, _ = cost(lambda: recount_slices(job_id=job.pk))
    return Changed(held.filter(service=service).count(), raw, kept, reading, whole)


def _keep_one(scope: Scope, service: Service) -> None:
    with transaction.atomic():
        Slice.objects.filter(service=service, starts_on=scope.starts_on, ends_on=scope.ends_on).delete()
        keep(scope, each_of=[service.pk])


def pandas_full_scale(*, today: date) -> Cost:
    return cost(lambda: _pandas(today))[0]


def _pandas(today: date) -> int:
    """People, contributions and minutes by service, quarter, voice and answer of who came, as an analyst does it."""
    import pandas as pd

    asked = quarters(today)
    with connection.cursor() as cursor:
        cursor.execute(PLACES_SQL, [asked[-1].starts_on, asked[0].ends_on])
        places = pd.DataFrame(cursor.fetchall(), columns=["person", "service", "quarter", "role", "minutes"])
        cursor.execute("SELECT participant_id, question, value FROM involvement_equalityanswer WHERE status = 'STATED'")
        answers = pd.DataFrame(cursor.fetchall(), columns=["person", "question", "value"])
    return sum(len(figures) for figures in _grouped(places, answers))


def _grouped(places: Any, answers: Any) -> Iterator[Any]:
    from involvement.taxonomies import VOICE_ROLES

    for _, said in answers.groupby("question"):
        joined = places.merge(said, on="person")
        for voice in Voice:
            spoke = joined[joined["role"].isin([role.value for role in VOICE_ROLES[voice]])]
            yield spoke.groupby(["service", "quarter", "value"]).agg(
                people=("person", "nunique"), contributions=("person", "size"), minutes=("minutes", "sum")
            )


PLACES_SQL = """
    SELECT participant_id, service_id, date_trunc('quarter', held_on), speaking_role, minutes
    FROM involvement_attendance WHERE status = 'came' AND held_on BETWEEN %s AND %s"""
