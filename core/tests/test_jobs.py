from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings
from django.utils import timezone

from config.testing.waiting import until
from core import jobs
from core.models import Job, JobState

pytestmark = pytest.mark.django_db


def make_job(**fields):
    values = {"task": "core.tasks.sweep_jobs", "key": "a", "created_at": timezone.now()}
    return Job.objects.create(**(values | fields))


def test_ask_twice_for_the_same_key_gives_one_job():
    first, second = jobs.ask(task="t", key="report:1"), jobs.ask(task="t", key="report:1")

    assert first == second
    assert Job.objects.count() == 1


@pytest.mark.broker
def test_ask_with_the_broker_away_keeps_the_promise(dead_broker, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        job = jobs.ask(task="core.tasks.sweep_jobs", key="a")

    job.refresh_from_db()
    assert (job.state, job.sent_at) == (JobState.QUEUED, None)


@pytest.mark.broker
def test_sweep_sends_what_the_broker_never_got():
    job = make_job()

    assert jobs.sweep() == 1

    job.refresh_from_db()
    assert job.sent_at is not None
    assert jobs.sweep() == 0


def test_claim_gives_a_job_to_one_worker_only():
    job = make_job()

    taken = jobs.claim(job_id=job.pk)

    assert (taken.state, taken.attempt) == (JobState.RUNNING, 1)
    assert jobs.claim(job_id=job.pk) is None


def test_claim_takes_a_job_whose_lease_ran_out_and_the_first_worker_cannot_store():
    first = jobs.claim(job_id=make_job().pk)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    second = jobs.claim(job_id=first.pk)

    assert second.attempt == 2
    with pytest.raises(jobs.LeaseLost), transaction.atomic():
        jobs.finish(first)
    jobs.finish(second)
    assert Job.objects.get().state == JobState.DONE


def test_progress_holds_the_lease_longer_and_shows_how_far():
    job = jobs.claim(job_id=make_job().pk)
    Job.objects.update(leased_until=timezone.now())

    jobs.progress(job, done=3, of=4, doing="Counting people")

    stored = Job.objects.get()
    assert (stored.percent, stored.doing) == (75, "Counting people")
    assert stored.leased_until > timezone.now()


def test_run_gives_a_failed_attempt_back_and_stops_after_the_last():
    job = make_job()

    def break_down(job):
        raise ZeroDivisionError

    for _ in range(settings.JOB_MAX_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            jobs.run(job_id=job.pk, work=break_down)

    stored = Job.objects.get()
    assert stored.state == JobState.FAILED
    assert stored.error == "Something went wrong (ZeroDivisionError). We tried 5 times."
    assert jobs.run(job_id=job.pk, work=break_down) is False


@override_settings(JOB_MAX_ATTEMPTS=1)
def test_run_gives_up_on_a_job_that_kills_its_workers():
    job = make_job(state=JobState.RUNNING, attempt=1, leased_until=timezone.now() - timedelta(seconds=1))

    assert jobs.run(job_id=job.pk, work=jobs.finish) is True

    assert Job.objects.get().state == JobState.FAILED


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_progress_beside_is_seen_while_the_transaction_is_open():
    job = jobs.claim(job_id=make_job().pk)

    with jobs.beside() as second, jobs.beside() as onlooker, transaction.atomic():
        jobs.progress(job, done=3, of=4, doing="Saving", beside=second)
        with onlooker.cursor() as cursor:
            cursor.execute("SELECT done_steps, all_steps, doing FROM core_job")
            seen = cursor.fetchall()

    assert seen == [(3, 4, "Saving")]


@pytest.mark.django_db(transaction=True)
def test_progress_beside_tells_that_the_lease_is_lost():
    first = jobs.claim(job_id=make_job().pk)
    Job.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    jobs.claim(job_id=first.pk)

    with jobs.beside() as second, transaction.atomic(), pytest.raises(jobs.LeaseLost):
        jobs.progress(first, done=1, of=2, doing="Saving", beside=second)


@pytest.mark.django_db(transaction=True)
@override_settings(JOB_LEASE_SECONDS=1)
def test_run_holds_the_lease_while_the_work_says_nothing():
    def work(job):
        until(lambda: Job.objects.get(pk=job.pk).leased_until > job.leased_until)
        jobs.finish(job)

    assert jobs.run(job_id=make_job().pk, work=work)

    assert Job.objects.get().state == JobState.DONE
