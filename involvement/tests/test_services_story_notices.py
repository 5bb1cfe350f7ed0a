from datetime import UTC, datetime, timedelta

import pytest

from accounts.models import Notice, Role
from accounts.services import send_notice
from accounts.tests.factories import make_membership, make_organisation
from core.models import Job
from involvement import services, tasks
from involvement.tests.factories import make_story

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 12, 12, 30, tzinfo=UTC)


def told():
    services.tell_staff_of_stories(now=NOW)
    return sorted((notice.organisation.name, notice.role) for notice in Notice.objects.select_related("organisation"))


def test_tell_staff_of_stories_once_a_day_for_each_who_answers():
    organisation = make_organisation(name="Ours")
    make_story(organisation)
    make_story(organisation)
    make_organisation(name="Silent")

    expected = [("Ours", Role.INVOLVEMENT_LEAD), ("Ours", Role.RESPONDER)]
    assert told() == expected
    assert told() == expected
    assert Job.objects.count() == 2


def test_tell_staff_of_stories_again_the_next_day():
    organisation = make_organisation()
    make_story(organisation)
    make_story(organisation, on=NOW.date() - timedelta(days=1))

    assert len(told()) == 4


def test_tell_staff_of_stories_of_a_held_one_only_the_safeguarding_lead():
    story = make_story(make_organisation(name="Ours"), held_at=NOW)
    make_membership(Role.SAFEGUARDING_LEAD, story.organisation)

    assert told() == [("Ours", Role.SAFEGUARDING_LEAD)]
    assert Notice.objects.get().key == f"held-story:{story.pk}:safeguarding-lead"


def test_tell_staff_of_stories_of_a_held_one_the_administrator_where_nobody_can_read_it():
    story = make_story(make_organisation(name="Ours"), held_at=NOW)

    assert told() == [("Ours", Role.ADMINISTRATOR)]
    make_membership(Role.SAFEGUARDING_LEAD, story.organisation)
    assert told() == [("Ours", Role.ADMINISTRATOR), ("Ours", Role.SAFEGUARDING_LEAD)]


def test_tell_staff_of_stories_says_nothing_of_them(mailoutbox):
    story = make_story(better="I want to end my life", held_at=NOW)
    lead = make_membership(Role.SAFEGUARDING_LEAD, story.organisation)
    told()

    send_notice(job_id=Job.objects.get().pk)
    assert [mail.to for mail in mailoutbox] == [[lead.user.email]]
    assert "end my life" not in mailoutbox[0].subject + mailoutbox[0].body


def test_tell_staff_of_stories_with_the_broker_away_goes_out_later(dead_broker, django_capture_on_commit_callbacks):
    make_story()

    with django_capture_on_commit_callbacks(execute=True):
        assert len(told()) == 2
    assert Job.objects.filter(state="QUEUED", sent_at=None).count() == 2


def test_tell_staff_of_stories_is_on_the_clock(settings):
    on_the_clock = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}

    assert tasks.tell_staff_of_stories.name in on_the_clock
