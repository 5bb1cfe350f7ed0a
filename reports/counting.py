"""Counts of who took part: one statement over attendance for all dimensions, voices and stages of a scope.

Distinct people do not add up over roles, sessions or services, so everything is worked out from one row a person.
That row carries a mask: for each voice five bits say whether the person was asked, signed up, came, came again, and
said something that led to a change which was made; one bit more says whether there was a place at a session at all.

Counts that are kept are read instead, as long as nothing was noted that changes them; services.cells keeps them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from django.db import connection

from core.sql import identifier, table
from involvement.equality import AnswerStatus, Question
from involvement.models import ChangedSlice, EqualityAnswer, HeadCount, InvolvementSession
from involvement.taxonomies import Voice
from reports.dimensions import BY_NAME, group_of, question_of
from reports.gap import Count, Dimension, TableKey, Tally
from reports.models import Slice
from reports.own_counting import own_group_sql
from reports.places import ASKED, SIGNED_UP, place_sql, raised_sql, scope_parameters, within
from reports.places import Scope as Scope

CAME, CAME_BACK, INFLUENCED = 4, 8, 16
BITS_OF_A_VOICE = 5
HAS_PLACE = 1 << BITS_OF_A_VOICE * len(Voice)
STAGES: dict[str, int] = {
    "asked": ASKED,
    "signed_up": SIGNED_UP,
    "came": CAME,
    "came_back": CAME_BACK,
    "influenced": INFLUENCED,
    "asked_signed_up": ASKED | SIGNED_UP,
    "signed_up_came": SIGNED_UP | CAME,
}
# Being asked and signing up are not contributions.
MEETING_STAGES = frozenset({"came", "came_back"})
ANYONE = ""


@dataclass(frozen=True, slots=True)
class HeadCounted:
    """People counted without a name, apart from those on the register: the same person may be in it several times."""

    people: int = 0
    sessions: int = 0


@dataclass(frozen=True, slots=True)
class Counted:
    """Exact counts: to be disclosed, or shown to somebody who may see exact figures.

    ``people`` had a place at a session; ``ethnic_answers`` are those who came, by their answer to that question.
    """

    tallies: dict[TableKey, Tally]
    people: int
    ethnic_answers: dict[str, int]


@dataclass(slots=True)
class _Sum:
    people: int = 0
    contributions: int = 0
    minutes: int = 0

    def add(self, other: _Sum) -> None:
        self.people += other.people
        self.contributions += other.contributions
        self.minutes += other.minutes

    def less(self, others: list[_Sum]) -> Count:
        return Count(
            self.people - sum(other.people for other in others),
            self.contributions - sum(other.contributions for other in others),
            self.minutes - sum(other.minutes for other in others),
        )

    def count(self) -> Count:
        return Count(self.people, self.contributions, self.minutes)


_Answer = tuple[str, str]  # status and value
_Place = tuple[str, str, str]  # question, voice, stage
_Stages = dict[_Place, dict[_Answer, _Sum]]


def count(scope: Scope, own_groups: Sequence[Dimension] = ()) -> Counted:
    """What is kept of this scope, or else one statement over its rows, whatever the size.

    ``own_groups`` are dimensions with parts, to be counted beside those that every organisation has. They are not
    kept, so with them all is counted. Memory does not grow with the number of people.
    """
    found = None if own_groups else kept(scope)
    return _counted(rows(scope, own_groups) if found is None else found, own_groups)


def _counted(found: Iterable[Sequence[Any]], own_groups: Sequence[Dimension]) -> Counted:
    people, stages = 0, cast(_Stages, {})
    for question, status, value, everyone, *figures in found:
        if question == ANYONE:
            people = everyone
        for voice, stage, total in _totals(figures):
            stages.setdefault((question, voice, stage), {})[status, value] = total
    came = stages.get((Question.ETHNIC_GROUP, Voice.ALL, "came"), {})
    return Counted(
        tallies={
            TableKey(dimension.name, voice, stage): _tally(dimension, voice, stage, stages)
            for dimension in (*BY_NAME.values(), *own_groups)
            for voice in Voice.values
            for stage in STAGES
        },
        people=people,
        ethnic_answers={value: total.people for (_, value), total in came.items() if value},
    )


def head_counted(scope: Scope) -> HeadCounted:
    where, parameters = within("held", scope)
    sql = f"""
        SELECT COALESCE(SUM(counted.people), 0), COUNT(*)
        FROM {table(HeadCount)} counted JOIN {table(InvolvementSession)} held ON held.id = counted.session_id
        WHERE {where}"""  # noqa: S608  names of tables, and placeholders
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        people, sessions = cursor.fetchone()
    return HeadCounted(int(people), int(sessions))


def _totals(figures: Sequence[int]) -> Iterator[tuple[str, str, _Sum]]:
    """The voices and stages that somebody was in, in the order of _figures()."""
    place = iter(figures)
    for voice in Voice.values:
        for stage in STAGES:
            total = _Sum(next(place))
            if stage in MEETING_STAGES:
                total.contributions, total.minutes = next(place), next(place)
            if total.people:
                yield voice, stage, total


def _tally(dimension: Dimension, voice: str, stage: str, stages: _Stages) -> Tally:
    """Whoever is neither in a group nor has declined was not asked."""
    question = dimension.name if dimension.parts else question_of(dimension.name)
    groups = {group.code: _Sum() for group in dimension.groups}
    group_only, declined = _Sum(), _Sum()
    for (status, value), total in stages.get((question, voice, stage), {}).items():
        code = _code(dimension, value) if status == AnswerStatus.STATED else None
        place = declined if status == AnswerStatus.DECLINED else groups[code] if code else group_only
        place.add(total)
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


def kept(scope: Scope) -> list[Sequence[Any]] | None:
    """None when nothing is kept of this scope, or when something changed since."""
    service = "kept.service_id = %s" if scope.service_id else "kept.service_id IS NULL"
    sql = f"""
        SELECT kept.cells FROM {table(Slice)} kept
        WHERE kept.organisation_id = %s AND kept.starts_on = %s AND kept.ends_on = %s AND {service} AND NOT EXISTS (
            SELECT 1 FROM {table(ChangedSlice)} changed
            WHERE changed.organisation_id = kept.organisation_id
            AND changed.quarter BETWEEN kept.starts_on AND kept.ends_on
            AND (kept.service_id IS NULL OR changed.service_id = kept.service_id)
        )"""  # noqa: S608  names of tables, and placeholders
    parameters = scope_parameters(scope)
    if scope.service_id:
        parameters.append(identifier(scope.service_id))
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        found = cursor.fetchone()
    return None if found is None else cast(list[Sequence[Any]], json.loads(found[0]))


def rows(scope: Scope, own_groups: Sequence[Dimension] = ()) -> list[Sequence[Any]]:
    """Rows of COLUMNS, counted now, whatever is kept."""
    sql, parameters = statement(scope, own_groups=own_groups)
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cast(list[Sequence[Any]], cursor.fetchall())


def statement(
    scope: Scope, *, own_groups: Sequence[Dimension] = (), each_of: Sequence[UUID] | None = None
) -> tuple[str, list[Any]]:
    """The columns COLUMNS of a row for each answer, and of one for everybody, whose question is ANYONE.

    With ``each_of`` every row begins with a service_id, and people are told apart within each of these services; an
    empty one means every service; own groups are not told apart by service. Materialized parts keep PostgreSQL from
    working out the same thing again and again.
    """
    by = "" if each_of is None else "service_id, "
    raised, of_changes = raised_sql(scope)
    places, of_places = place_sql(by, scope, each_of)
    spoken = ", ".join(f"SUM(came_{voice}) AS came_{voice}, SUM(minutes_{voice}) AS minutes_{voice}" for voice in Voice)
    own = [own_group_sql(one, answers=table(EqualityAnswer), meetings=spoken) for one in own_groups]
    sql = f"""
        WITH raised AS MATERIALIZED ({raised}),
        place AS MATERIALIZED ({places}),
        person AS MATERIALIZED ({_person_sql(by)}),
        counted AS MATERIALIZED (
            SELECT {by}'{ANYONE}' AS question, '' AS status, '' AS value, mask, COUNT(*) AS people, {spoken}
                FROM person GROUP BY {by}mask
            UNION ALL
            SELECT {by}answer.question, answer.status, answer.value, mask, COUNT(*), {spoken}
                FROM person JOIN {table(EqualityAnswer)} answer ON answer.participant_id = person.participant_id
                WHERE answer.status <> %s GROUP BY {by}answer.question, answer.status, answer.value, mask
            {" ".join(sql for sql, _ in own)}
        )
        SELECT {by}question, status, value, {_figures_sql()} FROM counted
        GROUP BY {by}question, status, value"""  # noqa: S608  our own names, and placeholders
    asked = [value for _, values in own for value in values]
    return sql, [*of_changes, *of_places, AnswerStatus.NOT_ASKED.value, *asked]


def _person_sql(by: str) -> str:
    """Services one after the other, so that the groups of each stay near the processor."""
    columns, bits = [], [f"{HAS_PLACE} * MAX(held)"]
    for number, voice in enumerate(Voice):
        came, minutes = (f"CAST(SUM({name} * is_{voice}) AS integer)" for name in ("came", "minutes"))
        columns += [f"{came} AS came_{voice}", f"{minutes} AS minutes_{voice}"]
        asked, signed_up = (f"MAX((called & {bit}) * is_{voice})" for bit in (ASKED, SIGNED_UP))
        met = f"CASE WHEN {came} > 1 THEN {CAME + CAME_BACK} WHEN {came} > 0 THEN {CAME} ELSE 0 END"
        led_to = f"{INFLUENCED} * MAX(influenced * is_{voice})"
        bits.append(f"{1 << BITS_OF_A_VOICE * number} * ({asked} + {signed_up} + {met} + {led_to})")
    order = "ORDER BY service_id" if by else ""
    return f"""
        SELECT {by}participant_id, {" + ".join(bits)} AS mask, {", ".join(columns)}
        FROM place GROUP BY {by}participant_id {order}"""  # noqa: S608  our own names


def _figures() -> Iterator[tuple[str, str]]:
    """Names of figures, and what is summed up for each: everybody with a place, then the stages of each voice.

    Where people met, their contributions and minutes follow the number of people.
    """
    yield "everybody", f"CASE WHEN mask >= {HAS_PLACE} THEN people ELSE 0 END"
    for number, voice in enumerate(Voice):
        for stage, needed in STAGES.items():
            bits = needed << BITS_OF_A_VOICE * number
            for name in ("people", "came", "minutes") if stage in MEETING_STAGES else ("people",):
                column = name if name == "people" else f"{name}_{voice}"
                yield f"{voice}_{stage}_{name}", f"CASE WHEN mask & {bits} = {bits} THEN {column} ELSE 0 END"


def _figures_sql() -> str:
    return ", ".join(f"CAST(SUM({summed}) AS bigint) AS {name}" for name, summed in _figures())


COLUMNS = ("question", "status", "value", *(name for name, _ in _figures()))
