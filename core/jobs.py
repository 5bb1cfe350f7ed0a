"""Leased jobs: asked for in one transaction, done once, taken up again when a worker dies."""

from __future__ import annotations

import logging
import threading
import uuid
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import DatabaseError, connection, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from core.models import Job, JobState
from core.sql import table

log = logging.getLogger(__name__)


class LeaseLost(Exception):
    """Another worker has taken the job; whatever this one still holds must be thrown away."""


def ask(*, task: str, key: str) -> Job:
    """Promise that ``task`` (a Celery task name taking ``job_id``) will run once for this ``key``.

    Wakes a worker after commit; a broker that is away is no error, for the sweep sends the job later. Asking again for
    the same key returns the first job.
    """
    job, created = Job.objects.get_or_create(key=key, defaults={"task": task, "created_at": timezone.now()})
    if created:
        transaction.on_commit(lambda: wake(job))
    return job


def wake(job: Job) -> bool:
    """Send the message that wakes a worker; False when the broker cannot be reached."""
    try:
        current_app.send_task(job.task, kwargs={"job_id": str(job.pk)}, retry=False)
    except Exception as error:  # kombu raises a different class for every transport
        log.warning("broker away, job %s waits for the sweep (%s)", job.pk, type(error).__name__)
        return False
    Job.objects.filter(pk=job.pk).update(sent_at=timezone.now())
    return True


@transaction.atomic
def claim(*, job_id: str | uuid.UUID) -> Job | None:
    """Take the job if it waits or its lease has run out; None when another worker has it or it is finished.

    A job whose row another worker holds locked, because it is storing the result, is left alone without waiting.
    """
    now = timezone.now()
    free = models.Q(state=JobState.QUEUED) | models.Q(state=JobState.RUNNING, leased_until__lt=now)
    job = Job.objects.select_for_update(skip_locked=True).filter(free, pk=job_id).first()
    if job is None:
        return None
    job.state, job.lease, job.leased_until = JobState.RUNNING, uuid.uuid4(), _lease_end(now)
    job.attempt += 1
    job.done_steps, job.doing = 0, ""
    job.save()
    return job


def hold_unbegun(*, job_ids: Iterable[uuid.UUID]) -> list[uuid.UUID]:
    """Of these jobs, those that no worker has ever taken, locked until the transaction ends."""
    free = Job.objects.select_for_update(skip_locked=True).filter(pk__in=job_ids, state=JobState.QUEUED, attempt=0)
    return list(free.values_list("pk", flat=True))


def drop(*, job_ids: Iterable[uuid.UUID]) -> None:
    """Take back jobs that are held. A message that comes for one later finds nothing to do."""
    Job.objects.filter(pk__in=job_ids).delete()


@contextmanager
def beside() -> Generator[BaseDatabaseWrapper | None]:
    """A second connection, on which progress() can be seen from outside while a long transaction is still open.

    None on SQLite, which has one writer at a time.
    """
    if connection.vendor == "sqlite":
        yield None
        return
    second = connection.copy()
    try:
        yield second
    finally:
        second.close()


def progress(job: Job, *, done: int, of: int, doing: str, beside: BaseDatabaseWrapper | None = None) -> None:
    """Show how far the work is and hold the lease longer. Raises LeaseLost when the job is no longer ours.

    Inside a transaction nobody sees it until the end, unless it is told ``beside``.
    """
    job.done_steps, job.all_steps, job.doing = done, of, doing
    told = {"done_steps": done, "all_steps": of, "doing": doing, "leased_until": _lease_end(timezone.now())}
    if beside is not None and connection.in_atomic_block and _told(job, told, beside):
        return
    if not Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).update(**told):
        raise LeaseLost


def _told(job: Job, told: Mapping[str, Any], beside: BaseDatabaseWrapper) -> bool:
    """False too for a job of this very transaction, which the second connection cannot see."""
    values = ", ".join(f"{name} = %s" for name in told)
    with beside.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table(Job)} SET {values} WHERE id = %s AND lease = %s AND state = %s",  # noqa: S608  our own names
            [*told.values(), job.pk, job.lease, JobState.RUNNING.value],
        )
        return bool(cursor.rowcount)


