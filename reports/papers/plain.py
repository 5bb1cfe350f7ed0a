"""A report told in plain English."""

from __future__ import annotations

from reports import about, agreement, loop_words, words
from reports.figures import people
from reports.papers.parts import Part, part
from reports.queries import Paper
from reports.words import small

MOST_DIFFERENCES = 3


def summary(paper: Paper) -> list[Part]:
    parts = [
        part("What this is about", _about(paper)),
        part("Whose voice is missing", missing(paper)),
        part("Where the two benchmarks differ", differing(paper)),
        part("Where people are lost", lost(paper)),
        part("Spoken for by others", spoken_for(paper)),
        part("Who led to a change", influenced(paper)),
        part("Answers and changes", answers(paper)),
        part("You said, we did", said_and_done(paper)),
        part("What we do not know", unknown(paper)),
    ]
    return [one for one in parts if one.sentences]


def _about(paper: Paper) -> list[str]:
    table = paper.shown_table
    compared = f" It compares them with {table.reference.label}." if table and table.reference else ""
    first = f"This is about the people who took part with {about.scope(paper.report)}, {about.days(paper.report)}."
    return [f"{first}{compared}", *how_many(paper)]


def how_many(paper: Paper) -> list[str]:
    """How many people came, by whose voice. One person can count in several."""
    said = [f"{label}: {_about_how_many(number)}." for label, number in paper.people]
    return [f"{' '.join(said)} One person can count in several of these."] if said else []


def influenced(paper: Paper) -> list[str]:
    """Of how many people it can be said that something was changed because of what they said."""
    said = [f"{label}: {_about_how_many(number)}." for label, number in paper.influenced]
    if not said:
        return []
    return [f"Something was changed because of what these people said. {' '.join(said)}"]


def answers(paper: Paper) -> list[str]:
    """How stories were answered, and what came of them."""
    return loop_words.sentences(paper.report.answers) if paper.report.answers is not None else []


def said_and_done(paper: Paper) -> list[str]:
    """What the organisation said in public, "we could not, because" too."""
    return [f"You said: {one.you_said} {one.heading_of_answer}: {one.we_did}" for one in paper.said_and_done]


def _about_how_many(number: int | None) -> str:
    return "too few to show" if number is None else f"about {people(number)} people"


def missing(paper: Paper) -> list[str]:
    """Each of the largest gaps with the figures it rests on, or what to say when there is none."""
    if not paper.headlines:
        return [paper.nothing_missing]
    return [
        " ".join(
            sentence
            for sentence in (
                f"{line.group.label}: {small(line.group.sentence())}",
                words.share_sentence(line.group),
                line.closing,
            )
            if sentence
        )
        for line in paper.headlines
    ]


def differing(paper: Paper) -> list[str]:
    """The first few groups that the two benchmarks judge differently."""
    return [said for table in paper.came for said in agreement.differences(table)][:MOST_DIFFERENCES]


def lost(paper: Paper) -> list[str]:
    return [f"{line.group.label}: {small(line.sentence)}" for line in paper.lost]


def spoken_for(paper: Paper) -> list[str]:
    return [f"{line.group.label}: {small(line.group.sentence or '')}" for line in paper.spoken_for]


def unknown(paper: Paper) -> list[str]:
    """How many gave no answer to the question that is shown, and what the report cannot see."""
    said = [f"{paper.shown_table.label}: {words.unknown_sentence(paper.shown_table)}"] if paper.shown_table else []
    if paper.report.head_count is not None:
        said.append(f"About {paper.report.head_count} people were counted without a name, apart from these.")
    return [*said, "A small gap may not show in these numbers. That none is named does not prove that all are heard."]
