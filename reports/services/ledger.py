"""The release ledger: which releases share people with a report, and what was told of them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from accounts.models import Organisation
from involvement.models import Service
from reports import gap
from reports.counting import Counted
from reports.gap.coverage import connected
from reports.gap.protection import ProtectedTable
from reports.models import GapReport, GapRow, GapTable, LedgerEntry
from reports.queries import key_of, named, table_name

NO_SERVICE = ""
PLACE = "place"
PEOPLE = "people"
LOOP = "loop"
TOTALS = ("participants", "known", "declined", "not_asked", "group_only")
Counts = Mapping[str, Mapping[str, int]]
"""{dimension|voice|stage: {code: people}}; under PLACE everybody with a place at a session, whatever came of it; under
LOOP stories and answers, where the report tells of them: no people, and held against other releases by themselves."""


@dataclass(frozen=True, slots=True)
class Release:
    """One entry of the ledger with its people. ``counts`` are empty where they were not kept."""

    number: int
    report: GapReport
    coverage: gap.Coverage
    counts: Counts

    @property
    def name(self) -> str:
        return named(self.report)


def counts_of(counted: Counted, names: Container[str]) -> dict[str, dict[str, int]]:
    """The people behind these dimensions, without contributions and hours. Groups with nobody in them are left out."""
    tables = {table_name(key): _people(tally) for key, tally in counted.tallies.items() if key.dimension in names}
    return tables | {PLACE: {PEOPLE: counted.people}}


def _people(tally: gap.Tally) -> dict[str, int]:
    unknown = {"declined": tally.declined, "not_asked": tally.not_asked, "group_only": tally.group_only}
    groups = {f"={code}": count for code, count in tally.groups.items()}
    return {name: count.people for name, count in (groups | unknown).items() if count.people}


def lock(organisation_id: UUID) -> None:
    """Hold the organisation's ledger until the transaction ends, so that its releases come one after the other."""
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def coverage_of(report: GapReport, everything: frozenset[str]) -> gap.Coverage:
    services = frozenset({str(report.service_id)}) if report.service_id else everything
    return gap.Coverage(services=services, starts_on=report.starts_on, ends_on=report.ends_on)


def everything(organisation_id: UUID) -> frozenset[str]:
    """All services there are or were. A report about all of them covers those that came later too, with nobody in it:
    else its parts would not add up to it, and the check would miss that they do."""
    now = Service.objects.filter(organisation=organisation_id).values_list("pk", flat=True)
    then = LedgerEntry.objects.filter(organisation=organisation_id).values_list("services", flat=True)
    return frozenset({NO_SERVICE}.union(map(str, now), *then))


def sharing(report: GapReport) -> list[Release]:
    """The releases that share people with a report, or with one that does, and so on; by number.

    Quarters share nobody, but what was told of their year ties them together.
    """
    all_services = everything(report.organisation_id)
    rows = LedgerEntry.objects.filter(organisation=report.organisation_id, number__isnull=False).order_by("number")
    entries = list(rows.select_related("report__service").defer("counts"))
    coverages = [coverage_of(entry.report, all_services) for entry in entries]
    near = [(entries[place], coverages[place]) for place in connected(coverage_of(report, all_services), coverages)]
    counts = dict(rows.filter(pk__in=[entry.pk for entry, _ in near]).values_list("pk", "counts"))
    return [Release(entry.number or 0, entry.report, covers, counts[entry.pk]) for entry, covers in near]


def released(
    releases: Sequence[Release], *, coverage: gap.Coverage, counts: Counts, dimensions: Container[str]
) -> tuple[gap.Released, ...]:
    """The releases as everybody has seen them, from the stored figures; ``dimensions`` are those of the new report.

    Those of the same people with the same counts are one: only the benchmark or the version differs.
    """
    alike: list[list[Release]] = []
    for release in releases:
        for others in alike:
            if _is_alike(others[0], release):
                others.append(release)
                break
        else:
            alike.append([release])
    tables = _tables([release.report.pk for release in releases])
    return tuple(_released(others, tables, coverage, counts, dimensions) for others in alike)


