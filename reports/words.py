"""What the figures of a report say, in plain words. Every number in a sentence is a published one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from involvement.taxonomies import Voice
from reports import gap
from reports.dimensions import NEVER_HEADLINED
from reports.figures import people, percent
from reports.gap import measures
from reports.own_groups import is_everyone_else

VOICE_MEANS: dict[str, str] = {
    Voice.DIRECT: "People who use services, or used them, speaking for themselves.",
    Voice.LIVED: "People who use services, and people who look after someone unpaid.",
    Voice.ALL: "Everyone who took part, in any role.",
    Voice.PROXY: "People who spoke for others: advocates, community leaders and staff of voluntary organisations.",
}
DID: dict[str, str] = {
    "asked": "were asked",
    "signed_up": "signed up",
    "came": "took part",
    "came_back": "came back",
    "influenced": "said something that led to a change",
    "asked_signed_up": "signed up after being asked",
    "signed_up_came": "came after signing up",
}
WENT_ON = {"signed_up": "signed up", "came": "came", "came_back": "came back"}
WOULD_HAVE = {"signed_up": "signed up", "came": "come", "came_back": "come back"}
OF_THOSE = {"signed_up": "asked", "came": "who signed up", "came_back": "who came"}
NO_CLEAR_GAP = (
    "No group took part clearly less than its share. That is not proof that every group is heard: "
    "a small gap may not show in these numbers."
)
NAMES_IN_A_SENTENCE = 4
JUDGED = (gap.Verdict.MARKEDLY_UNDER, gap.Verdict.UNDER, gap.Verdict.OVER, gap.Verdict.NO_CLEAR_DIFFERENCE)


def is_missing(table: gap.Comparison, group: gap.GroupComparison) -> bool:
    """Whether a group may be called a missing voice."""
    return group.verdict.is_gap and not never_headlined(table.dimension, group.code)


def never_headlined(dimension: str, code: str) -> bool:
    return code in NEVER_HEADLINED.get(dimension, ()) or is_everyone_else(dimension, code)


def share_sentence(group: gap.GroupComparison) -> str:
    if group.share is None or group.share_low is None:
        return ""
    likely = f"likely between {percent(group.share_low)} and {percent(group.share_high)}"
    return f"That is {percent(group.share)}, {likely}. In the benchmark it is {percent(group.benchmark_share)}."


def closing_sentence(table: gap.Comparison, group: gap.GroupComparison) -> str:
    """How many more people would close the gap; of a hidden count the fewest that could."""
    if group.people_to_close:
        more = "1 more person" if group.people_to_close == 1 else f"{group.people_to_close:,} more people"
        return f"About {more} would close this gap."
    if group.fewer_than is None or table.reference is None or not table.known:
        return ""
    fewest = measures.people_to_close(
        people=min(group.fewer_than - 1, table.known),
        known=table.known,
        benchmark=table.reference.counts[group.code],
        base=table.reference.base,
    )
    return f"At least {fewest:,} more people would be needed to close this gap." if fewest else ""


def nothing_missing(tables: Iterable[gap.Comparison]) -> str:
    """What to say of tables in which no group is missing. That nothing was found is never called parity."""
    verdicts = {group.verdict for table in tables for group in table.groups}
    if verdicts.intersection(JUDGED):
        return NO_CLEAR_GAP
    if gap.Verdict.TOO_MANY_UNKNOWN in verdicts:
        return f"{gap.Verdict.TOO_MANY_UNKNOWN.label}."
    if verdicts <= {gap.Verdict.NOT_COMPARED}:
        return "There is nothing to compare with."
    return "Too few people took part to say who is missing."


def table_sentences(table: gap.Comparison, *, stage: str) -> list[str]:
    """What a table and its picture show."""
    if table.participants is None:
        return [f"Too few people {DID[stage]} to show anything."]
    if table.withheld:
        everybody = f"About {people(table.participants)} people {DID[stage]}."
        return [f"{everybody} The groups are hidden: they would give away how few people are in a small one."]
    missing = [group for group in table.groups if is_missing(table, group)]
    found = [f"{group.label}: {small(group.sentence(DID[stage]))}" for group in missing]
    found.extend(_of_verdicts(table))
    return found or [f"{people(table.participants)} people {DID[stage]}. These groups are not compared."]


def _of_verdicts(table: gap.Comparison) -> Iterator[str]:
    """One sentence for the groups of each verdict; those that are missing are told by themselves.

    Of a group that an organisation defined, everyone else only says the same the other way round.
    """
    groups = [group for group in table.groups if not is_everyone_else(table.dimension, group.code)]
    verdicts = gap.Verdict
    said = (
        ("Less than their share", (verdicts.UNDER, verdicts.MARKEDLY_UNDER)),
        ("More than their share", (verdicts.OVER,)),
        ("No clear difference", (verdicts.NO_CLEAR_DIFFERENCE,)),
        ("Too few people to say", (verdicts.TOO_FEW, verdicts.HIDDEN)),
        (verdicts.TOO_MANY_UNKNOWN.label, (verdicts.TOO_MANY_UNKNOWN,)),
    )
    for start, those in said:
        labels = [group.label for group in groups if group.verdict in those and not is_missing(table, group)]
        if len(labels) == len(groups) and not set(those).intersection(JUDGED):
            yield f"{start}."
        elif len(labels) > NAMES_IN_A_SENTENCE:
            every = len(labels) == len(groups)
            yield f"{start}: {'all' if every else f'{len(labels)} of the'} {len(groups)} groups."
        elif labels:
            yield f"{start}: {listed(labels)}."


def finding(table: gap.Comparison, group: gap.GroupComparison) -> str:
    """The last column of a table: verdict, what would close the gap, and whether the unknown could change it."""
    parts = [group.verdict.label]
    if group.people_to_close and is_missing(table, group):
        more = "1 more person" if group.people_to_close == 1 else f"{group.people_to_close:,} more people"
        parts.append(f"{more} would close this gap")
    if table.unknown:
        parts.append(if_everyone_answered(group))
    return ". ".join(part for part in parts if part)


def unknown_sentence(table: gap.Comparison) -> str:
    """Who the figures rest on. Unknown answers are never put into a group."""
    if table.participants is None:
        return "Fewer people than can be shown."
    if table.known is None:
        return f"About {people(table.participants)} people. How many of them answered is hidden."
    asides = [
        f"{_some(table.declined)} preferred not to say",
        f"{_some(table.not_asked)} were not asked",
        *([f"{_some(table.group_only)} gave only a wider group"] if table.group_only != 0 else []),
    ]
    if table.declined == table.not_asked == 0 and len(asides) == 2:
        return f"About {people(table.participants)} people, and all of them answered this question."
    first = f"About {people(table.participants)} people. About {people(table.known)} answered this question"
    return f"{first}; {listed(asides)}."


def _some(count: int | None) -> str:
    return "a few or none" if count is None else "none" if count == 0 else f"about {count:,}"


def bounds(table: gap.Comparison, group: gap.GroupComparison) -> tuple[float, float] | None:
    """The lowest and highest share there can be whoever the unknown are; None where all are known."""
    if not table.unknown or group.bound_low is None or group.bound_high is None:
        return None
    return group.bound_low, group.bound_high


def bounds_sentences(table: gap.Comparison) -> list[str]:
    """The whiskers of a picture in words."""
    found = [(group.label, bounds(table, group)) for group in table.groups]
    said = [f"{label} {percent(ends[0])} to {percent(ends[1])}" for label, ends in found if ends]
    return [f"Whoever the people are who have not told us: {listed(said)}."] if said else []


def if_everyone_answered(group: gap.GroupComparison) -> str:
    """Whether the unknown answers could turn the finding round; where nothing was found there is nothing to turn."""
    match group.certainty:
        case gap.Certainty.HOLDS:
            return "This holds whoever the people are who have not told us"
        case gap.Certainty.SIDE:
            side = "below" if group.verdict.is_gap else "above"
            return f"The share stays {side} the benchmark whoever they are, but maybe not so clearly"
        case gap.Certainty.DEPENDS:
            return "This depends on who the people are who have not told us"
        case _:
            return ""


def lost_sentence(group: gap.FunnelGroup, asked: gap.GroupComparison | None) -> str:
    """The step at which the group is lost, with the figures that say so."""
    if group.lost_at == "asked" and asked is not None:
        return f"Too few were asked. {asked.sentence(DID['asked'])}"
    step = next((step for step in group.steps if step.stage == group.lost_at), None)
    if step is None:
        return ""
    likely = f"likely between {percent(step.rate_low)} and {percent(step.rate_high)}"
    found = f"Fewer {WENT_ON[step.stage]}: {percent(step.rate)} of those {OF_THOSE[step.stage]}, {likely}."
    found += f" Of everybody else it was {percent(step.others_rate)}."
    missing = round(step.shortfall or 0)
    if not missing:
        return found
    return f"{found} At that rate about {missing:,} more would have {WOULD_HAVE[step.stage]}."


def rate_sentence(step: gap.FunnelStep) -> str:
    """One step of one group, as it stands in a table."""
    if step.stage not in OF_THOSE:
        return ""
    if step.rate is None:
        return "Hidden to protect people" if step.suppressed else "Not known"
    likely = f"likely {percent(step.rate_low)} to {percent(step.rate_high)}"
    return f"{percent(step.rate)} of those {OF_THOSE[step.stage]}, {likely}"


def listed(items: Sequence[str]) -> str:
    """A; B and C: groups have commas in their names."""
    return " and ".join(part for part in ("; ".join(items[:-1]), items[-1]) if part) if items else ""


def small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
