from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from accounts.access import Actor
from accounts.models import User
from involvement import access
from involvement.models import Change, InvolvementSession, Point


@dataclass(frozen=True, slots=True)
class PointAnswer:
    """What becomes of a point: ``words`` say what will be done, or why it is not possible."""

    point: Point
    status: str
    words: str
    owner: User | None
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AnsweredPoint:
    """A point with what becomes of it; nothing while nobody has said."""

    point: Point
    changes: list[Change]


def answered_points(actor: Actor, session: InvolvementSession) -> list[AnsweredPoint]:
    points = access.points(actor).filter(session=session).order_by("noted_at", "pk").prefetch_related("changes")
    return [AnsweredPoint(point, list(point.changes.all())) for point in points]
