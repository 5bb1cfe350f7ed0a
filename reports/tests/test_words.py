from dataclasses import replace

import pytest

from reports import gap, words
from reports.dimensions import BY_NAME
from reports.gap import Certainty, Count, Tally, Verdict
from reports.gap.tests.examples import CENSUS, ETHNIC_5, EXAMPLE, tally

LESS_CLEARLY = "but maybe not so clearly"
KEY = gap.TableKey("ethnic_group_5", "direct", "came")


def published(found=EXAMPLE, reference=CENSUS):
    return gap.disclose(dimensions=[ETHNIC_5], tallies={KEY: found}, references={"ethnic_group_5": reference})[KEY]


def group(verdict, **figures):
    return gap.GroupComparison("2", "Black", verdict, **({"participants": 25, "expected": 43.2} | figures))


def table(*groups, **figures):
    known = {"participants": 200, "known": 190, "declined": 5, "not_asked": 5, "group_only": 0} | figures
    return gap.Comparison("ethnic_group_5", "Ethnic group", True, False, reference=None, groups=groups, **known)


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        (Verdict.UNDER, "Black: 25 people took part where about 43 would be expected: under-represented."),
        (
            Verdict.MARKEDLY_UNDER,
            "Black: 25 people took part where about 43 would be expected: markedly under-represented.",
        ),
        (Verdict.OVER, "More than their share: Black."),
        (Verdict.NO_CLEAR_DIFFERENCE, "No clear difference: Black."),
        (Verdict.TOO_FEW, "Too few people to say."),
        (Verdict.HIDDEN, "Too few people to say."),
        (Verdict.TOO_MANY_UNKNOWN, "Too many people have not told us to compare fairly."),
        (Verdict.NOT_COMPARED, "200 people took part. These groups are not compared."),
    ],
)
def test_table_sentences_has_one_for_each_verdict(verdict, sentence):
    assert words.table_sentences(table(group(verdict)), stage="came") == [sentence]


def test_table_sentences_says_what_people_did():
    found = words.table_sentences(table(group(Verdict.UNDER)), stage="asked")

    assert found == ["Black: 25 people were asked where about 43 would be expected: under-represented."]


def test_table_sentences_tells_nothing_of_hidden_figures():
    few = table(group(Verdict.HIDDEN), participants=None)
    withheld = replace(table(group(Verdict.HIDDEN)), withheld=True)

    assert words.table_sentences(few, stage="came") == ["Too few people took part to show anything."]
    assert words.table_sentences(withheld, stage="asked") == [
        "About 200 people were asked. The groups are hidden: they would give away how few people are in a small one."
    ]


def test_table_sentences_sorts_groups_by_what_can_be_said():
    verdicts = {"Black": Verdict.UNDER, "White": Verdict.OVER, "Mixed": Verdict.TOO_FEW, "Other": Verdict.HIDDEN}
    groups = [replace(group(verdict), label=label) for label, verdict in verdicts.items()]

    assert words.table_sentences(table(*groups), stage="came")[1:] == [
        "More than their share: White.",
        "Too few people to say: Mixed and Other.",
    ]


def test_table_sentences_counts_groups_that_are_too_many_to_name():
    groups = [group(Verdict.TOO_FEW)] * 5 + [group(Verdict.OVER)]

    assert words.table_sentences(table(*groups), stage="came")[1] == "Too few people to say: 5 of the 6 groups."


def test_table_sentences_says_when_all_groups_are_alike():
    groups = [group(Verdict.NO_CLEAR_DIFFERENCE)] * 5

    assert words.table_sentences(table(*groups), stage="came") == ["No clear difference: all 5 groups."]


def test_table_sentences_does_not_mourn_a_majority():
    found = replace(table(replace(group(Verdict.UNDER), label="Not disabled")), dimension="disability")

    assert words.table_sentences(found, stage="came") == ["Less than their share: Not disabled."]


@pytest.mark.parametrize(
    ("dimension", "said"),
    [
        (
            "ethnic_group_5",
            "Under-represented. 23 more people would close this gap. "
            "This depends on who the people are who have not told us",
        ),
        ("disability", "Under-represented. This depends on who the people are who have not told us"),
    ],
)
def test_finding_says_what_would_close_the_gap_of_a_missing_voice(dimension, said):
    black = group(Verdict.UNDER, people_to_close=23, certainty=Certainty.DEPENDS)

    assert words.finding(replace(table(), dimension=dimension), black) == said


def test_the_running_example_reads_well():
    black = published().group("black")

    assert words.share_sentence(black) == "That is 19%, likely between 14% and 24%. In the benchmark it is 24%."
    assert words.closing_sentence(published(), black) == "About 17 more people would close this gap."


def test_closing_sentence_of_a_hidden_count_says_how_many_at_least():
    """Fewer than 5 of 150 where 24.5% are expected: (4 + k) / (150 + k) reaches that from k = 44 on."""
    found = published(tally({"asian": 0, "black": 2, "mixed": 0, "white": 148, "other": 0}))

    assert found.group("black").participants is None
    assert words.closing_sentence(found, found.group("black")) == (
        "At least 44 more people would be needed to close this gap."
    )


def test_closing_sentence_speaks_of_one_person():
    assert words.closing_sentence(table(), group(Verdict.UNDER, people_to_close=1)) == (
        "About 1 more person would close this gap."
    )


