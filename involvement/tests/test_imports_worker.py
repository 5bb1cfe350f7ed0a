"""Imports done by a process of their own, which is watched, measured and killed."""

import os
import signal
import subprocess
import sys
from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone

from accounts.tests.factories import make_organisation
from config.testing.waiting import until
from core import jobs
from core.models import JobState
from involvement import services
from involvement.models import Attendance, ChangedSlice, DataImport, ImportKind, ImportPhase, Participant
from involvement.services.imports import staging
from involvement.tests.factories import make_activity, make_session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
TODAY = date(2026, 6, 1)
HEAD = "session_reference,participant_reference,status\n"
SESSIONS, PEOPLE = 10, 300
ROWS = SESSIONS * PEOPLE
MIB = 1024


@pytest.fixture
def organisation(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    organisation = make_organisation(slug="large")
    add_register(organisation, people=PEOPLE)
    return organisation


def add_register(organisation, *, people):
    activity = make_activity(organisation)
    for number in range(SESSIONS):
        make_session(activity, reference=f"S{number}")
    Participant.objects.bulk_create(
        Participant(organisation=organisation, reference=f"P{number}", joined_on=TODAY) for number in range(people)
    )


def places(people):
    return "".join(f"S{session},P{person},came\n" for person in range(people) for session in range(SESSIONS))


def start(organisation):
    """A file that was sent in, and its job."""
    row = DataImport(organisation=organisation, kind=ImportKind.ATTENDANCE, asked_at=timezone.now(), dry_run=False)
    row.file.save("places.csv", ContentFile(HEAD + places(PEOPLE)), save=False)
    row.job = jobs.ask(task="involvement.tasks.run_import", key=f"import:{row.pk}")
    row.save()
    return row.job


def process(code, settings, **environment):
    """Python of its own, with the database and the files of the test."""
    server = os.environ.get("DATABASE_URL", "").rpartition("/")[0]
    environment |= {"DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}"}
    media = f"from django.conf import settings; settings.MEDIA_ROOT = {str(settings.MEDIA_ROOT)!r}"
    head = f"import django; django.setup(); {media}\n"
    return subprocess.Popen(
        [sys.executable, "-c", head + code], env=os.environ | environment, stdout=subprocess.PIPE, text=True
    )


def worker(job, settings):
    code = f"""
from involvement import services
from involvement.services.imports import staging
staging.SLICE = 1_000
services.run_import(job_id={str(job.pk)!r})"""
    return process(code, settings, HEARD_JOB_LEASE_SECONDS="2")


def staging_tables():
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_class WHERE relname = %s", [staging.Staging.TABLE])
        return cursor.fetchone()[0]


def test_saving_shows_how_far_it_is_to_everybody_else(organisation, monkeypatch):
    monkeypatch.setattr(staging, "SLICE", 1_000)
    job, seen = start(organisation), []

    def watched(*, step, **arguments):
        with jobs.beside() as onlooker, onlooker.cursor() as cursor:

            def watched_step(rows, phase):
                step(rows, phase)
                cursor.execute("SELECT doing, done_steps FROM core_job WHERE id = %s", [job.pk])
                seen.append(cursor.fetchone())

            return services.imports.data_imports._read_register_file(step=watched_step, **arguments)

    services.run_import(job_id=job.pk, reader=watched)

    assert [done for doing, done in seen if doing == ImportPhase.SAVING] == [999, 1_999, 2_999, ROWS]
    assert [done for doing, done in seen if doing == ImportPhase.READING] == [2_000, ROWS]


@pytest.mark.parametrize(
    "lock",
    [
        pytest.param("LOCK involvement_participant IN ACCESS EXCLUSIVE MODE", id="when all is read"),
        pytest.param("LOCK involvement_attendance IN ACCESS EXCLUSIVE MODE", id="when all is checked"),
        pytest.param("SELECT * FROM involvement_participant WHERE reference = 'P299' FOR UPDATE", id="nearly saved"),
    ],
)
def test_a_worker_killed_in_any_phase_leaves_nothing_and_the_next_stores_all(organisation, settings, lock):
    job = start(organisation)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(lock)
        first = worker(job, settings)
        until(somebody_waits_for_a_lock)
        first.send_signal(signal.SIGKILL)
        first.wait()
    until(lambda: staging_tables() == 0)
    assert (Attendance.objects.count(), ChangedSlice.objects.count()) == (0, 0)

    until(lambda: jobs.sweep() and worker(job, settings).wait() == 0)

    job.refresh_from_db()
    assert (job.state, job.attempt, Attendance.objects.count()) == (JobState.DONE, 2, ROWS)


def somebody_waits_for_a_lock():
    with jobs.beside() as onlooker, onlooker.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0]


def test_two_workers_store_the_file_once(organisation, settings):
    job = start(organisation)

    both = [worker(job, settings), worker(job, settings)]

    assert [one.wait() for one in both] == [0, 0]
    job.refresh_from_db()
    assert (job.state, job.attempt, Attendance.objects.count()) == (JobState.DONE, 1, ROWS)


@pytest.mark.skipif(sys.platform != "linux", reason="the most memory a process held is read from /proc")
def test_memory_stays_the_same_for_four_times_the_lines(organisation, settings, tmp_path):
    Participant.objects.bulk_create(
        Participant(organisation=organisation, reference=f"P{number}", joined_on=TODAY)
        for number in range(PEOPLE, 20_000)
    )

    small, large = (peak_memory(people, settings, tmp_path) for people in (5_000, 20_000))

    assert large - small < 8 * MIB


def peak_memory(people, settings, folder):
    """KiB that the command needs at most for this file."""
    file = folder / f"{people}.csv"
    file.write_text(HEAD + places(people))
    code = f"""
from django.core.management import call_command
call_command("import_attendance", "--organisation", "large", {str(file)!r})
print(*(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM:")))"""
    output, _ = process(code, settings).communicate()
    done, peak = output.splitlines()
    assert done.startswith(f"{SESSIONS * people:,} lines read.")
    return int(peak)
