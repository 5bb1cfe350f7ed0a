from datetime import date

import pytest

from involvement import clocks
from involvement.models import Story
from involvement.taxonomies import LoopStatus
from involvement.tests.factories import make_story

THURSDAY = date(2026, 4, 2)


def test_first_dates_skip_easter_and_the_may_holiday():
    """The example of rule R29."""
    assert clocks.first_dates(THURSDAY, nation="england") == (date(2026, 4, 9), date(2026, 5, 5))


def test_first_dates_are_those_of_the_nation():
    """Scotland works on Easter Monday."""
    assert clocks.first_dates(THURSDAY, nation="scotland").acknowledge_by == date(2026, 4, 8)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "due"),
    [
        (LoopStatus.RECEIVED, date(2026, 4, 9)),
        (LoopStatus.ACKNOWLEDGED, date(2026, 5, 5)),
        (LoopStatus.RESPONDED, date(2026, 8, 5)),
        (LoopStatus.CLOSED, None),
    ],
)
def test_due_on_is_the_next_thing_in_python_and_in_a_query(status, due):
    story = make_story(on=THURSDAY, loop_status=status, news_by=clocks.next_news(date(2026, 5, 5)))

    assert (clocks.due_on(story), Story.objects.values_list(clocks.DUE_ON, flat=True).get()) == (due, due)


@pytest.mark.django_db
@pytest.mark.parametrize(("today", "is_late"), [(date(2026, 5, 5), False), (date(2026, 5, 6), True)])
def test_overdue_begins_the_day_after(today, is_late):
    """Rule R29: to be answered by 5 May, overdue on 6 May."""
    story = make_story(on=THURSDAY, loop_status=LoopStatus.ACKNOWLEDGED)

    found = Story.objects.filter(clocks.overdue(today=today)).exists()
    assert (clocks.is_overdue(story, today=today), found) == (is_late, is_late)


def test_next_news_comes_three_months_later_and_stays_in_the_month():
    assert clocks.next_news(date(2026, 11, 30)) == date(2027, 2, 28)
