"""The fixed lists of being asked and coming."""

from __future__ import annotations

from django.db import models

from involvement.taxonomies.register import NEEDS_A_BOOKING, AccessNeedKind


class InterestState(models.TextChoices):
    """Where somebody stands with a session they were asked to, or asked to come to."""

    ASKED = "asked", "You are asked if you want to come"
    PLACE = "place", "You have a place"
    WAITING = "waiting", "You are on the waiting list"
    CANCELLED = "cancelled", "You told us that you cannot come"
    DECLINED = "declined", "You said no thanks"


STAFF_INTEREST_LABELS: dict[InterestState, str] = {
    InterestState.ASKED: "Asked, no answer yet",
    InterestState.PLACE: "Has a place",
    InterestState.WAITING: "On the waiting list",
    InterestState.CANCELLED: "Cannot come",
    InterestState.DECLINED: "Said no thanks",
}

# What organisers can say is there on the day, besides support that somebody has to be booked for.
OFFERED: tuple[AccessNeedKind, ...] = (
    AccessNeedKind.STEP_FREE,
    AccessNeedKind.CAMERA_OFF,
    AccessNeedKind.HEARING_LOOP,
    AccessNeedKind.QUIET_ROOM,
    AccessNeedKind.BREAKS,
    AccessNeedKind.LONGER_TIME,
    AccessNeedKind.ONE_AT_A_TIME,
    AccessNeedKind.BRING_SOMEONE,
    AccessNeedKind.PRAYER_SPACE,
    AccessNeedKind.HALAL_OR_VEGETARIAN,
    AccessNeedKind.EASY_READ,
    AccessNeedKind.LARGE_PRINT,
)
# Needs that a session meets or does not meet. How to make contact, for instance, is for each person and no session.
MET_BY_A_SESSION = frozenset(OFFERED) | NEEDS_A_BOOKING
ONLY_IN_PERSON = frozenset(
    {
        AccessNeedKind.STEP_FREE,
        AccessNeedKind.QUIET_ROOM,
        AccessNeedKind.PRAYER_SPACE,
        AccessNeedKind.HALAL_OR_VEGETARIAN,
        AccessNeedKind.HEARING_LOOP,
    }
)
ONLY_ONLINE = frozenset({AccessNeedKind.CAMERA_OFF})
