from dataclasses import replace

import pytest

from reports import agreement, gap
from reports.agreement import Said
from reports.gap import Verdict
from reports.gap.tests.examples import BOROUGHS, CENSUS, reference

ADULTS = replace(CENSUS, name="census2021-16plus", age_base="Residents aged 16 and over")
CASELOAD = replace(reference(BOROUGHS), name="Caseload", label="Caseload 2026", is_caseload=True)
UPLOAD = replace(CASELOAD, is_caseload=False, label="School roll")
OF_SAID = {
    Said.UNDER: Verdict.UNDER,
    Said.OVER: Verdict.OVER,
    Said.NOTHING_CLEAR: Verdict.NO_CLEAR_DIFFERENCE,
    Said.CANNOT_SAY: Verdict.TOO_FEW,
}
HERE = "Compared with residents aged 16 and over: "
SEEN = "Compared with the people these services already see: "


def comparison(verdicts, *, shares=None, about=ADULTS, second=None, **figures):
    shares = shares or [0.25] * len(verdicts)
    groups = tuple(
        gap.GroupComparison(str(n), f"Group {n}", verdict, benchmark_share=share)
        for n, (verdict, share) in enumerate(zip(verdicts, shares, strict=True), start=1)
    )
    known = {"participants": 200, "known": 190, "declined": 5, "not_asked": 5, "group_only": 0} | figures
    return gap.Comparison("sex", "Sex", True, False, reference=about, groups=groups, second=second, **known)


def both(first, second, *, shares=(0.23, 0.15), abouts=(ADULTS, CASELOAD)):
    other = comparison([second], shares=[shares[1]], about=abouts[1])
    return agreement.both_sentence(comparison([first], shares=[shares[0]], about=abouts[0], second=other), "1")


def test_a_gap_against_residents_that_the_caseload_does_not_show():
    assert both(Verdict.MARKEDLY_UNDER, Verdict.NO_CLEAR_DIFFERENCE) == (
        HERE + "markedly under-represented. " + SEEN + "no clear difference. "
        "The group is 23% of residents and 15% of the people already seen. "
        "So the services may be reaching fewer people of this group in the first place."
    )


@pytest.mark.parametrize(
    ("here", "seen", "shares", "end"),
    [
        (Said.UNDER, Said.OVER, (0.23, 0.1), "reaching fewer people of this group in the first place."),
        (Said.UNDER, Said.NOTHING_CLEAR, (0.23, 0.23), "so look again with the next report."),
        (
            Said.NOTHING_CLEAR,
            Said.UNDER,
            (0.1, 0.3),
            "and too few of those take part.",
        ),
        (Said.OVER, Said.UNDER, (0.1, 0.3), "and too few of those take part."),
        (Said.NOTHING_CLEAR, Said.UNDER, (0.3, 0.29), "so look again with the next report."),
        (
            Said.NOTHING_CLEAR,
            Said.OVER,
            (0.3, 0.1),
            "but those take part more than others.",
        ),
        (Said.OVER, Said.NOTHING_CLEAR, (0.1, 0.3), "More of this group use the services, which may be why."),
        (Said.OVER, Said.NOTHING_CLEAR, (0.3, 0.3), "so look again with the next report."),
    ],
)
def test_what_follows_is_said_only_where_the_benchmarks_bear_it_out(here, seen, shares, end):
    assert both(OF_SAID[here], OF_SAID[seen], shares=shares).endswith(end)


@pytest.mark.parametrize("abouts", [(ADULTS, CASELOAD), (CASELOAD, ADULTS), (ADULTS, UPLOAD), (UPLOAD, CASELOAD)])
@pytest.mark.parametrize("first", Verdict)
@pytest.mark.parametrize("second", Verdict)
def test_every_pair_of_verdicts_has_words_that_hold(first, second, abouts):
    sentence = both(first, second, abouts=abouts)

    assert sentence.count("Compared with") == (1 if _said(first) == _said(second) else 2)
    assert sentence.endswith(".")
    assert "in the first place" not in sentence or {_said(first), _said(second)} & {Said.UNDER}
    assert ("Only one" in sentence) == ([_said(first), _said(second)].count(Said.CANNOT_SAY) == 1)
    for word in ("equal", "parity", "hard to reach", "None"):
        assert word not in sentence


