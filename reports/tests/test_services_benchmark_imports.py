import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation
from core import areas
from core.models import AuditEvent
from involvement.services import confirm_import
from reports import census
from reports.dimensions import BY_NAME
from reports.models import Benchmark, BenchmarkCount
from reports.services import (
    BenchmarkRefused,
    edit_benchmark,
    import_benchmark,
    references,
    run_benchmark_import,
    start_benchmark_import,
)
from reports.tests.factories import make_benchmark

pytestmark = pytest.mark.django_db
HEADER = "area_code,area_name,area_type,dimension,category_code,category,count\n"
SEXES = "T1,Our trust,service,sex,1,Female,4200\nT1,Our trust,service,sex,2,Male,3900\n"


@pytest.fixture
def organisation():
    return make_organisation()


def take(organisation, lines, *, name="Caseload", dry_run=False, header=HEADER):
    return import_benchmark(
        actor=actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation),
        organisation=organisation,
        name=name,
        file=io.BytesIO((header + lines).encode()),
        dry_run=dry_run,
        today=date(2026, 6, 1),
    )


def counts(result):
    return (result.counts.created, result.counts.changed, result.counts.unchanged)


def test_import_benchmark_makes_what_reports_can_compare_with(organisation):
    assert counts(take(organisation, SEXES, name=" Caseload ")) == (2, 0, 0)

    benchmark = Benchmark.objects.get(organisation=organisation, name="Caseload")
    found = references(benchmark=benchmark, area_codes=(), dimensions=[BY_NAME["sex"]])
    assert found["sex"].counts == {"1": 4_200, "2": 3_900}
    assert AuditEvent.objects.filter(verb="FILE_IMPORTED", reason="benchmark").count() == 1


def test_import_benchmark_changes_nothing_when_the_same_file_comes_again(organisation):
    take(organisation, SEXES)

    assert counts(take(organisation, SEXES)) == (0, 0, 2)
    assert BenchmarkCount.objects.filter(benchmark__organisation=organisation).count() == 2


def test_import_benchmark_replaces_the_counts_of_the_same_name(organisation):
    take(organisation, SEXES)
    changed = take(organisation, "T1,Our trust,service,sex,1,Female,5000\nT2,Ward,service,sex,1,Female,7\n")

    assert counts(changed) == (1, 2, 0)
    stored = BenchmarkCount.objects.filter(benchmark__organisation=organisation).order_by("area_code")
    assert list(stored.values_list("area_code", "category_code", "count")) == [("T1", "1", 5000), ("T2", "1", 7)]


def test_import_benchmark_dry_run_stores_nothing(organisation):
    assert counts(take(organisation, SEXES, dry_run=True)) == (2, 0, 0)
    assert not Benchmark.objects.filter(organisation=organisation).exists()


@pytest.mark.parametrize(
    ("line", "column", "reason"),
    [
        ("T2,Us,service,height,1,Tall,1", "dimension", "Use a dimension that we know"),
        ("T2,Us,service,sex,9,Other,1", "category_code", "Use a code of this dimension"),
        (
            "T 2,Us,service,sex,1,Female,1",
            "area_code",
            "Enter a code of up to 20 letters, numbers, dots and dashes, like",
        ),
        ("T2,,service,sex,1,Female,1", "area_name", "Enter a name."),
        ("T2,Us,,sex,1,Female,1", "area_type", "Enter the kind of area, like ltla, icb or service."),
        ("T2,Us,service,sex,1,,1", "category", "Enter a name."),
        ("T2,Us,service,sex,1,Female,-1", "count", "Enter a whole number of people, 0 or more, without commas."),
        ("T2,Us,service,sex,1,Female,1.5", "count", "Enter a whole number of people, 0 or more, without commas."),
        ("T2,Us,service,sex,1,Female,٣", "count", "Enter a whole number of people, 0 or more, without commas."),
        ('T2,Us,service,sex,1,Female,"1,200"', "count", "Enter a whole number of people, 0 or more, without commas."),
        (
            "T2,Us,service,sex,1,Female,99999999999",
            "count",
            "Enter a whole number of people, 0 or more, without commas.",
        ),
    ],
)
def test_import_benchmark_names_the_line_and_what_to_do(organisation, line, column, reason):
    result = take(organisation, SEXES + line + "\n")

    assert (result.bad_lines, result.rows) == (1, 3)
    assert [(4, column)] == [error[:2] for error in result.errors]
    assert result.errors[0][2].startswith(reason)
    assert not Benchmark.objects.filter(organisation=organisation).exists()


