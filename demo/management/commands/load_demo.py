from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from demo import services


class Command(BaseCommand):
    help = "Build the invented county of Wexcombe, once."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            built = services.load(today=timezone.localdate(), say=self.stdout.write)
        except services.NotADemo as error:
            raise CommandError(str(error)) from error
        self.stdout.write("The demo is loaded." if built else "The demo is there already.")
