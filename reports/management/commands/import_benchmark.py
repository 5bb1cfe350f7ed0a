from typing import Any

from django.core.management.base import CommandError, CommandParser

from involvement.management.import_command import ImportCommand
from involvement.models import ImportKind
from involvement.services import ImportResult
from reports import services


class Command(ImportCommand):
    help = "Import a benchmark: counts of people by area and group, from a CSV file, all or nothing."
    kind = ImportKind.BENCHMARK

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--name", required=True, help="what reports call it; sending a name again replaces it")

    def handle(self, *args: Any, **options: Any) -> None:
        self.name = options["name"]
        super().handle(*args, **options)

    def take(self, **arguments: Any) -> ImportResult:
        try:
            return services.import_benchmark(name=self.name, **arguments)
        except services.BenchmarkRefused as refused:
            raise CommandError(str(refused)) from refused
