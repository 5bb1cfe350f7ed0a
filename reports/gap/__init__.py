"""The participation gap: plain functions on plain dataclasses, no Django and no database."""

from .comparison import compare
from .coverage import Coverage
from .disclosure import disclose
from .funnel import Funnel, FunnelGroup, FunnelStep, funnel
from .joint import Released, TooManyTogether, UnsafeTogether
from .protection import ProtectedTable
from .results import Comparison, GroupComparison
from .tables import (
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
from .verdicts import Verdict
from .voices import VoiceGroup, VoiceShare, direct_and_proxy, voice_share

__all__ = [
    "IN",
    "METHOD_VERSION",
    "MOST_PARTS",
    "OUT",
    "STAGES",
    "TRANSITIONS",
    "VOICES",
    "Comparison",
    "Count",
    "Coverage",
    "Dimension",
    "DisclosureRule",
    "Funnel",
    "FunnelGroup",
    "FunnelStep",
    "Group",
    "GroupComparison",
    "Part",
    "ProtectedTable",
    "Reference",
    "Released",
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
    "direct_and_proxy",
    "disclose",
    "funnel",
    "voice_share",
]
