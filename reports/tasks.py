from celery import shared_task
from django.utils import timezone


@shared_task
def build_gap_report(*, job_id: str) -> None:
    from reports import services

    services.build_gap_report(job_id=job_id)


@shared_task
def refresh_drafts() -> None:
    from reports import services

    services.refresh_drafts()


@shared_task
def raise_alerts() -> None:
    from reports import services

    services.raise_alerts(today=timezone.localdate(), now=timezone.now())


@shared_task
def draft_due_reports() -> None:
    from reports import services

    services.draft_due_reports(today=timezone.localdate(), now=timezone.now())


@shared_task
def import_benchmark(*, job_id: str) -> None:
    from reports import services

    services.run_benchmark_import(job_id=job_id)


@shared_task
def start_run(*, job_id: str) -> None:
    from reports import services

    services.start_run(job_id=job_id)


@shared_task
def finish_run(*, job_id: str) -> None:
    from reports import services

    services.finish_run(job_id=job_id)


@shared_task
def close_settled_runs() -> None:
    from reports import services

    services.close_settled_runs()


def ask_for_recounts() -> None:
    from reports import services

    services.ask_for_recounts(today=timezone.localdate())


@shared_task
def ask_for_repairs() -> None:
    from reports import services

    services.ask_for_repairs(today=timezone.localdate())


@shared_task
def recount_slices(*, job_id: str) -> None:
    from reports import services

    services.recount_slices(job_id=job_id)


@shared_task
def repair_slices(*, job_id: str) -> None:
    from reports import services

    services.repair_slices(job_id=job_id)
