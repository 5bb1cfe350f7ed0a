"""What anyone may read about sessions to come, and who sees which places."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.access import Actor
from involvement import codes
from involvement.access.register import own_records, participants, sessions
from involvement.models import Attendance, Interest, InvolvementSession, Opportunity, WantedTopic
from involvement.taxonomies import AttendanceStatus

PLACE_CODE = "place"
TAKES_A_PLACE = Q(signed_up_on__isnull=False, status__in=(AttendanceStatus.NOT_MARKED, AttendanceStatus.CAME))


def published_opportunities() -> QuerySet[Opportunity]:
    """What anyone may read, also when it is over or called off, for whoever has its address."""
    published = Opportunity.objects.filter(published_at__isnull=False)
    return published.select_related("session__activity", "session__organisation")


def open_opportunities(*, now: datetime) -> QuerySet[Opportunity]:
    """What somebody can still ask to come to."""
    not_closed = Q(closes_on=None) | Q(closes_on__gte=timezone.localdate(now))
    return published_opportunities().filter(not_closed, session__starts_at__gt=now, session__cancelled_at=None)


def opportunities(actor: Actor) -> QuerySet[Opportunity]:
    """Published or not, for staff."""
    return Opportunity.objects.filter(session__in=sessions(actor)).select_related("session__activity")


def places_on_registers() -> QuerySet[Attendance]:
    """Everybody who said yes and comes, at any session: to count by, for a list shows nobody."""
    return Attendance.objects.filter(TAKES_A_PLACE)


def all_interests() -> QuerySet[Interest]:
    """To count by, as places_on_registers()."""
    return Interest.objects.all()


def last_opportunity(session: InvolvementSession) -> Opportunity | None:
    """What the activity's last published session said, to be copied."""
    others = Opportunity.objects.filter(session__activity=session.activity_id).exclude(pk=session.pk)
    return others.order_by("-session__starts_at").first()


def interests(actor: Actor) -> QuerySet[Interest]:
    """Who was asked to the sessions of staff, or asked to come, guests too: first come first."""
    rows = Interest.objects.filter(session__in=sessions(actor)).select_related("participant", "session")
    return rows.order_by("asked_at", "pk")


def own_interests(actor: Actor, *, opened: UUID | None = None) -> QuerySet[Interest]:
    """A person's own, and the one that this browser opened with a code or a link."""
    mine = Q(participant__in=own_records(actor)) | (Q(pk=opened) if opened else Q(pk=None))
    return Interest.objects.filter(mine).select_related(
        "participant", "session__activity", "session__organisation", "session__opportunity"
    )


def interest_with_code(code: str) -> Interest | None:
    """The place that this code opens, for whoever holds the code."""
    return Interest.objects.filter(code_hash=codes.hash_of(code, purpose=PLACE_CODE)).first()


def wanted_topics(actor: Actor) -> QuerySet[WantedTopic]:
    """What the people whom the actor may see want to be asked about."""
    return WantedTopic.objects.filter(participant__in=participants(actor))
