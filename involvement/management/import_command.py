"""What the import commands share: one organisation, one file, all or nothing, every bad line on standard error."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.access import Actor, organisation_called
from core.csv_files import REASONS_KEPT, FileRefused
from involvement import services


class ImportCommand(BaseCommand):
    kind: ClassVar[str]

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check the file and change nothing")

    def take(self, **arguments: Any) -> services.ImportResult:
        """Call the service that reads the file."""
        return services.import_file(kind=self.kind, **arguments)

    def handle(self, *args: Any, **options: Any) -> None:
        organisation = organisation_called(options["organisation"])
        if organisation is None:
            raise CommandError(f"There is no organisation called {options['organisation']}.")
        try:
            with options["file"].open("rb") as file:
                result = self.take(
                    actor=Actor(organisation_id=organisation.pk),
                    organisation=organisation,
                    file=file,
                    dry_run=options["dry_run"],
                    today=timezone.localdate(),
                    step=lambda rows, doing: self._show(rows, doing),
                )
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from error
        except (FileRefused, services.RegisterChanged) as refused:
            raise CommandError(str(refused)) from refused
        self._report(result, dry_run=options["dry_run"])

    def _show(self, rows: int, doing: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(f"{doing}: {rows:,} lines\r", ending="")

    def _report(self, result: services.ImportResult, *, dry_run: bool) -> None:
        for line, column, reason in result.errors:
            self.stderr.write(f"line {line}{f', {column}' if column else ''}: {reason}")
        if result.bad_lines > REASONS_KEPT:
            self.stderr.write(f"… and {result.bad_lines - REASONS_KEPT:,} more lines.")
        if result.bad_lines:
            raise CommandError(f"{result.bad_lines:,} of {result.rows:,} lines are not right. Nothing was changed.")
        counts = result.counts
        done = "Would be: " if dry_run else ""
        self.stdout.write(
            f"{result.rows:,} lines read. {done}{counts.created:,} new, {counts.changed:,} changed, "
            f"{counts.unchanged:,} already there."
        )