def test_import_benchmark_refuses_the_same_group_twice(organisation):
    result = take(organisation, SEXES + "T1,Our trust,service,sex,1,Women,4200\n")

    assert result.errors == ((4, "", "Remove this line: it says the same thing again as line 2."),)


@pytest.mark.parametrize("name", ["", "  ", "census2021", "Census2021-16plus", "x" * 161])
def test_import_benchmark_refuses_a_name_that_cannot_be_used(organisation, name):
    with pytest.raises(BenchmarkRefused):
        take(organisation, SEXES, name=name)


def test_import_benchmark_takes_the_shipped_layout_and_gives_the_same_figures(organisation):
    text = (census.DATA / "census2021-16plus.csv").read_text(encoding="utf-8").removeprefix(HEADER)
    assert take(organisation, text, name="Our copy").counts.created == 13_361

    wanted = [BY_NAME[name] for name in ("ethnic_group_5", "gender_same", "sexual_orientation")]
    copy = Benchmark.objects.get(organisation=organisation)
    shipped = Benchmark.objects.get(organisation=None, name=census.AGED_16_AND_OVER)
    ours, theirs = (references(benchmark=one, area_codes=["E54000030"], dimensions=wanted) for one in (copy, shipped))
    assert {name: found.counts for name, found in ours.items()} == {name: f.counts for name, f in theirs.items()}
    assert areas.names(["E54000030"]) == ours["gender_same"].areas


def test_edit_benchmark_says_what_it_counts_and_is_audited(organisation):
    benchmark = make_benchmark({"A": {"1": 1}}, dimension="sex", organisation=organisation)
    actor = actor_for(Role.ADMINISTRATOR, organisation=organisation)
    day = date(2026, 4, 1)
    edit_benchmark(
        actor=actor,
        benchmark=benchmark,
        label="Caseload",
        kind="CASELOAD",
        counted_on=day,
        age_base="Adults",
        source="",
    )

    benchmark.refresh_from_db()
    assert (benchmark.label, benchmark.counted_on, benchmark.age_base) == ("Caseload", day, "Adults")
    assert AuditEvent.objects.filter(verb="BENCHMARK_DESCRIBED").count() == 1


def test_edit_benchmark_refuses_the_census_and_other_peoples():
    actor = actor_for(Role.ADMINISTRATOR)
    theirs = make_benchmark({"A": {"1": 1}}, dimension="sex")

    for benchmark in (theirs, Benchmark.objects.get(name=census.ALL_RESIDENTS)):
        with pytest.raises(BenchmarkRefused):
            edit_benchmark(
                actor=actor, benchmark=benchmark, label="x", kind="OTHER", counted_on=None, age_base="", source=""
            )


def test_run_benchmark_import_checks_first_and_stores_when_confirmed(organisation):
    actor = actor_for(Role.ADMINISTRATOR, organisation=organisation)
    file = SimpleUploadedFile("caseload.csv", (HEADER + SEXES).encode())
    sent = start_benchmark_import(actor=actor, name="Caseload", file=file)

    run_benchmark_import(job_id=str(sent.job_id))
    sent.refresh_from_db()
    assert (sent.rows, sent.created, sent.job.state) == (2, 2, "DONE")
    assert not Benchmark.objects.filter(organisation=organisation).exists()

    confirmed = confirm_import(actor=actor, data_import=sent)
    run_benchmark_import(job_id=str(confirmed.job_id))
    stored = Benchmark.objects.get(organisation=organisation)
    assert (stored.name, stored.counts.count(), stored.uploaded_by_id) == ("Caseload", 2, actor.user_id)


def test_run_benchmark_import_tells_bad_lines_and_stores_nothing(organisation):
    actor = actor_for(Role.ADMINISTRATOR, organisation=organisation)
    file = SimpleUploadedFile("caseload.csv", (HEADER + SEXES + "T1\n").encode())
    sent = start_benchmark_import(actor=actor, name="Caseload", file=file)
    run_benchmark_import(job_id=str(sent.job_id))

    sent.refresh_from_db()
    assert (sent.bad_lines, sent.errors) == (1, [[4, "", "Check this line: it should have 7 values and has 1."]])
    assert not Benchmark.objects.filter(organisation=organisation).exists()