def agree(then: Counts, now: Counts) -> bool:
    """Whether everything that both have counted is the same; a later one can have a step or an own group more."""
    shared = (then.keys() & now.keys()) - {LOOP}
    return bool(shared) and all(then[name] == now[name] for name in shared)


def _is_alike(one: Release, other: Release) -> bool:
    same_limit = one.report.hidden_below == other.report.hidden_below
    same_tables = one.counts.keys() - {LOOP} == other.counts.keys() - {LOOP}
    return same_limit and same_tables and one.coverage == other.coverage and agree(one.counts, other.counts)


def _released(
    alike: Sequence[Release],
    tables: Mapping[UUID, Mapping[gap.TableKey, tuple[ProtectedTable, bool]]],
    coverage: gap.Coverage,
    counts: Counts,
    dimensions: Container[str],
) -> gap.Released:
    first = alike[0]
    own = {one.name: one for release in alike for one in release.report.own_dimensions if one.name not in dimensions}
    shown: dict[gap.TableKey, ProtectedTable] = {}
    withheld: set[gap.TableKey] = set()
    for release in alike:
        for key, (table, is_withheld) in tables.get(release.report.pk, {}).items():
            if key not in shown or (key in withheld and not is_withheld):
                shown[key] = table
                withheld = withheld | {key} if is_withheld else withheld - {key}
    return gap.Released(
        name=first.name,
        coverage=first.coverage,
        tables=shown,
        withheld=frozenset(withheld),
        same_counts=first.coverage == coverage and agree(first.counts, counts),
        dimensions=tuple(own.values()),
        rule=gap.DisclosureRule(hidden_below=first.report.hidden_below),
    )


def _tables(reports: Iterable[UUID]) -> dict[UUID, dict[gap.TableKey, tuple[ProtectedTable, bool]]]:
    """By report and table: what was published of it, and whether it was held back."""
    tables = GapTable.objects.filter(report__in=list(reports)).order_by("pk")
    groups: dict[int, dict[str, int | None]] = {}
    rows = GapRow.objects.filter(table__in=tables.order_by()).order_by("table_id", "position")
    for table_id, code, people in rows.values_list("table_id", "code", "participants"):
        groups.setdefault(table_id, {})[code] = people
    found: dict[UUID, dict[gap.TableKey, tuple[ProtectedTable, bool]]] = {}
    for table in tables:
        totals = {name: getattr(table, name) for name in TOTALS}
        published = ProtectedTable(**totals, groups=groups.get(table.pk, {}), contributions={}, hours={})
        found.setdefault(table.report_id, {})[key_of(table)] = (published, table.withheld)
    return found


def enter(
    report: GapReport,
    *,
    coverage: gap.Coverage,
    counts: Counts,
    held_against: Sequence[int],
    held_back: Iterable[gap.TableKey],
) -> None:
    """Keep what a draft rests on; making it again replaces that."""
    LedgerEntry.objects.update_or_create(
        report=report,
        defaults={
            "organisation_id": report.organisation_id,
            "services": sorted(coverage.services),
            "counts": counts,
            "held_against": list(held_against),
            "held_back": sorted(table_name(key) for key in held_back),
        },
    )


def release(report: GapReport, *, at: datetime) -> None:
    """Give a report its number, for good. Needs the lock."""
    entries = LedgerEntry.objects.filter(organisation=report.organisation_id)
    last = entries.aggregate(last=Max("number"))["last"] or 0
    entries.filter(report=report, number=None).update(number=last + 1, released_at=at)


def forget(report: GapReport) -> None:
    """Throw away the counts behind a draft that nobody has seen."""
    LedgerEntry.objects.filter(report=report, number=None).update(counts={})
