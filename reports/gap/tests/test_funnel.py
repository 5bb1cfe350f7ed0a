import pytest
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from reports.gap import TableKey, Tally, compare, disclose, funnel
from reports.gap.tests.examples import dimension, reference, tally

GROUPS = dimension("a", "b", "c")
EQUAL = {
    "asked": {"a": 100, "b": 100, "c": 200},
    "asked_signed_up": {"a": 60, "b": 60, "c": 120},
    "signed_up": {"a": 70, "b": 65, "c": 130},
    "signed_up_came": {"a": 50, "b": 46, "c": 95},
    "came": {"a": 60, "b": 50, "c": 100},
    "came_back": {"a": 30, "b": 25, "c": 50},
}


def steps_of(counts, benchmark=None, **more):
    found = reference(benchmark or {"a": 1, "b": 1, "c": 2})
    comparisons = {
        stage: compare(dimension=GROUPS, tally=tally(people), reference=found) for stage, people in counts.items()
    }
    return funnel(dimension=GROUPS, voice="direct", comparisons=comparisons, **more)


def disclosed(counts):
    tallies = {TableKey("d", "direct", stage): tally(people) for stage, people in counts.items()}
    found = disclose(dimensions=[GROUPS], tallies=tallies, references={})
    comparisons = {key.stage: comparison for key, comparison in found.items()}
    return funnel(dimension=GROUPS, voice="direct", comparisons=comparisons)


def changed(**stages):
    return {stage: people | stages.get(stage, {}) for stage, people in EQUAL.items()}


def test_rates_are_of_the_people_of_the_step_before():
    first = steps_of(EQUAL).groups[0]
    assert [(step.stage, step.people, step.rate) for step in first.steps] == [
        ("asked", 100, None),
        ("signed_up", 70, 0.6),
        ("came", 60, 50 / 70),
        ("came_back", 30, 0.5),
    ]


def test_rates_have_wilson_intervals():
    step = steps_of(EQUAL).groups[0].steps[1]
    assert (step.rate_low, step.rate_high) == pytest.approx(proportion_confint(60, 100, method="wilson"))


def test_nobody_is_lost_where_rates_are_alike():
    assert [group.lost_at for group in steps_of(EQUAL).groups] == [None, None, None]


def test_a_group_that_comes_and_does_not_come_back():
    found = steps_of(changed(came_back={"a": 5}))
    assert [group.lost_at for group in found.groups] == ["came_back", None, None]
    assert found.groups[0].sentence == "a: of the people who came, fewer came back than in other groups."


def test_the_shortfall_is_against_everyone_else():
    step = steps_of(changed(came_back={"a": 5})).groups[0].steps[3]
    assert (step.others_rate, step.shortfall) == (0.5, 25)
    assert step.rate_ratio == pytest.approx((5 / 60) / 0.5)
    assert step.rate_ratio_low < step.rate_ratio < step.rate_ratio_high < 1


def test_the_p_of_a_step_is_that_of_two_shares():
    step = steps_of({stage: EQUAL[stage] for stage in ("came", "came_back")}).groups[1].steps[1]
    expected = stats.chi2_contingency([[25, 25], [80, 80]], correction=False).pvalue
    assert step.p_adjusted == pytest.approx(expected)


def test_a_group_that_was_asked_too_seldom():
    found = steps_of(EQUAL, benchmark={"a": 3, "b": 1, "c": 2})
    assert [group.lost_at for group in found.groups] == ["asked", None, None]


def test_the_largest_shortfall_is_named():
    counts = changed(asked_signed_up={"a": 40}, signed_up={"a": 50}, signed_up_came={"a": 30}, came_back={"a": 2})
    first = steps_of(counts).groups[0]
    assert [step.stage for step in first.steps if step.is_lost] == ["signed_up", "came_back"]
    assert first.lost_at == "came_back"


def test_a_handful_of_people_is_not_called_lost():
    counts = changed(came={"a": 4}, came_back={"a": 0})
    assert steps_of(counts).groups[0].lost_at is None


def test_influence_that_does_not_exist_yet_is_noted():
    assert steps_of(EQUAL).notes == ()
    nobody = EQUAL | {"influenced": {"a": 0, "b": 0, "c": 0}}
    assert steps_of(nobody).notes == ("No change that was made has been linked yet to what people said.",)
    assert steps_of(nobody).groups[0].steps[4].rate is None


def test_influence_that_exists_has_no_note_and_no_rate():
    found = steps_of(EQUAL | {"influenced": {"a": 3, "b": 9, "c": 20}})
    assert found.notes == ()
    assert (found.groups[1].steps[4].people, found.groups[1].steps[4].rate) == (9, None)


def test_a_disclosed_funnel_has_rates_of_rounded_counts_only():
    found = disclosed(changed(asked={"a": 98}, asked_signed_up={"a": 61}))
    step = found.groups[0].steps[1]
    assert found.protected
    assert (step.people, step.rate) == (70, 60 / 100)


def test_a_disclosed_funnel_hides_what_is_starred():
    found = disclosed(changed(came_back={"a": 3}))
    step = found.groups[0].steps[3]
    assert (step.people, step.rate, step.shortfall, step.suppressed, step.is_lost) == (None, None, None, True, False)


def test_an_empty_funnel():
    comparisons = {"came": compare(dimension=GROUPS, tally=Tally({}), reference=None)}
    found = funnel(dimension=GROUPS, voice="direct", comparisons=comparisons)
    assert [group.lost_at for group in found.groups] == [None, None, None]
