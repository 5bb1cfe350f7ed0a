"""By when people who told us something hear from us (rule R29): one idea of what is due, in Python and in a query."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from dateutil.relativedelta import relativedelta
from django.conf import settings
from django.db.models import Case, DateField, F, Q, Value, When

from core.working_days import working_days_after
from involvement.models import Story
from involvement.taxonomies import LoopStatus

# What is due next depends on how far the answer is. A closed story waits for nothing.
DUE_FIELDS = {
    LoopStatus.RECEIVED: "acknowledge_by",
    LoopStatus.ACKNOWLEDGED: "respond_by",
    LoopStatus.RESPONDED: "news_by",
}
DUE_ON = Case(
    *(When(loop_status=status, then=F(field)) for status, field in DUE_FIELDS.items()),
    default=Value(None),
    output_field=DateField(),
)


class FirstDates(NamedTuple):
    acknowledge_by: date
    respond_by: date


def first_dates(sent_on: date, *, nation: str) -> FirstDates:
    """Working days of the nation of the organisation that was told."""
    return FirstDates(
        acknowledge_by=working_days_after(sent_on, settings.ACKNOWLEDGE_WORKING_DAYS, nation=nation),
        respond_by=working_days_after(sent_on, settings.RESPOND_WORKING_DAYS, nation=nation),
    )


def next_news(told_on: date) -> date:
    """By when the author hears again, until the story is closed."""
    return told_on + relativedelta(months=settings.NEWS_MONTHS)


def due_on(story: Story) -> date | None:
    field = DUE_FIELDS.get(LoopStatus(story.loop_status))
    return getattr(story, field) if field else None


def is_overdue(story: Story, *, today: date) -> bool:
    due = due_on(story)
    return due is not None and due < today


def overdue(*, today: date) -> Q:
    """The same of many stories, for a filter."""
    late = Q()
    for status, field in DUE_FIELDS.items():
        late |= Q(loop_status=status, **{f"{field}__lt": today})
    return late
