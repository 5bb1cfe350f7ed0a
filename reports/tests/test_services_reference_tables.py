"""What an own group is compared with. The expected shares are worked out by hand from the census tables."""

import pytest

from reports.counting import Counted
from reports.crossings import YOUNG_WARNING
from reports.dimensions import BY_NAME
from reports.gap import Part
from reports.models import Benchmark
from reports.own_groups import own_dimension
from reports.services.comparing import disclosure_rule
from reports.services.reference_tables import references_for
from reports.tests.conftest import SOUTH_LONDON
from reports.tests.factories import make_benchmark

pytestmark = pytest.mark.django_db
BLACK_WOMEN = own_dimension("Black women", [Part("ethnic_group_5", frozenset({"2"})), Part("sex", frozenset({"1"}))])
YOUNG_WOMEN = own_dimension("Young women", [Part("sex", frozenset({"1"})), Part("age_band", frozenset({"1", "2"}))])
YOUNG_ASIAN = own_dimension(
    "Young Asian people", [Part("ethnic_group_5", frozenset({"1"})), Part("age_band", frozenset({"1"}))]
)
YOUNG = own_dimension("Young people", [Part("age_band", frozenset({"1", "2"}))])
NOBODY = Counted(tallies={}, people=0, ethnic_answers={})


def reference_of(group, *, areas=("E92000001",), benchmark=None, rule=None):
    benchmark = benchmark or Benchmark.objects.get(organisation=None, name="census2021-16plus")
    found = references_for(benchmark=benchmark, area_codes=areas, dimensions=[group], counted=NOBODY, rule=rule)
    assert set(found) <= {group.name}
    return found.get(group.name)


def test_references_of_black_women_come_from_the_census_of_a_whole_country(census_areas):
    reference = reference_of(BLACK_WOMEN)

    assert reference.counts == {"in": 580_053 + 294_296 + 87_112, "out": reference.base - 961_461}
    assert reference.counts["in"] / reference.base == pytest.approx(0.0209, abs=0.0003)
    assert "1b" in reference.source


def test_references_have_no_ethnic_group_by_sex_for_a_borough(census_areas):
    assert reference_of(BLACK_WOMEN, areas=SOUTH_LONDON) is None


def test_references_of_young_women_are_there_for_boroughs_and_begin_at_18(census_areas):
    reference = reference_of(YOUNG_WOMEN, areas=["E09000008"])

    assert reference.counts["in"] == 14_318 + 31_564
    assert reference.age_base == "Residents aged 18 and over"
    assert reference.warnings == (YOUNG_WARNING,)


def test_references_of_a_wide_ethnic_group_by_age_add_up_the_detail(census_areas):
    reference = reference_of(YOUNG_ASIAN)

    assert reference.counts["in"] == pytest.approx(732_761 * 0.78436, abs=3)


def test_references_of_one_question_are_its_own_added_up(census_areas):
    reference = reference_of(YOUNG, areas=["E09000008"])

    assert reference.counts == {"in": 29_312 + 59_140, "out": 59_774 + 53_074 + 46_105 + 29_022 + 24_050}
    assert reference.warnings == ()


def caseload(**counts):
    cells = {f"{group}|{sex}": 100 for group in "12345" for sex in "12"}
    return make_benchmark({"T": cells | counts}, dimension="ethnic_group_5_by_sex")


def test_references_of_a_caseload_come_from_its_table_of_both_questions():
    reference = reference_of(BLACK_WOMEN, areas=(), benchmark=caseload(**{"2|1": 53}), rule=disclosure_rule())

    assert reference.counts == {"in": 55, "out": 900}


@pytest.mark.parametrize("cell", ["2|1", "4|2"])
def test_references_of_a_caseload_with_a_small_cell_are_left_out(cell):
    """Any small cell, so that nobody can tell which: added up, a table could give it away."""
    benchmark = caseload(**{cell: 4})

    assert reference_of(BLACK_WOMEN, areas=(), benchmark=benchmark, rule=disclosure_rule()) is None
    assert reference_of(BLACK_WOMEN, areas=(), benchmark=benchmark).base == 904


def test_references_of_a_caseload_without_a_line_are_left_out():
    benchmark = make_benchmark({"T": {"2|1": 50, "1|1": 50}}, dimension="ethnic_group_5_by_sex")

    assert reference_of(BLACK_WOMEN, areas=(), benchmark=benchmark) is None


ETHNIC_5, ETHNIC_19, SEX = (BY_NAME[name] for name in ("ethnic_group_5", "ethnic_group_19", "sex"))
EVERY_AGE = {f"{group}|{age}": 10 for group in "12345" for age in "1234567"}


def by_age(counts):
    benchmark = make_benchmark({"T1": dict.fromkeys("12345", 100)}, dimension="ethnic_group_5")
    return make_benchmark({"T1": counts}, dimension="ethnic_group_5_by_age_band", benchmark=benchmark)


def test_references_carry_the_groups_by_age():
    strata = reference_of(ETHNIC_5, areas=(), benchmark=by_age(EVERY_AGE | {"2|1": 40})).strata

    assert strata["age_band"]["1"] == {"1": 10, "2": 40, "3": 10, "4": 10, "5": 10}
    assert list(strata) == ["age_band"]


def test_references_add_up_detailed_groups_by_sex():
    codes = [str(code) for code in range(1, 20)]
    benchmark = make_benchmark({"T1": dict.fromkeys(codes, 100)}, dimension="ethnic_group_19")
    counts = {f"{code}|{sex}": int(code) for code in codes for sex in "12"}
    make_benchmark({"T1": counts}, dimension="ethnic_group_19_by_sex", benchmark=benchmark)

    assert reference_of(ETHNIC_5, areas=(), benchmark=benchmark).strata["sex"]["1"]["1"] == 1 + 2 + 3 + 4 + 5
    assert reference_of(ETHNIC_19, areas=(), benchmark=benchmark).strata["sex"]["2"]["19"] == 19


@pytest.mark.parametrize(("smallest", "kept"), [(5, ["age_band"]), (4, [])])
def test_references_give_up_groups_by_age_with_a_small_count(smallest, kept):
    benchmark = by_age(EVERY_AGE | {"2|1": smallest})

    assert list(reference_of(ETHNIC_5, areas=(), benchmark=benchmark, rule=disclosure_rule()).strata) == kept


def test_references_leave_out_groups_by_age_that_have_a_hole():
    counts = {code: count for code, count in EVERY_AGE.items() if code != "5|7"}

    assert reference_of(ETHNIC_5, areas=(), benchmark=by_age(counts)).strata == {}


def test_references_have_groups_by_age_and_sex_for_whole_countries(census_areas):
    found = reference_of(ETHNIC_19)

    assert set(found.strata) == {"age_band", "sex"}
    assert sum(found.strata["sex"]["1"].values()) + sum(found.strata["sex"]["2"].values()) == found.base
    assert YOUNG_WARNING in found.warnings
    assert list(reference_of(SEX, areas=SOUTH_LONDON).strata) == ["age_band"]
    assert reference_of(ETHNIC_5, areas=SOUTH_LONDON).strata == {}
