"""The figures, words and pictures of gap reports in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from reports import about, agreement, gap, loop_words, pictures, words
from reports.dimensions import BY_NAME
from reports.figures import chance, people, percent, points, times
from reports.models import GapReport
from reports.queries import FunnelOfGroup, SideBySide

register = template.Library()
for written in (people, percent, points, times, chance):
    register.filter(written.__name__, written)
for said in (
    about.day,
    about.disclosure_sentences,
    about.threshold_sentences,
    loop_words.sentences,
    words.share_sentence,
    words.unknown_sentence,
):
    register.filter(said.__name__, said)


@register.filter
def meaning(voice: str) -> str:
    return words.VOICE_MEANS[voice]


@register.filter
def who(stage: str) -> str:
    """Of whom a table is, as a heading says it."""
    return "who was asked" if stage == "asked" else f"who {words.DID[stage]}"


@register.simple_tag
def source_sentences(report: GapReport, reference: gap.Reference | str | None) -> list[str]:
    """A template gives an empty text for a table that has no benchmark."""
    return about.source_sentences(report, reference if isinstance(reference, gap.Reference) else None)


@register.simple_tag
def second_sentences(reference: gap.Reference) -> list[str]:
    return about.benchmark_sentences(reference, start="Compared also with")


@register.simple_tag
def table_sentences(table: gap.Comparison, stage: str) -> list[str]:
    return words.table_sentences(table, stage=stage)


@register.simple_tag
def finding(table: gap.Comparison, group: gap.GroupComparison) -> str:
    return words.finding(table, group)


@register.simple_tag
def disagreements(table: gap.Comparison) -> list[str]:
    return agreement.disagreements(table)


@register.simple_tag
def both(table: gap.Comparison) -> list[tuple[gap.GroupComparison, gap.GroupComparison]]:
    """Each group as the two benchmarks see it."""
    return list(zip(table.groups, table.second.groups, strict=True)) if table.second is not None else []


@register.simple_tag
def comparisons(table: gap.Comparison) -> list[gap.Comparison]:
    """The comparison, and the second one if there is one."""
    return [table] if table.second is None else [table, table.second]


@register.simple_tag
def ratios(table: gap.Comparison, one: gap.Standardised) -> list[tuple[gap.GroupComparison, gap.StandardisedRatio]]:
    return [(group, one.ratios[group.code]) for group in table.groups if group.code in one.ratios]


@register.simple_tag
def rates(table: gap.Comparison) -> list[tuple[gap.GroupComparison, gap.GroupRate]]:
    return [(table.group(rate.code), rate) for rate in table.rates.groups] if table.rates is not None else []


@register.filter
def has_bounds(table: gap.Comparison) -> bool:
    return any(words.bounds(table, group) for group in table.groups)


@register.filter
def compared_with(table: gap.Comparison) -> str:
    return f"{table.label}, compared with {table.reference.label}" if table.reference is not None else table.label


@register.filter
def by_what(dimension: str) -> str:
    """What a standardised ratio takes into account."""
    return BY_NAME[dimension].label.lower()


@register.simple_tag
def dots(table: gap.Comparison, *, name: str, stage: str) -> SafeString:
    """Each group's share against its benchmark."""
    said = [*words.table_sentences(table, stage=stage), *agreement.disagreements(table), *words.bounds_sentences(table)]
    return pictures.dots(
        name,
        title=f"{table.label}: share of each group against the benchmark",
        description=" ".join(said),
        lines=[dot(table, group, label=group.label) for group in table.groups],
    )


@register.simple_tag
def side_by_side(beside: SideBySide, *, name: str) -> SafeString:
    """One group's share at each provider, against each one's own benchmark."""
    return pictures.dots(
        name,
        title=f"{beside.label}: share at each provider against its benchmark",
        description=" ".join(f"{one.name}: {one.sentence}" for one in beside.lines),
        lines=[dot(one.table, one.group, label=one.name) for one in beside.lines],
    )


def dot(table: gap.Comparison, group: gap.GroupComparison, *, label: str) -> pictures.Dot:
    hidden_high = None
    if group.suppressed and group.fewer_than is not None and table.known:
        hidden_high = min((group.fewer_than - 1) / table.known, 1.0)
    return pictures.Dot(
        label=label,
        value=percent(group.share) if group.share is not None else "hidden" if group.suppressed else "–",
        share=group.share,
        low=group.share_low,
        high=group.share_high,
        benchmark=group.benchmark_share,
        hidden_high=hidden_high,
        is_gap=words.is_missing(table, group),
        second=table.second.group(group.code).benchmark_share if table.second is not None else None,
        bounds=words.bounds(table, group),
    )


@register.simple_tag
def funnel_picture(shown: FunnelOfGroup, *, name: str) -> SafeString:
    """One group beside everybody, step by step."""
    return pictures.funnel(
        name,
        title=f"{shown.label}: how many were left at each step",
        description=shown.summary,
        levels=[
            pictures.Level(
                label=f"{line.stage.label}: lost here" if line.is_lost else line.stage.label,
                group=line.people,
                everyone=line.everyone,
                group_value=line.value,
                everyone_value=people(line.everyone) if line.everyone is not None else "hidden",
                is_lost=line.is_lost,
            )
            for line in shown.lines
        ],
    )
