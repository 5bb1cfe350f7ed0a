"""A report as a board pack: a tagged PDF (PDF/UA-1) that comes out the same, byte by byte, every time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from reports import about, gap, pictures, words
from reports.figures import people, percent
from reports.models import PackLayout, PackWords
from reports.papers import easy_read, method, plain
from reports.papers.layouts import TITLES, Section, sections
from reports.papers.parts import EasyPart, NotPublished, Part
from reports.papers.pictures import KEY, Picture, of_group, of_page
from reports.queries import Paper

HERE = Path(__file__).parent
FONT = "Source Sans Pro"
PICTURE_WIDTH = {1: 640, 2: 340}
COLUMNS = ("Group", "People", "Share", "Likely range", "Benchmark", "What it says")
ONE_CHARACTER = b'#set document(title: "x")\n#set text(lang: "en", font: sys.inputs.font)\n#sys.inputs.text'
CANNOT_PRINT = "□"
# What the fonts are known to hold: Latin with all its accents, and the signs of running text.
SURE = frozenset(chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x180))) - {"\xad"}


def board_pack(paper: Paper, *, layout: PackLayout, own: PackWords | None, logo: bytes = b"") -> bytes:
    """The file. ``own`` are the lead's words, if there are some. Raises NotPublished for a draft."""
    published_at = paper.report.published_at
    if published_at is None:
        raise NotPublished("Publish the report first.")
    on = timezone.localdate(published_at)
    data = {
        "title": f"Whose voice is missing: {about.scope(paper.report)}",
        "organisation": str(paper.report.organisation),
        "period": about.days(paper.report),
        "published": f"Published {about.in_words(on)}, version {paper.report.version}.",
        "date": [on.year, on.month, on.day],
        "font": FONT,
        "logo": list(logo) or None,
        "short": plain.missing(paper),
        "people": plain.how_many(paper),
        "pictures": _side_by_side(of_page(paper)),
        "key": KEY,
        "layout": TITLES[layout],
        "breaks": layout != PackLayout.STANDARD,
        "sections": [_section(one) for one in sections(paper, layout, own.words if own else {})],
        "words_version": _version(own),
        "columns": COLUMNS,
        "tables": [_table(table) for table in paper.came],
        "plain": [_part(one) for one in plain.summary(paper)],
        "easy": [_easy(one, number) for number, one in enumerate(easy_read.summary(paper))],
        "method": [_part(one) for one in method.parts(paper)],
    }
    return _compiled((HERE / "pack.typ").read_bytes(), pack=json.dumps(_printable(data)))


def cannot_print(text: str) -> Iterator[str]:
    """The characters of this text that the fonts do not have, each once, in order. Each one takes some time to try."""
    return (one for one in dict.fromkeys(text) if one not in SURE and one not in "\r\n\t" and not _is_in_fonts(one))


@lru_cache(maxsize=4096)
def _is_in_fonts(character: str) -> bool:
    if not character.isprintable():
        return False
    try:
        _compiled(ONE_CHARACTER, text=character, font=FONT)
    except typst.TypstError:
        return False
    return True


def _compiled(source: bytes, **data: str) -> bytes:
    made = typst.compile(  # type: ignore[call-overload]  # its types do not know PDF/UA yet
        source,
        sys_inputs=data,
        font_paths=[HERE / "fonts"],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["ua-1"],
    )
    if not isinstance(made, bytes):
        raise TypeError("A PDF is one file.")
    return made


def _printable(value: Any) -> Any:
    """The same data with a box for every character that the fonts do not have."""
    match value:
        case str():
            return value.translate({ord(one): CANNOT_PRINT for one in cannot_print(value)})
        case dict():
            return {key: _printable(one) for key, one in value.items()}
        case list() | tuple():
            return [_printable(one) for one in value]
        case _:
            return value


def _side_by_side(found: list[Picture]) -> list[dict[str, str]]:
    return [_picture(one, width=PICTURE_WIDTH[len(found)]) for one in found]


def _picture(one: Picture, *, width: int) -> dict[str, str]:
    return {"svg": pictures.for_print(one.svg, width=width, font=FONT), "alt": one.alt, "title": one.title}


def _section(one: Section) -> dict[str, Any]:
    own = [" ".join(line.split()) for line in one.own.splitlines() if line.strip()]
    return {"label": one.label, "asks": one.asks, "known": one.known, "own": own}


def _version(own: PackWords | None) -> str:
    if own is None:
        return ""
    return f"The lead's words: version {own.version}, {about.in_words(timezone.localdate(own.written_at))}."


def _part(one: Part) -> dict[str, Any]:
    return {"heading": one.heading, "sentences": one.sentences}


def _easy(one: EasyPart, number: int) -> dict[str, Any]:
    drawn = None if one.heads is None else _picture(of_group(one.heads, name=f"heads-{number}"), width=420)
    return {"heading": one.heading, "about": one.about, "sentences": one.sentences, "picture": drawn}


def _table(table: gap.Comparison) -> dict[str, Any]:
    sentences = words.table_sentences(table, stage="came")
    rows = [] if table.withheld or table.participants is None else [_row(table, group) for group in table.groups]
    known = [words.unknown_sentence(table)] if rows else []
    return {"label": table.label, "caption": f"{table.label}: each group", "sentences": sentences + known, "rows": rows}


def _row(table: gap.Comparison, group: gap.GroupComparison) -> list[str]:
    likely = "–"
    if group.share_low is not None:
        likely = f"{percent(group.share_low)} to {percent(group.share_high)}"
    return [
        group.label,
        people(group.participants),
        percent(group.share),
        likely,
        percent(group.benchmark_share),
        words.finding(table, group),
    ]
