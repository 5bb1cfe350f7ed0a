"""Which rows of the register each role may see. The only place a read begins; no rule for a role means no rows."""

from __future__ import annotations

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from accounts.models import Role
from core.models import AuditEvent
from involvement.models import (
    AccessNeed,
    Attendance,
    DataImport,
    EqualityAnswer,
    HeadCount,
    InvolvementActivity,
    InvolvementSession,
    Participant,
    Point,
    Service,
)


def services(actor: Actor) -> QuerySet[Service]:
    match actor.role:
        case Role.INVOLVEMENT_LEAD | Role.FACILITATOR | Role.RESPONDER | Role.ADMINISTRATOR:
            return Service.objects.filter(organisation_id=actor.organisation_id)
        case _:
            return Service.objects.none()


def activities(actor: Actor) -> QuerySet[InvolvementActivity]:
    match actor.role:
        case Role.INVOLVEMENT_LEAD | Role.FACILITATOR:
            return InvolvementActivity.objects.filter(organisation_id=actor.organisation_id)
        case _:
            return InvolvementActivity.objects.none()


def sessions(actor: Actor) -> QuerySet[InvolvementSession]:
    rows = InvolvementSession.objects.filter(organisation_id=actor.organisation_id)
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows
        case Role.FACILITATOR:
            return rows.filter(facilitators=actor.user_id)
        case _:
            return rows.none()


def attendances(actor: Actor) -> QuerySet[Attendance]:
    return Attendance.objects.filter(session__in=sessions(actor))


def head_counts(actor: Actor) -> QuerySet[HeadCount]:
    return HeadCount.objects.filter(session__in=sessions(actor))


def points(actor: Actor) -> QuerySet[Point]:
    return Point.objects.filter(session__in=sessions(actor))


def participants(actor: Actor) -> QuerySet[Participant]:
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return Participant.objects.filter(organisation_id=actor.organisation_id)
        case Role.FACILITATOR:
            return Participant.objects.filter(attendances__session__in=sessions(actor)).distinct()
        case Role.PARTICIPANT:
            return own_records(actor)
        case _:
            return Participant.objects.none()


def own_records(actor: Actor) -> QuerySet[Participant]:
    """The record that a person taking part has with the organisation they act in; at most one."""
    if actor.role != Role.PARTICIPANT:
        return Participant.objects.none()
    return Participant.objects.filter(user_id=actor.user_id, organisation_id=actor.organisation_id)


def access_needs(actor: Actor) -> QuerySet[AccessNeed]:
    """Needs of the people whom the actor may see: organisers see what is needed, never why."""
    return AccessNeed.objects.filter(participant__in=participants(actor))


def equality_answers(actor: Actor) -> QuerySet[EqualityAnswer]:
    """Only a person's own answers. Staff may write an answer down but never read it back beside a name."""
    return EqualityAnswer.objects.filter(participant__in=own_records(actor))


def record_views(actor: Actor) -> QuerySet[AuditEvent]:
    """Who did or saw what with the actor's own record."""
    return AuditEvent.objects.filter(subject_id__in=own_records(actor).values("pk")).order_by("-at", "-pk")


def imports(actor: Actor) -> QuerySet[DataImport]:
    if not (actor.may(Permission.IMPORT_DATA) or actor.may(Permission.MANAGE_BENCHMARKS)):
        return DataImport.objects.none()
    return DataImport.objects.filter(organisation_id=actor.organisation_id).select_related("job").order_by("-asked_at")
