"""The participation gap: plain functions on plain dataclasses, no Django and no database."""

from .again import compare_again
from .comparison import compare
from .coverage import Coverage
from .disclosure import disclose
from .figures import Figures, Relations, protect_figures
from .funnel import Funnel, FunnelGroup, FunnelStep, funnel
from .joint import Released, TooManyTogether, UnsafeTogether
from .protection import ProtectedTable
from .rates import GroupRate, Rates
from .results import Comparison, GroupComparison
from .standardised import Standardised, StandardisedRatio, standardise
from .tables import (
    BEFORE_INFLUENCED,
    IN,
    METHOD_VERSION,
    MOST_PARTS,
    OUT,
    STAGES,
    TRANSITIONS,
    VOICES,
    Count,
    Dimension,
    DisclosureRule,
    Group,
    Part,
    Reference,
    TableKey,
    Tally,
    Thresholds,
    UnlikeCodings,
)
from .unknowns import Certainty
from .verdicts import Verdict
from .voices import VoiceGroup, VoiceShare, direct_and_proxy, voice_share

__all__ = [
    "BEFORE_INFLUENCED",
    "IN",
    "METHOD_VERSION",
    "MOST_PARTS",
    "OUT",
    "STAGES",
    "TRANSITIONS",
    "VOICES",
    "Certainty",
    "Comparison",
    "Count",
    "Coverage",
    "Dimension",
    "DisclosureRule",
    "Figures",
    "Funnel",
    "FunnelGroup",
    "FunnelStep",
    "Group",
    "GroupComparison",
    "GroupRate",
    "Part",
    "ProtectedTable",
    "Rates",
    "Reference",
    "Relations",
    "Released",
    "Standardised",
    "StandardisedRatio",
    "TableKey",
    "Tally",
    "Thresholds",
    "TooManyTogether",
    "UnlikeCodings",
    "UnsafeTogether",
    "Verdict",
    "VoiceGroup",
    "VoiceShare",
    "compare",
    "compare_again",
    "direct_and_proxy",
    "disclose",
    "funnel",
    "protect_figures",
    "standardise",
    "voice_share",
]
