"""The rows that reports.counting counts: places at sessions, and stories that led to a change which was made."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from core.sql import day, identifier, table
from involvement.models import Attendance, Change, Point, Story
from involvement.taxonomies import VOICE_ROLES, AttendanceStatus, ChangeStatus, SpeakingRole, Voice

ASKED, SIGNED_UP = 1, 2


@dataclass(frozen=True, slots=True)
class Scope:
    """One organisation, or one of its services; both days are part of it.

    A place belongs to the day of its session, a story to the day on which it was sent.
    """

    organisation_id: UUID
    starts_on: date
    ends_on: date
    service_id: UUID | None = None


def scope_parameters(scope: Scope) -> list[Any]:
    """Organisation, first and last day, as the database wants them."""
    return [identifier(scope.organisation_id), day(scope.starts_on), day(scope.ends_on)]


def raised_sql(scope: Scope) -> tuple[str, list[Any]]:
    """In which roles something was raised at a session that led to a change which was made."""
    sql = f"""
        SELECT DISTINCT point.session_id, point.speaking_role
        FROM {table(Change)} change
        JOIN {table(Change.points.through)} link ON link.change_id = change.id
        JOIN {table(Point)} point ON point.id = link.point_id
        WHERE change.organisation_id = %s AND change.status = %s AND point.speaking_role <> %s"""  # noqa: S608
    return sql, [identifier(scope.organisation_id), ChangeStatus.MADE.value, SpeakingRole.NOT_RECORDED.value]


def place_sql(by: str, scope: Scope, each_of: Sequence[UUID] | None) -> tuple[str, list[Any]]:
    """A row for each place at a session, and for each story of somebody on the register that led to such a change.

    For each voice a column of 1 or 0: whether what is said in this role counts in it. Points carry no person: one
    counts for whoever came to its session and spoke in its role.
    """
    attended, of_places = within("attended", scope, each_of=each_of)
    told, of_stories = within("told", scope, column="sent_on", each_of=each_of)
    sql = f"""
        SELECT {by}participant_id, {_voices_sql("attended")},
            CASE WHEN invited_on IS NULL THEN 0 ELSE {ASKED} END
                + CASE WHEN signed_up_on IS NULL THEN 0 ELSE {SIGNED_UP} END AS called,
            CASE WHEN status = %s THEN 1 ELSE 0 END AS came, CASE WHEN status = %s THEN minutes ELSE 0 END AS minutes,
            CASE WHEN status = %s AND raised.session_id IS NOT NULL THEN 1 ELSE 0 END AS influenced, 1 AS held
        FROM {table(Attendance)} attended LEFT JOIN raised
            ON raised.session_id = attended.session_id AND raised.speaking_role = attended.speaking_role
        WHERE {attended}
        UNION ALL
        SELECT {by}participant_id, {_voices_sql("told")}, 0, 0, 0, 1, 0
        FROM {table(Story)} told
        WHERE {told} AND participant_id IS NOT NULL AND EXISTS (
            SELECT 1 FROM {table(Change.stories.through)} link JOIN {table(Change)} change ON change.id = link.change_id
            WHERE link.story_id = told.id AND change.status = %s
        )"""  # noqa: S608  our own names, and placeholders
    came = AttendanceStatus.CAME.value
    return sql, [came, came, came, *of_places, *of_stories, ChangeStatus.MADE.value]


def _voices_sql(alias: str) -> str:
    voices = []
    for voice in Voice:
        roles = ", ".join(f"'{role.value}'" for role in VOICE_ROLES[voice])
        voices.append(f"CASE WHEN {alias}.speaking_role IN ({roles}) THEN 1 ELSE 0 END AS is_{voice}")
    return ", ".join(voices)


def within(
    alias: str, scope: Scope, *, column: str = "held_on", each_of: Sequence[UUID] | None = None
) -> tuple[str, list[Any]]:
    conditions = [f"{alias}.organisation_id = %s", f"{alias}.{column} BETWEEN %s AND %s"]
    parameters = scope_parameters(scope)
    if scope.service_id:
        conditions.append(f"{alias}.service_id = %s")
        parameters.append(identifier(scope.service_id))
    if each_of is not None:
        named = ", ".join("%s" for _ in each_of)
        conditions.append(f"{alias}.service_id IN ({named})" if each_of else f"{alias}.service_id IS NOT NULL")
        parameters += [identifier(service_id) for service_id in each_of]
    return " AND ".join(conditions), parameters
