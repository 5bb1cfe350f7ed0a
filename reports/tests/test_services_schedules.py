from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from accounts.access import SYSTEM, actor_for
from accounts.models import Notice, Role
from accounts.services import send_notice
from accounts.tests.factories import make_membership, make_organisation
from core.models import AuditEvent
from involvement.tests.factories import make_activity, make_service, make_session
from reports import periods, services
from reports.models import GapReport, ReportSchedule, ReportState
from reports.periods import PeriodKind
from reports.tests.factories import ANSWERED_AT, TODAY, add_people, build, make_benchmark, make_report, make_schedule

pytestmark = pytest.mark.django_db
QUARTER = periods.last_quarter(today=TODAY)
YEAR = periods.newest(kind=PeriodKind.YEAR, today=TODAY)


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def met(lead):
    """People came in the last quarter and in the last year, to one service."""
    activity, service = make_activity(lead.organisation), make_service(lead.organisation)
    for day in (date(2026, 5, 4), date(2026, 2, 4)):
        add_people(make_session(activity, on=day, service=service), 6, ethnic_group="white-british")
    return service


def draft(today=TODAY):
    return services.draft_due_reports(today=today, now=timezone.now())


def test_an_organisation_that_met_people_gets_the_usual_schedule_and_one_draft(lead, met):
    make_organisation()

    assert [draft(), draft()] == [1, 0]

    report, schedule = GapReport.objects.get(), ReportSchedule.objects.get()
    assert (report.organisation_id, report.requested_by, report.starts_on) == (
        lead.organisation_id,
        None,
        QUARTER.starts_on,
    )
    assert (schedule.service, schedule.period_kind, schedule.made_by) == (None, PeriodKind.QUARTER, None)


def test_the_draft_is_made_on_the_day_after_the_quarter_ends(lead, met):
    make_schedule(lead)
    assert draft(today=date(2026, 6, 30)) == 1  # January to March

    assert [draft(today=date(2026, 6, 30)), draft(today=date(2026, 7, 1))] == [0, 1]
    assert GapReport.objects.filter(starts_on=QUARTER.starts_on).count() == 1


def test_a_yearly_schedule_of_a_service_asks_for_the_year_and_its_own_benchmark(lead, met):
    caseload = make_benchmark({"x": {"1": 10, "2": 10}}, dimension="sex", organisation=lead.organisation)
    make_schedule(lead, period_kind=PeriodKind.YEAR, service=met, benchmark=caseload)

    assert draft() == 1

    report = GapReport.objects.get()
    assert (report.service, report.benchmark) == (met, caseload)
    assert (report.starts_on, report.ends_on) == (YEAR.starts_on, YEAR.ends_on)


def test_a_paused_schedule_asks_for_nothing_until_it_goes_on(lead, met):
    schedule = make_schedule(lead)
    services.switch_schedule(actor=actor_for(lead), schedule=schedule, is_on=False)
    assert draft() == 0

    services.switch_schedule(actor=actor_for(lead), schedule=schedule, is_on=True)

    assert draft() == 1


def test_a_period_in_which_nobody_was_met_needs_no_report(lead, met):
    make_schedule(lead, service=make_service(lead.organisation))

    assert draft() == 0


def test_a_draft_that_was_thrown_away_is_not_made_again(lead, met):
    make_schedule(lead)
    services.withdraw_report(actor=actor_for(lead), report=make_report(lead, built=False))

    assert draft() == 0


def test_what_is_in_the_way_of_one_schedule_is_said_and_stops_no_other(lead, met):
    stuck = make_schedule(lead)
    lead.organisation.area_codes = ["E99999999"]
    lead.organisation.save()
    other = make_membership(Role.INVOLVEMENT_LEAD)
    add_people(make_session(make_activity(other.organisation), on=date(2026, 5, 4)), 6)

    assert [draft(), draft()] == [1, 0]

    stuck.refresh_from_db()
    assert "E99999999" in stuck.problem
    assert GapReport.objects.get().organisation == other.organisation
    assert AuditEvent.objects.filter(verb="REPORT_SCHEDULE_STUCK").count() == 1


def test_leads_get_one_email_for_each_draft_however_often_it_is_made(lead, met):
    make_schedule(lead)
    draft()
    report = build(GapReport.objects.get())
    services.refresh_report(actor=SYSTEM, report=report)
    report = build(GapReport.objects.get())

    (notice,) = Notice.objects.all()
    send_notice(job_id=notice.job_id)

    (message,) = mail.outbox
    assert (report.state, message.to) == (ReportState.READY, [lead.user.email])
    assert "A report is waiting for review." in message.body
    assert lead.organisation.name not in message.body + message.subject


def test_nothing_is_published_by_itself(lead, met):
    make_schedule(lead)
    draft()
    build(GapReport.objects.get())
    draft(today=TODAY + timedelta(days=1))

    assert set(GapReport.objects.values_list("state", flat=True)) == {ReportState.READY}


def test_a_draft_that_a_lead_asked_for_sends_no_email(lead, met):
    make_report(lead)

    assert Notice.objects.count() == 0


@pytest.mark.parametrize("kept", [True, False])
def test_the_same_schedule_twice_is_refused(lead, kept):
    service = make_service(lead.organisation) if kept else None
    make_schedule(lead, service=service)

    with pytest.raises(services.ScheduleRefused, match="You have this one already"):
        make_schedule(lead, service=service)


def test_schedule_of_somebody_elses_service_or_benchmark_is_refused(lead):
    with pytest.raises(services.ScheduleRefused, match="your own services"):
        make_schedule(lead, service=make_service(make_organisation()))
    with pytest.raises(services.ScheduleRefused, match="your own benchmarks"):
        make_schedule(lead, benchmark=make_benchmark({"x": {"1": 10}}, dimension="sex"))


def test_changes_of_a_schedule_are_written_down_once(lead):
    schedule = make_schedule(lead, now=ANSWERED_AT)
    for is_on in (False, False, True):
        services.switch_schedule(actor=actor_for(lead), schedule=schedule, is_on=is_on)

    verbs = AuditEvent.objects.filter(target_type="reportschedule").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["REPORT_SCHEDULE_ADDED", "REPORT_SCHEDULE_PAUSED", "REPORT_SCHEDULE_RESUMED"]
