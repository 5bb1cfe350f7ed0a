"""The participation gap: plain functions on plain dataclasses, no Django and no database."""

from .comparison import compare
from .disclosure import disclose
from .results import Comparison, GroupComparison
from .steps import Step, steps
from .tables import (
    METHOD_VERSION,
    STAGES,
    TRANSITIONS,
    VOICES,
    Count,
    Dimension,
    DisclosureRule,
    Group,
    Reference,
    TableKey,
    Tally,
    Thresholds,
    UnlikeCodings,
)
from .verdicts import Verdict

__all__ = [
    "METHOD_VERSION",
    "STAGES",
    "TRANSITIONS",
    "VOICES",
    "Comparison",
    "Count",
    "Dimension",
    "DisclosureRule",
    "Group",
    "GroupComparison",
    "Reference",
    "Step",
    "TableKey",
    "Tally",
    "Thresholds",
    "UnlikeCodings",
    "Verdict",
    "compare",
    "disclose",
    "steps",
]
