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
        PANDAS: cost(lambda: pandas_counts(scope))[0],
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


def pandas_counts(scope: Scope) -> dict[tuple[str, str, str], dict[str, int]]:
    """Distinct people in each group of each table of the report, as a careful analyst counts them."""
    import pandas as pd

    attended = pd.DataFrame(_read(ATTENDED_SQL, scope), columns=["person", "role", "asked", "signed_up", "came"])
    answers = pd.DataFrame(_read(ANSWERS_SQL, scope), columns=["person", "question", "value"])
    attended["person"], people = pd.factorize(attended["person"])
    answers["person"] = pd.Index(people).get_indexer(answers["person"])
    groups = {dimension.name: _groups(answers, dimension.name) for dimension in DIMENSIONS}
    found = {}
    for voice in Voice:
        spoke = attended[attended["role"].isin([role.value for role in VOICE_ROLES[voice]])]
        times = spoke.groupby("person")[["asked", "signed_up", "came"]].sum()
        took_part = times > 0
        took_part["came_back"] = times["came"] > 1
        took_part["influenced"] = False  # the made-up population has changed nothing
        took_part["asked_signed_up"] = took_part["asked"] & took_part["signed_up"]
        took_part["signed_up_came"] = took_part["signed_up"] & took_part["came"]
        for name, group in groups.items():
            counts = took_part.groupby(group.reindex(took_part.index)).sum()
            for stage in STAGES:
                found[name, voice.value, stage] = {code: int(count) for code, count in counts[stage].items() if count}
    return found


def _groups(answers: Any, dimension: str) -> Any:
    said = answers[answers["question"] == question_of(dimension)].set_index("person")["value"]
    return said.map({value: group_of(dimension=dimension, value=value) for value in said.unique() if value})


def _read(sql: str, scope: Scope) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, {"organisation": scope.organisation_id, "first": scope.starts_on, "last": scope.ends_on})
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


ATTENDED_SQL = """
    SELECT participant_id, speaking_role, invited_on IS NOT NULL, signed_up_on IS NOT NULL, status = 'came'
    FROM involvement_attendance
    WHERE organisation_id = %(organisation)s AND held_on BETWEEN %(first)s AND %(last)s"""
ANSWERS_SQL = """
    SELECT participant_id, question, value
    FROM involvement_equalityanswer answer JOIN involvement_participant person ON person.id = answer.participant_id
    WHERE person.organisation_id = %(organisation)s"""
