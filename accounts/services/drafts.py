"""Forms that were sent after the session had run out, kept for their writer."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.http import QueryDict

from accounts import access
from accounts.access import Actor
from accounts.models import Draft
from core import audit
from core.secrets import cipher

KEPT_FOR = timedelta(days=7)
NEVER_KEPT = ("password", "token", "code", "credential")


@transaction.atomic
def keep_draft(*, actor: Actor, path: str, fields: QueryDict, had_files: bool) -> Draft | None:
    """Keep the form, encrypted and without secrets; None when nothing that was written is left to keep."""
    kept = fields.copy()
    for name in fields:
        if any(word in name.lower() for word in NEVER_KEPT):
            del kept[name]
    if not any(value.strip() for values in kept.lists() for value in values[1]):
        return None
    draft = Draft.objects.create(
        user_id=actor.user_id,
        path=path,
        fields=cipher().encrypt(kept.urlencode().encode()).decode(),
        had_files=had_files,
    )
    audit.record(actor=actor, verb="DRAFT_KEPT", target=draft)
    return draft


@transaction.atomic
def discard_draft(*, actor: Actor, draft_id: UUID | str) -> None:
    """Forget the draft, because it was sent or thrown away. Another person's is left alone."""
    draft = access.drafts(actor).filter(pk=draft_id).first()
    if draft is not None:
        audit.record(actor=actor, verb="DRAFT_DISCARDED", target=draft)
        draft.delete()


@transaction.atomic
def clear_old_drafts(*, now: datetime) -> int:
    return Draft.objects.filter(created_at__lt=now - KEPT_FOR).delete()[0]
