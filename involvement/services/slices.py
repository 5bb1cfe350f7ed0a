"""Notes that stored counts are out of date: written in the same transaction as the change itself, and only added.

Every service that writes attendance, a session's day or service, equality answers, or whether a change was made leaves
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import TruncQuarter

from core.quarters import quarter_of
from involvement.models import Attendance, Change, ChangedSlice, InvolvementSession, Story
from involvement.taxonomies import ChangeStatus

# How many people a statement may name; SQLite allows 999 values in all its older versions.
PEOPLE_AT_ONCE = 900


def note_slices(*, organisation_id: UUID, slices: Iterable[tuple[UUID | None, date]]) -> None:
    """``slices`` are (service or None, any day of the quarter); each is noted once, in one statement."""
    distinct = {(service_id, quarter_of(day)) for service_id, day in slices}
    ChangedSlice.objects.bulk_create(
        ChangedSlice(organisation_id=organisation_id, service_id=service_id, quarter=quarter)
        for service_id, quarter in distinct
    )


def note_session(session: InvolvementSession) -> None:
    """Somebody's place at this session changed."""
    note_slices(organisation_id=session.organisation_id, slices=[(session.service_id, session.held_on)])


def note_rows(rows: QuerySet[Attendance]) -> None:
    """These places were written, all at once. Call it before they are deleted; the database finds their slices."""
    _note_found(rows, day="held_on")


def note_stories(stories: QuerySet[Story]) -> None:
    """The same of stories; those that led to no change that was made are counted nowhere."""
    _note_found(stories.filter(changes__status=ChangeStatus.MADE), day="sent_on")


def _note_found(rows: QuerySet[Attendance] | QuerySet[Story], *, day: str) -> None:
    found = (
        rows.order_by()
        .annotate(quarter=TruncQuarter(day))
        .values_list("organisation_id", "service_id", "quarter")
        .distinct()
    )
    ChangedSlice.objects.bulk_create(
        ChangedSlice(organisation_id=organisation_id, service_id=service_id, quarter=quarter)
        for organisation_id, service_id, quarter in found
    )


def note_people(participant_ids: Iterable[UUID]) -> None:
    """These people answered differently, or are about to go: their slices are out of date."""
    people = list(participant_ids)
    for start in range(0, len(people), PEOPLE_AT_ONCE):
        some = people[start : start + PEOPLE_AT_ONCE]
        note_rows(Attendance.objects.filter(participant__in=some))
        note_stories(Story.objects.filter(participant__in=some))


def note_change(change: Change) -> None:
    """What led to this change counts from now on as having led to something, or no longer does."""
    stories = change.stories.values_list("service_id", "sent_on")
    points = change.points.values_list("session__service_id", "session__held_on")
    note_slices(organisation_id=change.organisation_id, slices=[*stories, *points])
