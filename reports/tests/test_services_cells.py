import contextlib
from datetime import date, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from accounts.access import SYSTEM
from core import jobs
from core.models import Job, JobState
from involvement.models import Attendance, ChangedSlice
from involvement.services import add_walk_in, slices
from involvement.tests.factories import make_activity, make_participant, make_service, make_session
from reports import counting, periods, services
from reports.models import Slice, SliceRepair
from reports.services import cells
from reports.tests.factories import add_people, came

pytestmark = pytest.mark.django_db
QUARTER = periods.last_quarter(today=timezone.localdate())


def a_session(on=QUARTER.starts_on, **fields):
    activity = fields.pop("activity", None) or make_activity()
    fields.setdefault("service", make_service(activity.organisation))
    return make_session(activity, on=on, **fields)


def scope(session, *, service=None, period=QUARTER):
    return counting.Scope(session.organisation_id, period.starts_on, period.ends_on, service and service.pk)


def recount():
    asked = services.ask_for_recounts(today=timezone.localdate())
    for job in Job.objects.filter(task=cells.RECOUNT_TASK, state=JobState.QUEUED):
        services.recount_slices(job_id=job.pk)
    return asked


def repair(today=None):
    services.ask_for_repairs(today=today or timezone.localdate())
    for job in Job.objects.filter(task=cells.REPAIR_TASK, state=JobState.QUEUED):
        services.repair_slices(job_id=job.pk)


def kept(session):
    return {
        (row.service_id, row.starts_on, row.ends_on)
        for row in Slice.objects.filter(organisation=session.organisation_id)
    }


def test_recount_keeps_the_service_and_the_organisation_in_each_period_that_was_touched():
    session = a_session()
    add_people(session, 3)
    slices.note_session(session)

    assert recount() == 1

    over = [p for p in periods.menu(today=timezone.localdate()) if p.starts_on <= QUARTER.starts_on <= p.ends_on]
    assert kept(session) == {
        (service, period.starts_on, period.ends_on) for service in (None, session.service_id) for period in over
    }
    assert ChangedSlice.objects.count() == 0


def test_count_reads_what_is_kept_until_something_is_noted(django_assert_num_queries):
    session = a_session()
    add_people(session, 3, ethnic_group="black-african")
    slices.note_session(session)
    recount()
    before = counting.count(scope(session))
    Attendance.objects.all().delete()

    with django_assert_num_queries(1):
        assert counting.count(scope(session)) == before
    slices.note_session(session)
    assert counting.count(scope(session)).people == 0


def test_a_note_of_one_service_leaves_the_others_as_they_are_kept(django_assert_num_queries):
    session = a_session()
    other = a_session(activity=session.activity)
    for held in (session, other):
        add_people(held, 2)
        slices.note_session(held)
    recount()
    slices.note_session(other)

    with django_assert_num_queries(1):
        assert counting.count(scope(session, service=session.service)).people == 2
    with django_assert_num_queries(2):
        assert counting.count(scope(session)).people == 4


def test_a_service_that_lost_its_last_place_is_no_longer_kept():
    session = a_session()
    add_people(session, 1)
    slices.note_session(session)
    recount()
    session.attendances.all().delete()
    slices.note_session(session)
    recount()

    assert kept(session) == set()
    assert counting.count(scope(session, service=session.service)).people == 0


def test_nothing_is_asked_for_a_quarter_that_is_not_over():
    session = a_session(on=QUARTER.ends_on + timedelta(days=1))
    add_walk_in(actor=SYSTEM, session=session, name="Finch", today=timezone.localdate())

    assert recount() == 0


def test_ask_for_recounts_asks_once_for_the_same_notes_and_again_for_new_ones():
    session = a_session()
    for expected in (1, 1, 2):
        if expected == 2 or not ChangedSlice.objects.exists():
            slices.note_session(session)
        services.ask_for_recounts(today=timezone.localdate())
        assert Job.objects.count() == expected


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_stored_while_it_is_counted_leaves_its_note():
    session = a_session()
    slices.note_session(session)
    other = connection.copy()
    other.set_autocommit(False)
    with contextlib.closing(other), other.cursor() as cursor:
        cursor.execute(
            "INSERT INTO involvement_changedslice (organisation_id, service_id, quarter) VALUES (%s, %s, %s)",
            [session.organisation_id, session.service_id, QUARTER.starts_on],
        )
        recount()
        other.commit()

    assert ChangedSlice.objects.count() == 1


def test_repair_keeps_every_period_of_every_service():
    session = a_session()
    add_people(session, 2)
    came(
        a_session(on=date(2024, 2, 1), activity=session.activity, service=None), make_participant(session.organisation)
    )

    repair()

    for period in periods.menu(today=timezone.localdate()):
        one = scope(session, period=period)
        assert sorted(counting.kept(one) or []) == sorted(map(list, counting.rows(one)))
    assert (session.service_id, QUARTER.starts_on, QUARTER.ends_on) in kept(session)
    assert SliceRepair.objects.count() == 0


def test_repair_writes_down_what_was_wrong_and_puts_it_right(caplog):
    session = a_session()
    add_people(session, 2)
    repair()
    Attendance.objects.first().delete()

    repair(today=date(2030, 1, 1))

    wrong = {(row.service_id, row.starts_on, row.ends_on) for row in SliceRepair.objects.all()}
    assert wrong == kept(session)
    assert counting.count(scope(session)).people == 1
    assert len(caplog.records) == len(wrong)


def test_repair_does_not_call_wrong_what_is_noted():
    session = a_session()
    add_people(session, 2)
    repair()
    Attendance.objects.first().delete()
    slices.note_session(session)

    repair(today=date(2030, 1, 1))

    assert SliceRepair.objects.count() == 0


def test_repair_forgets_old_periods_and_notes_of_the_quarter_under_way():
    session = a_session()
    now = a_session(on=timezone.localdate(), activity=session.activity)
    for held in (session, now):
        slices.note_session(held)
    Slice.objects.create(
        organisation=session.organisation, starts_on=date(2001, 1, 1), ends_on=date(2001, 3, 31), cells="[]"
    )

    repair()

    assert kept(session) == set()
    assert [note.service for note in ChangedSlice.objects.all()] == [session.service]


def test_a_job_that_somebody_else_holds_is_left_alone():
    session = a_session()
    slices.note_session(session)
    services.ask_for_recounts(today=timezone.localdate())
    job = Job.objects.get()
    jobs.claim(job_id=job.pk)

    services.recount_slices(job_id=job.pk)

    assert ChangedSlice.objects.count() == 1
