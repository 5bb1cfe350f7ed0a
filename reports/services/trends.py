"""Decisions to start a trend afresh. Recorded, never changed: one that no longer holds is taken back by another."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts.access import Actor
from accounts.models import Organisation
from core import audit
from involvement.models import Service
from reports.models import TrendRestart


class TrendRefused(Exception):
    """The decision cannot be recorded; the message says why."""


@transaction.atomic
def restart_trend(
    *, actor: Actor, service: Service | None, starts_on: date, reason: str, now: datetime
) -> TrendRestart:
    """From this quarter on, points are held against one another only. Raises TrendRefused for a quarter that is not
    the first day of one, somebody else's service, or a quarter with which the trend starts afresh already."""
    _hold(actor)
    if starts_on.day != 1 or starts_on.month not in (1, 4, 7, 10):
        raise TrendRefused("Select a quarter from the list.")
    if service is not None and service.organisation_id != actor.organisation_id:
        raise TrendRefused("Select one of your own services.")
    same = TrendRestart.objects.filter(organisation_id=actor.organisation_id, service=service, starts_on=starts_on)
    if same.filter(undoes=None, undone_by=None).exists():
        raise TrendRefused("The trend starts afresh with this quarter already.")
    return _record(actor, TrendRestart(service=service, starts_on=starts_on, reason=reason, decided_at=now))


@transaction.atomic
def undo_restart(*, actor: Actor, restart: TrendRestart, reason: str, now: datetime) -> TrendRestart:
    """The decision is kept, and this one beside it. Raises TrendRefused for one that was taken back before."""
    _hold(actor)
    if restart.undoes_id is not None or TrendRestart.objects.filter(undoes=restart).exists():
        raise TrendRefused("This decision was taken back already.")
    undoing = TrendRestart(
        service_id=restart.service_id, starts_on=restart.starts_on, reason=reason, undoes=restart, decided_at=now
    )
    return _record(actor, undoing)


def note_trend_export(*, actor: Actor, organisation_id: UUID) -> None:
    audit.record(actor=actor, verb="TREND_EXPORTED", organisation_id=organisation_id)


def _record(actor: Actor, decision: TrendRestart) -> TrendRestart:
    decision.organisation_id = actor.organisation_id
    decision.decided_by_id = actor.user_id
    decision.save()
    verb = "TREND_RESTART_UNDONE" if decision.undoes_id else "TREND_RESTARTED"
    audit.record(actor=actor, verb=verb, target=decision, reason=decision.reason)
    return decision


def _hold(actor: Actor) -> None:
    """One decision at a time."""
    Organisation.objects.select_for_update().get(pk=actor.organisation_id)
