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
    people = Participant.objects.all()
    for model, held in held_models():
        for sign in held.signs:
            people = _without(people, model, held, sign, since)
    return people


def retention_runs(actor: Actor) -> QuerySet[AuditEvent]:
    """What the nightly run did for the actor's organisation, newest first: how many, never who."""
    return audit_events(actor).filter(user_id=None, verb__startswith="RETENTION_")


def _without(
    people: QuerySet[Participant], model: type[models.Model], held: Held, sign: Sign, since: date
) -> QuerySet[Participant]:
    later = Q(**{sign.day + "__gt": since}) if _is_day(model, sign) else Q(**{sign.day + "__gte": _day_after(since)})
    if model is Participant:
        return people.exclude(later)
    for kind, own in (("person", "pk"), ("user", "user")):
        for lookup in held.about[kind]:
            rows = model._default_manager.filter(later, **sign.only, **{lookup: OuterRef(own)})
            people = people.filter(~Exists(rows))
    return people


def _is_day(model: type[models.Model], sign: Sign) -> bool:
    field: Any = model._meta.get_field(sign.day)
    return not isinstance(field, models.DateTimeField)


def _day_after(day: date) -> datetime:
    return make_aware(datetime.combine(day + timedelta(days=1), time.min))
