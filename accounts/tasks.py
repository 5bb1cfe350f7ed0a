from celery import shared_task
from django.core.management import call_command
from django.utils import timezone


@shared_task
def send_invitation(*, job_id: str) -> None:
    from accounts import services

    services.send_invitation(job_id=job_id)


@shared_task
def send_notice(*, job_id: str) -> None:
    from accounts import services

    services.send_notice(job_id=job_id)


@shared_task
def clear_old_sessions_and_drafts() -> None:
    from accounts import services

    services.clear_old_drafts(now=timezone.now())
    call_command("clearsessions")
