"""Under which headings a board pack is put: what the figures say there, and what only a lead can say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports import about, words
from reports.dimensions import ETHNIC_GROUP_5, ETHNIC_GROUP_19
from reports.models import PackLayout
from reports.papers import plain
from reports.queries import Paper


@dataclass(frozen=True, slots=True)
class Heading:
    """``asks`` is what only the lead knows; ``known`` makes the sentences that the figures give."""

    code: str
    label: str
    asks: str
    known: Callable[[Paper], list[str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading filled in. Empty ``own`` says that the lead has not written anything yet."""

    code: str
    label: str
    asks: str
    known: tuple[str, ...]
    own: str


def _nothing(paper: Paper) -> list[str]:
    return []


def _responsible(paper: Paper) -> list[str]:
    published = paper.report.published_at
    said = f"Published {about.in_words(published.date())}." if published else "Not published yet."
    return [
        f"{said} Version {paper.report.version} of this report, method version {paper.report.method_version}.",
        "Each published report stays as it is. A correction is a new version.",
    ]


def _ethnic(paper: Paper) -> list[str]:
    tables = [table for table in paper.came if table.dimension in (ETHNIC_GROUP_5, ETHNIC_GROUP_19)]
    return [f"{table.label}. {' '.join(words.table_sentences(table, stage='came'))}" for table in tables]


def _feedback(paper: Paper) -> list[str]:
    return [*plain.how_many(paper), *plain.lost(paper), *plain.spoken_for(paper), *_influence(paper)]


def _influence(paper: Paper) -> list[str]:
    """How feedback led to action."""
    return [*plain.influenced(paper), *plain.answers(paper), *plain.said_and_done(paper)]


def _aim(paper: Paper) -> list[str]:
    table = paper.shown_table
    if table is None or table.reference is None:
        return ["To see who took part, in which role."]
    return [f"To see whether the people who took part are like the people of the benchmark: {table.reference.label}."]


def _methods(paper: Paper) -> list[str]:
    table = paper.shown_table
    source = " ".join(about.source_sentences(paper.report, table.reference if table else None))
    return [source, "Each person is counted once at each step. Answers that nobody gave are not guessed."]


def _results(paper: Paper) -> list[str]:
    return [*plain.how_many(paper), *plain.missing(paper)]


def _limits(paper: Paper) -> list[str]:
    return [*plain.unknown(paper), " ".join(about.disclosure_sentences(paper.report))]


HEADINGS: dict[PackLayout, tuple[Heading, ...]] = {
    PackLayout.STANDARD: (
        Heading("next_steps", "What we will do next", "What will you do, who does it, and by when?", _nothing),
    ),
    PackLayout.PCREF: (
        Heading(
            "leadership_governance",
            "Leadership and governance",
            "Who on the board answers for this, when did the board talk about it, and what did it decide?",
            _responsible,
        ),
        Heading(
            "organisational_competencies",
            "Organisational competencies",
            "What have you done about cultural awareness, staff knowledge, partnership working, co-production, "
            "workforce and co-learning?",
            _ethnic,
        ),
        Heading(
            "patient_carer_feedback",
            "Patient and carer feedback",
            "How can people give feedback, what did they say, and what changed because of it?",
            _feedback,
        ),
    ),
    PackLayout.GRIPP2: (
        Heading("aim", "Aim", "What was the aim of involving people?", _aim),
        Heading("methods", "Methods", "How were people asked, supported and paid?", _methods),
        Heading("results", "Results", "What came out of it, good and bad?", _results),
        Heading(
            "influence",
            "Influence",
            "What did people change in the work, and what did they not change?",
            _influence,
        ),
        Heading(
            "reflections", "Reflections", "What went well, what did not, and what would you do differently?", _limits
        ),
    ),
}

TITLES: dict[PackLayout, str] = {
    PackLayout.STANDARD: "What happens next",
    PackLayout.PCREF: "Race equality: the parts of PCREF, the race equality framework of NHS England",
    PackLayout.GRIPP2: "How people were involved: the parts of GRIPP2, a checklist for reports",
}


def sections(paper: Paper, layout: PackLayout, own: Mapping[str, str]) -> list[Section]:
    """Every heading of the layout, with the figures' sentences and the lead's own words by code."""
    return [
        Section(one.code, one.label, one.asks, tuple(one.known(paper)), own.get(one.code, ""))
        for one in HEADINGS[layout]
    ]