def finish(job: Job) -> None:
    """Mark the job done, last in the transaction that stores the result: with the lease lost, nothing is stored."""
    _close(job, state=JobState.DONE, error="")


def fail(job: Job, *, error: str) -> None:
    """Mark the job as not doable, with a plain reason that holds nothing personal."""
    _close(job, state=JobState.FAILED, error=error[:500])


def _close(job: Job, *, state: JobState, error: str) -> None:
    held = Job.objects.filter(pk=job.pk, lease=job.lease, state=JobState.RUNNING).update(
        state=state, error=error, lease=None, leased_until=None, finished_at=timezone.now()
    )
    if not held:
        raise LeaseLost
    job.state, job.error = state, error


def run(*, job_id: str | uuid.UUID, work: Callable[[Job], None]) -> bool:
    """Claim the job and do ``work(job)``, which must end with finish() or fail(). False when there was nothing to do.

    An error that ``work`` does not expect leaves the job to its next attempt; after JOB_MAX_ATTEMPTS it is failed.
    """
    job = claim(job_id=job_id)
    if job is None:
        return False
    if job.attempt > settings.JOB_MAX_ATTEMPTS:
        fail(job, error="The work stopped half way again and again. Please tell whoever runs this site.")
        return True
    try:
        with _lease_held(job):
            work(job)
    except LeaseLost:
        log.warning("job %s went to another worker", job.pk)
    except Exception as error:
        log.exception("job %s attempt %s failed", job.pk, job.attempt)
        if job.attempt >= settings.JOB_MAX_ATTEMPTS:
            fail(job, error=f"Something went wrong ({type(error).__name__}). We tried {job.attempt} times.")
        else:
            Job.objects.filter(pk=job.pk, lease=job.lease).update(state=JobState.QUEUED, lease=None, leased_until=None)
        raise
    return True


@contextmanager
def _lease_held(job: Job) -> Generator[None]:
    """Hold the lease longer from beside the work, which may count or search for minutes without saying so.

    A worker that is killed takes this with it. Work that goes on for ever is given up after JOB_LONGEST_SECONDS.
    """
    over = threading.Event()
    keeper = threading.Thread(target=_keep_lease, args=(job.pk, job.lease, over), daemon=True)
    keeper.start()
    try:
        yield
    finally:
        over.set()
        keeper.join(timeout=settings.JOB_LEASE_SECONDS)


def _keep_lease(job_id: uuid.UUID, lease: uuid.UUID | None, over: threading.Event) -> None:
    held = Job.objects.filter(pk=job_id, lease=lease, state=JobState.RUNNING)
    end = timezone.now() + timedelta(seconds=settings.JOB_LONGEST_SECONDS)
    while not over.wait(settings.JOB_LEASE_SECONDS / 3) and timezone.now() < end:
        try:
            held.update(leased_until=_lease_end(timezone.now()))
        except DatabaseError as error:
            log.warning("the lease of job %s could not be held (%s)", job_id, type(error).__name__)
        finally:
            connection.close()


def sweep(*, now: datetime | None = None) -> int:
    """Wake workers for jobs that wait unheard or whose worker died. Returns how many were woken."""
    now = now or timezone.now()
    unheard = now - timedelta(seconds=settings.JOB_RESEND_SECONDS)
    stale = Job.objects.filter(
        models.Q(state=JobState.QUEUED, sent_at=None)
        | models.Q(state=JobState.QUEUED, sent_at__lt=unheard)
        | models.Q(state=JobState.RUNNING, leased_until__lt=now)
    ).order_by("created_at")
    woken = 0
    for job in stale:
        if not wake(job):
            break
        woken += 1
    return woken


def _lease_end(now: datetime) -> datetime:
    return now + timedelta(seconds=settings.JOB_LEASE_SECONDS)
