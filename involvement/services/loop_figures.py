from __future__ import annotations

from django.db import transaction

from accounts.access import Actor
from core import audit


@transaction.atomic
def note_loop_figures_seen(*, actor: Actor) -> None:
    audit.record(actor=actor, verb="LOOP_FIGURES_SEEN")
