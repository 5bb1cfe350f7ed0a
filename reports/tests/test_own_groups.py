from reports.gap import Part
from reports.own_groups import from_stored, in_words, is_everyone_else, own_dimension, plain_part, stored

BLACK = Part("ethnic_group_5", frozenset({"2"}))
WOMEN = Part("sex", frozenset({"1"}))
YOUNG = Part("age_band", frozenset({"1", "2"}))


def test_own_dimension_has_one_name_for_the_same_people():
    first, second = own_dimension("Black women", [BLACK, WOMEN]), own_dimension("Women who are Black", [WOMEN, BLACK])

    assert first.name == second.name
    assert len(first.name) == len("own-") + 12
    assert first.parts == second.parts == (BLACK, WOMEN)


def test_own_dimension_has_another_name_for_other_people():
    groups = ([BLACK, WOMEN], [BLACK, YOUNG], [BLACK], [Part("ethnic_group_19", frozenset({"2"})), WOMEN])

    assert len({own_dimension("One", parts).name for parts in groups}) == 4


def test_own_dimension_has_two_groups():
    dimension = own_dimension("Black women", [BLACK, WOMEN])

    assert [(group.code, group.label) for group in dimension.groups] == [
        ("in", "Black women"),
        ("out", "Everyone else"),
    ]


def test_stored_own_groups_come_back_the_same():
    dimensions = (own_dimension("Black women", [WOMEN, BLACK]), own_dimension("Young", [YOUNG]))

    assert from_stored([stored(dimension) for dimension in dimensions]) == dimensions


def test_plain_part_calls_whole_wide_ethnic_groups_by_those():
    assert plain_part(Part("ethnic_group_19", frozenset({"6", "7", "8"}))) == BLACK
    assert plain_part(Part("ethnic_group_19", frozenset({"6", "7"}))).dimension == "ethnic_group_19"
    assert plain_part(YOUNG) == YOUNG


def test_in_words_names_the_questions_and_their_groups():
    assert in_words(own_dimension("Any", [WOMEN, YOUNG])) == "Sex: Female. Age: 18 to 24; 25 to 34"


def test_is_everyone_else_only_of_an_own_group():
    assert is_everyone_else("own-1", "out")
    assert not is_everyone_else("own-1", "in")
    assert not is_everyone_else("sex", "out")
