import pytest
from scipy import stats

from reports.gap import Comparison, GroupComparison, Verdict, steps
from reports.gap.steps import fisher_p, two_groups_p


def table(known, **people):
    groups = tuple(
        GroupComparison(code, code, Verdict.NOT_COMPARED, number, fewer_than=5 if number is None else None)
        for code, number in people.items()
    )
    return Comparison("d", "D", True, False, known, known, 0, 0, 0, None, groups)


def stages(asked, both, signed_up, came, back):
    """Four numbers each: everybody known, then groups a and b."""
    named = {"asked": asked, "asked_signed_up": both, "signed_up_came": signed_up, "came": came, "came_back": back}
    found = {name: table(known, a=a, b=b) for name, (known, a, b) in named.items()}
    return found | {"signed_up": found["asked_signed_up"]}


def test_steps_finds_where_a_group_is_lost():
    """20 of group a came and 5 came again; of the 165 others 110 did."""
    found = steps(stages((240, 25, 165), (205, 25, 145), (185, 20, 130), (185, 20, 130), (115, 5, 85)))

    back = found["a"][2]
    assert (back.base, back.people, back.rate) == (20, 5, 0.25)
    assert back.others_rate == pytest.approx(110 / 165)
    assert [step.loses_more for step in found["a"]] == [False, False, True]
    assert [step.loses_more for step in found["b"]] == [False, False, False]


def test_steps_corrects_for_all_groups_and_moves_together():
    found = steps(stages((240, 25, 165), (205, 25, 145), (185, 20, 130), (185, 20, 130), (115, 5, 85)))

    all_steps = [step for group in found.values() for step in group]
    raw = [
        two_groups_p(step.people, step.base, round(step.others_rate * others), others)
        for step, others in zip(all_steps, (215, 180, 165, 75, 60, 55), strict=True)
    ]
    assert [step.p_adjusted for step in all_steps] == pytest.approx(stats.false_discovery_control(raw))


def test_steps_says_nothing_of_a_hidden_count():
    found = steps(stages((240, 25, 165), (205, 25, 145), (185, 20, 130), (185, 20, 130), (115, None, 85)))

    hidden = found["a"][2]
    assert (hidden.people, hidden.fewer_than, hidden.rate, hidden.loses_more) == (None, 5, None, None)


def test_steps_leaves_the_difference_out_when_a_total_is_hidden():
    found = steps(stages((None, 25, 165), (205, 25, 145), (185, 20, 130), (185, 20, 130), (115, 5, 85)))

    assert (found["a"][0].rate, found["a"][0].others_rate, found["a"][0].loses_more) == (1.0, None, None)


def test_steps_never_counts_more_people_than_there_were():
    """Each count is rounded by itself, so more can seem to go on than were there."""
    found = steps(stages((240, 25, 165), (205, 30, 145), (185, 20, 130), (185, 20, 130), (115, 5, 85)))

    assert found["a"][0].rate == 1.0


def test_steps_is_empty_without_tables():
    assert steps({}) == {}


@pytest.mark.parametrize("counts", [(5, 20, 110, 165), (0, 5, 40, 50), (3, 3, 1, 90), (10, 10, 30, 30), (0, 9, 0, 4)])
def test_fisher_p_is_that_of_scipy(counts):
    people, base, others, others_base = counts

    expected = stats.fisher_exact([[people, base - people], [others, others_base - others]]).pvalue
    assert fisher_p(*counts) == pytest.approx(expected, rel=1e-9)


def test_two_groups_p_is_the_score_test_when_enough_are_expected():
    expected = stats.chi2_contingency([[15, 15], [110, 55]], correction=False).pvalue

    assert two_groups_p(15, 30, 110, 165) == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("counts", [(5, 5, 20, 20), (0, 5, 0, 20)])
def test_two_groups_p_sees_no_difference_when_all_did_the_same(counts):
    assert two_groups_p(*counts) == 1.0
