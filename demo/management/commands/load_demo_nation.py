from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.models import User
from demo import nation, services


class Command(BaseCommand):
    help = "Beside the county, build an invented nation of providers: to try one request for all their reports."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisations", type=int, default=250, choices=range(1, 1000), metavar="1-999")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            built = nation.load_nation(
                organisations=options["organisations"], today=timezone.localdate(), say=self.stdout.write
            )
        except services.NotADemo as error:
            raise CommandError(str(error)) from error
        except User.DoesNotExist as error:
            raise CommandError("Load the county first: manage.py load_demo") from error
        if not built:
            self.stdout.write("The nation is there already.")
            return
        self.stdout.write(f"Sign in as Martin, choose {nation.BOARD_NAME}, then Reports and Ask all your providers.")
