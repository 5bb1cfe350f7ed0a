from datetime import date

import pytest

from accounts.tests.factories import make_organisation
from core.areas import AreasRefused
from reports import census, codings
from reports.dimensions import BY_NAME, DIMENSIONS
from reports.models import Benchmark
from reports.services import areas_served, references
from reports.tests.conftest import SOUTH_LONDON
from reports.tests.factories import make_benchmark

pytestmark = pytest.mark.django_db


def shipped(name=census.AGED_16_AND_OVER):
    return Benchmark.objects.get(organisation=None, name=name)


def read(dimension, *, benchmark=None, areas=(), of=None):
    found = references(benchmark=benchmark or shipped(), area_codes=areas, dimensions=[BY_NAME[dimension]])
    return found[dimension]


def percentages(reference):
    return {code: round(100 * count / reference.base, 2) for code, count in reference.counts.items()}


def test_references_adds_up_the_boroughs_of_the_worked_example():
    reference = read("ethnic_group_5", benchmark=shipped(census.ALL_RESIDENTS), areas=SOUTH_LONDON)

    assert reference.counts == {"1": 149_005, "2": 322_358, "3": 101_779, "4": 676_732, "5": 66_693}
    assert reference.areas == ("Croydon", "Lambeth", "Lewisham", "Southwark")
    assert (reference.name, reference.age_base) == ("census2021", "All residents")


def test_references_counts_adults_where_the_census_does():
    reference = read("ethnic_group_5", areas=SOUTH_LONDON)

    assert percentages(reference)["2"] == 23.07
    assert reference.age_base == "Residents aged 16 and over"
    assert reference.warnings == ()


def test_references_agrees_with_what_was_published_for_england_and_wales():
    reference = read("ethnic_group_5", benchmark=shipped(census.ALL_RESIDENTS), areas=["K04000001"])

    assert percentages(reference) == {"1": 9.25, "2": 4.04, "3": 2.88, "4": 81.71, "5": 2.11}


@pytest.mark.parametrize(("area", "group", "share"), [("E92000001", "4", 83.0), ("E08000025", "1", 29.0)])
def test_references_of_adults_agrees_with_what_was_published(area, group, share):
    assert round(percentages(read("ethnic_group_5", areas=[area]))[group], 1) == share


def test_references_agrees_with_the_published_answers_on_religion_and_orientation():
    religion, orientation = (read(name, areas=["K04000001"]) for name in ("religion", "sexual_orientation"))
    everybody = religion.base + religion.not_answered
    adults = orientation.base + orientation.not_answered

    assert [round(100 * religion.counts[code] / everybody, 1) for code in ("1", "2", "6")] == [37.2, 46.2, 6.5]
    assert round(100 * religion.not_answered / everybody, 1) == 6.0
    assert round(100 * orientation.not_answered / adults, 1) == 7.5
    assert round(100 * orientation.counts["1"] / adults, 1) == 89.4


def test_references_counts_disabled_people_of_both_bases():
    everybody = read("disability", benchmark=shipped(census.ALL_RESIDENTS), areas=["K04000001"])

    assert percentages(everybody)["1"] == 17.53
    assert read("disability", areas=["K04000001"]).age_base == "Residents aged 16 and over"


def test_references_says_where_every_figure_comes_from():
    reference = read("sex", areas=["E09000008"])

    assert reference.date == "2021-03-21"
    assert reference.label == "Census 2021, aged 16 and over"
    assert reference.source == f"Census 2021, table RM122. {census.ATTRIBUTION}"


def test_references_without_areas_means_england():
    reference = read("religion", benchmark=shipped(census.ALL_RESIDENTS))

    assert reference.areas == ("England",)
    assert round(reference.base + reference.not_answered, -5) == 56_500_000


def test_references_leaves_who_did_not_answer_out_of_the_base():
    reference = read("gender_same", areas=["K04000001"])

    assert reference.counts["1"] == 45_389_626
    assert reference.not_answered == 2_914_645
    assert set(reference.counts) == {"1", "2"}


def test_references_falls_back_to_all_ages_and_says_so():
    reference = read("ethnic_group_19", areas=SOUTH_LONDON)

    assert (reference.name, reference.age_base) == ("census2021", "All residents")
    assert any("All ages are used instead" in warning for warning in reference.warnings)


def test_references_has_the_detailed_groups_of_adults_for_a_whole_country():
    reference = read("ethnic_group_19", areas=["E92000001"])

    assert reference.age_base == "Residents aged 16 and over"
    assert reference.warnings == ()
    assert round(reference.base, -5) == 46_000_000


def test_references_compares_adult_bands_with_both_censuses_without_a_warning():
    for name in (census.ALL_RESIDENTS, census.AGED_16_AND_OVER):
        reference = read("age_band", benchmark=shipped(name), areas=["E92000001"])

        assert (reference.age_base, reference.warnings) == ("Residents aged 18 and over", ())
        assert reference.base == 44_715_443


def test_references_of_all_residents_says_which_questions_only_adults_were_asked():
    reference = read("sexual_orientation", benchmark=shipped(census.ALL_RESIDENTS), areas=["E09000008"])

    assert reference.warnings == ("The census asked only people aged 16 and over this question.",)


def test_references_in_nhs_codes_says_which_groups_they_swallow():
    reference = read("ethnic_category_nhs16", areas=["E09000008"])
    detailed = read("ethnic_group_19", areas=["E09000008"])

    assert reference.counts["C"] == sum(detailed.counts[code] for code in ("15", "16", "17"))
    assert reference.counts["S"] == detailed.counts["18"] + detailed.counts["19"]
    assert codings.ETHNIC_WARNING_NHS in reference.warnings


