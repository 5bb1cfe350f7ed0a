"""Reading a benchmark: the areas it can be asked for, and its counts as the groups that reports compare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Q

from core import areas
from core.areas import AreasRefused
from reports import census, gap
from reports.codings import AGED_16, AGED_18, NOT_ANSWERED, Source
from reports.crossings import ALL_SOURCES
from reports.models import Benchmark, BenchmarkCount, BenchmarkKind

ALL_AGES_WARNING = (
    "The census has no figures for people aged 16 and over on this question in these areas. All ages are used instead, "
    "so a gap may look larger or smaller than it is."
)
AGED_16_WARNING = "The census asked only people aged 16 and over this question."
UNKNOWN_ORIGIN = "Nobody has said yet when this benchmark was counted, or whom it counts."
Categories = Mapping[str, int]


@dataclass(slots=True)
class _Table:
    """The counts of one benchmark in one dimension of its own: by area, then by category."""

    benchmark: Benchmark
    areas: dict[str, dict[str, int]] = field(default_factory=dict)

    def has(self, codes: Sequence[str]) -> bool:
        return all(code in self.areas for code in codes)


def references(
    *, benchmark: Benchmark, area_codes: Sequence[str], dimensions: Iterable[gap.Dimension]
) -> dict[str, gap.Reference]:
    """What to compare with, by name of dimension; a dimension without figures for these areas is left out.

    Areas are added up. Where one census benchmark has no figures the other stands in, with a warning, and the reference
    carries that one's name and age base. Two queries at most. Raises core.areas.AreasRefused for areas that the
    benchmark does not have or that share people; no areas at all means all that the benchmark has, England for the
    census.
    """
    wanted = list(dimensions)
    rows, names = _areas(benchmark, area_codes)
    tables = _tables(benchmark, rows, [source.dimension for d in wanted for source in ALL_SOURCES.get(d.name, ())])
    found = {}
    for dimension in wanted:
        for table, source in _candidates(tables, benchmark, dimension.name):
            if table.has(rows):
                reference = _reference(dimension, table, source, asked=benchmark, rows=rows, names=names)
                if reference.base:
                    found[dimension.name] = reference
                break
    return found


def areas_served(*, benchmark: Benchmark, area_codes: Sequence[str]) -> tuple[str, ...]:
    """The areas an organisation serves as this benchmark has them: as they are, or none for a table of its own areas.

    For defaults only: an area that somebody asked for by name goes to references() as it is.
    """
    if benchmark.organisation_id is None or not area_codes:
        return tuple(area_codes)
    known = _uploaded_areas(benchmark)
    return tuple(area_codes) if _rows_in(known, area_codes) else ()


def _areas(benchmark: Benchmark, area_codes: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Codes of the rows to add up, and the names of the areas they make."""
    if benchmark.organisation_id is None:
        chosen = areas.choose(area_codes or areas.DEFAULT_AREAS["england"])
        return areas.census_codes(chosen), tuple(area.name for area in chosen)
    known = _uploaded_areas(benchmark)
    codes = tuple(dict.fromkeys(area_codes)) or _all_areas(known)
    _refuse_overlaps(codes)
    rows = _rows_in(known, codes)
    if rows is None:
        missing = ", ".join(code for code in codes if code not in known)
        raise AreasRefused(f"Choose areas that this benchmark has. It has no figures for {missing}.")
    registered = areas.every_area()
    return rows, tuple(known[code][0] if code in known else registered[code].name for code in codes)


def _uploaded_areas(benchmark: Benchmark) -> dict[str, tuple[str, str]]:
    found = BenchmarkCount.objects.filter(benchmark=benchmark).order_by("area_code")
    return {
        code: (name, kind) for code, name, kind in found.values_list("area_code", "area_name", "area_type").distinct()
    }


def _all_areas(known: Mapping[str, tuple[str, str]]) -> tuple[str, ...]:
    if len({kind for _, kind in known.values()}) > 1:
        raise AreasRefused("Choose which areas to use: this benchmark has areas of several kinds, which may overlap.")
    return tuple(known)


