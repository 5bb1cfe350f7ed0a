"""The equality questions and what can be said about an answer to one."""

from __future__ import annotations

from django.db import models


class Question(models.TextChoices):
    ETHNIC_GROUP = "ethnic_group", "What is your ethnic group?"
    SEX = "sex", "What is your sex?"
    GENDER_SAME = "gender_same", "Is the gender you identify with the same as your sex registered at birth?"
    AGE_BAND = "age_band", "How old are you?"
    DISABILITY = (
        "disability",
        "Do you have a physical or mental health condition, lasting 12 months or more, "
        "that makes day to day life harder?",
    )
    SEXUAL_ORIENTATION = "sexual_orientation", "Which of these best describes your sexual orientation?"
    RELIGION = "religion", "What is your religion?"
    CARER_STATUS = "carer_status", "Do you look after someone who is ill, disabled or older?"


class AnswerStatus(models.TextChoices):
    STATED = "STATED", "Answered"
    DECLINED = "DECLINED", "Prefer not to say"
    NOT_ASKED = "NOT_ASKED", "Not asked"


class AnswerSource(models.TextChoices):
    SELF = "SELF", "The person answered"
    TOLD_STAFF = "TOLD_STAFF", "The person told a member of staff"
    PAPER_FORM = "PAPER_FORM", "The person filled in a paper form"
    IMPORTED = "IMPORTED", "Came with an import"


# Why each question is asked, in words for the person who answers.
WHY: dict[Question, str] = {
    Question.ETHNIC_GROUP: (
        "People from some ethnic groups are asked for their views less often. "
        "Your answer helps us see that and put it right."
    ),
    Question.SEX: "We want to hear from women and men in fair numbers.",
    Question.GENDER_SAME: "Trans people are often left out. Your answer helps us see whether we hear from everyone.",
    Question.AGE_BAND: "We want to hear from people of all ages.",
    Question.DISABILITY: "We want to know whether disabled people can take part as easily as others.",
    Question.SEXUAL_ORIENTATION: (
        "Lesbian, gay and bisexual people can be treated less fairly in services. Your answer helps us check."
    ),
    Question.RELIGION: "Times, places and food can leave out people of some religions. Your answer helps us notice.",
    Question.CARER_STATUS: (
        "People who look after someone have less time to take part. Your answer helps us see who we miss."
    ),
}
# These list every answer, so a person's own words can add to one of them.
TAKES_OWN_WORDS = frozenset(
    {Question.ETHNIC_GROUP, Question.GENDER_SAME, Question.SEXUAL_ORIENTATION, Question.RELIGION}
)
