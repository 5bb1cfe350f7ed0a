"""Pictures drawn on the server from published figures alone. The same figures stand in a table below each."""

from .dots import Dot, dots
from .funnel import Level, funnel
from .trend import Mark, trend

__all__ = ["Dot", "Level", "Mark", "dots", "funnel", "trend"]
