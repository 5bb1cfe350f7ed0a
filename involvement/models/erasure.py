from __future__ import annotations

from django.db import models

from core.models import UUIDModel


class ErasureReceipt(UUIDModel):
    """What an erasure took away and what it left, without a word about whose it was.

    The person holds the number, of which a keyed hash is kept. ``lines`` are [what, how many went, how many stayed,
    why, until when].
    """

    number_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    lines = models.JSONField(default=list)

    def __str__(self) -> str:
        return f"erasure of {self.made_at:%-d %B %Y}"
