import pytest

from reports import census
from reports.models import Benchmark, BenchmarkCount
from reports.tests.conftest import SOUTH_LONDON

pytestmark = pytest.mark.django_db


def load(**options):
    return census.load(benchmarks=Benchmark.objects, counts=BenchmarkCount.objects, **options)


def test_migrations_leave_both_benchmarks_with_every_local_authority():
    stored = BenchmarkCount.objects.filter(benchmark__organisation=None)

    assert stored.filter(dimension="sex", area_type="ltla").count() == 2 * 331
    assert stored.filter(dimension="ethnic_group_7_16plus", area_type="ltla").count() == 7 * 331
    assert stored.count() == 27_074


def test_load_adds_nothing_the_second_time():
    assert load() == 27_074
    assert BenchmarkCount.objects.filter(benchmark__organisation=None).count() == 27_074


def test_load_brings_chosen_areas_back_after_the_tables_were_emptied():
    Benchmark.objects.all().delete()
    load(areas=SOUTH_LONDON)

    assert set(BenchmarkCount.objects.values_list("area_code", flat=True)) == set(SOUTH_LONDON)
    assert Benchmark.objects.get(name=census.DEFAULT).label == "Census 2021, aged 16 and over"


def test_shipped_counts_agree_across_tables_of_one_base():
    """ONS moves single counts a little, so totals differ by some people in a million, never more."""
    rows = BenchmarkCount.objects.filter(benchmark__name=census.AGED_16_AND_OVER, area_code="E92000001")
    rows = rows.exclude(dimension__endswith="18plus")
    totals = {}
    for dimension, count in rows.values_list("dimension", "count"):
        totals[dimension] = totals.get(dimension, 0) + count

    assert len(totals) == 7
    assert max(totals.values()) - min(totals.values()) < 0.001 * max(totals.values())
