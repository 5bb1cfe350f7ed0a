"""Counts of who took part: one statement over attendance for all dimensions, voices and stages of a scope.

Distinct people do not add up over roles, sessions or services, so everything is worked out from one row a person.
That row carries a mask: for each voice four bits say whether the person was asked, signed up, came, and came again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection, models

from involvement.equality import AnswerStatus, Question
from involvement.models import Attendance, EqualityAnswer, HeadCount, InvolvementSession
from involvement.taxonomies import VOICE_ROLES, AttendanceStatus, SpeakingRole, Voice
from reports.dimensions import BY_NAME, group_of, question_of
from reports.gap import Count, Dimension, TableKey, Tally
from reports.own_counting import own_group_sql

ASKED, SIGNED_UP, CAME, CAME_BACK = 1, 2, 4, 8
BITS_OF_A_VOICE = 4
STAGES: dict[str, int] = {
    "asked": ASKED,
    "signed_up": SIGNED_UP,
    "came": CAME,
    "came_back": CAME_BACK,
    "asked_signed_up": ASKED | SIGNED_UP,
    "signed_up_came": SIGNED_UP | CAME,
}
# Being asked and signing up are not contributions.
MEETING_STAGES = frozenset({"came", "came_back"})
ANYONE, ROLE = "", "role"
FETCHED_ROWS = 2000


@dataclass(frozen=True, slots=True)
class Scope:
    """One organisation, or one of its services; both days are part of it. A row belongs to the day of its session."""

    organisation_id: UUID
    starts_on: date
    ends_on: date
    service_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class HeadCounted:
    """People counted without a name, apart from those on the register: the same person may be in it several times."""

    people: int = 0
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact counts: to be disclosed, or shown to somebody who may see exact figures.

    ``roles`` holds, for each role in which somebody spoke, its people, contributions and minutes.
    ``ethnic_answers`` are the people who came, by their answer to that question.
    """

    tallies: dict[TableKey, Tally]
    people: int
    roles: dict[str, Count]
    ethnic_answers: dict[str, int]

    @property
    def not_recorded(self) -> Count:
        return self.roles.get(SpeakingRole.NOT_RECORDED, Count())


@dataclass(slots=True)
class _Sum:
    people: int = 0
    contributions: int = 0
    minutes: int = 0

    def add(self, people: int, contributions: int, minutes: int) -> None:
        self.people += people
        self.contributions += contributions
        self.minutes += minutes

    def less(self, others: list[_Sum]) -> Count:
        return Count(
            self.people - sum(other.people for other in others),
            self.contributions - sum(other.contributions for other in others),
            self.minutes - sum(other.minutes for other in others),
        )

    def count(self) -> Count:
        return Count(self.people, self.contributions, self.minutes)


_Answer = tuple[str, str]  # status and value
_Bits = tuple[str, str, int]  # question, voice, bits of the voice
_Place = tuple[str, str, str]  # question, voice, stage


@dataclass(slots=True)
class _Read:
    people: int = 0
    roles: dict[str, Count] = field(default_factory=dict)
    sums: dict[_Bits, dict[_Answer, _Sum]] = field(default_factory=dict)


def count(scope: Scope, own_groups: Sequence[Dimension] = ()) -> Counted:
    """One statement, whatever the size; memory does not grow with the number of people.

    ``own_groups`` are dimensions with parts, to be counted beside those that every organisation has.
    """
    read = _Read()
    for row in _rows(scope, own_groups):
        _take(read, row)
    stages = _by_stage(read.sums)
    came = stages.get((Question.ETHNIC_GROUP, Voice.ALL, "came"), {})
    return Counted(
        tallies={
            TableKey(dimension.name, voice, stage): _tally(dimension, voice, stage, stages)
            for dimension in (*BY_NAME.values(), *own_groups)
            for voice in Voice.values
            for stage in STAGES
        },
        people=read.people,
        roles=read.roles,
        ethnic_answers={value: total.people for (_, value), total in came.items() if value},
    )


def head_counted(scope: Scope) -> HeadCounted:
    where, parameters = _within("held", scope)
    sql = f"""
        SELECT COALESCE(SUM(counted.people), 0), COUNT(*)
        FROM {_table(HeadCount)} counted JOIN {_table(InvolvementSession)} held ON held.id = counted.session_id
        WHERE {where}"""  # noqa: S608  names of tables, and placeholders
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        people, sessions = cursor.fetchone()
    return HeadCounted(int(people), int(sessions))


def _take(read: _Read, row: tuple[Any, ...]) -> None:
    question, status, value, mask, people, *meetings = row
    if question == ROLE:
        read.roles[value] = Count(people, int(meetings[0]), int(meetings[1]))
        return
    if question == ANYONE:
        read.people += people
    for number, voice in enumerate(Voice.values):
        bits = mask >> BITS_OF_A_VOICE * number & CAME_BACK + CAME + SIGNED_UP + ASKED
        if bits:
            answers = read.sums.setdefault((question, voice, bits), {})
            total = answers.setdefault((status, value), _Sum())
            total.add(people, int(meetings[2 * number]), int(meetings[2 * number + 1]))


def _by_stage(sums: dict[_Bits, dict[_Answer, _Sum]]) -> dict[_Place, dict[_Answer, _Sum]]:
    stages: dict[_Place, dict[_Answer, _Sum]] = {}
    for (question, voice, bits), answers in sums.items():
        for stage in (name for name, needed in STAGES.items() if bits & needed == needed):
            place = stages.setdefault((question, voice, stage), {})
            for answer, total in answers.items():
                met = stage in MEETING_STAGES
                place.setdefault(answer, _Sum()).add(
                    total.people, total.contributions if met else 0, total.minutes if met else 0
                )
    return stages


