"""What a session did for somebody: asked once, kept without the person (docs/decisions/0023-pay-and-effects.md)."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from accounts.access import Actor
from core import audit
from core.quarters import quarter_of
from involvement.access import ASKED_FOR_DAYS
from involvement.models import Attendance, EffectsAsked, InvolvementEffect
from involvement.taxonomies import Gain

ROWS_AT_ONCE = 500


@transaction.atomic
def say_effects(*, actor: Actor, attendance: Attendance, answers: Mapping[str, str]) -> bool:
    """Keep the answers of EFFECT_ITEMS apart from who gave them. False for somebody who was asked before.

    Nothing is kept when all were skipped, except that this person was asked.
    """
    _, is_new = EffectsAsked.objects.get_or_create(
        participant_id=attendance.participant_id, session_id=attendance.session_id
    )
    if not is_new:
        return False
    if any(answer != Gain.SKIPPED for answer in answers.values()):
        InvolvementEffect.objects.create(
            organisation_id=attendance.organisation_id,
            service_id=attendance.service_id,
            quarter=quarter_of(attendance.held_on),
            **answers,
        )
    audit.record(actor=actor, verb="EFFECTS_ASKED", subject_id=attendance.participant_id)
    return True


@transaction.atomic
def mix_effects(*, today: date) -> int:
    """Lay the answers of quarters that may still get some in a new order, under new ids; returns how many.

    Whoever reads the tables themselves could else match the latest answers with the latest people asked.
    """
    since = quarter_of(today - timedelta(days=ASKED_FOR_DAYS + 7))
    rows = list(InvolvementEffect.objects.filter(quarter__gte=since).select_for_update())
    ids = [row.pk for row in rows]
    for start in range(0, len(ids), ROWS_AT_ONCE):
        InvolvementEffect.objects.filter(pk__in=ids[start : start + ROWS_AT_ONCE]).delete()
    random.SystemRandom().shuffle(rows)
    for row in rows:
        row.pk = uuid.uuid4()
    InvolvementEffect.objects.bulk_create(rows, batch_size=ROWS_AT_ONCE)
    return len(rows)
