"""The participation gap: plain functions on plain dataclasses, no Django and no database."""

from .comparison import compare
from .disclosure import disclose
from .funnel import Funnel, FunnelGroup, FunnelStep, funnel
from .results import Comparison, GroupComparison
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
from .voices import VoiceGroup, VoiceShare, direct_and_proxy, voice_share

__all__ = [
    "METHOD_VERSION",
    "STAGES",
    "TRANSITIONS",
    "VOICES",
    "Comparison",
    "Count",
    "Dimension",
    "DisclosureRule",
    "Funnel",
    "FunnelGroup",
    "FunnelStep",
    "Group",
    "GroupComparison",
    "Reference",
    "TableKey",
    "Tally",
    "Thresholds",
    "UnlikeCodings",
    "Verdict",
    "VoiceGroup",
    "VoiceShare",
    "compare",
    "direct_and_proxy",
    "disclose",
    "funnel",
    "voice_share",
]
