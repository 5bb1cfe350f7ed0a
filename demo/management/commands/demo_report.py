from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import reports


class Command(BaseCommand):
    help = "Have the demo's gap reports made by a worker, and publish last year's."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = reports.make_reports(today=timezone.localdate(), say=self.stdout.write)
        except reports.WorkerAway as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{made} reports made." if made else "The reports are there already.")
