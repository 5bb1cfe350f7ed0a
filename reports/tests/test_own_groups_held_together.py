"""An own group never tells more than its parts may: examples worked by hand."""

from reports.gap import Count, Dimension, Group, Part, TableKey, Tally, disclose

ETHNIC = Dimension("ethnic", "Ethnic group", (Group("A", "Asian"), Group("M", "Mixed"), Group("W", "White")))
SEX = Dimension("sex", "Sex", (Group("F", "Female"), Group("X", "Male")))
CAME = ("direct", "came")


def own(name, ethnic, sex=""):
    parts = [Part("ethnic", frozenset(ethnic)), *([Part("sex", frozenset(sex))] if sex else [])]
    return Dimension(name, name, (Group("in", "In"), Group("out", "Out")), parts=tuple(parts))


def place(dimension, cell):
    """The group of somebody whose ethnic group and sex are given, like AF; AX are Asian men."""
    if not dimension.parts:
        return cell[0] if dimension is ETHNIC else cell[1]
    codes = {"ethnic": cell[0], "sex": cell[1]}
    return "in" if all(codes[part.dimension] in part.codes for part in dimension.parts) else "out"


def release(dimensions, **cells):
    """What is shown of each table, None where it is held back. Everybody has answered."""
    tallies = {}
    for dimension in dimensions:
        counts = {group.code: 0 for group in dimension.groups}
        for cell, people in cells.items():
            counts[place(dimension, cell)] += people
        groups = {code: Count(people) for code, people in counts.items()}
        tallies[TableKey(dimension.name, *CAME)] = Tally(groups)
    found = disclose(dimensions=dimensions, tallies=tallies, references={})
    return {
        key.dimension: None if table.withheld else [group.participants for group in table.groups]
        for key, table in found.items()
    }


def test_disclose_holds_a_table_back_whose_stars_an_own_group_would_give_away():
    """4 Asian and 4 Mixed people are stars. 8 people in the group of both, shown as 10, would say: 4 and 4."""
    assert release((ETHNIC, own("both", "AM")), AF=4, MF=4, WF=40) == {"ethnic": None, "both": [10, 40]}


def test_disclose_shows_an_own_group_of_one_question_where_its_stars_stay_open():
    assert release((ETHNIC, own("both", "AM")), AF=3, MF=3, WF=12) == {
        "ethnic": [None, None, 10],
        "both": [5, 10],
    }


def test_disclose_holds_own_groups_of_the_same_two_questions_against_each_other():
    """4 Asian and 4 Mixed women are stars; 8 women of either, shown as 10, would say: 4 and 4."""
    groups = (own("Asian women", "A", "F"), own("Mixed women", "M", "F"), own("women of either", "AM", "F"))

    shown = release((ETHNIC, SEX, *groups), AF=4, MF=4, AX=20, MX=20, WF=20, WX=20)

    assert [shown["ethnic"], shown["sex"]] == [[25, 25, 40], [30, 60]]
    assert None in (shown["Asian women"], shown["Mixed women"], shown["women of either"])
    assert [shown["Asian women"], shown["Mixed women"], shown["women of either"]] != [[None, 85]] * 2 + [[10, 80]]


def test_disclose_shows_an_own_group_that_gives_nothing_away():
    shown = release((ETHNIC, SEX, own("Asian women", "A", "F")), AF=11, AX=12, MF=13, MX=14, WF=21, WX=22)

    assert shown == {"ethnic": [25, 25, 45], "sex": [45, 50], "Asian women": [10, 80]}


def test_disclose_shows_a_small_own_group_as_a_star():
    shown = release((ETHNIC, SEX, own("Asian women", "A", "F")), AF=2, AX=20, MF=13, MX=14, WF=21, WX=22)

    assert shown["Asian women"] == [None, 90]
