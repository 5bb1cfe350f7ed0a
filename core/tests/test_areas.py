import pytest

from core import areas
from core.areas import AreasRefused


def codes(found):
    return [area.code for area in found]


def test_every_area_holds_the_local_authorities_of_census_day():
    kinds = [area.type for area in areas.every_area().values()]

    assert kinds.count("ltla") == 331
    assert kinds.count("icb") == 42
    assert len(areas.every_area()["K04000001"].districts) == 331


@pytest.mark.parametrize("words", ["croydon", "CROYDON", " Cröydon ", "E09000008", "e09000008"])
def test_search_finds_by_name_or_code_whatever_the_case_or_accents(words):
    assert codes(areas.search(words)) == ["E09000008"]


def test_search_puts_the_exact_name_first():
    assert codes(areas.search("england"))[0] == "E92000001"
    assert codes(areas.search("london"))[:2] == ["E12000007", "E40000003"]


@pytest.mark.parametrize(
    ("words", "code"),
    [("kings lynn", "E07000146"), ("kings lynn & west", "E07000146"), ("st helens", "E08000013")],
)
def test_search_looks_past_apostrophes_and_signs(words, code):
    assert codes(areas.search(words)) == [code]


def test_search_takes_words_in_any_order_and_part_of_a_word():
    assert codes(areas.search("london south east")) == ["E54000030"]


@pytest.mark.parametrize("words", ["", "   ", "--", "Atlantis"])
def test_search_finds_nothing_for_nothing(words):
    assert areas.search(words) == []


def test_search_stops_at_the_limit():
    assert len(areas.search("e0", limit=7)) == 7


def test_choose_keeps_the_order_and_drops_what_is_named_twice():
    assert codes(areas.choose(["E09000022", " e09000008", "E09000022", ""])) == ["E09000022", "E09000008"]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        ([], "Choose at least one area."),
        (["E99"], "Check the area code E99: we do not know it. Codes look like E09000008."),
        (
            ["E12000007", "E09000008"],
            "Choose either London (region) or Croydon (local authority): "
            "they share people, who would be counted twice.",
        ),
    ],
)
def test_choose_refuses_areas_that_cannot_be_counted_together(chosen, message):
    with pytest.raises(AreasRefused) as refused:
        areas.choose(chosen)

    assert str(refused.value) == message


@pytest.mark.parametrize("code", ["E07000089", "E40000005", "E12000008", "E92000001", "K04000001"])
def test_choose_refuses_a_board_with_anything_that_shares_its_districts(code):
    with pytest.raises(AreasRefused):
        areas.choose(["E54000034", code])


def test_choose_takes_boards_that_share_a_district_but_no_people():
    assert codes(areas.choose(["E54000034", "E54000063"])) == ["E54000034", "E54000063"]


@pytest.mark.parametrize(("code", "nation"), [("S12000033", "Scotland"), ("N92000002", "Northern Ireland")])
def test_choose_refuses_nations_whose_census_asks_otherwise(code, nation):
    with pytest.raises(AreasRefused) as refused:
        areas.choose([code])

    assert f"{nation} cannot be compared yet" in str(refused.value)


def test_census_codes_takes_a_board_apart_only_where_that_is_exact():
    south_east_london, frimley = areas.choose(["E54000030", "E54000034"])

    assert areas.census_codes([south_east_london]) == (
        "E09000004", "E09000006", "E09000011", "E09000022", "E09000023", "E09000028"
    )  # fmt: skip
    assert areas.census_codes([frimley]) == ("E54000034",)


def test_description_tells_areas_of_one_name_apart():
    assert [area.description for area in areas.search("north west")[:2]] == ["Region, England", "NHS region, England"]
    assert areas.every_area()["E07000026"].description == "Local authority, until 2023, North West"
