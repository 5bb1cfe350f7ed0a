"""What each role may do, who is acting, and which rows of this app each may see. No rule means no."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse

from accounts.models import (
    Commission,
    Draft,
    MemberInvitation,
    Membership,
    Organisation,
    OrganisationKind,
    Role,
    User,
)
from core.locks import public as public
from core.models import AuditEvent


class Permission(StrEnum):
    # anyone signed in with a role
    USE_ACCOUNT = "use-account"
    # people taking part
    SEE_OWN_RECORD = "see-own-record"
    # staff: the register
    SEE_SESSIONS = "see-sessions"
    RECORD_ATTENDANCE = "record-attendance"
    MANAGE_SESSIONS = "manage-sessions"
    SEE_PARTICIPANTS = "see-participants"
    MANAGE_PARTICIPANTS = "manage-participants"
    ENTER_EQUALITY_ANSWERS = "enter-equality-answers"
    IMPORT_DATA = "import-data"
    SEE_IMPORTS = "see-imports"
    EXPORT_LISTS = "export-lists"
    MANAGE_SERVICES = "manage-services"
    # staff: what people say, and what becomes of it
    WRITE_DOWN_STORIES = "write-down-stories"
    SEE_STORIES = "see-stories"
    ANSWER_STORIES = "answer-stories"
    PUBLISH_STORIES = "publish-stories"
    SEE_SHARED_STORIES = "see-shared-stories"
    MANAGE_CHANGES = "manage-changes"
    # safeguarding
    RAISE_CONCERN = "raise-concern"
    SEE_CONCERNS = "see-concerns"
    # pay, and what data is used for
    MANAGE_PAY = "manage-pay"
    MANAGE_PURPOSES = "manage-purposes"
    # reports: staff and commissioners; reports.access says which ones
    SEE_GAP = "see-gap"
    SEE_EXACT_FIGURES = "see-exact-figures"
    MANAGE_REPORTS = "manage-reports"
    SEE_ALERTS = "see-alerts"
    # organisation
    MANAGE_MEMBERS = "manage-members"
    MANAGE_ORGANISATION = "manage-organisation"
    MANAGE_BENCHMARKS = "manage-benchmarks"
    SEE_AUDIT = "see-audit"
    # commissioners
    SEE_PUBLISHED_REPORTS = "see-published-reports"
    ASK_PROVIDERS = "ask-providers"


P = Permission
ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.PARTICIPANT: frozenset({P.USE_ACCOUNT, P.SEE_OWN_RECORD, P.SEE_SHARED_STORIES}),
    Role.FACILITATOR: frozenset(
        {
            P.USE_ACCOUNT,
            P.SEE_SESSIONS,
            P.RECORD_ATTENDANCE,
            P.SEE_PARTICIPANTS,
            P.WRITE_DOWN_STORIES,
            P.SEE_SHARED_STORIES,
            P.RAISE_CONCERN,
            P.SEE_GAP,
        }
    ),
    Role.RESPONDER: frozenset(
        {
            P.USE_ACCOUNT,
            P.SEE_STORIES,
            P.ANSWER_STORIES,
            P.SEE_SHARED_STORIES,
            P.MANAGE_CHANGES,
            P.RAISE_CONCERN,
            P.SEE_GAP,
        }
    ),
    Role.INVOLVEMENT_LEAD: frozenset(
        {
            P.USE_ACCOUNT,
            P.SEE_SESSIONS,
            P.RECORD_ATTENDANCE,
            P.MANAGE_SESSIONS,
            P.SEE_PARTICIPANTS,
            P.MANAGE_PARTICIPANTS,
            P.ENTER_EQUALITY_ANSWERS,
            P.IMPORT_DATA,
            P.SEE_IMPORTS,
            P.EXPORT_LISTS,
            P.MANAGE_SERVICES,
            P.WRITE_DOWN_STORIES,
            P.SEE_STORIES,
            P.ANSWER_STORIES,
            P.PUBLISH_STORIES,
            P.SEE_SHARED_STORIES,
            P.MANAGE_CHANGES,
            P.RAISE_CONCERN,
            P.MANAGE_PAY,
            P.SEE_GAP,
            P.SEE_EXACT_FIGURES,
            P.MANAGE_REPORTS,
            P.SEE_ALERTS,
            P.MANAGE_BENCHMARKS,
        }
    ),
    Role.SAFEGUARDING_LEAD: frozenset({P.USE_ACCOUNT, P.RAISE_CONCERN, P.SEE_CONCERNS}),
    Role.ADMINISTRATOR: frozenset(
        {
            P.USE_ACCOUNT,
            P.MANAGE_MEMBERS,
            P.MANAGE_ORGANISATION,
            P.MANAGE_SERVICES,
            P.MANAGE_BENCHMARKS,
            P.SEE_IMPORTS,
            P.SEE_AUDIT,
            P.MANAGE_PURPOSES,
        }
    ),
    Role.COMMISSIONER: frozenset({P.USE_ACCOUNT, P.SEE_ALERTS, P.SEE_GAP, P.SEE_PUBLISHED_REPORTS, P.ASK_PROVIDERS}),
}
SECOND_FACTOR_ROLES = frozenset(Role) - {Role.PARTICIPANT}
# Roles that only make sense in a buying organisation, and the other way round.
COMMISSIONER_ROLES = frozenset({Role.COMMISSIONER, Role.ADMINISTRATOR})
PROVIDER_ROLES = frozenset(Role) - {Role.COMMISSIONER}


def roles_for(kind: str) -> list[Role]:
    """The roles an administrator may give in an organisation of this kind. People taking part come by their own way."""
    fitting = COMMISSIONER_ROLES if kind == OrganisationKind.COMMISSIONER else PROVIDER_ROLES
    return [role for role in Role if role in fitting and role != Role.PARTICIPANT]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting, in which one role, for which organisation. The system itself acts with no user and no role.

    ``user_id`` and ``organisation_id`` are UUIDs or None. A query for None finds no rows, which is what nobody may see;
    they are Any because the types of Django's lookups do not know that.
    """

    user_id: Any = None
    role: Role | None = None
    organisation_id: Any = None
    organisation_name: str = ""
    nation: str = ""
    membership_id: UUID | None = None
    can_switch: bool = False
    organisation_logo_url: str = ""

    def may(self, permission: Permission) -> bool:
        return self.role is not None and permission in ROLE_PERMISSIONS[self.role]

    @property
    def needs_second_factor(self) -> bool:
        return self.role in SECOND_FACTOR_ROLES


