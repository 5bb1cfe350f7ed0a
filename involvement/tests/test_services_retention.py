from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Role, User
from accounts.tests.factories import actor_for, make_user
from core.models import AuditEvent, JobState
from involvement import access, services
from involvement.models import ChangedSlice, Consent, Participant, PersonalNotice, Story
from involvement.services import retention
from involvement.taxonomies import AttendanceStatus
from involvement.tests.factories import make_activity, make_attendance, make_participant, make_session, make_story

pytestmark = pytest.mark.django_db
LAST, TOLD, GONE = date(2024, 2, 1), date(2026, 2, 1), date(2026, 3, 1)
NOW = datetime(2026, 2, 1, 4, tzinfo=UTC)


def make_quiet(**fields) -> Participant:
    return make_participant(**{"joined_on": date(2024, 1, 1), "email": "kim@example.org", **fields})


@pytest.fixture
def quiet() -> Participant:
    """Was last at a session on 1 February 2024."""
    person = make_quiet()
    make_attendance(make_session(make_activity(person.organisation), on=LAST), person, status=AttendanceStatus.CAME)
    return person


def run(today: date) -> None:
    job = services.ask_for_retention(today=today)
    services.run_retention(job_id=job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE


def send_notices() -> None:
    PersonalNotice.objects.filter(done_at=None).update(done_at=NOW)


def test_retention_tells_after_24_months_and_deletes_28_days_later(quiet):
    """The example of rule R37."""
    for day in (TOLD - timedelta(days=1), TOLD):
        run(day)
        told = Participant.objects.get().leaving_on
        assert told == (GONE if day == TOLD else None)
    send_notices()
    run(GONE - timedelta(days=1))
    assert Participant.objects.count() == 1

    run(GONE)

    assert Participant.objects.count() == 0


def test_retention_notes_what_has_to_be_counted_again(quiet):
    run(TOLD)
    send_notices()
    run(GONE)

    assert ChangedSlice.objects.get().quarter == date(2024, 1, 1)


def test_retention_tells_once_and_run_again_does_nothing_more(quiet):
    run(TOLD)
    run(TOLD + timedelta(days=1))

    notice = PersonalNotice.objects.get()
    assert (notice.kind, notice.channel, notice.participant) == ("leaving", "email", quiet)
    assert list(AuditEvent.objects.values_list("verb", "reason", "organisation_id")) == [
        ("RETENTION_TOLD", "1", quiet.organisation_id)
    ]


def test_retention_keeps_who_was_not_told_yet(quiet):
    """Somebody still has to ring or to write."""
    run(TOLD)

    run(GONE)

    assert Participant.objects.count() == 1


@pytest.mark.parametrize(
    "do",
    [
        lambda person: services.keep_on_register(
            actor=actor_for(Role.INVOLVEMENT_LEAD, organisation=person.organisation), participant=person, today=TOLD
        ),
        lambda person: User.objects.filter(pk=person.user_id).update(last_login=NOW),
        lambda person: make_story(person.organisation, participant=person, on=TOLD),
    ],
    ids=["said so", "signed in", "told something"],
)
def test_retention_keeps_who_was_in_touch_since(do):
    person = make_quiet(user=make_user())
    run(TOLD)
    send_notices()

    do(person)
    run(GONE)

    assert Participant.objects.get().leaving_on is None


def test_quiet_people_is_one_statement(quiet, django_assert_num_queries):
    for _ in range(3):
        make_quiet()

    with django_assert_num_queries(1):
        assert len(access.quiet_people(since=LAST)) == 4
    assert len(access.quiet_people(since=LAST - timedelta(days=1))) == 3


def test_retention_deletes_stories_of_guests_that_were_closed_long_ago():
    closed = datetime(2024, 2, 1, 12, tzinfo=UTC)
    make_story(closed_at=closed)
    later, open_one = make_story(closed_at=closed + timedelta(days=1)), make_story()
    with_author = make_story(closed_at=closed, author=make_user())

    run(TOLD)

    assert set(Story.objects.all()) == {later, open_one, with_author}


def test_retention_deletes_proof_of_consent_six_years_after_it_was_withdrawn():
    for day in (31, 30):
        at = datetime(2020, 1, day, tzinfo=UTC)
        Consent.objects.create(scope="contact-me", wording="", given_at=at, withdrawn_at=at)

    run(date(2026, 1, 30))

    assert Consent.objects.get().withdrawn_at.day == 31


def test_retention_deletes_log_ins_that_nobody_uses():
    make_user(last_login=datetime(2024, 1, 1, tzinfo=UTC))
    used = make_user(last_login=NOW)

    run(TOLD)

    assert list(User.objects.all()) == [used]


def test_retention_goes_on_where_it_was_killed(quiet):
    """A step that was done finds nothing left to do; the next attempt does the rest."""
    retention.tell_who_is_quiet(today=TOLD, now=NOW)
    retention.tell_who_is_quiet(today=TOLD, now=NOW)

    run(TOLD)

    assert (PersonalNotice.objects.count(), Participant.objects.get().leaving_on) == (1, GONE)
