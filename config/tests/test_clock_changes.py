"""Nightly work when the clocks go forward and back: once a night, neither lost nor doubled."""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from celery import current_app
from celery.schedules import crontab
from django.conf import settings

LONDON = ZoneInfo("Europe/London")
NIGHTLY = sorted(
    name
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items()
    if isinstance(entry["schedule"], crontab) and len(entry["schedule"].hour) == 1
)
# Two days before each change to two days after.
BACK, FORWARD = datetime(2026, 10, 23, tzinfo=LONDON), datetime(2027, 3, 26, tzinfo=LONDON)


def days_of_runs(name: str, starts_at: datetime, days: int = 5) -> Counter:
    """How often beat would send the task on which day, looking every minute."""
    moment = {"now": starts_at}
    planned = settings.CELERY_BEAT_SCHEDULE[name]["schedule"]
    schedule = crontab(
        minute=planned._orig_minute, hour=planned._orig_hour, nowfun=lambda: moment["now"], app=current_app
    )
    last, runs, now = starts_at, Counter(), starts_at.astimezone(ZoneInfo("UTC"))
    for _ in range(days * 24 * 60):
        now += timedelta(minutes=1)
        moment["now"] = now.astimezone(LONDON)
        if schedule.is_due(last).is_due:
            runs[moment["now"].date()] += 1
            last = moment["now"]
    return runs


def test_there_is_nightly_work():
    assert "refresh_drafts" in NIGHTLY


@pytest.mark.parametrize("starts_at", [BACK, FORWARD], ids=["clocks go back", "clocks go forward"])
@pytest.mark.parametrize("name", NIGHTLY)
def test_nightly_work_is_sent_once_a_night_when_the_clocks_change(name, starts_at):
    runs = days_of_runs(name, starts_at)

    days = [starts_at.date() + timedelta(days=n) for n in range(5)]
    assert [runs[day] for day in days] == [1, 1, 1, 1, 1]
