"""The last page: how the figures were made, with whom they compare, what they cannot say, and their licence."""

from __future__ import annotations

from collections.abc import Iterator

from reports import about
from reports.papers.parts import Part, part
from reports.queries import Paper

OPEN_GOVERNMENT_LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"
DOES_NOT_ADD_UP = (
    "Numbers of people never add up, not over voices, steps, periods or services: the same person may be in several."
)


def parts(paper: Paper) -> list[Part]:
    return [
        part("Compared with whom", benchmarks(paper)),
        part("How the figures were made", made(paper)),
        part("How small numbers are protected", protected(paper)),
        part("What these figures cannot say", caveats(paper)),
        part("Licence", licences(paper)),
    ]


def benchmarks(paper: Paper) -> list[str]:
    """Every benchmark that was used, with its day, its age base and its areas, and for which questions."""
    used: dict[str, list[str]] = {}
    for table in paper.came:
        said = " ".join(about.benchmark_sentences(table.reference)) if table.reference else "There is no benchmark."
        if table.second is not None and table.second.reference is not None:
            also = about.benchmark_sentences(table.second.reference, start="Compared also with")
            said = " ".join([said, *also])
        used.setdefault(said, []).append(table.label)
    everything = len(used) == 1
    return [said if everything else f"{'; '.join(labels)}: {said}" for said, labels in used.items()]


def made(paper: Paper) -> list[str]:
    return [
        f"Method version {paper.report.method_version}. People count once at each step, by the role they spoke in.",
        "The likely range of a share is Wilson's 95% interval.",
        " ".join(about.threshold_sentences(paper.report)),
    ]


def protected(paper: Paper) -> list[str]:
    below = paper.report.hidden_below
    return [
        " ".join(about.disclosure_sentences(paper.report)),
        f"* stands for any number from 0 to {below - 1}. A table whose stars could be worked out is held back whole.",
    ]


def caveats(paper: Paper) -> list[str]:
    return [*_warnings(paper), DOES_NOT_ADD_UP, "That two ranges overlap proves nothing.", *_unknown(paper)]


def _warnings(paper: Paper) -> Iterator[str]:
    seen: dict[str, list[str]] = {}
    for table in paper.came:
        for warning in table.warnings:
            seen.setdefault(warning, []).append(table.label)
    for warning, labels in seen.items():
        yield f"{'; '.join(labels)}: {warning}"


def _unknown(paper: Paper) -> Iterator[str]:
    if paper.report.head_count is not None:
        yield f"About {paper.report.head_count} people were counted without a name. They are in no other figure."
    yield "The spreadsheet has the lowest and highest that each share could be, whoever the unknown people are."


def licences(paper: Paper) -> list[str]:
    """Who has to be named for the figures of others. An organisation's own figures are its own to license."""
    own = (
        f"The figures about who took part are those of {paper.report.organisation}. Ask there before you publish them."
    )
    licence = paper.report.benchmark.licence
    if not licence:
        return [own]
    said = f"Contains public sector information licensed under the {licence}: {OPEN_GOVERNMENT_LICENCE}"
    return [f"Benchmark: {paper.report.benchmark.label}. {paper.report.benchmark.source} {said}", own]
