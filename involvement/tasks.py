from celery import shared_task
from django.utils import timezone


@shared_task
def run_import(*, job_id: str) -> None:
    from involvement import services

    services.run_import(job_id=job_id)


@shared_task
def delete_old_import_files() -> None:
    from involvement import services

    services.delete_old_files()


@shared_task
def remind_people() -> None:
    from involvement import services

    services.remind_people(now=timezone.now())


@shared_task
def send_personal_notice(*, job_id: str) -> None:
    from involvement import services

    services.send_personal_notice(job_id=job_id)


@shared_task
def ask_to_review_needs() -> None:
    from involvement import services

    services.ask_to_review_needs(now=timezone.now())


@shared_task
def tell_of_change_step(*, job_id: str) -> None:
    from involvement import services

    services.tell_of_change_step(job_id=job_id)


@shared_task
def ask_for_retention() -> None:
    from involvement import services

    services.ask_for_retention(today=timezone.localdate())


@shared_task
def run_retention(*, job_id: str) -> None:
    from involvement import services

    services.run_retention(job_id=job_id)


@shared_task
def tell_staff_of_stories() -> None:
    from involvement import services

    services.tell_staff_of_stories(now=timezone.now())


@shared_task
def mix_effects() -> None:
    from involvement import services

    services.mix_effects(today=timezone.localdate())
