from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from accounts.access import Actor, organisation
from accounts.models import User
from core import audit
from involvement.models import InvolvementActivity, LoopSummary, Service


class NameTaken(Exception):
    """The organisation has one of this name already."""


class NothingSaidBack(Exception):
    """An activity ends with at least one "You said, we did", also where nothing could be done (rule R30)."""


@transaction.atomic
def add_service(*, actor: Actor, name: str) -> Service:
    service = Service(organisation=organisation(actor), name=name)
    _save(service, taken="Enter another name. There is a service called that already.")
    audit.record(actor=actor, verb="SERVICE_ADDED", target=service)
    return service


@transaction.atomic
def edit_service(
    *, actor: Actor, service: Service, name: str, closed_on: date | None, responders: Sequence[User]
) -> None:
    service.name, service.closed_on = name, closed_on
    _save(service, taken="Enter another name. There is a service called that already.")
    service.responders.set(responders)
    audit.record(actor=actor, verb="SERVICE_CHANGED", target=service)


@transaction.atomic
def add_activity(
    *, actor: Actor, name: str, kind: str, level: str, purpose: str, services: Sequence[Service]
) -> InvolvementActivity:
    activity = InvolvementActivity(organisation=organisation(actor), name=name, kind=kind, level=level, purpose=purpose)
    _save(activity, taken="Enter another name. There is an activity called that already.")
    activity.services.set(services)
    audit.record(actor=actor, verb="ACTIVITY_ADDED", target=activity)
    return activity


@transaction.atomic
def edit_activity(
    *,
    actor: Actor,
    activity: InvolvementActivity,
    name: str,
    kind: str,
    level: str,
    purpose: str,
    services: Sequence[Service],
    closed_on: date | None,
) -> None:
    """Raises NameTaken and NothingSaidBack."""
    _check_may_close(activity, closed_on)
    activity.name, activity.kind, activity.level = name, kind, level
    activity.purpose, activity.closed_on = purpose, closed_on
    _save(activity, taken="Enter another name. There is an activity called that already.")
    activity.services.set(services)
    audit.record(actor=actor, verb="ACTIVITY_CHANGED", target=activity)


def _check_may_close(activity: InvolvementActivity, closed_on: date | None) -> None:
    """What has ended already may be edited."""
    ended = not InvolvementActivity.objects.filter(pk=activity.pk, closed_on=None).exists()
    if closed_on is None or ended:
        return
    if not LoopSummary.objects.filter(activity=activity, taken_down_at=None).exists():
        raise NothingSaidBack("Write “You said, we did” first. Nobody has been told what came of it yet.")


def _save(row: Service | InvolvementActivity, *, taken: str) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise NameTaken(taken) from error
