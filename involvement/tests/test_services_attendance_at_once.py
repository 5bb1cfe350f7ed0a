"""Two people save one register at the very same time, on real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Role
from accounts.tests.factories import actor_for
from involvement import access, services
from involvement.models import Attendance, Participant
from involvement.queries.attendance import Line, entry_of
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import DAY, make_attendance, make_session

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ROUNDS = 5


def at_once(*works):
    start = Barrier(len(works))

    def run(work):
        try:
            start.wait(timeout=30)
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return [done.result(timeout=60) for done in [pool.submit(run, work) for work in works]]


def saver(actor, session, changes, **options):
    rows = list(access.register(session))
    shown = [(row, entry_of(row, session)) for row in rows]
    lines = [Line(row.pk, row.revision, entry, entry._replace(**changes)) for row, entry in shown]
    return lambda: services.record_attendance(actor=actor, session=session, lines=lines, today=DAY, **options)


def test_record_attendance_at_once_keeps_both_writers_changes():
    for _ in range(ROUNDS):
        session = make_session()
        actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
        rows = [make_attendance(session) for _ in range(5)]
        first = saver(actor, session, {"status": AttendanceStatus.CAME})
        second = saver(actor, session, {"speaking_role": SpeakingRole.CARER})

        assert at_once(first, second) == [{}, {}]
        saved = Attendance.objects.filter(session=session).values_list("status", "speaking_role", "minutes")
        assert list(saved) == [("came", "carer", 120)] * len(rows)


def test_record_attendance_at_once_gives_exactly_one_writer_the_clash():
    for _ in range(ROUNDS):
        session = make_session()
        actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
        row = make_attendance(session)
        marks = (AttendanceStatus.CAME, AttendanceStatus.APOLOGIES)

        clashes = at_once(*(saver(actor, session, {"status": mark}) for mark in marks))

        row.refresh_from_db()
        loser = next(place for place, clash in enumerate(clashes) if clash)
        assert (clashes[1 - loser], clashes[loser][row.pk].status) == ({}, marks[1 - loser])
        assert row.status == marks[1 - loser]


def test_record_attendance_sent_twice_at_once_adds_one_walk_in():
    for _ in range(ROUNDS):
        session = make_session()
        actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
        make_attendance(session)
        send = saver(actor, session, {"status": AttendanceStatus.CAME}, walk_in="Robin")

        assert at_once(send, send) == [{}, {}]
        assert Participant.objects.filter(organisation=session.organisation, reference="Robin").count() == 1
        assert Attendance.objects.filter(session=session, status="came").count() == 2


def test_add_walk_in_of_one_new_name_at_two_sessions_at_once_makes_one_participant():
    for _ in range(ROUNDS):
        session = make_session()
        other = make_session(session.activity)
        actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)
        sends = [saver(actor, each, {}, walk_in="Robin") for each in (session, other)]

        at_once(*sends)

        assert Participant.objects.filter(organisation=session.organisation).count() == 1
        assert Attendance.objects.filter(organisation=session.organisation).count() == 2


def test_add_session_sent_twice_at_once_makes_one():
    for _ in range(ROUNDS):
        session = make_session()
        actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=session.organisation)

        def send(session=session, actor=actor):
            return services.add_session(
                actor=actor,
                activity=session.activity,
                service=None,
                starts_at=session.ends_at,
                ends_at=session.ends_at.replace(hour=20),
            )

        first, second = at_once(send, send)
        assert first == second