def _said(verdict):
    return agreement.said(gap.GroupComparison("1", "", verdict))


def test_the_order_of_the_benchmarks_does_not_change_what_follows():
    one = both(Verdict.UNDER, Verdict.NO_CLEAR_DIFFERENCE)
    other = both(Verdict.NO_CLEAR_DIFFERENCE, Verdict.UNDER, shares=(0.15, 0.23), abouts=(CASELOAD, ADULTS))

    assert one[one.index("The group is") :] == other[other.index("The group is") :]


def test_benchmarks_that_agree_are_told_in_one_sentence():
    together = "Compared with residents aged 16 and over, and with the people these services already see: "

    assert both(Verdict.UNDER, Verdict.UNDER) == together + "under-represented. The two agree."
    assert both(Verdict.MARKEDLY_UNDER, Verdict.UNDER) == (
        together + "markedly under-represented and under-represented. The two agree on the side, not on the size."
    )
    assert both(Verdict.NO_CLEAR_DIFFERENCE, Verdict.NO_CLEAR_DIFFERENCE) == (
        together + "no clear difference. That is not proof that the group is heard as much as others."
    )


def test_a_table_of_somebody_elses_making_is_given_no_reason():
    assert both(Verdict.UNDER, Verdict.NO_CLEAR_DIFFERENCE, abouts=(ADULTS, UPLOAD)).endswith(
        "Compared with “School roll”: no clear difference. "
        "The two count different people, so they can differ. Say which one you use."
    )


def test_difference_is_told_of_groups_that_both_can_judge():
    second = comparison([Verdict.UNDER, Verdict.NO_CLEAR_DIFFERENCE, Verdict.OVER], about=CASELOAD)
    found = comparison([Verdict.UNDER, Verdict.UNDER, Verdict.TOO_FEW], second=second)

    assert agreement.difference(found, "2") == agreement.both_sentence(found, "2") != ""
    assert [agreement.difference(found, code) for code in "13"] == ["", ""]


def test_disagreements_tell_the_groups_that_are_judged_differently():
    second = comparison([Verdict.UNDER, Verdict.NO_CLEAR_DIFFERENCE, Verdict.OVER], about=CASELOAD)
    found = comparison([Verdict.UNDER, Verdict.UNDER, Verdict.TOO_FEW], second=second)

    assert [sentence.split(".")[0] for sentence in agreement.disagreements(found)] == ["Group 2"]


def test_disagreements_are_few_enough_to_read():
    second = comparison([Verdict.UNDER] * 7, about=CASELOAD)
    found = agreement.disagreements(comparison([Verdict.OVER] * 7, second=second))

    assert (len(found), found[-1]) == (6, "The benchmarks disagree about 2 more groups. See the table.")


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ([Verdict.UNDER] * 2, [Verdict.UNDER] * 2, ["Both benchmarks say the same of every group."]),
        (
            [Verdict.UNDER, Verdict.TOO_FEW],
            [Verdict.UNDER] * 2,
            ["Both benchmarks say the same of every group that both can judge."],
        ),
        ([Verdict.HIDDEN] * 2, [Verdict.UNDER] * 2, ["No group can be judged by both benchmarks."]),
    ],
)
def test_disagreements_say_when_there_are_none(first, second, said):
    assert agreement.disagreements(comparison(first, second=comparison(second, about=CASELOAD))) == said


def test_disagreements_are_nothing_without_two_benchmarks_or_figures():
    second = comparison([Verdict.UNDER], about=CASELOAD)

    assert agreement.disagreements(comparison([Verdict.UNDER])) == []
    assert agreement.disagreements(comparison([Verdict.OVER], second=second, participants=None)) == []
    assert agreement.disagreements(replace(comparison([Verdict.OVER], second=second), withheld=True)) == []
