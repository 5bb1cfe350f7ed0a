"""One table on demand, for the command: any dates, worked out in this process, nothing stored.

It is no release: protected by itself, in no ledger, and not held against what was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from accounts.access import SYSTEM
from accounts.models import Organisation
from core import audit
from core.areas import AreasRefused
from involvement.models import Service
from reports import counting, gap
from reports.census import SHIPPED
from reports.counting import Counted
from reports.dimensions import ALIASES, BY_NAME, DIMENSIONS, named
from reports.models import Benchmark
from reports.services import own_groups
from reports.services.comparing import disclosure_rule, exact_table, protected_comparisons
from reports.services.reference_tables import references_for
from reports.services.scopes import default_areas

OWN = "own:"


class TableRefused(Exception):
    """The command asks for something there is not; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One table, as somebody names it. Both days are part of the period. ``also`` is a second benchmark."""

    organisation: str
    starts_on: date
    ends_on: date
    dimension: str
    benchmark: str
    service: str = ""
    voice: str = "direct"
    stage: str = "came"
    areas: tuple[str, ...] = ()
    exact: bool = False
    also: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    key: gap.TableKey
    comparison: gap.Comparison
    benchmark: Benchmark
    area_codes: tuple[str, ...]


def gap_table(asked: Asked) -> Answered:
    """Raises TableRefused for anything unknown. Exact figures are recorded as seen."""
    organisation = _organisation(asked.organisation)
    groups = own_groups.in_use(organisation.pk)
    dimension = _dimension(asked, groups)
    key = _key(asked, dimension)
    benchmark = _benchmark(asked.benchmark, organisation)
    other = _benchmark(asked.also, organisation) if asked.also else None
    scope = counting.Scope(organisation.pk, asked.starts_on, asked.ends_on, _service(asked.service, organisation))
    codes = asked.areas or default_areas(organisation, benchmark)
    counted = counting.count(scope, own_groups=groups)
    rule = None if asked.exact else disclosure_rule()
    references = _references(benchmark, codes, groups, counted, rule)
    second = _references(other, default_areas(organisation, other), groups, counted, rule) if other else {}
    if rule is None:
        audit.record(actor=SYSTEM, verb="EXACT_FIGURES_SEEN", target=organisation, organisation_id=organisation.pk)
        table = exact_table(counted, references, key=key, dimension=dimension, second=second)
        return Answered(key, table, benchmark, tuple(codes))
    found = protected_comparisons(
        counted, references, second=second, rule=rule, own_groups=groups, wanted=key.dimension
    )
    return Answered(key, found[key], benchmark, tuple(codes))


def _references(
    benchmark: Benchmark,
    codes: Sequence[str],
    groups: Sequence[gap.Dimension],
    counted: Counted,
    rule: gap.DisclosureRule | None,
) -> dict[str, gap.Reference]:
    dimensions = [*DIMENSIONS, *groups]
    try:
        return references_for(benchmark=benchmark, area_codes=codes, dimensions=dimensions, counted=counted, rule=rule)
    except AreasRefused as refused:
        raise TableRefused(str(refused)) from refused


def _dimension(asked: Asked, groups: Sequence[gap.Dimension]) -> gap.Dimension:
    """One that every organisation has, by its name; one of its own groups as ``own:`` and what it is called."""
    if asked.dimension.startswith(OWN):
        wanted = asked.dimension.removeprefix(OWN).strip().casefold()
        found = next((group for group in groups if group.label.casefold() == wanted), None)
    else:
        found = named(asked.dimension)
    if found is None:
        own = [f"{OWN}{group.label}" for group in groups]
        raise _unknown("dimension", asked.dimension, [*BY_NAME, *ALIASES, *own])
    return found


def _key(asked: Asked, dimension: gap.Dimension) -> gap.TableKey:
    if asked.voice not in gap.VOICES:
        raise _unknown("voice", asked.voice, gap.VOICES)
    if asked.stage not in counting.STAGES:
        raise _unknown("stage", asked.stage, list(counting.STAGES))
    if asked.ends_on < asked.starts_on:
        raise TableRefused(f"Enter a --to day that is not before --from: {asked.ends_on} is before {asked.starts_on}.")
    return gap.TableKey(dimension.name, asked.voice, asked.stage)


def _organisation(slug: str) -> Organisation:
    found = Organisation.objects.filter(slug=slug).first()
    if found is None:
        raise _unknown("organisation", slug, Organisation.objects.order_by("slug").values_list("slug", flat=True)[:20])
    return found


def _service(name: str, organisation: Organisation) -> UUID | None:
    if not name:
        return None
    services = Service.objects.filter(organisation=organisation).order_by("name")
    found = services.filter(name=name).first()
    if found is None:
        raise _unknown("service", name, services.values_list("name", flat=True)[:20])
    return found.pk


def _benchmark(name: str, organisation: Organisation) -> Benchmark:
    own = Q(organisation=None) | Q(organisation=organisation)
    found = Benchmark.objects.filter(own, name=name).order_by("organisation").first()
    if found is None:
        names = Benchmark.objects.filter(organisation=organisation).order_by("name").values_list("name", flat=True)
        raise _unknown("benchmark", name, [*(shipped.name for shipped in SHIPPED), *names[:20]])
    return found


def _unknown(kind: str, name: str, choices: Iterable[str]) -> TableRefused:
    known = ", ".join(choices) or "none yet"
    return TableRefused(f"There is no {kind} called {name!r}. There is: {known}.")
