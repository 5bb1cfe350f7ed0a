"""The pictures of a paper: the same drawings as on the pages, with the words that stand for them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString

from reports import pictures, words
from reports.figures import people
from reports.papers.parts import Heads
from reports.queries import Paper
from reports.templatetags.gap_figures import dots, funnel_picture

KEY = (
    "Dot: the share of those who came, with its likely range; a filled dot is clearly under. Thick mark: the "
    "benchmark. Dotted line: hidden, somewhere here. Dark bar: this group; light bar: everybody."
)


@dataclass(frozen=True, slots=True)
class Picture:
    """``alt`` says in words what ``svg`` shows."""

    svg: SafeString
    title: str
    alt: str


def of_page(paper: Paper) -> list[Picture]:
    """One or two: the table of the largest gap, and its group from step to step."""
    found = []
    table, funnel = paper.shown_table, paper.shown_funnel
    if table is not None and not table.withheld:
        svg = dots(table, name="paper-dots", stage="came")
        alt = " ".join(words.table_sentences(table, stage="came"))
        found.append(Picture(svg, f"{table.label}: share of each group against the benchmark", alt))
    if funnel is not None:
        svg = funnel_picture(funnel, name="paper-funnel")
        found.append(Picture(svg, f"{funnel.label}: how many were left at each step", funnel.summary))
    return found


def of_group(heads: Heads, *, name: str) -> Picture:
    """People who came beside those who are missing; of a hidden count, how many it can be."""
    many = f"About {people(heads.came)}" if heads.came is not None else f"Fewer than {heads.fewer_than}"
    alt = f"{many} people came. We expected about {heads.expected:,.0f}."
    most = (heads.fewer_than or 1) - 1 if heads.came is None else 0
    title = f"{heads.label}: people who came and people who are missing"
    svg = pictures.heads(
        name,
        title=title,
        description=alt,
        came=(heads.came or 0) / heads.expected,
        may_have_come=most / heads.expected,
    )
    return Picture(svg, title, alt)
