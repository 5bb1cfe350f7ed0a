"""The fixed lists of pay, of money back, and of what being involved did for a person."""

from __future__ import annotations

from django.db import models


class RateUnit(models.TextChoices):
    HOUR = "hour", "an hour"
    SESSION = "session", "a session"
    TASK = "task", "a task"
    MILE = "mile", "a mile"


class OfferState(models.TextChoices):
    """What the person said to an offer of pay; ``TAKEN_BACK`` is for work that did not happen."""

    OFFERED = "offered", "Not answered yet"
    TAKEN = "taken", "Taken"
    PART_TAKEN = "part-taken", "Part taken"
    DECLINED = "declined", "Not wanted"
    CHARITY = "charity", "Given to a charity"
    TAKEN_BACK = "taken-back", "Not needed: the work did not happen"


# Answers after which somebody has to pay: the person, or a charity.
TO_BE_PAID = (OfferState.TAKEN, OfferState.PART_TAKEN, OfferState.CHARITY)


class ExpenseKind(models.TextChoices):
    TRAVEL = "travel", "Fares or parking"
    MILEAGE = "mileage", "Miles in my own car or on my own bicycle"
    CHILDCARE = "childcare", "Childcare, or care for somebody else"
    FOOD = "food", "Food"
    PHONE = "phone", "Phone or internet"
    SUPPORT = "support", "Somebody to support me"
    OTHER = "other", "Something else"


class ClaimState(models.TextChoices):
    SUBMITTED = "submitted", "Sent"
    QUERIED = "queried", "There is a question"
    APPROVED = "approved", "Agreed"
    PAID = "paid", "Paid"
    REFUSED = "refused", "Not agreed"


class Gain(models.TextChoices):
    """How something was after a session, compared with before."""

    BETTER = "better", "Better"
    SAME = "no-change", "No change"
    WORSE = "worse", "Worse"
    SKIPPED = "skip", "Skip this"


class Toll(models.TextChoices):
    """How much a session took out of somebody."""

    NONE = "no", "No"
    LITTLE = "a-little", "A little"
    LOT = "a-lot", "A lot"
    SKIPPED = "skip", "Skip this"


# What somebody is asked after a session: the field, the words, the answers.
EFFECT_ITEMS: tuple[tuple[str, str, type[Gain] | type[Toll]], ...] = (
    ("confidence", "My confidence is", Gain),
    ("skills", "My skills are", Gain),
    ("being_heard", "Being heard by services is", Gain),
    ("cost", "Did it cost you something, like money, time or strength?", Toll),
    ("harm", "Did anything hurt you?", Toll),
)
