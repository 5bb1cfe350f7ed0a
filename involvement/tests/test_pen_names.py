import pytest

from involvement import pen_names

JANE = {"name": "Jane Doe", "email": "jane.d@example.org"}


@pytest.mark.parametrize("shown", ["JaneD", "Jane82", "the real jane", "J-a-n-e", "mrs doe", "Ja\u0301ne"])
def test_gives_away_what_holds_a_part_of_the_real_name(shown):
    assert pen_names.gives_away(shown, **JANE)


@pytest.mark.parametrize("shown", ["bluekettle", "Daffodil", "Night owl", "Jo"])
def test_gives_away_nothing_in_a_made_up_name(shown):
    assert not pen_names.gives_away(shown, **JANE)


def test_gives_away_a_short_name_only_as_the_whole():
    jo = {"name": "Jo Li", "email": "x@example.org"}

    assert pen_names.gives_away("Jo", **jo)
    assert not pen_names.gives_away("Joyful", **jo)


@pytest.mark.parametrize("shown", ["kettle82", "born 1982", "01632 960 001", "sam 3 4", "kim@example.org", "kim.co.uk"])
def test_fault_of_what_looks_like_a_date_an_age_or_a_way_to_reach_somebody(shown):
    assert pen_names.fault_of(shown).startswith("Enter a name without")


@pytest.mark.parametrize("shown", ["bluekettle", "Blue Kettle 7", "Zoë-Anne"])
def test_fault_of_a_plain_name_is_none(shown):
    assert pen_names.fault_of(shown) == ""
