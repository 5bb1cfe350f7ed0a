from celery import shared_task
from django.utils import timezone

from core import jobs, limits


@shared_task
def sweep_jobs() -> None:
    jobs.sweep()


@shared_task
def forget_tallies() -> None:
    limits.forget(now=timezone.now())
