"""What anyone may see of an organisation in order to tell it something: names of services, and recent sessions."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from accounts.access import Actor
from accounts.models import Organisation, OrganisationKind
from involvement.models import Attendance, InvolvementSession, Participant, Purpose, Service
from involvement.taxonomies import PurposeKind

SESSIONS_SHOWN_FOR = timedelta(days=28)


def organisations_to_tell() -> QuerySet[Organisation]:
    """Everybody who runs something for people and uses data for that.

    Commissioners read totals; a story is for who can answer it.
    """
    closed = Purpose.objects.filter(kind=PurposeKind.FEEDBACK, is_on=False)
    others = Organisation.objects.exclude(kind=OrganisationKind.COMMISSIONER)
    return others.exclude(pk__in=closed.values("organisation")).order_by("name", "pk")


def services_to_tell_of(organisation: Organisation) -> QuerySet[Service]:
    return Service.objects.filter(organisation=organisation, closed_on=None).order_by("name")


def sessions_to_tell_of(
    organisation: Organisation, *, today: date, also: UUID | None = None
) -> QuerySet[InvolvementSession]:
    """Those of the last weeks, newest first, and the one that was asked for by its poster, however old."""
    recent = Q(held_on__range=(today - SESSIONS_SHOWN_FOR, today)) | Q(pk=also)
    rows = InvolvementSession.objects.filter(recent, organisation=organisation)
    return rows.select_related("activity", "service").order_by("-held_on", "-starts_at", "pk")


def own_places(actor: Actor, organisation: Organisation) -> QuerySet[Attendance]:
    """Where the person who is signed in took part in this organisation, in whichever role they act now."""
    mine = Participant.objects.filter(user=actor.user_id, user__isnull=False, organisation=organisation)
    return Attendance.objects.filter(participant__in=mine)
