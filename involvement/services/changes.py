"""What will be or was done, and what people said that led to it.

Lock order: a change before the stories linked to it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from accounts.models import User
from core import audit
from involvement.models import Change, ChangeStep, InvolvementActivity, Point, Service, Story
from involvement.queries.audience import people_behind
from involvement.services.change_news import ask_to_tell, tell_people
from involvement.services.outcomes import settle_outcomes
from involvement.services.slices import note_change
from involvement.taxonomies import ChangeStatus


class ReasonMissing(Exception):
    """A change that is not possible comes with a reason (rule R30)."""


@transaction.atomic
def add_change(
    *,
    actor: Actor,
    send_key: UUID,
    title: str,
    now: datetime,
    status: str = ChangeStatus.CONSIDERING,
    text: str = "",
    service: Service | None = None,
    activity: InvolvementActivity | None = None,
    owner: User | None = None,
    due_on: date | None = None,
    stories: Collection[Story] = (),
    points: Collection[Point] = (),
    tells: bool = True,
) -> Change:
    """The same ``send_key`` again gives back the first change. ``text`` is its first step, and the reason of a no.

    Everyone who raised it is told, unless the caller tells them (``tells=False``). Raises ReasonMissing.
    """
    values = {
        "organisation_id": actor.organisation_id,
        "title": title,
        "service": service,
        "activity": activity,
        "owner": owner,
        "due_on": due_on,
        "created_at": now,
    }
    change, is_new = Change.objects.get_or_create(send_key=send_key, defaults=values | _state(status, text, now))
    if not is_new:
        return change
    change.stories.set(stories)
    change.points.set(points)
    audit.record(actor=actor, verb="CHANGE_ADDED", target=change)
    step = _take_step(change, actor=actor, text=text, now=now)
    _note_if_made(change)
    if tells:
        ask_to_tell(step)
    return change


@transaction.atomic
def edit_change(
    *,
    actor: Actor,
    change: Change,
    title: str,
    service: Service | None,
    activity: InvolvementActivity | None,
    owner: User | None,
    due_on: date | None,
) -> None:
    change.title, change.service, change.activity = title, service, activity
    change.owner, change.due_on = owner, due_on
    change.save(update_fields=["title", "service", "activity", "owner", "due_on"])
    audit.record(actor=actor, verb="CHANGE_CHANGED", target=change)


@transaction.atomic
def move_change(*, actor: Actor, change: Change, send_key: UUID, status: str, text: str, now: datetime) -> ChangeStep:
    """Say how far the change is now, to everyone who raised it. The same ``send_key`` again gives back the first step.

    ``text`` is the reason of a change that is not possible. Raises ReasonMissing.
    """
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    before = ChangeStep.objects.filter(change=change, send_key=send_key).first()
    if before is not None:
        return before
    was_made_on = change.made_on
    for name, value in _state(status, text, now).items():
        setattr(change, name, value)
    if change.made_on and was_made_on:
        change.made_on = was_made_on
    change.save(update_fields=["status", "reason", "made_on"])
    audit.record(actor=actor, verb="CHANGE_MOVED", target=change)
    if change.made_on != was_made_on:
        note_change(change)
    step = _take_step(change, actor=actor, text=text, now=now, send_key=send_key)
    ask_to_tell(step)
    return step


@transaction.atomic
def link_to_change(
    *,
    actor: Actor,
    change: Change,
    now: datetime,
    stories: Collection[Story] = (),
    points: Collection[Point] = (),
    tells: bool = True,
) -> None:
    """These too led to the change. Their authors are told how far it is, unless the caller does (``tells=False``)."""
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    change.stories.add(*stories)
    change.points.add(*points)
    settle_outcomes(stories)
    _note_if_made(change)
    audit.record(actor=actor, verb="CHANGE_LINKED", target=change)
    last = change.steps.select_related("change").order_by("-taken_at", "-pk").first()
    if tells and last is not None:
        people = people_behind(change.stories.filter(pk__in=_ids(stories)), change.points.filter(pk__in=_ids(points)))
        tell_people(last, people, now=now)


@transaction.atomic
def unlink_from_change(
    *, actor: Actor, change: Change, stories: Collection[Story] = (), points: Collection[Point] = ()
) -> None:
    """These were linked by mistake. Nobody is told: there is nothing they could do with it."""
    change = Change.objects.select_for_update(no_key=True).get(pk=change.pk)
    _note_if_made(change)
    change.stories.remove(*stories)
    change.points.remove(*points)
    settle_outcomes(stories)
    audit.record(actor=actor, verb="CHANGE_UNLINKED", target=change)


def _state(status: str, text: str, now: datetime) -> dict[str, Any]:
    refused = status == ChangeStatus.NOT_POSSIBLE
    if refused and not text.strip():
        raise ReasonMissing("Enter why it is not possible. Everyone who raised it will read this.")
    made_on = timezone.localdate(now) if status == ChangeStatus.MADE else None
    return {"status": status, "reason": text if refused else "", "made_on": made_on}


def _take_step(change: Change, *, actor: Actor, text: str, now: datetime, send_key: UUID | None = None) -> ChangeStep:
    settle_outcomes(change.stories.all())
    return ChangeStep.objects.create(
        change=change, status=change.status, text=text, taken_by_id=actor.user_id, taken_at=now, send_key=send_key
    )


def _ids(rows: Collection[Story] | Collection[Point]) -> list[UUID]:
    return [row.pk for row in rows]


def _note_if_made(change: Change) -> None:
    if change.made_on is not None:
        note_change(change)