@pytest.mark.parametrize(
    ("verdicts", "start"),
    [
        ((Verdict.NO_CLEAR_DIFFERENCE, Verdict.TOO_FEW), "No group took part clearly less"),
        ((Verdict.TOO_FEW, Verdict.HIDDEN), "Too few people took part to say"),
        ((Verdict.TOO_MANY_UNKNOWN,), "Too many people have not told us"),
        ((Verdict.NOT_COMPARED,), "There is nothing to compare with"),
        ((), "There is nothing to compare with"),
    ],
)
def test_nothing_missing_never_calls_it_parity(verdicts, start):
    found = words.nothing_missing([table(*(group(verdict) for verdict in verdicts))])

    assert found.startswith(start)
    assert "equal" not in found


@pytest.mark.parametrize(
    ("figures", "sentence"),
    [
        (
            {},
            "About 200 people. About 190 answered this question; "
            "about 5 preferred not to say and about 5 were not asked.",
        ),
        (
            {"not_asked": None, "group_only": 10},
            "About 200 people. About 190 answered this question; about 5 preferred not to say; "
            "a few or none were not asked and about 10 gave only a wider group.",
        ),
        (
            {"declined": 0, "not_asked": 0, "known": 200},
            "About 200 people, and all of them answered this question.",
        ),
        ({"known": None}, "About 200 people. How many of them answered is hidden."),
        ({"participants": None}, "Fewer people than can be shown."),
    ],
)
def test_unknown_sentence_keeps_unknowns_apart(figures, sentence):
    assert words.unknown_sentence(table(**figures)) == sentence


@pytest.mark.parametrize(
    ("certainty", "verdict", "words_said"),
    [
        (Certainty.HOLDS, Verdict.UNDER, "This holds whoever the people are who have not told us"),
        (
            Certainty.SIDE,
            Verdict.UNDER,
            "The share stays below the benchmark whoever they are, but maybe not so clearly",
        ),
        (
            Certainty.SIDE,
            Verdict.OVER,
            "The share stays above the benchmark whoever they are, but maybe not so clearly",
        ),
        (Certainty.DEPENDS, Verdict.OVER, "This depends on who the people are who have not told us"),
        (Certainty.NOT_ASKED, Verdict.NO_CLEAR_DIFFERENCE, ""),
    ],
)
def test_if_everyone_answered_says_what_could_turn(certainty, verdict, words_said):
    assert words.if_everyone_answered(group(verdict, certainty=certainty)) == words_said


@pytest.mark.parametrize(
    ("dimension", "code", "missing"),
    [
        ("disability", "1", True),
        ("disability", "2", False),
        ("gender_same", "1", False),
        ("carer_status", "2", False),
        ("sexual_orientation", "1", False),
        ("sexual_orientation", "2", True),
        ("ethnic_group_5", "4", True),
    ],
)
def test_is_missing_leaves_the_majorities_out(dimension, code, missing):
    found = replace(table(), dimension=dimension)

    assert code in [one.code for one in BY_NAME[dimension].groups]
    assert words.is_missing(found, replace(group(Verdict.UNDER), code=code)) is missing


def stages(**people):
    """Asian people and everybody with a known answer at each step."""
    found = {}
    for stage, (asian, known) in people.items():
        count = Tally({"asian": Count(asian), "white": Count(known - asian)})
        key = gap.TableKey("ethnic_group_5", "direct", stage)
        found |= gap.disclose(dimensions=[ETHNIC_5], tallies={key: count}, references={"ethnic_group_5": CENSUS})
    return {key.stage: table for key, table in found.items()}


def lost(**people):
    tables = stages(**people)
    found = gap.funnel(dimension=ETHNIC_5, voice="direct", comparisons=tables)
    asian = next(one for one in found.groups if one.code == "asian")
    return words.lost_sentence(asian, tables["asked"].group("asian"))


def test_lost_sentence_tells_the_step_with_its_figures():
    sentence = lost(asked=(30, 240), signed_up=(25, 205), asked_signed_up=(25, 205), signed_up_came=(20, 185),
                    came=(20, 185), came_back=(5, 115))  # fmt: skip

    assert sentence == (
        "Fewer came back: 25% of those who came, likely between 11% and 47%. Of everybody else it was 67%. "
        "At that rate about 8 more would have come back."
    )


def test_lost_sentence_says_that_too_few_were_asked():
    sentence = lost(asked=(5, 240), signed_up=(5, 205), asked_signed_up=(5, 205), signed_up_came=(5, 185),
                    came=(5, 185), came_back=(5, 115))  # fmt: skip

    assert sentence == (
        "Too few were asked. 5 people were asked where about 27 would be expected: markedly under-represented."
    )


def test_lost_sentence_is_empty_when_no_step_stands_out():
    steps = {"asked": (27, 240), "signed_up": (23, 205), "asked_signed_up": (23, 205)}

    assert lost(**steps, signed_up_came=(21, 185), came=(21, 185), came_back=(13, 115)) == ""


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (gap.FunnelStep("asked", 20), ""),
        (gap.FunnelStep("came", 5, 0.25, 0.11, 0.47), "25% of those who signed up, likely 11% to 47%"),
        (gap.FunnelStep("came_back", None, suppressed=True), "Hidden to protect people"),
        (gap.FunnelStep("came_back", 5), "Not known"),
    ],
)
def test_rate_sentence_has_one_for_each_case(step, sentence):
    assert words.rate_sentence(step) == sentence


@pytest.mark.parametrize(
    ("items", "text"), [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A; B and C")]
)
def test_listed_joins_names_that_have_commas(items, text):
    assert words.listed(items) == text
