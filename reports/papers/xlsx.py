"""A report as a spreadsheet: one sheet a question, the same bytes every time, and no cell that could be run."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import datetime

import xlsxwriter
from django.utils import timezone
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from involvement.taxonomies import Voice
from reports import about, gap
from reports.loops import Loop
from reports.models import Stage
from reports.papers import method
from reports.papers.parts import NotPublished
from reports.queries import Paper

LONGEST_NAME = 31
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
PEOPLE, SHARE, POINTS, RATIO, CHANCE = "#,##0", "0%", "+0.0;−0.0;0.0", "0.00", "0.000"
# Heading, the name of the figure, how it is written, how wide.
FIGURES: tuple[tuple[str, str, str, int], ...] = (
    ("People", "participants", PEOPLE, 10),
    ("Contributions", "contributions", PEOPLE, 14),
    ("Hours", "hours", PEOPLE, 10),
    ("Share", "share", SHARE, 9),
    ("Share, low", "share_low", SHARE, 11),
    ("Share, high", "share_high", SHARE, 11),
    ("Benchmark", "benchmark_share", SHARE, 11),
    ("Gap in points", "gap", POINTS, 14),
    ("Gap, low", "gap_low", POINTS, 10),
    ("Gap, high", "gap_high", POINTS, 10),
    ("Ratio", "ratio", RATIO, 8),
    ("Ratio, low", "ratio_low", RATIO, 11),
    ("Ratio, high", "ratio_high", RATIO, 11),
    ("Chance, adjusted", "p_adjusted", CHANCE, 17),
    ("More people to close", "people_to_close", PEOPLE, 21),
    ("Swaps to close", "swaps_to_close", PEOPLE, 15),
    ("Lowest with unknowns", "bound_low", SHARE, 21),
    ("Highest with unknowns", "bound_high", SHARE, 22),
)
WHO = (("Voice", 18), ("Step", 16), ("Group", 44))
LAST = (("Hidden", 8), ("What it says", 48))
STARS = (
    "* is a number from 0 to {most}, hidden to protect people. An empty cell has no figure: it could tell a hidden "
    "number, or there is nothing to compare with."
)


def workbook(paper: Paper) -> bytes:
    """Raises NotPublished for a draft: nothing goes out that nobody reviewed."""
    if paper.report.published_at is None:
        raise NotPublished("Publish the report first.")
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, SAFE) as book:
        book.set_properties(_properties(paper, paper.report.published_at))
        _text_sheet(book, "About", _cover(paper))
        names = {"about", "notes", "answers and changes"}
        labels = {key.dimension: table.label for key, table in paper.tables.items()}
        for dimension, label in labels.items():
            _dimension_sheet(book, _sheet_name(label, names), dimension, paper)
        if paper.told_answers is not None:
            _answers_sheet(book, paper.told_answers)
        _text_sheet(book, "Notes", _notes(paper))
    return buffer.getvalue()


def _properties(paper: Paper, published_at: datetime) -> dict[str, object]:
    """The day it was published stands for the day it was made: a later download is the same file."""
    made = timezone.localtime(published_at).replace(tzinfo=None, microsecond=0)
    return {"title": _title(paper), "author": str(paper.report.organisation), "created": made}


def _title(paper: Paper) -> str:
    return f"Whose voice is missing: {about.scope(paper.report)}, {about.days(paper.report)}"


def _sheet_name(label: str, used: set[str]) -> str:
    """At most 31 characters, none of those that a sheet may not have, and no name twice."""
    plain = re.sub(r"[\[\]:*?/\\']", " ", label).strip() or "Question"
    for number in range(1, len(used) + 2):
        ending = f" {number}" if number > 1 else ""
        name = plain[: LONGEST_NAME - len(ending)].strip() + ending
        if name.lower() not in used:
            break
    used.add(name.lower())
    return name


def _cover(paper: Paper) -> Iterator[tuple[str, str]]:
    report = paper.report
    yield "Report", _title(paper)
    yield "Organisation", str(report.organisation)
    yield "About", str(report.service or "All services together")
    yield "Period", about.days(report)
    yield "Published", about.in_words(timezone.localdate(report.published_at))
    yield "Version", str(report.version)
    yield "Compared with", str(report.benchmark)
    yield "Areas", ", ".join(paper.area_names) or "All areas of the benchmark"
    yield "Sheets", "One for each question: every voice and every step, one row a group. The last sheet has notes."
    if paper.told_answers is not None:
        yield "Answers", "The sheet “Answers and changes” counts stories, not people."
    yield "Hidden", STARS.format(most=report.hidden_below - 1)


def _notes(paper: Paper) -> Iterator[tuple[str, str]]:
    yield "Hidden", STARS.format(most=paper.report.hidden_below - 1)
    for part in method.parts(paper):
        for number, sentence in enumerate(part.sentences):
            yield part.heading if number == 0 else "", sentence


def _text_sheet(book: Workbook, name: str, lines: Iterator[tuple[str, str]]) -> None:
    sheet = book.add_worksheet(name)
    bold, wrapped = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True})
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, 1, 100)
    for row, (label, text) in enumerate(lines):
        sheet.write_string(row, 0, label, bold)
        sheet.write_string(row, 1, text, wrapped)


def _answers_sheet(book: Workbook, answers: Loop) -> None:
    sheet = book.add_worksheet("Answers and changes")
    bold, number, share = (
        book.add_format(one) for one in ({"bold": True}, {"num_format": PEOPLE}, {"num_format": SHARE})
    )
    sheet.set_column(0, 0, 56)
    sheet.set_column(1, 3, 14)
    for column, text in enumerate(("What", "Stories", "Share", "Share of")):
        sheet.write_string(0, column, text, bold)
    for row, line in enumerate(answers.lines, start=1):
        sheet.write_string(row, 0, line.label)
        if line.number is None:
            sheet.write_string(row, 1, line.written)
        else:
            sheet.write_number(row, 1, line.number, number)
        if line.share is not None:
            sheet.write_number(row, 2, line.share, share)
            sheet.write_string(row, 3, line.share_of)
    if answers.median_days is not None:
        sheet.write_string(len(answers.lines) + 1, 0, "Working days up to an answer, median")
        sheet.write_number(len(answers.lines) + 1, 1, answers.median_days, number)


def _dimension_sheet(book: Workbook, name: str, dimension: str, paper: Paper) -> None:
    sheet = book.add_worksheet(name)
    formats = {code: book.add_format({"num_format": code}) for code in {figure[2] for figure in FIGURES}}
    heads = [*WHO, *((label, width) for label, _, _, width in FIGURES), *LAST]
    for column, (_, width) in enumerate(heads):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, len(WHO))
    bold = book.add_format({"bold": True, "bottom": 1})
    for column, (label, _) in enumerate(heads):
        sheet.write_string(0, column, label, bold)
    rows = ((key, group) for key, table in paper.tables.items() if key.dimension == dimension for group in table.groups)
    for row, (key, group) in enumerate(rows, start=1):
        _row(sheet, row, key, group, formats)


def _row(sheet: Worksheet, row: int, key: gap.TableKey, group: gap.GroupComparison, formats: dict[str, Format]) -> None:
    for column, text in enumerate((Voice(key.voice).label, Stage(key.stage).label, group.label)):
        sheet.write_string(row, column, text)
    for column, (_, name, written, _) in enumerate(FIGURES, start=len(WHO)):
        value = getattr(group, name)
        if value is not None:
            sheet.write_number(row, column, 100 * value if written == POINTS else value, formats[written])
        elif name == "participants" and group.suppressed:
            sheet.write_string(row, column, "*")
    sheet.write_string(row, len(WHO) + len(FIGURES), "yes" if group.suppressed else "no")
    sheet.write_string(row, len(WHO) + len(FIGURES) + 1, group.verdict.label)