def _rows_in(known: Mapping[str, object], codes: Sequence[str]) -> tuple[str, ...] | None:
    """The benchmark's own rows for these areas: as named, or by the local authorities that make them up."""
    rows: list[str] = []
    for code in codes:
        area = areas.every_area().get(code)
        parts = (code,) if code in known or area is None else area.census_codes
        if any(part not in known for part in parts):
            return None
        rows.extend(parts)
    return tuple(rows)


def _refuse_overlaps(codes: Sequence[str]) -> None:
    registered = areas.every_area()
    census_areas = [code for code in codes if code in registered and registered[code].has_census]
    if len(census_areas) > 1:
        areas.choose(census_areas)


def _tables(benchmark: Benchmark, rows: Sequence[str], names: Sequence[str]) -> dict[tuple[str, str], _Table]:
    of_whom = Q(benchmark=benchmark)
    if benchmark.organisation_id is None:
        of_whom |= Q(benchmark__organisation=None, benchmark__name=census.OTHER[benchmark.name])
    counts = BenchmarkCount.objects.filter(of_whom, area_code__in=rows, dimension__in=names).select_related("benchmark")
    tables: dict[tuple[str, str], _Table] = {}
    for row in counts:
        table = tables.setdefault((row.benchmark.name, row.dimension), _Table(row.benchmark))
        table.areas.setdefault(row.area_code, {})[row.category_code] = row.count
    return tables


def _candidates(
    tables: Mapping[tuple[str, str], _Table], benchmark: Benchmark, dimension: str
) -> Iterable[tuple[_Table, Source]]:
    names = [benchmark.name]
    if benchmark.organisation_id is None:
        names.append(census.OTHER[benchmark.name])
    for name in names:
        for source in ALL_SOURCES.get(dimension, ()):
            if (name, source.dimension) in tables:
                yield tables[name, source.dimension], source


def _reference(
    dimension: gap.Dimension,
    table: _Table,
    source: Source,
    *,
    asked: Benchmark,
    rows: Sequence[str],
    names: tuple[str, ...],
) -> gap.Reference:
    used = table.benchmark
    counts, missing = _counted(dimension, source, [table.areas[code] for code in rows])
    return gap.Reference(
        name=used.name,
        label=used.label,
        date=used.counted_on.isoformat() if used.counted_on else "",
        age_base=source.age_base or used.age_base,
        areas=names,
        source=census.source_of(used, source.dimension),
        counts={group.code: counts[group.code] for group in dimension.groups},
        not_answered=counts[NOT_ANSWERED],
        warnings=tuple(_warnings(dimension, source, asked=asked, used=used, missing=missing)),
        not_comparable=source.not_comparable | missing,
        is_caseload=used.kind == BenchmarkKind.CASELOAD,
    )


def _counted(
    dimension: gap.Dimension, source: Source, by_area: Sequence[Categories]
) -> tuple[Mapping[str, int], frozenset[str]]:
    """Counts by group, and the groups for which some area has no line at all."""
    counts: dict[str, int] = defaultdict(int)
    missing: set[str] = set()
    for categories in by_area:
        for category, count in categories.items():
            if category in source.codes:
                counts[source.codes[category]] += count
        present = {source.codes[category] for category in categories if category in source.codes}
        missing |= {group.code for group in dimension.groups} - present
    return counts, frozenset(missing) - source.not_comparable


def _warnings(
    dimension: gap.Dimension, source: Source, *, asked: Benchmark, used: Benchmark, missing: frozenset[str]
) -> Iterable[str]:
    if source.warning:
        yield source.warning
    if asked.name == census.AGED_16_AND_OVER and source.age_base not in (AGED_16, AGED_18) and used.name != asked.name:
        yield ALL_AGES_WARNING
    if asked.name == census.ALL_RESIDENTS and source.age_base == AGED_16:
        yield AGED_16_WARNING
    if used.organisation_id is not None and not (used.counted_on and (source.age_base or used.age_base)):
        yield UNKNOWN_ORIGIN
    if missing:
        labels = "; ".join(group.label for group in dimension.groups if group.code in missing)
        yield f"The benchmark has no line for: {labels}. These groups are shown but not judged."
