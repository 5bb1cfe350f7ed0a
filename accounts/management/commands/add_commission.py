from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from accounts import services
from accounts.access import SYSTEM


class Command(BaseCommand):
    help = "Let a commissioner that exists already read what one more provider publishes, from today on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("commissioner", metavar="COMMISSIONER")
        parser.add_argument("provider", metavar="PROVIDER")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            services.add_commission(
                actor=SYSTEM,
                commissioner=options["commissioner"],
                provider=options["provider"],
                starts_on=timezone.localdate(),
            )
        except services.OrganisationRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{options['commissioner']} now reads what {options['provider']} publishes.")
