"""What data is used for, and on which lawful ground (rule R38). Suggestions are a start, not advice on the law."""

from __future__ import annotations

from django.db import models


class PurposeKind(models.TextChoices):
    """The equality questions are a purpose each, under the slug of the question."""

    REGISTER = "register", "Knowing who takes part"
    ACCESS_NEEDS = "access_needs", "Having what people need ready on the day"
    FEEDBACK = "feedback", "Hearing what people say, and answering"
    PAY = "pay", "Paying people for their time, and their expenses"
    SAFEGUARDING = "safeguarding", "Acting when somebody may be in danger"
    ETHNIC_GROUP = "ethnic_group", "Equality: ethnic group"
    SEX = "sex", "Equality: sex"
    GENDER_SAME = "gender_same", "Equality: gender the same as at birth"
    AGE_BAND = "age_band", "Equality: age"
    DISABILITY = "disability", "Equality: disability"
    SEXUAL_ORIENTATION = "sexual_orientation", "Equality: sexual orientation"
    RELIGION = "religion", "Equality: religion"
    CARER_STATUS = "carer_status", "Equality: caring for someone"


class LawfulBasis(models.TextChoices):
    CONSENT = "consent", "Consent"
    CONTRACT = "contract", "Contract"
    LEGAL_OBLIGATION = "legal-obligation", "Legal obligation"
    VITAL_INTERESTS = "vital-interests", "Vital interests"
    PUBLIC_TASK = "public-task", "Public task"
    LEGITIMATE_INTERESTS = "legitimate-interests", "Legitimate interests"


class SpecialCondition(models.TextChoices):
    NOT_NEEDED = "not-needed", "None: not special category data"
    EXPLICIT_CONSENT = "explicit-consent", "Explicit consent"
    EQUALITY_MONITORING = "equality-monitoring", "Equality of opportunity or treatment"
    HEALTH_CARE = "health-care", "Health or social care"
    SAFEGUARDING = "safeguarding", "Safeguarding of children and of individuals at risk"


# The law's condition for equality monitoring covers only these (Data Protection Act 2018, schedule 1, paragraph 8).
COVERED_BY_MONITORING = frozenset(
    {PurposeKind.ETHNIC_GROUP, PurposeKind.RELIGION, PurposeKind.DISABILITY, PurposeKind.SEXUAL_ORIENTATION}
)
_TASK, _OWN_CONSENT = LawfulBasis.PUBLIC_TASK, SpecialCondition.EXPLICIT_CONSENT
SUGGESTED: dict[PurposeKind, tuple[LawfulBasis, SpecialCondition]] = {
    PurposeKind.REGISTER: (_TASK, _OWN_CONSENT),
    PurposeKind.ACCESS_NEEDS: (_TASK, _OWN_CONSENT),
    PurposeKind.FEEDBACK: (_TASK, _OWN_CONSENT),
    PurposeKind.PAY: (LawfulBasis.CONTRACT, SpecialCondition.NOT_NEEDED),
    PurposeKind.SAFEGUARDING: (_TASK, SpecialCondition.SAFEGUARDING),
    PurposeKind.ETHNIC_GROUP: (_TASK, SpecialCondition.EQUALITY_MONITORING),
    PurposeKind.SEX: (_TASK, SpecialCondition.NOT_NEEDED),
    PurposeKind.GENDER_SAME: (_TASK, _OWN_CONSENT),
    PurposeKind.AGE_BAND: (_TASK, SpecialCondition.NOT_NEEDED),
    PurposeKind.DISABILITY: (_TASK, SpecialCondition.EQUALITY_MONITORING),
    PurposeKind.SEXUAL_ORIENTATION: (_TASK, SpecialCondition.EQUALITY_MONITORING),
    PurposeKind.RELIGION: (_TASK, SpecialCondition.EQUALITY_MONITORING),
    PurposeKind.CARER_STATUS: (_TASK, SpecialCondition.NOT_NEEDED),
}
