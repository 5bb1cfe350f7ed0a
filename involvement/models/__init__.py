from involvement.models.changes import (
    LONGEST_REPLY,
    LONGEST_TITLE,
    OPEN_STATUSES,
    Change,
    ChangeStep,
    LoopSummary,
    Response,
)
from involvement.models.consents import Consent
from involvement.models.effects import (
    EffectsAsked,
    InvolvementEffect,
)
from involvement.models.erasure import ErasureReceipt
from involvement.models.imports import (
    DataImport,
    ImportKind,
    ImportPhase,
)
from involvement.models.notices import PersonalNotice, PersonalNoticeKind
from involvement.models.opportunities import Interest, Opportunity, WantedTopic
from involvement.models.pay import (
    ExpenseClaim,
    PaymentOffer,
    Rate,
)
from involvement.models.purposes import Purpose
from involvement.models.register import (
    AccessNeed,
    EqualityAnswer,
    Participant,
    Service,
)
from involvement.models.safeguarding import LONGEST_CONCERN, SafeguardingConcern, SafeguardingStep
from involvement.models.sessions import (
    MINUTES_IN_A_DAY,
    Attendance,
    ChangedSlice,
    HeadCount,
    InvolvementActivity,
    InvolvementSession,
    Point,
)
from involvement.models.stories import (
    LONGEST_ANSWER,
    STORY_PARTS,
    HappenedToo,
    Publication,
    Story,
)

__all__ = [
    "LONGEST_ANSWER",
    "LONGEST_CONCERN",
    "LONGEST_REPLY",
    "LONGEST_TITLE",
    "MINUTES_IN_A_DAY",
    "OPEN_STATUSES",
    "STORY_PARTS",
    "AccessNeed",
    "Attendance",
    "Change",
    "ChangeStep",
    "ChangedSlice",
    "Consent",
    "DataImport",
    "EffectsAsked",
    "EqualityAnswer",
    "ErasureReceipt",
    "ExpenseClaim",
    "HappenedToo",
    "HeadCount",
    "ImportKind",
    "ImportPhase",
    "Interest",
    "InvolvementActivity",
    "InvolvementEffect",
    "InvolvementSession",
    "LoopSummary",
    "Opportunity",
    "Participant",
    "PaymentOffer",
    "PersonalNotice",
    "PersonalNoticeKind",
    "Point",
    "Publication",
    "Purpose",
    "Rate",
    "Response",
    "SafeguardingConcern",
    "SafeguardingStep",
    "Service",
    "Story",
    "WantedTopic",
]
