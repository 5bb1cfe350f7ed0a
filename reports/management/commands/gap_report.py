from __future__ import annotations

import csv
import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.exports import csv_cell
from reports import queries, services


class Command(BaseCommand):
    help = (
        "Print one table of a gap report as JSON or CSV. Needs no worker. Figures are protected unless --exact, but by "
        "themselves: this is no release, so do not publish it. Nothing checks it beside reports that were published."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--organisation", required=True, metavar="SLUG")
        parser.add_argument("--service", default="", metavar="NAME", help="one service; else all of them together")
        parser.add_argument("--from", required=True, metavar="DATE", dest="starts_on", help="first day, as 2026-04-01")
        parser.add_argument("--to", required=True, metavar="DATE", dest="ends_on", help="last day, as 2026-06-30")
        parser.add_argument("--dimension", required=True, metavar="NAME", help="such as ethnic_group_5, or own:NAME")
        parser.add_argument("--voice", default="direct", help="direct, lived, all or proxy")
        parser.add_argument("--stage", default="came", help="asked, signed_up, came, came_back or influenced")
        parser.add_argument("--benchmark", required=True, metavar="NAME", help="such as census2021-16plus")
        parser.add_argument("--also", default="", metavar="NAME", help="a second benchmark to compare with too")
        parser.add_argument("--areas", default="", metavar="CODE,CODE", help="else those that the organisation serves")
        parser.add_argument("--exact", action="store_true", help="true counts, which must not be shared")
        parser.add_argument("--format", required=True, choices=["json", "csv"])

    def handle(self, *args: Any, **options: Any) -> None:
        asked = services.Asked(
            **{name: options[name] for name in ("organisation", "service", "dimension", "voice", "stage")},
            **{name: options[name] for name in ("benchmark", "exact", "also")},
            starts_on=_day(options["starts_on"]),
            ends_on=_day(options["ends_on"]),
            areas=tuple(code.strip() for code in options["areas"].split(",") if code.strip()),
        )
        try:
            answered = services.gap_table(asked)
        except services.TableRefused as refused:
            raise CommandError(str(refused)) from refused
        if options["format"] == "json":
            self._print_json(asked, answered)
        else:
            self._print_csv(asked, answered)

    def _print_json(self, asked: services.Asked, answered: services.Answered) -> None:
        document = queries.gap_document(
            organisation=asked.organisation,
            service=asked.service,
            starts_on=asked.starts_on,
            ends_on=asked.ends_on,
            key=answered.key,
            table=answered.comparison,
            benchmark=answered.benchmark,
            area_codes=answered.area_codes,
        )
        self.stdout.write(json.dumps(document, ensure_ascii=False, indent=2))

    def _print_csv(self, asked: services.Asked, answered: services.Answered) -> None:
        scope: list[object] = [asked.organisation, asked.service, asked.starts_on, asked.ends_on]
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(queries.COLUMNS)
        for row in queries.csv_rows(scope, {answered.key: answered.comparison}):
            writer.writerow([csv_cell(value) for value in row])


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"Enter a day like 2026-04-01, not {text!r}.") from error
