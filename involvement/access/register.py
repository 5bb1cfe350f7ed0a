"""The register, sessions and who came."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Lower, NullIf

from accounts.access import Actor, Permission
from accounts.models import Membership, Role, User
from core.models import AuditEvent
from involvement.equality import AnswerStatus
from involvement.models import (
    AccessNeed,
    Attendance,
    Consent,
    DataImport,
    EqualityAnswer,
    HeadCount,
    ImportKind,
    InvolvementActivity,
    InvolvementSession,
    Participant,
    Point,
    Service,
)
from involvement.taxonomies import AttendanceStatus, ConsentScope, SpeakingRole


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
    rows = InvolvementSession.objects.filter(organisation_id=actor.organisation_id).select_related(
        "activity", "service"
    )
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows
        case Role.FACILITATOR:
            return rows.filter(facilitators=actor.user_id)
        case _:
            return rows.none()


def register(session: InvolvementSession) -> QuerySet[Attendance]:
    """The lines of one session's register by name, each with ``last_role``: how the person spoke last time, or None."""
    return (
        Attendance.objects.filter(session=session)
        .select_related("participant")
        .annotate(last_role=Subquery(roles_elsewhere(session, OuterRef("participant"))[:1]))
        .order_by(Lower(Coalesce(NullIf("participant__known_as", Value("")), "participant__reference")), "pk")
    )


def people_to_ask(actor: Actor, session: InvolvementSession) -> QuerySet[Participant]:
    """People on the register now whom nobody has asked to this session, each with ``last_role`` as in register().

    Who does not want to be contacted is not among them.
    """
    return (
        participants(actor)
        .filter(organisation_id=session.organisation_id, left_on=None)
        .exclude(attendances__session=session)
        .exclude(interests__session=session)
        .exclude(pk__in=said_no_to(ConsentScope.CONTACT_ME))
        .annotate(last_role=Subquery(roles_elsewhere(session, OuterRef("pk"))[:1]))
    )


def roles_elsewhere(session: InvolvementSession, participant: Participant | OuterRef) -> QuerySet[Attendance, str]:
    """In which roles someone spoke at the organisation's other sessions, last one first."""
    came = Attendance.objects.filter(
        participant=participant, organisation_id=session.organisation_id, status=AttendanceStatus.CAME
    )
    known = came.exclude(session=session).exclude(speaking_role=SpeakingRole.NOT_RECORDED)
    return known.order_by("-held_on", "-pk").values_list("speaking_role", flat=True)


def facilitators(actor: Actor) -> QuerySet[User]:
    """Who may run sessions of the actor's organisation."""
    if not actor.may(Permission.MANAGE_SESSIONS):
        return User.objects.none()
    running = Membership.objects.filter(
        organisation_id=actor.organisation_id, ended_at=None, role__in=(Role.FACILITATOR, Role.INVOLVEMENT_LEAD)
    )
    return User.objects.filter(pk__in=running.values("user")).order_by("name", "email")


def responders(actor: Actor) -> QuerySet[User]:
    """Who may be chosen to answer for a service of the actor's organisation."""
    if not actor.may(Permission.MANAGE_SERVICES):
        return User.objects.none()
    answering = Membership.objects.filter(organisation_id=actor.organisation_id, ended_at=None, role=Role.RESPONDER)
    return User.objects.filter(pk__in=answering.values("user")).order_by("name", "email")


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
    """Needs of the people whom the actor may see: what is needed, never why.

    They are not passed on to who runs a session when the person said no to that.
    """
    needs = AccessNeed.objects.filter(participant__in=participants(actor))
    if actor.role != Role.FACILITATOR:
        return needs
    return needs.exclude(participant__in=said_no_to(ConsentScope.SHARE_ACCESS_NEEDS))


def said_no_to(scope: ConsentScope) -> QuerySet[Consent, tuple[Any, ...]]:
    """Ids of the people who took back a yes, or refused, and have not said yes since."""
    given = Consent.objects.filter(participant=OuterRef("participant"), scope=scope, withdrawn_at=None)
    return Consent.objects.filter(~Exists(given), scope=scope, participant__isnull=False).values_list("participant")


def equality_answers(actor: Actor) -> QuerySet[EqualityAnswer]:
    """Only a person's own answers. Staff may write an answer down but never read it back beside a name."""
    return EqualityAnswer.objects.filter(participant__in=own_records(actor))


def questions_asked(actor: Actor) -> QuerySet[EqualityAnswer, tuple[Any, ...]]:
    """(question, source) of what was asked, for staff who write answers down: never what was said."""
    if not actor.may(Permission.ENTER_EQUALITY_ANSWERS):
        return EqualityAnswer.objects.none().values_list("question", "source")
    rows = EqualityAnswer.objects.filter(participant__in=participants(actor))
    return rows.exclude(status=AnswerStatus.NOT_ASKED).values_list("question", "source")


def own_attendances(actor: Actor) -> QuerySet[Attendance]:
    """The sessions of the person who is signed in."""
    return Attendance.objects.filter(participant__in=own_records(actor))


def record_views(actor: Actor) -> QuerySet[AuditEvent]:
    """Who did or saw what with the actor's own record."""
    return AuditEvent.objects.filter(subject_id__in=own_records(actor).values("pk")).order_by("-at", "-pk")


def imports(actor: Actor) -> QuerySet[DataImport]:
    rows = DataImport.objects.filter(organisation_id=actor.organisation_id).select_related("job", "asked_by")
    match actor.role:
        case Role.INVOLVEMENT_LEAD:
            return rows.order_by("-asked_at")
        case Role.ADMINISTRATOR:
            return rows.filter(kind=ImportKind.BENCHMARK).order_by("-asked_at")
        case _:
            return rows.none()
