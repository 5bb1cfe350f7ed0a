"""Reports made by a real Celery worker, which may be killed at any moment."""

import os
import signal
import sys

import pytest
from django.db import connection, transaction
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from config.testing.waiting import until
from core import jobs
from core.models import JobState
from involvement.tests.factories import make_activity, make_session
from reports.models import GapReport, GapRow, ReportState
from reports.tests.factories import add_people, make_report
from starting import processes

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("census_areas"), pytest.mark.broker]
LEASE_SECONDS = 2
ROWS = 4 * 7 * 51


@pytest.fixture
def start_worker(tmp_path):
    """Start a worker of the test's database and broker; what still runs at the end is stopped."""
    started = []

    def start():
        server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
        environment = os.environ | {
            "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
            "HEARD_JOB_LEASE_SECONDS": str(LEASE_SECONDS),
        }
        command = [sys.executable, "-m", "celery", "-A", "config", "worker", "-P", "solo", "--loglevel", "INFO"]
        log = tmp_path / f"worker-{len(started)}.log"
        started.append(processes.start(command, log=log, env=environment))
        return started[-1]

    yield start
    processes.stop(*started)


@pytest.fixture
def lead():
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    session = make_session(make_activity(lead.organisation))
    add_people(session, 40, ethnic_group="white-british")
    return lead


def job_of(report):
    return GapReport.objects.select_related("job").get(pk=report.pk).job


@pytest.mark.postgresql
def test_a_worker_makes_the_report_that_was_asked_for(lead, start_worker):
    start_worker()
    report = make_report(lead, built=False)

    until(lambda: job_of(report).is_finished)

    report.refresh_from_db()
    assert (report.state, job_of(report).attempt) == (ReportState.READY, 1)
    assert GapRow.objects.filter(table__report=report).count() == ROWS


@pytest.mark.postgresql
def test_a_worker_killed_in_the_middle_is_replaced_and_the_report_comes_out_once(lead, start_worker):
    report = make_report(lead, built=False)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE involvement_attendance IN ACCESS EXCLUSIVE MODE")
        first = start_worker()
        until(lambda: job_of(report).state == JobState.RUNNING)
        first.send_signal(signal.SIGKILL)
        first.wait()
    start_worker()

    until(jobs.sweep)
    until(lambda: job_of(report).is_finished)

    report.refresh_from_db()
    assert (report.state, job_of(report).state, job_of(report).attempt) == (ReportState.READY, JobState.DONE, 2)
    assert GapRow.objects.filter(table__report=report).count() == ROWS


def test_request_report_works_with_the_broker_away(client, lead, dead_broker):
    client = sign_in(client, lead)
    form = client.get(reverse("reports:request_report")).context["form"]
    fields = {"period": form.fields["period"].choices[0][0], "benchmark": form["benchmark"].initial.pk}

    response = client.post(reverse("reports:request_report"), fields, follow=True)

    report = GapReport.objects.get()
    assert (response.status_code, report.state) == (200, ReportState.QUEUED)
    assert (job_of(report).state, job_of(report).sent_at) == (JobState.QUEUED, None)
