import pytest

from reports import census
from reports.models import Benchmark, BenchmarkCount

SOUTH_LONDON = ("E09000008", "E09000022", "E09000023", "E09000028")


@pytest.fixture
def census_areas(db):
    """The shipped benchmarks for England, Wales and four boroughs: tests that commit find them emptied otherwise."""
    census.load(
        benchmarks=Benchmark.objects,
        counts=BenchmarkCount.objects,
        areas={"E92000001", "W92000004", *SOUTH_LONDON},
    )
