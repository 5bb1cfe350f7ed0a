from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from accounts.access import Actor
from core import areas
from core.areas import Area
from reports import access, census, gap
from reports.codings import WITHOUT_CENSUS, CodeLoss, code_losses
from reports.dimensions import DIMENSIONS
from reports.models import Benchmark

NO_FIGURES = "There are no figures on this question for these areas."


@dataclass(frozen=True, slots=True)
class GroupFigures:
    """``share`` is a fraction of 1; None where the table counts nobody. ``is_judged`` is False for unlike codings."""

    label: str
    people: int
    share: float | None
    is_judged: bool


@dataclass(frozen=True, slots=True)
class DimensionFigures:
    """What one question can be compared with; ``missing`` says why not where ``reference`` is None."""

    label: str
    reference: gap.Reference | None
    groups: tuple[GroupFigures, ...]
    missing: str


@dataclass(frozen=True, slots=True)
class BenchmarkPage:
    benchmark: Benchmark
    area_names: tuple[str, ...]
    dimensions: tuple[DimensionFigures, ...]
    losses: tuple[CodeLoss, ...]


@dataclass(frozen=True, slots=True)
class AreasPage:
    """``searched`` tells an empty search from one without results."""

    chosen: tuple[Area, ...]
    found: tuple[Area, ...]
    searched: bool


def benchmark_list(actor: Actor) -> list[Benchmark]:
    """The one that reports use by themselves first, then the other census, then the organisation's own by name."""
    order = {census.DEFAULT: 0, census.OTHER[census.DEFAULT]: 1}
    return sorted(access.benchmarks(actor), key=lambda one: (order.get(one.name, 2), one.label.casefold()))


def benchmark_page(benchmark: Benchmark, references: Mapping[str, gap.Reference]) -> BenchmarkPage:
    return BenchmarkPage(
        benchmark=benchmark,
        area_names=next((reference.areas for reference in references.values()), ()),
        dimensions=tuple(_figures(dimension, references.get(dimension.name), benchmark) for dimension in DIMENSIONS),
        losses=code_losses(),
    )


def areas_page(area_codes: list[str], *, words: str) -> AreasPage:
    known = areas.every_area()
    return AreasPage(
        chosen=tuple(known[code] for code in area_codes if code in known),
        found=tuple(area for area in areas.search(words) if area.code not in area_codes),
        searched=bool(words.strip()),
    )


def _figures(dimension: gap.Dimension, reference: gap.Reference | None, benchmark: Benchmark) -> DimensionFigures:
    if reference is None:
        is_census = benchmark.organisation_id is None
        missing = WITHOUT_CENSUS.get(dimension.name, NO_FIGURES) if is_census else NO_FIGURES
        return DimensionFigures(dimension.label, None, (), missing)
    groups = tuple(
        GroupFigures(
            label=group.label,
            people=reference.counts[group.code],
            share=reference.counts[group.code] / reference.base if reference.base else None,
            is_judged=group.code not in reference.not_comparable,
        )
        for group in dimension.groups
    )
    return DimensionFigures(dimension.label, reference, groups, "")