def _tally(dimension: Dimension, voice: str, stage: str, stages: dict[_Place, dict[_Answer, _Sum]]) -> Tally:
    """Whoever is neither in a group nor has declined was not asked."""
    question = dimension.name if dimension.parts else question_of(dimension.name)
    groups = {group.code: _Sum() for group in dimension.groups}
    group_only, declined = _Sum(), _Sum()
    for (status, value), total in stages.get((question, voice, stage), {}).items():
        code = _code(dimension, value) if status == AnswerStatus.STATED else None
        place = declined if status == AnswerStatus.DECLINED else groups[code] if code else group_only
        place.add(total.people, total.contributions, total.minutes)
    everyone = stages.get((ANYONE, voice, stage), {}).get(("", ""), _Sum())
    return Tally(
        groups={code: total.count() for code, total in groups.items()},
        declined=declined.count(),
        not_asked=everyone.less([*groups.values(), group_only, declined]),
        group_only=group_only.count(),
    )


def _code(dimension: Dimension, value: str) -> str | None:
    """The rows of an organisation's own group name its groups; all others name the answer."""
    return value if dimension.parts else group_of(dimension=dimension.name, value=value)


def _rows(scope: Scope, own_groups: Sequence[Dimension]) -> Iterator[tuple[Any, ...]]:
    """(question, status, value, mask, people, then contributions and minutes for each voice).

    Sums are cast to integers on the way: PostgreSQL would make slow numerics of them.
    Rows with no question count everybody; rows of ROLE count contributions by role, in the first voice's columns.
    """
    where, parameters = _within("attended", scope)
    meetings = ", ".join(f"SUM(came_{voice}), SUM(minutes_{voice})" for voice in Voice.values)
    nothing = ", 0, 0" * (len(Voice.values) - 1)
    own = [own_group_sql(dimension, answers=_table(EqualityAnswer), meetings=meetings) for dimension in own_groups]
    sql = f"""
        WITH spoken AS (
            SELECT participant_id, speaking_role, {_voices_sql()},
                MAX(CASE WHEN invited_on IS NULL THEN 0 ELSE 1 END) AS asked,
                MAX(CASE WHEN signed_up_on IS NULL THEN 0 ELSE 1 END) AS signed_up,
                CAST(SUM(CASE WHEN status = %s THEN 1 ELSE 0 END) AS integer) AS came,
                CAST(SUM(CASE WHEN status = %s THEN minutes ELSE 0 END) AS integer) AS minutes
            FROM {_table(Attendance)} attended WHERE {where}
            GROUP BY participant_id, speaking_role
        ), person AS ({_person_sql()})
        SELECT '{ANYONE}', '', '', mask, COUNT(*), {meetings} FROM person GROUP BY mask
        UNION ALL
        SELECT answer.question, answer.status, answer.value, mask, COUNT(*), {meetings}
            FROM person JOIN {_table(EqualityAnswer)} answer ON answer.participant_id = person.participant_id
            WHERE answer.status <> %s GROUP BY answer.question, answer.status, answer.value, mask
        UNION ALL
        SELECT '{ROLE}', '', speaking_role, 0, COUNT(*), SUM(came), SUM(minutes){nothing}
            FROM spoken WHERE came > 0 GROUP BY speaking_role
        {" ".join(sql for sql, _ in own)}"""  # noqa: S608  our own names, and placeholders
    came = AttendanceStatus.CAME.value
    with connection.cursor() as cursor:
        asked = [AnswerStatus.NOT_ASKED.value, *(value for _, values in own for value in values)]
        cursor.execute(sql, [came, came, *parameters, *asked])
        while rows := cursor.fetchmany(FETCHED_ROWS):
            yield from rows


def _voices_sql() -> str:
    """For each voice a column of 1 or 0: whether what is said in this role counts in it."""
    columns = []
    for voice in Voice:
        roles = ", ".join(f"'{role.value}'" for role in VOICE_ROLES[voice])
        columns.append(f"CASE WHEN speaking_role IN ({roles}) THEN 1 ELSE 0 END AS is_{voice}")
    return ", ".join(columns)


def _person_sql() -> str:
    columns, bits = [], []
    for number, voice in enumerate(Voice):
        came, minutes = (f"CAST(SUM({name} * is_{voice}) AS integer)" for name in ("came", "minutes"))
        columns += [f"{came} AS came_{voice}", f"{minutes} AS minutes_{voice}"]
        asked, signed_up = (f"MAX({name} * is_{voice})" for name in ("asked", "signed_up"))
        met = f"CASE WHEN {came} > 1 THEN {CAME + CAME_BACK} WHEN {came} > 0 THEN {CAME} ELSE 0 END"
        bits.append(f"{16**number} * ({ASKED} * {asked} + {SIGNED_UP} * {signed_up} + {met})")
    return (
        f"SELECT participant_id, {' + '.join(bits)} AS mask, {', '.join(columns)} FROM spoken GROUP BY participant_id"  # noqa: S608
    )


def _within(alias: str, scope: Scope) -> tuple[str, list[Any]]:
    conditions = [f"{alias}.organisation_id = %s", f"{alias}.held_on BETWEEN %s AND %s"]
    parameters = [_identifier(scope.organisation_id), _day(scope.starts_on), _day(scope.ends_on)]
    if scope.service_id:
        conditions.append(f"{alias}.service_id = %s")
        parameters.append(_identifier(scope.service_id))
    return " AND ".join(conditions), parameters


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _identifier(value: UUID) -> Any:
    return models.UUIDField().get_db_prep_value(value, connection)


def _day(value: date) -> Any:
    return models.DateField().get_db_prep_value(value, connection)