def test_references_leaves_out_carers_whom_the_census_tables_do_not_count():
    found = references(benchmark=shipped(), area_codes=["E92000001"], dimensions=DIMENSIONS)

    assert set(found) == {dimension.name for dimension in DIMENSIONS} - {"carer_status"}


def test_references_adds_up_a_board_from_its_local_authorities():
    board = read("sex", areas=["E54000030"])
    boroughs = read("sex", areas=["E09000004", "E09000006", "E09000011", "E09000022", "E09000023", "E09000028"])

    assert board.counts == boroughs.counts
    assert board.areas == ("NHS South East London Integrated Care Board",)


def test_references_of_a_board_that_cuts_districts_has_what_was_counted_for_it():
    found = references(benchmark=shipped(), area_codes=["E54000034"], dimensions=DIMENSIONS)

    assert set(found) == {"ethnic_group_5", "disability", "sexual_orientation", "religion"}
    assert found["ethnic_group_5"].age_base == "All residents"


@pytest.mark.parametrize("codes", [["E09000008", "E12000007"], ["E99999999"], ["S92000003"]])
def test_references_refuses_areas_that_cannot_be_counted_together(codes):
    with pytest.raises(AreasRefused):
        read("sex", areas=codes)


def test_references_takes_one_query_whatever_is_asked(django_assert_num_queries):
    benchmark = shipped()

    with django_assert_num_queries(1):
        references(benchmark=benchmark, area_codes=["E12000007", "W92000004"], dimensions=DIMENSIONS)


def test_references_of_an_upload_uses_all_its_areas(django_assert_num_queries):
    benchmark = make_benchmark({"A": {"1": 4_200, "2": 700}, "B": {"1": 1, "2": 2, "not-answered": 9}}, dimension="sex")

    with django_assert_num_queries(2):
        reference = read("sex", benchmark=benchmark)

    assert reference.counts == {"1": 4_201, "2": 702}
    assert (reference.not_answered, reference.areas) == (9, ("Area A", "Area B"))


def test_references_of_an_upload_asks_who_was_counted_when():
    benchmark = make_benchmark({"A": {"1": 1, "2": 2}}, dimension="sex")
    assert read("sex", benchmark=benchmark).warnings == (
        "Nobody has said yet when this benchmark was counted, or whom it counts.",
    )

    benchmark.counted_on, benchmark.age_base = date(2025, 4, 1), "Adults in contact"
    benchmark.save()
    reference = read("sex", benchmark=benchmark)

    assert (reference.date, reference.age_base, reference.warnings) == ("2025-04-01", "Adults in contact", ())


def test_references_of_an_upload_never_judges_a_group_without_a_line():
    benchmark = make_benchmark({"A": {"1": 60, "2": 20, "4": 500}}, dimension="ethnic_group_5")
    reference = read("ethnic_group_5", benchmark=benchmark)

    assert reference.not_comparable == frozenset({"3", "5"})
    assert "no line for: Mixed or multiple ethnic groups; Other ethnic group" in reference.warnings[-1]


def test_references_of_a_caseload_in_nhs_codes_judges_only_what_the_codes_can_tell():
    counts = {group.code: 10 for group in BY_NAME["ethnic_category_nhs16"].groups} | {"Z": 7, "99": 3}
    benchmark = make_benchmark({"A": counts}, dimension="ethnic_category_nhs16")

    wide = read("ethnic_group_5", benchmark=benchmark)
    detailed = read("ethnic_group_19", benchmark=benchmark)

    assert wide.counts == {"1": 50, "2": 30, "3": 40, "4": 30, "5": 10}
    assert wide.not_answered == 10
    assert detailed.not_comparable == frozenset({"15", "16", "17", "18", "19"})
    assert detailed.warnings[0] == codings.ETHNIC_WARNING_SPLIT


def test_references_of_an_upload_refuses_areas_it_does_not_have():
    benchmark = make_benchmark({"A": {"1": 1, "2": 2}}, dimension="sex")
    with pytest.raises(AreasRefused) as refused:
        read("sex", benchmark=benchmark, areas=["E09000008"])

    assert str(refused.value) == "Choose areas that this benchmark has. It has no figures for E09000008."


def test_references_of_an_upload_refuses_kinds_of_area_that_may_overlap():
    benchmark = make_benchmark({"A": {"1": 1, "2": 2}}, dimension="sex")
    make_benchmark({"B": {"1": 1, "2": 2}}, dimension="sex", benchmark=benchmark, area_type="ward")

    with pytest.raises(AreasRefused):
        read("sex", benchmark=benchmark)


def test_references_of_an_upload_adds_up_a_board_from_the_boroughs_it_has():
    boroughs = ("E09000004", "E09000006", "E09000011", "E09000022", "E09000023", "E09000028")
    benchmark = make_benchmark({code: {"1": 1, "2": 2} for code in boroughs}, dimension="sex")
    reference = read("sex", benchmark=benchmark, areas=["E54000030"])

    assert reference.counts == {"1": 6, "2": 12}
    assert reference.areas == ("NHS South East London Integrated Care Board",)


def test_areas_served_keeps_areas_that_the_benchmark_has():
    own = make_benchmark({"E09000008": {"1": 1, "2": 2}}, dimension="sex", organisation=make_organisation())

    assert areas_served(benchmark=shipped(), area_codes=["E12000007"]) == ("E12000007",)
    assert areas_served(benchmark=own, area_codes=["E09000008"]) == ("E09000008",)
    assert areas_served(benchmark=own, area_codes=["E12000007"]) == ()


def test_references_know_a_caseload():
    caseload = make_benchmark({"T1": {"1": 100}}, dimension="ethnic_group_5")

    assert read("ethnic_group_5", benchmark=caseload).is_caseload
    assert not read("ethnic_group_5").is_caseload
