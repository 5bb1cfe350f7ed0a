"""What is around a change: who may own it, what was raised, who was told, and the public words about it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Prefetch, Q, QuerySet

from accounts.access import Actor, Permission
from accounts.models import Membership, Organisation, Role, User
from involvement.access.register import own_records, services, sessions
from involvement.access.stories import answered_services, changes, public_loop_summaries
from involvement.models import (
    Attendance,
    Change,
    ChangeStep,
    Participant,
    PersonalNotice,
    PersonalNoticeKind,
    Point,
    Service,
    Story,
)
from involvement.taxonomies import AttendanceStatus


def change_owners(actor: Actor, *, change: Change | None = None) -> QuerySet[User]:
    """Who may see to a change: colleagues who may manage changes, and whoever does now. A responder takes their own."""
    if not actor.may(Permission.MANAGE_CHANGES):
        return User.objects.none()
    members = Membership.objects.filter(
        organisation_id=actor.organisation_id, ended_at=None, role__in=(Role.INVOLVEMENT_LEAD, Role.RESPONDER)
    )
    if actor.role == Role.RESPONDER:
        members = members.filter(user=actor.user_id)
    kept = Q(pk=change.owner_id if change else None)
    return User.objects.filter(Q(pk__in=members.values("user")) | kept).order_by("name", "email")


def services_to_change(actor: Actor, *, change: Change | None = None) -> QuerySet[Service]:
    """Services that the actor may write changes for: a responder's are those they answer for, and the change's own."""
    if not actor.may(Permission.MANAGE_CHANGES):
        return Service.objects.none()
    kept = Q(pk=change.service_id if change else None)
    return services(actor).filter(Q(pk__in=answered_services(actor).values("pk")) | kept)


def points_to_link(actor: Actor) -> QuerySet[Point]:
    """What was raised in sessions that the actor may see, and behind changes that they may see."""
    if not actor.may(Permission.MANAGE_CHANGES):
        return Point.objects.none()
    behind = Point.changes.through.objects.filter(change__in=changes(actor))
    seen = Q(session__in=sessions(actor)) | Q(pk__in=behind.values("point"))
    return Point.objects.filter(seen).select_related("session__activity")


def authors_to_tell(stories: QuerySet[Story]) -> QuerySet[Story]:
    """These stories with all that is needed to tell who sent them."""
    return stories.select_related("participant__user", "author").order_by("sent_at", "pk")


def people_who_came(points: QuerySet[Point]) -> QuerySet[Participant]:
    """A point has no author: whoever came to its session and is still on the register."""
    came = Attendance.objects.filter(session__in=points.values("session"), status=AttendanceStatus.CAME)
    rows = Participant.objects.filter(pk__in=came.values("participant"), left_on=None)
    return rows.select_related("user").order_by("pk")


def told_of(steps: Iterable[ChangeStep]) -> QuerySet[PersonalNotice]:
    """What was sent out about these steps; the key says which (services.change_news)."""
    of_any = reduce(or_, (Q(key__startswith=f"change-step:{step.pk}:") for step in steps), Q(pk=None))
    return PersonalNotice.objects.filter(of_any, kind=PersonalNoticeKind.STORY_NEWS)


def changes_from_own_sessions(actor: Actor) -> QuerySet[Change]:
    """What became of the points of sessions to which the person who is signed in came, with its steps, last first."""
    came = Attendance.objects.filter(participant__in=own_records(actor), status=AttendanceStatus.CAME)
    raised = Change.points.through.objects.filter(point__session__in=came.values("session"))
    steps = Prefetch("steps", ChangeStep.objects.order_by("-taken_at", "-pk"))
    return Change.objects.filter(pk__in=raised.values("change")).prefetch_related(steps)


def organisations_that_answer() -> QuerySet[Organisation]:
    """Those that say in public what they did, by name."""
    return Organisation.objects.filter(pk__in=public_loop_summaries().order_by().values("organisation")).order_by(
        "name"
    )


def services_that_answer(organisation: Organisation) -> QuerySet[Service]:
    """Of an organisation, those that it says something about in public."""
    shown = public_loop_summaries().filter(organisation=organisation)
    return Service.objects.filter(pk__in=shown.order_by().values("service")).order_by("name")
