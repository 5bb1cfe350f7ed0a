"""The append-only record of what was done and what was seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from django.db import models
from django.utils import timezone

from core.models import AuditEvent


class AuditActor(Protocol):
    """Whoever acts: accounts.access.Actor is one."""

    @property
    def user_id(self) -> UUID | None: ...
    @property
    def role(self) -> str | None: ...
    @property
    def organisation_id(self) -> UUID | None: ...


def record(
    *,
    actor: AuditActor,
    verb: str,
    target: models.Model | None = None,
    subject_id: UUID | None = None,
    organisation_id: UUID | None = None,
    reason: str = "",
) -> None:
    """Add one event. Call it inside the transaction of what it tells of. ``verb`` is an upper-case code."""
    AuditEvent.objects.create(
        **_fields(actor=actor, verb=verb, organisation_id=organisation_id, reason=reason),
        target_type=(target._meta.model_name or "") if target is not None else "",
        target_id=str(target.pk) if target is not None else "",
        subject_id=subject_id,
    )


def record_views(
    *,
    actor: AuditActor,
    verb: str,
    subject_ids: Iterable[UUID],
    target: models.Model | None = None,
    reason: str = "",
) -> None:
    """Add one event for each person whose record was shown, and one for ``target`` if there is one: one statement."""
    common = _fields(actor=actor, verb=verb, organisation_id=None, reason=reason)
    events = [AuditEvent(**common, target_type="participant", target_id=str(pk), subject_id=pk) for pk in subject_ids]
    if target is not None:
        events.insert(0, AuditEvent(**common, target_type=str(target._meta.model_name), target_id=str(target.pk)))
    AuditEvent.objects.bulk_create(events, batch_size=500)


def _fields(*, actor: AuditActor, verb: str, organisation_id: UUID | None, reason: str) -> dict[str, object]:
    return {
        "at": timezone.now(),
        "user_id": actor.user_id,
        "role": actor.role or "",
        "organisation_id": organisation_id or actor.organisation_id,
        "verb": verb,
        "reason": reason[:200],
    }
