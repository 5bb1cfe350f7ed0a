"""What the Trust changed because of what people said, who was told, and the words that anyone may read of it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.access import Actor
from accounts.models import User
from demo import stories
from demo.changed import CHANGES, RAISED, Changed, Raised
from demo.world import POINTS
from involvement import access
from involvement import services as involvement
from involvement.models import Change, InvolvementActivity, InvolvementSession, Point
from involvement.taxonomies import ChangeStatus

NAMESPACE = uuid.UUID("0f8ad4a5-6c3c-4b4e-8f0a-4a1c7c9b7a11")
# Of each activity's sessions, every so-many-th raised the point that led to its change.
EVERY = 2
NOTICED = "We have read this and talk about it at the next team meeting."


def make_changes(*, lead: Actor, today: date) -> None:
    """After the stories and the points of this week were told. Closes the activities that are over."""
    owner = User.objects.get(email="okafor@example.org")
    for changed in CHANGES:
        texts = [POINTS[number][1] for number in changed.points]
        points = list(access.points(lead).filter(text__in=texts))
        _change(changed, lead=lead, owner=owner, points=points, today=today)
    for repeated in RAISED:
        _raise(repeated, lead=lead, owner=owner, today=today)


def _change(changed: Changed, *, lead: Actor, owner: User, points: Sequence[Point], today: date) -> None:
    """Thought about first; what has become of it is said half way between then and today."""
    change = involvement.add_change(
        actor=lead,
        send_key=_key(changed.title),
        title=changed.title,
        now=_noon(today, changed.days_ago),
        text=NOTICED,
        service=access.services(lead).get(name=changed.service),
        owner=owner,
        due_on=today + changed.due_in if changed.due_in else None,
        stories=[stories.story(number) for number in changed.told],
    )
    involvement.link_to_change(actor=lead, change=change, points=points, now=change.created_at, tells=False)
    if changed.text:
        moved_at = _noon(today, changed.days_ago // 2)
        involvement.move_change(
            actor=lead,
            change=change,
            send_key=_key(f"{changed.title} moved"),
            status=changed.status,
            text=changed.text,
            now=moved_at,
        )
    if changed.you_said:
        _publish(
            change, lead, changed.status, changed.you_said, changed.we_did, now=_noon(today, changed.days_ago // 3)
        )


def _raise(repeated: Raised, *, lead: Actor, owner: User, today: date) -> None:
    """Raised in half of the sessions that were held; the last one is when the activity ended."""
    activity = InvolvementActivity.objects.get(organisation_id=lead.organisation_id, name=repeated.activity)
    held = list(InvolvementSession.objects.filter(activity=activity, held_on__lt=today).order_by("held_on", "pk"))
    points = [
        involvement.add_point(actor=lead, session=session, text=repeated.text, speaking_role=role, now=session.ends_at)
        for session in held[::EVERY]
        for role in repeated.roles
    ]
    change = involvement.add_change(
        actor=lead,
        send_key=_key(repeated.title),
        title=repeated.title,
        now=held[-1].ends_at,
        status=ChangeStatus.MADE,
        service=held[-1].service,
        activity=activity,
        owner=owner,
        points=points,
        tells=False,
    )
    _publish(change, lead, ChangeStatus.MADE, repeated.you_said, repeated.we_did, now=held[-1].ends_at)
    if repeated.ends:
        _end(activity, lead=lead, on=held[-1].held_on)


def _publish(change: Change, lead: Actor, status: ChangeStatus, you_said: str, we_did: str, *, now: datetime) -> None:
    involvement.publish_loop_summary(
        actor=lead,
        send_key=_key(you_said),
        you_said=you_said,
        we_did=we_did,
        status=status,
        now=now,
        service=change.service,
        activity=change.activity,
        change=change,
    )


def _end(activity: InvolvementActivity, *, lead: Actor, on: date) -> None:
    involvement.edit_activity(
        actor=lead,
        activity=activity,
        name=activity.name,
        kind=activity.kind,
        level=activity.level,
        purpose=activity.purpose,
        services=list(activity.services.all()),
        closed_on=on,
    )


def _key(words: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, words)


def _noon(today: date, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), time(12)))
