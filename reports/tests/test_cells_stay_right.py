"""Whatever is written through the services, what is kept is what would be counted."""

import itertools
from datetime import datetime, time, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Role
from accounts.tests.factories import actor_for
from core.models import Job, JobState
from involvement import access, services
from involvement.equality import BY_SLUG, AnswerSource, AnswerStatus, Question
from involvement.models import ChangedSlice, InvolvementSession, Participant
from involvement.queries.attendance import Line, entry_of
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import make_activity, make_participant, make_service
from reports import counting, periods
from reports import services as reports
from reports.models import SliceRepair
from reports.services.cells import RECOUNT_TASK, REPAIR_TASK

TODAY = timezone.localdate()
MENU = periods.menu(today=TODAY)
QUARTERS = [period for period in MENU if period.kind == periods.PeriodKind.QUARTER][:3]
PERIODS = [period for period in MENU if period.ends_on >= QUARTERS[-1].starts_on]
NOW = timezone.now()
number = st.integers(0, 9)
STEPS = st.lists(st.tuples(st.sampled_from(range(11)), number, number, number), min_size=3, max_size=14)


class World:
    """One organisation, changed by its real services; each number chooses one of what there is."""

    def __init__(self):
        self.activity = make_activity()
        self.organisation = self.activity.organisation
        self.actor = actor_for(Role.INVOLVEMENT_LEAD, organisation=self.organisation)
        self.services = [make_service(self.organisation), make_service(self.organisation), None]
        self.people = [make_participant(self.organisation, reference=f"P-{n}") for n in range(5)]
        self.steps = [
            self.hold, self.expect, self.sign_up, self.take_off, self.mark, self.walk_in, self.move,
            self.answer, self.stop_answers, self.bring_file, self.recount,
        ]  # fmt: skip
        for one in range(3):
            self.hold(one, one, one)
            self.expect(one, 2 * one, 9)
            self.mark(one, 5, one)

    def session(self, choice):
        sessions = InvolvementSession.objects.filter(organisation=self.organisation).order_by("created_at")
        return sessions[choice % len(sessions)]

    def when(self, choice):
        day = QUARTERS[choice % 3].starts_on + timedelta(days=choice)
        return timezone.make_aware(datetime.combine(day, time(10 + choice)))

    def hold(self, service, when, place):
        starts_at = self.when(when)
        services.add_session(
            actor=self.actor, activity=self.activity, service=self.services[service % 3], starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=1), place=str(place),
        )  # fmt: skip

    def expect(self, session, person, yes):
        ids = [one.pk for one in self.people[person % 5 :]]
        services.expect_people(
            actor=self.actor, session=self.session(session), participant_ids=ids, said_yes=yes > 4, today=TODAY
        )

    def _ids(self, session):
        return list(session.attendances.values_list("pk", flat=True))

    def sign_up(self, session, first, _):
        held = self.session(session)
        ids = self._ids(held)[first % 3 :]
        services.sign_up_people(actor=self.actor, session=held, attendance_ids=ids, today=TODAY)

    def take_off(self, session, first, _):
        held = self.session(session)
        services.stop_expecting(actor=self.actor, session=held, attendance_ids=self._ids(held)[first % 4 :])

    def mark(self, session, status, role):
        held = self.session(session)
        lines = []
        for row in access.register(held)[status % 2 :]:
            shown = entry_of(row, held)
            entered = shown._replace(
                status=list(AttendanceStatus)[status % 4],
                speaking_role=list(SpeakingRole)[role],
                minutes=None,
            )
            lines.append(Line(row.pk, row.revision, shown, entered))
        services.record_attendance(actor=self.actor, session=held, lines=lines, today=TODAY)

    def walk_in(self, session, person, _):
        services.add_walk_in(actor=self.actor, session=self.session(session), name=f"P-{person}", today=TODAY)

    def move(self, session, service, when):
        starts_at = self.when(when)
        services.edit_session(
            actor=self.actor, session=self.session(session), activity=self.activity,
            service=self.services[service % 3], starts_at=starts_at, ends_at=starts_at + timedelta(minutes=30 + when),
            place="", facilitators=[], support_booked=[], now=NOW,
        )  # fmt: skip

    def answer(self, person, question, value):
        asked = list(Question)[question % len(Question)]
        slugs = list(BY_SLUG[asked])
        said = (AnswerStatus.STATED, slugs[value % len(slugs)]) if value else (AnswerStatus.DECLINED, "")
        try:
            services.enter_equality_answers(
                actor=self.actor, participant=self.people[person % 5], answers={asked: said},
                given=AnswerSource.PAPER_FORM, now=NOW,
            )  # fmt: skip
        except services.AnsweredByPerson:
            return

    def stop_answers(self, person, _, __):
        services.stop_equality_answers(actor=self.actor, participant=self.people[person % 5], now=NOW)

    def bring_file(self, session, person, status):
        people = Participant.objects.filter(organisation=self.organisation).order_by("reference")
        line = f"{self.session(session).reference},{people[person % 5].reference},{AttendanceStatus.values[status % 4]}"
        file = BytesIO(f"session_reference,participant_reference,status\n{line}\n".encode())
        services.import_file(
            actor=self.actor, organisation=self.organisation, kind="attendance", file=file, dry_run=False, today=TODAY
        )

    def recount(self, *_):
        reports.ask_for_recounts(today=TODAY)
        run_jobs(RECOUNT_TASK, reports.recount_slices)

    def check(self, *, all_is_kept=False):
        for period, service in itertools.product(PERIODS, self.services):
            scope = counting.Scope(self.organisation.pk, period.starts_on, period.ends_on, service and service.pk)
            kept, rows = counting.kept(scope), sorted(map(list, counting.rows(scope)))
            assert sorted(kept or []) == (rows if all_is_kept or kept is not None else [])


def run_jobs(task, work):
    for job in Job.objects.filter(task=task, state=JobState.QUEUED):
        work(job_id=job.pk)


@pytest.mark.django_db
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_what_is_kept_is_what_would_be_counted(steps):
    world = World()
    world.recount()
    for step, *numbers in steps:
        world.steps[step](*numbers)
    world.check()
    world.recount()

    assert not ChangedSlice.objects.filter(organisation=world.organisation).exists()
    world.check(all_is_kept=True)
    reports.ask_for_repairs(today=TODAY)
    run_jobs(REPAIR_TASK, reports.repair_slices)
    assert SliceRepair.objects.count() == 0