NOBODY = Actor()
SYSTEM = Actor()

View = TypeVar("View", bound=Callable[..., Any])


def requires(permission: Permission) -> Callable[[View], View]:
    """Lock a view: AccessMiddleware lets it run only for a role that has this permission."""

    def mark(view: View) -> View:
        view.required_permission = permission  # type: ignore[attr-defined]
        return view

    return mark


def signed_in(view: View) -> View:
    """Lock a view to anyone signed in, with any role or none. Roles that need a second factor must have proved it."""
    view.needs_sign_in = True  # type: ignore[attr-defined]
    return view


def before_second_factor(view: View) -> View:
    """Lock a view to anyone signed in, even before their second factor: only the steps that lead there."""
    view.needs_sign_in = True  # type: ignore[attr-defined]
    view.opens_before_second_factor = True  # type: ignore[attr-defined]
    return view


# Views of allauth and the admin guard themselves; every other view must say who may enter.
SELF_GUARDED = ("allauth.", "django.contrib.admin.", "config.admin")


def guards_itself(view: Callable[..., Any]) -> bool:
    return view.__module__.startswith(SELF_GUARDED)


def actor_for(membership: Membership, *, can_switch: bool = False) -> Actor:
    return Actor(
        user_id=membership.user_id,
        role=Role(membership.role),
        organisation_id=membership.organisation_id,
        organisation_name=membership.organisation.name,
        nation=membership.organisation.nation,
        membership_id=membership.pk,
        can_switch=can_switch,
        organisation_logo_url=logo_url(membership.organisation),
    )


def logo_url(organisation: Organisation) -> str:
    return reverse("accounts:logo", args=[organisation.pk]) if organisation.logo else ""


def own_memberships(user: User) -> QuerySet[Membership]:
    return user.memberships.filter(ended_at=None).select_related("organisation").order_by("organisation__name", "role")


def must_have_second_factor(user: User) -> bool:
    return user.memberships.filter(ended_at=None, role__in=SECOND_FACTOR_ROLES).exists()


def organisation_called(slug: str) -> Organisation | None:
    """For commands, which act for an organisation named on the command line."""
    return Organisation.objects.filter(slug=slug).first()


def organisation(actor: Actor) -> Organisation:
    """The actor's own organisation. Raises Organisation.DoesNotExist for an actor without one."""
    return Organisation.objects.get(pk=actor.organisation_id)


def memberships(actor: Actor) -> QuerySet[Membership]:
    """Colleagues. Who takes part is for the register alone: an administrator does not learn it here."""
    if not actor.may(Permission.MANAGE_MEMBERS):
        return Membership.objects.none()
    return (
        Membership.objects.filter(organisation_id=actor.organisation_id, ended_at=None)
        .exclude(role=Role.PARTICIPANT)
        .select_related("user", "organisation")
        .order_by("user__name", "user__email", "role")
    )


def member_invitations(actor: Actor) -> QuerySet[MemberInvitation]:
    if not actor.may(Permission.MANAGE_MEMBERS):
        return MemberInvitation.objects.none()
    return MemberInvitation.objects.filter(
        organisation_id=actor.organisation_id, accepted_at=None, withdrawn_at=None
    ).order_by("-created_at")


def logos() -> QuerySet[Organisation]:
    """Organisations that show a logo: everybody may see it."""
    return Organisation.objects.exclude(logo="")


def open_invitations(*, now: datetime) -> QuerySet[MemberInvitation]:
    """Invitations that still work, for whoever holds the secret link."""
    return MemberInvitation.objects.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=now).select_related(
        "organisation"
    )


def drafts(actor: Actor) -> QuerySet[Draft]:
    """Only a person's own."""
    return Draft.objects.filter(user_id=actor.user_id).order_by("-created_at")


def people(actor: Actor) -> QuerySet[User]:
    """Everybody who holds or held a role in the actor's organisation, for those who may read its audit."""
    if not actor.may(Permission.SEE_AUDIT):
        return User.objects.none()
    members = Membership.objects.filter(organisation_id=actor.organisation_id).exclude(role=Role.PARTICIPANT)
    return User.objects.filter(pk__in=members.values("user"))


def providers(actor: Actor, *, today: date) -> QuerySet[Organisation]:
    """The organisations whose published reports a commissioner may read today."""
    if not actor.may(Permission.SEE_PUBLISHED_REPORTS):
        return Organisation.objects.none()
    current = Commission.objects.filter(commissioner_id=actor.organisation_id, starts_on__lte=today).filter(
        Q(ends_on=None) | Q(ends_on__gte=today)
    )
    return Organisation.objects.filter(pk__in=current.values("provider")).order_by("name")


def audit_events(actor: Actor) -> QuerySet[AuditEvent]:
    if not actor.may(Permission.SEE_AUDIT):
        return AuditEvent.objects.none()
    return AuditEvent.objects.filter(organisation_id=actor.organisation_id).order_by("-at", "-pk")
