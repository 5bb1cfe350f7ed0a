"""The words and pictures of trends in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString

from reports import pictures, spread_words, trend_words
from reports.gap.funnel_plot import Place, Unit, limits
from reports.models.gap_reports import ROUNDING_BASE
from reports.queries import PlotLine, PlotPage, TrendLine, TrendPage

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


@register.simple_tag
def plot_sentences(page: PlotPage) -> list[str]:
    return spread_words.plot_sentences(page)


@register.simple_tag
def place_words(line: PlotLine) -> str:
    return spread_words.place_words(line)


@register.simple_tag
def plot_picture(page: PlotPage, *, name: str) -> SafeString:
    """One group at each service or provider, with the funnel that chance leaves around the benchmark."""
    target = page.target
    return pictures.scatter(
        name,
        title=f"{page.group.label}: side by side",
        description=" ".join(spread_words.plot_sentences(page)),
        spots=[spot for line in page.lines if (spot := _spot(line)) is not None],
        curve=None if target is None else lambda known: _edges(target, known),
    )


def _edges(target: float, known: int) -> pictures.Limits:
    found = limits(target, known, rounding_base=ROUNDING_BASE)
    return found.seldom_low, found.often_low, found.often_high, found.seldom_high


def _spot(line: PlotLine) -> pictures.Spot | None:
    unit: Unit | None = line.unit
    if unit is None or not unit.observation.known:
        return None
    return pictures.Spot(
        name=str(line.number),
        known=unit.observation.known,
        target=unit.target,
        limits=_edges(unit.target, unit.observation.known),
        share=unit.observation.share,
        hidden_high=unit.observation.highest,
        stands_out=unit.place in (Place.FAR_BELOW, Place.FAR_ABOVE),
    )
