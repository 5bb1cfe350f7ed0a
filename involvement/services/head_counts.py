from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.access import Actor
from core import audit
from involvement.models import HeadCount, InvolvementSession

Said = dict[str, dict[str, int]]


class CountedMeanwhile(Exception):
    """Somebody else saved another number after this writer opened the page; ``saved`` is that number."""

    def __init__(self, saved: int | None) -> None:
        self.saved = saved
        super().__init__(f"Check the number. Someone else saved {saved} meanwhile. Save again to keep yours.")


@transaction.atomic
def count_heads(
    *, actor: Actor, session: InvolvementSession, people: int, said: Said, was: int | None, now: datetime
) -> HeadCount:
    """Keep how many came without giving a name. ``was`` is the number the writer saw, None for none.

    Raises CountedMeanwhile when another number was saved since.
    """
    InvolvementSession.objects.select_for_update(no_key=True).only("pk").get(pk=session.pk)
    before = HeadCount.objects.filter(session=session).first()
    saved = before.people if before else None
    if saved not in (was, people):
        raise CountedMeanwhile(saved)
    values = {"people": people, "said": said, "counted_at": now}
    head_count, _ = HeadCount.objects.update_or_create(session=session, defaults=values)
    audit.record(actor=actor, verb="HEADS_COUNTED", target=session)
    return head_count
