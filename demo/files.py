"""The demo's register as the files that any organisation would send in."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from demo.population import SEED, Person
from demo.world import Provider
from involvement.equality import Question

HOURS = (("10:30", "12:00"), ("14:00", "16:00"), ("18:00", "19:30"))
PEOPLE_A_SESSION_SINCE = 9
PARTICIPANT_HEADER = ("participant_reference", *Question.values, "joined_on")
SESSION_HEADER = (
    "session_reference", "activity", "activity_kind", "involvement_level", "service", "starts_at", "ends_at", "place",
)  # fmt: skip
ATTENDANCE_HEADER = (
    "session_reference", "participant_reference", "status", "speaking_role", "invited_on", "signed_up_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Calendar:
    """The last full year from April to March, and the quarters since that have begun."""

    starts_on: date
    ends_on: date
    quarters_since: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    reference: str
    held_on: date


def calendar(*, today: date) -> Calendar:
    ends_on = date(today.year if today >= date(today.year, 4, 1) else today.year - 1, 3, 31)
    quarters, start = [], ends_on + timedelta(days=1)
    while start < today:
        following = date(start.year + (start.month == 10), (start.month + 2) % 12 + 1, 1)
        quarters.append((start, min(following - timedelta(days=1), today - timedelta(days=1))))
        start = following
    return Calendar(date(ends_on.year - 1, 4, 1), ends_on, tuple(quarters))


def year_meetings(provider: Provider, year: Calendar) -> list[Meeting]:
    return meetings_between("Y", year.starts_on, year.ends_on, provider.sessions_a_year)


def later_meetings(provider: Provider, year: Calendar) -> list[Meeting]:
    found = []
    for number, (start, end) in enumerate(year.quarters_since, start=1):
        found += meetings_between(f"Q{number}-", start, end, provider.sessions_a_quarter_since)
    return found


def participants_csv(people: Sequence[Person], *, joined_on: date) -> bytes:
    rows = (
        (person.reference, *(person.answers.get(question, "") for question in Question.values), joined_on)
        for person in people
    )
    return _csv(PARTICIPANT_HEADER, rows)


def sessions_csv(provider: Provider, meetings: Sequence[Meeting]) -> bytes:
    rows = []
    for number, meeting in enumerate(meetings):
        activity = provider.activities[number % len(provider.activities)]
        times = [f"{meeting.held_on} {hour}" for hour in HOURS[number % len(HOURS)]]
        place = provider.places[number % len(provider.places)]
        rows.append((meeting.reference, activity.name, activity.kind, activity.level, activity.service, *times, place))
    return _csv(SESSION_HEADER, rows)


def year_attendance_csv(people: Sequence[Person], meetings: Sequence[Meeting]) -> bytes:
    """Every person goes exactly as far in the year as planned, at sessions drawn from the seed."""
    draw = random.Random(f"{SEED}-year")
    rows = []
    for person in people:
        chosen = draw.sample(range(len(meetings)), min(person.asked, len(meetings)))
        for step, index in enumerate(chosen):
            signed_up, came = step < person.signed_up, step < person.came
            rows.append(place(meetings[index], person, signed_up=signed_up, came=came))
    return attendance_csv(rows)


def later_attendance_csv(people: Sequence[Person], meetings: Sequence[Meeting]) -> bytes:
    """Since then, sessions are attended by some of the people who came before."""
    draw = random.Random(f"{SEED}-later")
    regulars = [person for person in people if person.came]
    rows = []
    for meeting in meetings:
        for person in draw.sample(regulars, min(PEOPLE_A_SESSION_SINCE, len(regulars))):
            rows.append(place(meeting, person, signed_up=True, came=draw.random() < 0.8))
    return attendance_csv(rows)


def attendance_csv(rows: Iterable[Iterable[object]]) -> bytes:
    return _csv(ATTENDANCE_HEADER, rows)


def meetings_between(prefix: str, start: date, end: date, count: int) -> list[Meeting]:
    """Evenly spread over the days, none on a Sunday."""
    days = (end - start).days + 1
    found = []
    for number in range(count):
        day = start + timedelta(days=int((number + 0.5) * days / count))
        day -= timedelta(days=1) if day.isoweekday() == 7 and day > start else timedelta(0)
        found.append(Meeting(f"{prefix}{number + 1:03}", day))
    return found


def place(meeting: Meeting, person: Person, *, signed_up: bool, came: bool) -> tuple[object, ...]:
    asked_on = meeting.held_on - timedelta(days=21)
    return (
        meeting.reference,
        person.reference,
        "came" if came else ("apologies" if signed_up else "did-not-come"),
        person.role,
        asked_on,
        asked_on + timedelta(days=7) if signed_up else "",
    )


def _csv(header: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
