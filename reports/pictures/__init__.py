"""Pictures drawn on the server from published figures alone. The same figures stand in a table below each."""

from .dots import Dot, dots
from .funnel import Level, funnel

__all__ = ["Dot", "Level", "dots", "funnel"]
