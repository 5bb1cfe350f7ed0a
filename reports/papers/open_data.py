"""A report as open data: a tidy CSV file, what each column means, and a descriptor that programs can read."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from core.exports import csv_lines
from reports import about
from reports.loops import Loop
from reports.papers import method
from reports.papers.columns import ANSWER_COLUMNS, DICTIONARY, Column
from reports.papers.parts import NotPublished
from reports.queries import COLUMNS, Paper, csv_rows

DATA, DICTIONARY_FILE, DESCRIPTOR, README = "figures.csv", "data-dictionary.csv", "datapackage.json", "README.txt"
ANSWERS = "answers.csv"
DICTIONARY_COLUMNS = ("column", "type", "unit", "meaning", "empty_means")


def archive(paper: Paper) -> bytes:
    """A ZIP file that is the same every time. Raises NotPublished for a draft."""
    if paper.report.published_at is None:
        raise NotPublished("Publish the report first.")
    files = {
        README: _readme(paper),
        DATA: _figures(paper),
        DICTIONARY_FILE: "".join(csv_lines(DICTIONARY_COLUMNS, (_described(name) for name in COLUMNS))),
        DESCRIPTOR: json.dumps(_descriptor(paper), indent=2, ensure_ascii=False) + "\n",
    }
    if paper.told_answers is not None:
        files[ANSWERS] = _answers(paper.told_answers)
    buffer = io.BytesIO()
    stamp = timezone.localtime(paper.report.published_at).timetuple()[:6]
    with zipfile.ZipFile(buffer, "w") as package:
        for name, text in files.items():
            entry = zipfile.ZipInfo(name, date_time=stamp)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, 0o644 << 16, 3
            package.writestr(entry, text.encode())
    return buffer.getvalue()


def _figures(paper: Paper) -> str:
    report = paper.report
    scope = [str(report.organisation), str(report.service or ""), report.starts_on, report.ends_on]
    return "".join(csv_lines(COLUMNS, csv_rows(scope, paper.tables)))


def _answers(answers: Loop) -> str:
    rows = (
        [line.name, line.label, line.number, line.share, "yes" if line.number is None else "no"]
        for line in answers.lines
    )
    return "".join(csv_lines(list(ANSWER_COLUMNS), rows))


def _described(name: str) -> list[object]:
    column = DICTIONARY[name]
    return [name, column.type, column.unit, column.meaning, column.empty_means]


def _readme(paper: Paper) -> str:
    report = paper.report
    lines = [
        f"Whose voice is missing: {about.scope(report)}",
        f"{about.days(report)}. Published {about.in_words(timezone.localdate(report.published_at))}, "
        f"version {report.version}.",
        "",
        f"{DATA}: one row for each question, voice, step and group. UTF-8, commas, a header row.",
        f"{DICTIONARY_FILE}: what each column means, and what an empty cell means.",
        f"{DESCRIPTOR}: the same for programs (Frictionless Data Package).",
        "A cell that begins with = + - @ has a ' before it, so that no spreadsheet runs it.",
        "",
    ]
    if paper.told_answers is not None:
        lines[-1:-1] = [f"{ANSWERS}: stories and answers, one row a count. An empty stories or share is hidden."]
    for part in method.parts(paper):
        lines += [part.heading, *(f"- {sentence}" for sentence in part.sentences), ""]
    return "\r\n".join(lines)


def _descriptor(paper: Paper) -> Mapping[str, Any]:
    report = paper.report
    return {
        "profile": "tabular-data-package",
        "name": f"participation-gap-{report.starts_on}-{report.ends_on}",
        "title": f"Whose voice is missing: {about.scope(report)}, {about.days(report)}",
        "version": str(report.version),
        "created": timezone.localtime(report.published_at).isoformat(timespec="seconds"),
        "description": " ".join(method.protected(paper)),
        "sources": [{"title": sentence} for sentence in method.benchmarks(paper)],
        "resources": [
            _resource("figures", DATA, {name: DICTIONARY[name] for name in COLUMNS}),
            *([_resource("answers", ANSWERS, ANSWER_COLUMNS)] if paper.told_answers is not None else []),
        ],
    }


def _resource(name: str, path: str, columns: Mapping[str, Column]) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": [_field(*column) for column in columns.items()], "missingValues": [""]},
    }


def _field(name: str, column: Column) -> dict[str, object]:
    field: dict[str, object] = {"name": name, "type": column.type, "description": column.meaning}
    if column.type == "boolean":
        field |= {"trueValues": ["yes"], "falseValues": ["no"]}
    return field
