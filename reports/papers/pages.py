"""The papers as web pages: the same words and pictures as in the files."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports.models import PackLayout, PackWords, ReportState
from reports.papers import easy_read, plain
from reports.papers.layouts import TITLES, Section, sections
from reports.papers.parts import EasyPart, Part
from reports.papers.pictures import KEY, Picture, of_group, of_page
from reports.queries import Link, Paper


@dataclass(frozen=True, slots=True)
class PackPage:
    """A preview of the file. ``has_file`` is True once the report is published."""

    layout: PackLayout
    title: str
    short: tuple[str, ...]
    people: tuple[str, ...]
    pictures: tuple[Picture, ...]
    key: str
    sections: tuple[Section, ...]
    layout_links: tuple[Link, ...]
    own: PackWords | None
    has_file: bool
    may_write: bool


@dataclass(frozen=True, slots=True)
class EasyPage:
    part: EasyPart
    picture: SafeString | None


def pack_page(paper: Paper, *, layout: PackLayout, own: PackWords | None, may_write: bool) -> PackPage:
    published = paper.report.state == ReportState.PUBLISHED
    return PackPage(
        layout=layout,
        title=TITLES[layout],
        short=tuple(plain.missing(paper)),
        people=tuple(plain.how_many(paper)),
        pictures=tuple(of_page(paper)),
        key=KEY,
        sections=tuple(sections(paper, layout, own.words if own else {})),
        layout_links=tuple(Link(one.label, f"?layout={one}", one == layout) for one in PackLayout),
        own=own,
        has_file=published,
        may_write=may_write and paper.report.state != ReportState.WITHDRAWN,
    )


def easy_parts(paper: Paper) -> list[EasyPage]:
    return [
        EasyPage(part, of_group(part.heads, name=f"heads-{number}").svg if part.heads else None)
        for number, part in enumerate(easy_read.summary(paper))
    ]


def plain_parts(paper: Paper) -> list[Part]:
    return plain.summary(paper)
