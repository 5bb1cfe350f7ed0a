"""Marks in the forms of guests, signed by us: when a form was shown, and that its sender was counted.

They take the place of a picture puzzle: who sends faster than a person can write is asked to press once more, and who
comes too often from one address is asked to wait. Nobody loses a word (docs/decisions/0017-a-door-for-guests.md).
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.core import signing

SHOWN, COUNTED = "involvement.doors.shown", "involvement.doors.counted"


def mark(send_key: UUID, *, door: str, now: datetime) -> str:
    return signing.dumps([str(send_key), int(now.timestamp())], salt=door)


def seconds_since(marked: str, send_key: UUID, *, door: str, now: datetime) -> int | None:
    """None for a mark that is not ours, or is another form's."""
    try:
        key, at = signing.loads(marked, salt=door)
    except signing.BadSignature:
        return None
    return int(now.timestamp()) - at if key == str(send_key) else None
