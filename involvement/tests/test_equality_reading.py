import pytest

from involvement.equality import AnswerStatus, Question, read_answer

STATED = AnswerStatus.STATED
ETHNIC = Question.ETHNIC_GROUP


@pytest.mark.parametrize(
    ("question", "text", "slug"),
    [
        (ETHNIC, "black-african", "black-african"),
        (ETHNIC, "African", "black-african"),
        (ETHNIC, "Black, Black British, Black Welsh, Caribbean or African: African", "black-african"),
        (ETHNIC, "Any other Black, Black British, or Caribbean background", "black-other"),
        (ETHNIC, "  GYPSY  or irish traveller ", "white-gypsy-or-irish-traveller"),
        (ETHNIC, "Asian, Asian British or Asian Welsh", "asian"),
        (ETHNIC, "N", "black-african"),
        (ETHNIC, "r", "asian-chinese"),
        (ETHNIC, "Mixed – White and Asian", "mixed-white-and-asian"),
        (Question.SEX, "Female", "female"),
        (Question.AGE_BAND, "25–34", "25-34"),
        (Question.AGE_BAND, "Aged 75 years and over", "75-or-over"),
        (Question.GENDER_SAME, "Trans man", "no"),
        (Question.DISABILITY, "Disabled under the Equality Act: Day-to-day activities limited a lot", "yes-a-lot"),
        (Question.SEXUAL_ORIENTATION, "Straight or Heterosexual", "heterosexual-or-straight"),
        (Question.RELIGION, "Other religion", "any-other-religion"),
        (Question.CARER_STATUS, "yes", "yes"),
    ],
)
def test_read_answer_takes_slugs_labels_and_codes(question, text, slug):
    assert read_answer(question, text) == (STATED, slug)


@pytest.mark.parametrize(("code", "slug"), [("C", "nhs-c"), ("S", "nhs-s")])
def test_read_answer_makes_up_no_detail_for_a_wide_nhs_code(code, slug):
    assert read_answer(ETHNIC, code) == (STATED, slug)


@pytest.mark.parametrize("text", ["prefer-not-to-say", "Prefer not to say", "Z", "Not stated"])
def test_read_answer_tells_declined(text):
    assert read_answer(ETHNIC, text) == (AnswerStatus.DECLINED, "")


@pytest.mark.parametrize("text", ["", "  ", "99", "Not known"])
def test_read_answer_tells_not_asked(text):
    assert read_answer(ETHNIC, text) == (AnswerStatus.NOT_ASKED, "")


@pytest.mark.parametrize(
    ("question", "text"), [(ETHNIC, "Q"), (Question.SEX, "1"), (Question.SEX, "Z"), (Question.RELIGION, "Not answered")]
)
def test_read_answer_refuses_what_could_mean_two_things(question, text):
    with pytest.raises(ValueError):
        read_answer(question, text)


def test_read_answer_lists_what_it_takes_and_repeats_nothing():
    with pytest.raises(ValueError) as refused:
        read_answer(Question.SEX, "gremlin")

    assert str(refused.value) == "Use one of: female, male, prefer-not-to-say. Leave it blank if nobody asked."
