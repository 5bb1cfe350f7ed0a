from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from textwrap import shorten

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import LONGEST_TITLE, Change, InvolvementSession, Point
from involvement.queries.points import PointAnswer
from involvement.services.changes import add_change
from involvement.taxonomies import ChangeStatus


@transaction.atomic
def add_point(*, actor: Actor, session: InvolvementSession, text: str, speaking_role: str, now: datetime) -> Point:
    """Write down one thing that was raised. The same words in the same role, sent twice, stay one point."""
    InvolvementSession.objects.select_for_update(no_key=True).only("pk").get(pk=session.pk)
    point, created = Point.objects.get_or_create(
        session=session, text=text, speaking_role=speaking_role, defaults={"noted_at": now}
    )
    if created:
        audit.record(actor=actor, verb="POINT_ADDED", target=session)
    return point


@transaction.atomic
def answer_points(
    *, actor: Actor, session: InvolvementSession, answers: Iterable[PointAnswer], now: datetime
) -> list[Change]:
    """Make a change of each point. A point that somebody answered meanwhile keeps that answer."""
    InvolvementSession.objects.select_for_update(no_key=True).only("pk").get(pk=session.pk)
    wanted = list(answers)
    still_open = set(Point.objects.filter(session=session, changes=None).values_list("pk", flat=True))
    return [
        add_change(
            actor=actor,
            send_key=uuid.uuid4(),
            title=_title(answer),
            now=now,
            status=answer.status,
            text=answer.words if answer.status == ChangeStatus.NOT_POSSIBLE else "",
            service=session.service,
            activity=session.activity,
            owner=answer.owner,
            due_on=answer.due_on,
            points=[answer.point],
        )
        for answer in wanted
        if answer.point.pk in still_open
    ]


def _title(answer: PointAnswer) -> str:
    """What will be done; for a no, what was asked for."""
    if answer.status == ChangeStatus.NOT_POSSIBLE:
        return shorten(answer.point.text, LONGEST_TITLE, placeholder="…")
    return answer.words
