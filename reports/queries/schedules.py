"""Reports that come by themselves, and drafts that wait for somebody to read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from accounts.access import Actor, Permission
from reports import access, periods
from reports.models import ReportSchedule, ReportState


@dataclass(frozen=True, slots=True)
class ScheduleLine:
    """``next_on`` is the day on which the next draft is made: the day after the period ends."""

    schedule: ReportSchedule
    next_on: date


@dataclass(frozen=True, slots=True)
class News:
    """A line for the first screen of somebody who has something to look at."""

    words: str
    url: str


def schedules(actor: Actor, *, today: date) -> list[ScheduleLine]:
    return [
        ScheduleLine(schedule, periods.current_ends(kind=schedule.period_kind, today=today) + timedelta(days=1))
        for schedule in access.schedules(actor)
    ]


def waiting(actor: Actor, *, today: date) -> list[News]:
    """For leads: the drafts that wait for a review, as one line."""
    if not actor.may(Permission.MANAGE_REPORTS):
        return []
    drafts = list(access.reports(actor, today=today).filter(state=ReportState.READY).values_list("pk", flat=True)[:100])
    if not drafts:
        return []
    if len(drafts) == 1:
        return [News("A report is waiting for review", reverse("reports:report", args=drafts))]
    return [News(f"{len(drafts)} reports are waiting for review", reverse("reports:reports"))]
