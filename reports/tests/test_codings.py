from dataclasses import replace

import pytest

from reports import codings, crossings
from reports.dimensions import BY_NAME, DIMENSIONS
from reports.gap import Reference

REFERENCE = Reference(
    name="census2021",
    label="Census 2021",
    date="2021-03-21",
    age_base="All residents",
    areas=("England",),
    source="ONS",
    counts={group.code: 10 for group in BY_NAME["ethnic_group_19"].groups},
)


def test_sources_stand_behind_every_dimension():
    assert set(codings.SOURCES) == {dimension.name for dimension in DIMENSIONS}


@pytest.mark.parametrize("dimension", DIMENSIONS, ids=lambda dimension: dimension.name)
def test_sources_fill_every_group_or_say_which_they_cannot(dimension):
    groups = {group.code for group in dimension.groups}
    for source in codings.SOURCES[dimension.name]:
        filled = set(source.codes.values()) - {codings.NOT_ANSWERED}

        assert filled | source.not_comparable == groups


def test_sources_put_ages_in_the_band_of_their_years():
    single_years = codings.SOURCES["age_band"][1].codes

    assert "".join(single_years[age] for age in ("18", "24", "25", "64", "65", "74", "75", "100")) == "11256677"
    assert "17" not in single_years


def test_known_categories_has_children_only_where_ages_are_single_years():
    known = crossings.known_categories()

    assert {"0", "17", "18", "100"} <= known["age_single_year"]
    assert known["sex"] == {"1", "2", codings.NOT_ANSWERED}
    assert {"Z", "99", "A"} <= known["ethnic_category_nhs16"]


def test_code_losses_shows_both_lists_and_what_is_lost():
    losses = {loss.label: loss for loss in codings.code_losses()}

    assert len(losses) == 19
    assert losses["Roma"].nhs_code == "C"
    assert losses["Roma"].shares_with == ("Gypsy or Irish Traveller", "Any other White background")
    assert losses["Chinese"].changes_group
    assert losses["Caribbean"].shares_with == ()


def test_coding_notes_leaves_the_groups_that_a_bare_nhs_code_spans_unjudged():
    noted = codings.coding_notes({"ethnic_group_19": REFERENCE}, recorded={"nhs-c": 12}, at_least=5)["ethnic_group_19"]

    assert noted.not_comparable == {"15", "16", "17"}
    assert len(noted.warnings) == 1
    assert "12" not in noted.warnings[0]


def test_coding_notes_keeps_quiet_about_a_small_number():
    references = {"ethnic_group_19": REFERENCE}

    assert codings.coding_notes(references, recorded={"nhs-c": 4, "nhs-s": 4}, at_least=5) == references
    assert codings.coding_notes(references, recorded={}, at_least=1) == references


def test_coding_notes_adds_to_what_was_noted_before():
    before = replace(REFERENCE, warnings=("First.",), not_comparable=frozenset({"15"}))
    noted = codings.coding_notes({"ethnic_group_19": before}, recorded={"nhs-s": 1}, at_least=1)["ethnic_group_19"]

    assert noted.not_comparable == {"15", "18", "19"}
    assert noted.warnings[0] == "First."


def test_coding_notes_has_nothing_to_say_without_the_detailed_groups():
    assert codings.coding_notes({}, recorded={"nhs-c": 100}, at_least=5) == {}
