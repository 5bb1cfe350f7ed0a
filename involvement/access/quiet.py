"""Who has not been in touch: the one place that says what being in touch is, from what every model declares."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import make_aware

from accounts.access import Actor, audit_events
from core.held import Held, Sign, held_models
from core.models import AuditEvent
from involvement.models import Participant


def quiet_people(*, since: date) -> QuerySet[Participant]:
    """People on a register with no sign of being in touch after this day: one statement, however many they are."""
    in_touch = Q()
    for model, held in held_models():
        for sign in held.signs:
            in_touch |= _signs(model, held, sign, since)
    return Participant.objects.exclude(in_touch)


def retention_runs(actor: Actor) -> QuerySet[AuditEvent]:
    """What the nightly run did for the actor's organisation, newest first: how many, never who."""
    return audit_events(actor).filter(user_id=None, verb__startswith="RETENTION_")


def _signs(model: type[models.Model], held: Held, sign: Sign, since: date) -> Q:
    later = Q(**{sign.day + "__gt": since}) if _is_day(model, sign) else Q(**{sign.day + "__gte": _day_after(since)})
    if model is Participant:
        return later
    found = Q()
    for kind, own in (("person", "pk"), ("user", "user")):
        for lookup in held.about[kind]:
            rows = model._default_manager.filter(later, **sign.only, **{lookup: OuterRef(own)})
            found |= Q(Exists(rows))
    return found


def _is_day(model: type[models.Model], sign: Sign) -> bool:
    field: Any = model._meta.get_field(sign.day)
    return not isinstance(field, models.DateTimeField)


def _day_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
