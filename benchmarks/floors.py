"""Other ways to the same counts, the cheapest first: what the report is measured against."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Count, Sum

from benchmarks.costs import Cost, cost
from benchmarks.report_lines import EIGHT_QUERIES, PANDAS, SCAN
from involvement.equality import Question
from involvement.models import Attendance
from involvement.taxonomies import VOICE_ROLES, AttendanceStatus, Voice
from reports.counting import STAGES, Scope
from reports.dimensions import DIMENSIONS, group_of, question_of


def measure(*, scope: Scope) -> dict[str, Cost]:
    return {
        SCAN: cost(one_scan, runs=5, seconds=2)[0],
        EIGHT_QUERIES: cost(lambda: eight_queries(scope))[0],
        PANDAS: cost(lambda: pandas_groups(scope))[0],
    }


def one_scan() -> tuple[int, int]:
    """Reads every row once, one after the other, and keeps nothing: no report can be cheaper."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT count(*), sum(minutes) FROM involvement_attendance")
        rows, minutes = cursor.fetchone()
    return rows, minutes


def eight_queries(scope: Scope) -> list[list[Any]]:
    """Distinct people of each answer and role, one question after the other: one stage of the report's six."""
    came = Attendance.objects.filter(
        organisation_id=scope.organisation_id,
        held_on__range=(scope.starts_on, scope.ends_on),
        status=AttendanceStatus.CAME,
    )
    return [
        list(
            came.filter(participant__equality_answers__question=question)
            .values("participant__equality_answers__value", "speaking_role")
            .annotate(people=Count("participant", distinct=True), contributions=Count("pk"), minutes=Sum("minutes"))
        )
        for question in Question
    ]


def pandas_groups(scope: Scope) -> int:
    """Distinct people of every table of the report, from frames read from the database. Returns how many tables."""
    import pandas as pd

    attended = pd.DataFrame.from_records(_attended(scope), columns=_ATTENDED)
    answers = pd.DataFrame.from_records(_answers(scope), columns=["person", "question", "value"])
    came = attended["status"].eq(AttendanceStatus.CAME)
    stages = {
        "asked": attended["invited_on"].notna(),
        "signed_up": attended["signed_up_on"].notna(),
        "came": came,
        "came_back": came,
    }
    tables = 0
    for voice in Voice:
        speaks = attended["role"].isin([role.value for role in VOICE_ROLES[voice]])
        visits = {
            stage: attended.loc[speaks & took_part, "person"].value_counts() for stage, took_part in stages.items()
        }
        people = {stage: set(counts.index) for stage, counts in visits.items()}
        people["came_back"] = set(visits["came_back"].index[visits["came_back"] > 1])
        people["asked_signed_up"] = people["asked"] & people["signed_up"]
        people["signed_up_came"] = people["signed_up"] & people["came"]
        for dimension in DIMENSIONS:
            asked = answers[answers["question"] == question_of(dimension.name)]
            codes = {
                value: group_of(dimension=dimension.name, value=value) for value in asked["value"].unique() if value
            }
            groups = asked.set_index("person")["value"].map(codes)
            for stage in STAGES:
                groups[groups.index.isin(people[stage])].value_counts()
                tables += 1
    return tables


_ATTENDED = ["person", "role", "status", "minutes", "invited_on", "signed_up_on"]


def _attended(scope: Scope) -> list[tuple[object, ...]]:
    rows = Attendance.objects.filter(
        organisation_id=scope.organisation_id, held_on__range=(scope.starts_on, scope.ends_on)
    )
    return list(rows.values_list("participant_id", "speaking_role", "status", "minutes", "invited_on", "signed_up_on"))


def _answers(scope: Scope) -> list[tuple[object, ...]]:
    from involvement.models import EqualityAnswer

    rows = EqualityAnswer.objects.filter(participant__organisation_id=scope.organisation_id)
    return list(rows.values_list("participant_id", "question", "value"))
