from involvement.equality import OPTIONS, Question
from reports.dimensions import ALIASES, BY_NAME, DIMENSIONS, group_of, named, question_of


def test_every_answer_counts_somewhere_in_its_dimension():
    for question, options in OPTIONS.items():
        name = "ethnic_group_5" if question == Question.ETHNIC_GROUP else question
        codes = {group.code for group in BY_NAME[name].groups}
        assert {group_of(dimension=name, value=option.slug) for option in options} == codes


def test_every_narrow_group_lies_in_a_wide_one_that_there_is():
    for dimension in DIMENSIONS:
        if dimension.wider:
            wide = {group.code for group in BY_NAME[dimension.wider].groups}
            assert {group.parent for group in dimension.groups} == wide


def test_other_stands_last_and_the_rest_is_alphabetical():
    for name in ("ethnic_group_5", "religion", "sexual_orientation"):
        labels = [group.label for group in BY_NAME[name].groups]
        assert labels[:-1] == sorted(labels[:-1])
        assert "ther" in labels[-1]


def test_chinese_people_are_asian_in_both_codings():
    chinese = {"ethnic_group_5": "1", "ethnic_group_19": "2", "ethnic_category_nhs16": "R"}

    assert {name: group_of(dimension=name, value="asian-chinese") for name in chinese} == chinese


def test_an_answer_that_names_only_the_wide_group_has_no_narrow_one():
    assert group_of(dimension="ethnic_group_19", value="black") is None
    assert group_of(dimension="ethnic_group_19", value="nhs-s") is None


def test_aliases_lead_to_dimensions_that_there_are():
    assert all(named(alias) in DIMENSIONS for alias in ALIASES)
    assert named("income") is None


def test_question_of_every_dimension():
    assert {question_of(dimension.name) for dimension in DIMENSIONS} == set(Question)
