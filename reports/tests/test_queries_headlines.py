from reports import gap
from reports.dimensions import BY_NAME
from reports.gap import Verdict
from reports.models import GapReport
from reports.own_groups import own_dimension, stored
from reports.queries.headlines import largest, lost, missing, spoken_for

REPORT = GapReport()


def comparison(dimension, **groups):
    """A table with these groups, by code after the letter g: a verdict and its gap in points, or people by voice."""
    labels = {group.code: group.label for group in BY_NAME[dimension].groups}
    found = [gap.GroupComparison(code[1:], labels[code[1:]], **figures) for code, figures in groups.items()]
    return gap.Comparison(dimension, dimension, True, False, 100, 100, 0, 0, 0, None, tuple(found))


def under(points):
    return {"verdict": Verdict.UNDER, "participants": 10, "gap": -points}


def told(*tables):
    return [(line.table.dimension, line.group.code) for line in largest(missing(REPORT, tables))]


def test_largest_puts_ethnic_group_first_and_then_the_size():
    tables = [comparison("sex", g1=under(0.2)), comparison("age_band", g1=under(0.1), g2=under(0.3))]

    assert told(*tables, comparison("ethnic_group_5", g2=under(0.05))) == [
        ("ethnic_group_5", "2"),
        ("age_band", "2"),
        ("sex", "1"),
    ]


def test_largest_lets_a_wide_group_stand_for_the_narrow_ones_in_it():
    wide = comparison("ethnic_group_5", g2=under(0.10))
    narrow = comparison("ethnic_group_19", g6=under(0.12), g14=under(0.03))

    assert told(wide, narrow) == [("ethnic_group_5", "2"), ("ethnic_group_19", "14")]


def own_report():
    own = own_dimension(
        "Black women", [gap.Part("ethnic_group_5", frozenset({"2"})), gap.Part("sex", frozenset({"1"}))]
    )
    return GapReport(own_groups=[stored(own)]), own


def own_comparison(own, **groups):
    found = tuple(gap.GroupComparison(code, code, **figures) for code, figures in groups.items())
    return gap.Comparison(own.name, own.label, True, False, 100, 100, 0, 0, 0, None, found)


def test_largest_tells_an_own_group_and_never_everyone_else():
    report, own = own_report()
    table = own_comparison(own, **{"in": under(0.1), "out": under(0.2)})

    assert [line.group.code for line in largest(missing(report, [table]))] == ["in"]


def test_largest_lets_a_question_stand_for_an_own_group_in_it():
    report, own = own_report()
    tables = [own_comparison(own, **{"in": under(0.1)}), comparison("ethnic_group_5", g2=under(0.05))]

    found = largest(missing(report, tables))

    assert [line.table.dimension for line in found] == ["ethnic_group_5"]


def test_missing_never_calls_a_majority_missing():
    found = [comparison("disability", g2=under(0.3)), comparison("carer_status", g1=under(0.1), g2=under(0.2))]

    assert told(*found) == [("carer_status", "1")]


def test_largest_orders_a_hidden_count_by_the_smallest_gap_it_can_be():
    hidden = {"verdict": Verdict.UNDER, "suppressed": True, "fewer_than": 5, "expected": 24.0}
    found = comparison("age_band", g1=under(0.21), g2=hidden, g3=under(0.19))

    assert told(found) == [("age_band", "1"), ("age_band", "2"), ("age_band", "3")]


def people(number):
    return {"verdict": Verdict.NO_CLEAR_DIFFERENCE, "participants": number, "fewer_than": None if number else 5}


def by_voice(dimension, code, *, direct, proxy):
    """Everybody else speaks for themselves."""
    found = {}
    for voice, number, rest in (("direct", direct, 10), ("proxy", proxy, None)):
        codes = [group.code for group in BY_NAME[dimension].groups]
        groups = {f"g{one}": people(number if one == code else rest) for one in codes}
        found[gap.TableKey(dimension, voice, "came")] = comparison(dimension, **groups)
    return found


def test_spoken_for_names_a_group_whose_own_voice_is_too_small_to_show():
    (line,) = spoken_for(REPORT, by_voice("ethnic_group_5", "5", direct=None, proxy=5))

    assert line.group.sentence == (
        "Fewer than 5 people with direct experience have been heard, if any. About 5 people spoke on their behalf."
    )


def test_spoken_for_leaves_out_groups_that_speak_for_themselves_or_have_nobody():
    assert spoken_for(REPORT, by_voice("ethnic_group_5", "5", direct=10, proxy=5)) == ()
    assert spoken_for(REPORT, by_voice("ethnic_group_5", "5", direct=None, proxy=None)) == ()


def test_spoken_for_tells_a_narrow_group_only_when_its_wide_one_is_not_told():
    narrow = by_voice("ethnic_group_19", "18", direct=None, proxy=5)

    assert len(spoken_for(REPORT, narrow)) == 1
    found = spoken_for(REPORT, narrow | by_voice("ethnic_group_5", "5", direct=None, proxy=5))
    assert [line.table.dimension for line in found] == ["ethnic_group_5"]


def test_spoken_for_asks_only_questions_on_which_others_speak():
    assert spoken_for(REPORT, by_voice("age_band", "7", direct=None, proxy=5)) == ()


def test_lost_names_groups_asked_too_seldom_in_the_order_of_their_question():
    codes = [group.code for group in BY_NAME["ethnic_group_5"].groups]
    few = {"verdict": Verdict.UNDER, "participants": 10, "expected": 30.0}
    asked = comparison("ethnic_group_5", **{f"g{code}": few if code in "15" else people(50) for code in codes})

    lines = lost(REPORT, {"asked": asked}, voice="direct")

    assert [line.group.code for line in lines] == ["1", "5"]
    assert lines[0].sentence.startswith("Too few were asked. 10 people were asked where about 30")


def test_lost_is_empty_without_figures():
    assert lost(REPORT, {}, voice="direct") == ()
