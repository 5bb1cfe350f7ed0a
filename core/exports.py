"""Lists as CSV files to download."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence

from django.http import HttpResponse, StreamingHttpResponse

from core.csv_files import spreadsheet_safe

BYTE_ORDER_MARK = "\ufeff"  # without it, spreadsheets take UTF-8 for something else


class _Echo:
    def write(self, line: str) -> str:
        return line


def csv_response(name: str, header: Sequence[str], rows: Iterable[Sequence[object]]) -> StreamingHttpResponse:
    """Send ``rows`` line by line as ``name``.csv. What a spreadsheet would run as a formula gets a quote before it."""
    response = StreamingHttpResponse(csv_lines(header, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def file_response(name: str, content: bytes, *, content_type: str) -> HttpResponse:
    """Send a whole file to be saved as ``name``."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The lines of a CSV file with its byte order mark, safe to open in a spreadsheet."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([csv_cell(value) for value in row])


def csv_cell(value: object) -> object:
    """What to write for a value, so that a spreadsheet takes no text for a formula."""
    if value is None:
        return ""
    return spreadsheet_safe(value) if isinstance(value, str) else value
