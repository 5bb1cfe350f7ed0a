"""Pictures drawn on the server from published figures alone. The same figures stand in a table below each."""

from .dots import Dot, dots
from .funnel import Level, funnel
from .heads import heads
from .scatter import Limits, Spot, scatter
from .svg import for_print
from .trend import Mark, trend

__all__ = [
    "Dot",
    "Level",
    "Limits",
    "Mark",
    "Spot",
    "dots",
    "for_print",
    "funnel",
    "heads",
    "scatter",
    "trend",
]
