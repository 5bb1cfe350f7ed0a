from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(view: View) -> View:
    """Open a view to everybody. The locks that ask who it is are in accounts/access.py."""
    view.is_public = True  # type: ignore[attr-defined]
    return view
