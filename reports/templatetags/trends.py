"""The words and pictures of trends in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from reports import pictures, trend_words
from reports.queries import TrendLine, TrendPage

register = template.Library()


@register.simple_tag
def trend_sentences(page: TrendPage) -> list[str]:
    return trend_words.trend_sentences(page)


@register.simple_tag
def point_words(line: TrendLine) -> str:
    return trend_words.point_words(line)


@register.simple_tag
def trend_picture(page: TrendPage, *, name: str) -> SafeString:
    """One group's share from quarter to quarter."""
    return pictures.trend(
        name,
        title=f"{page.group.label}: from quarter to quarter",
        description=" ".join(trend_words.trend_sentences(page)),
        marks=[_mark(line) for line in page.lines],
        benchmark=page.benchmark_share,
    )


def _mark(line: TrendLine) -> pictures.Mark:
    point = line.point
    return pictures.Mark(
        label=f"{line.starts_on:%b %Y}",
        share=point.share,
        centre=point.centre,
        low=point.low,
        high=point.high,
        warn_low=point.warn_low,
        warn_high=point.warn_high,
        hidden_high=point.observation.highest,
        stands_out=bool(point.found),
        starts_anew=line.restart is not None,
    )
