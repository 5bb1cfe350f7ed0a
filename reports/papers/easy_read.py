"""A report in Easy Read: at most 15 words a sentence, one idea each, and hard words explained in the next sentence.

Names of organisations, areas and groups are not our words: they stand by themselves and never inside a sentence.
"""

from __future__ import annotations

from reports import about, gap
from reports.figures import people
from reports.gap import Verdict
from reports.loops import RECEIVED, Loop
from reports.models import BenchmarkKind
from reports.papers.parts import EasyPart, Heads
from reports.queries import Paper
from reports.queries.headlines import Headline
from reports.words import JUDGED

LONGEST_SENTENCE = 15
# A hard word, and the sentence that has to follow its first use.
EXPLAINED = {
    "report": "A report is a paper that tells you what we found.",
    "take part": "To take part means to tell us what you think.",
    "census": "The census is a count of everyone in the country.",
    "star": "A star looks like this *.",
    "round": "To round means to use the nearest number that ends in 0 or 5.",
}
STORY = "A story is what people tell us about a service."
LOST = {
    "asked": "We asked too few people in this group.",
    "signed_up": "Fewer people in this group signed up.",
    "came": "Fewer people in this group came to the meetings.",
    "came_back": "Fewer people in this group came back.",
}
COMPARED = {
    BenchmarkKind.CENSUS: "We looked at the people who live in the area.",
    BenchmarkKind.CASELOAD: "We looked at the people who use the service.",
    BenchmarkKind.OTHER: "We looked at another list of people.",
}

CANNOT_SAY = ("So we cannot say who is missing.", "We did not guess.")


def summary(paper: Paper) -> list[EasyPart]:
    return [
        _about(),
        _when(paper),
        _how_many(paper),
        *_missing(paper),
        *_lost(paper),
        *_changed(paper),
        *_answered(paper),
        _compared(paper),
        _unknown(),
        _private(paper),
    ]


def _about() -> EasyPart:
    return EasyPart(
        "What this is",
        (
            "This is an easy report.",
            EXPLAINED["report"],
            "It is about the people who take part.",
            EXPLAINED["take part"],
            "It tells you who we heard from.",
            "It tells you who is missing.",
        ),
    )


def _when(paper: Paper) -> EasyPart:
    report = paper.report
    months = 12 * (report.ends_on.year - report.starts_on.year) + report.ends_on.month - report.starts_on.month + 1
    return EasyPart("When", (f"We looked at {months} months.",), about=about.days(report))


def _how_many(paper: Paper) -> EasyPart:
    direct = paper.people[0][1] if paper.people else None
    if direct is None:
        return EasyPart("How many people", ("Only a few people came.", "We do not show small numbers."))
    return EasyPart(
        "How many people",
        (
            f"About {people(direct)} people came.",
            "They use services, or used them before.",
            "They spoke for themselves.",
        ),
    )


def _missing(paper: Paper) -> list[EasyPart]:
    if paper.headlines:
        return [_group(line) for line in paper.headlines]
    verdicts = {group.verdict for table in paper.came for group in table.groups}
    if verdicts.intersection(JUDGED):
        said = (
            "We did not find a group that is clearly missing.",
            "That does not mean we heard from everyone.",
            "A small difference may not show.",
        )
    elif Verdict.TOO_MANY_UNKNOWN in verdicts:
        said = ("Many people did not tell us about themselves.", *CANNOT_SAY)
    else:
        said = ("Too few people came.", *CANNOT_SAY)
    return [EasyPart("Who is missing", said)]


def _group(line: Headline) -> EasyPart:
    group = line.group
    expected = f"{group.expected or 0:,.0f}"
    came = "No people" if group.participants == 0 else f"About {people(group.participants)} people"
    if group.participants is None:
        came = f"Fewer than {group.fewer_than} people"
    said = [f"{came} in this group came.", f"We expected about {expected} people.", "That is too few people."]
    if group.people_to_close:
        said.append(f"We need about {group.people_to_close:,} more people from this group.")
    if group.expected:
        came = "may be" if group.participants is None else "are"
        said.append(f"The {'dotted' if group.participants is None else 'full'} figures {came} people who came.")
        said.append("The empty figures are people who are missing.")
    return EasyPart("A group that is missing", tuple(said), about=_label(line.table, group.label), heads=_heads(group))


def _label(table: gap.Comparison, group: str) -> str:
    return f"{table.label}: {group}"


def _heads(group: gap.GroupComparison) -> Heads | None:
    if not group.expected:
        return None
    return Heads(came=group.participants, fewer_than=group.fewer_than, expected=group.expected, label=group.label)


def _lost(paper: Paper) -> list[EasyPart]:
    return [
        EasyPart("Where people left", (LOST[line.group.lost_at],), about=_label(line.table, line.group.label))
        for line in paper.lost
        if line.group.lost_at in LOST
    ]


def _changed(paper: Paper) -> list[EasyPart]:
    if not paper.influenced:
        return []
    direct = paper.influenced[0][1]
    if direct is None:
        said = ("Some things may have changed.", "Too few people to show had a part in that.")
    else:
        said = ("Something changed because of what people said.", f"About {people(direct)} people had a part in that.")
    return [EasyPart("What changed", (*said, "They use services, or used them before."))]


def _answered(paper: Paper) -> list[EasyPart]:
    answers = paper.report.answers
    if answers is None:
        return []
    if not answers.is_told:
        said: tuple[str, ...] = ("Only a few people sent us a story.", STORY, "We do not show small numbers.")
    else:
        said = (
            f"People sent us about {people(answers.counts[RECEIVED])} stories.",
            STORY,
            *_some("We answered {} of them.", answers, "responded"),
            *_some("{} are late.", answers, "overdue"),
            *_some("After {} stories we changed something, or will.", answers, "changed"),
            *_some("After {} stories we could not change it.", answers, "not_possible"),
        )
    return [EasyPart("What we answered", said)]


def _some(sentence: str, answers: Loop, name: str) -> tuple[str, ...]:
    """Nothing where the number is hidden."""
    number = answers.counts[name]
    if number is None:
        return ()
    said = sentence.format(f"about {people(number)}")
    return (said[0].upper() + said[1:],)


def _compared(paper: Paper) -> EasyPart:
    said = ["We looked at the people who came.", COMPARED[BenchmarkKind(paper.report.benchmark.kind)]]
    if paper.report.benchmark.kind == BenchmarkKind.CENSUS:
        said += ["We know about them from the census.", EXPLAINED["census"]]
    counted_on = paper.report.benchmark.counted_on
    if counted_on:
        said.append(f"These numbers are from {counted_on.year}.")
    return EasyPart("How we know", (*said, "Then we looked for differences."))


def _unknown() -> EasyPart:
    return EasyPart(
        "What we do not know",
        ("Some people did not tell us about themselves.", "That is all right.", "We did not guess."),
    )


def _private(paper: Paper) -> EasyPart:
    return EasyPart(
        "How we keep you safe",
        (
            f"We hide numbers smaller than {paper.report.hidden_below}.",
            "We show a star instead.",
            EXPLAINED["star"],
            "We round the other numbers.",
            EXPLAINED["round"],
        ),
    )
