"""A calendar file for somebody's own place. Calendars are shared: it says when, and more only for who asks for it."""

from __future__ import annotations

from datetime import UTC, datetime

from icalendar import Calendar, Event

from involvement.models import Interest

TITLE = "Meeting"


def calendar_of(interest: Interest, *, says_where: bool, now: datetime) -> bytes:
    """The title never says what it is about; the place and who runs it only with ``says_where``."""
    session = interest.session
    event = Event()
    event.add("uid", f"{interest.pk}@heard")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", session.starts_at.astimezone(UTC))
    event.add("dtend", session.ends_at.astimezone(UTC))
    event.add("summary", f"{TITLE}, {session.organisation.name}" if says_where else TITLE)
    if says_where and session.place:
        event.add("location", session.place)
    if session.cancelled_at:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//Heard//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
