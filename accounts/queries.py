"""What the pages of accounts show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.apps import apps
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import resolve
from django.utils import timezone

from accounts import access
from accounts.access import Actor
from accounts.invitations import hashed
from accounts.models import Draft, MemberInvitation, Membership, Organisation, Role
from core import areas
from core.models import AuditEvent, JobState
from core.secrets import cipher

PAGE = 25
AUDIT_PAGE = 50


def members(actor: Actor, *, search: str = "", role: str = "") -> QuerySet[Membership]:
    rows = access.memberships(actor)
    for word in search.split():
        rows = rows.filter(Q(user__name__icontains=word) | Q(user__email__icontains=word))
    return rows.filter(role=role) if role else rows


def members_page(actor: Actor, *, search: str, role: str, number: str | None) -> Page[Membership]:
    return Paginator(members(actor, search=search, role=role), PAGE).get_page(number)


@dataclass(frozen=True, slots=True)
class InvitationLine:
    id: UUID
    email: str
    role: str
    expires_at: datetime
    state: str


def lacks_safeguarding_lead(actor: Actor, *, kind: str) -> bool:
    """Whether stories with worrying words would wait for somebody who is not there; ``kind`` of the organisation."""
    holders = access.memberships(actor).filter(role=Role.SAFEGUARDING_LEAD, user__is_active=True)
    return Role.SAFEGUARDING_LEAD in access.roles_for(kind) and not holders.exists()


def invitations(actor: Actor, *, now: datetime) -> list[InvitationLine]:
    """The newest hundred that were neither accepted nor withdrawn; run-out ones too, to ask again."""
    return [
        InvitationLine(i.pk, i.email, Role(i.role).label, i.expires_at, _invitation_state(i, now))
        for i in access.member_invitations(actor).select_related("job")[:100]
    ]


def _invitation_state(invitation: MemberInvitation, now: datetime) -> str:
    if invitation.expires_at <= now:
        return "Out of date"
    if invitation.job is not None and invitation.job.state == JobState.FAILED:
        return "Could not be sent"
    return "Sent" if invitation.token_hash else "Waiting to be sent"


def invitation(*, token: str, now: datetime) -> MemberInvitation | None:
    return access.open_invitations(now=now).filter(token_hash=hashed(token)).first()


@dataclass(frozen=True, slots=True)
class AuditLine:
    at: datetime
    who: str
    role: str
    what: str
    about: str


def audit_page(actor: Actor, *, verb: str, day: date | None, number: str | None) -> Page[AuditEvent]:
    """Events of the actor's organisation, newest first; ``lines`` of the page hold them in words."""
    rows = access.audit_events(actor)
    if verb:
        rows = rows.filter(verb=verb)
    if day is not None:
        rows = rows.filter(at__gte=_midnight(day), at__lt=_midnight(day + timedelta(days=1)))
    return Paginator(rows, AUDIT_PAGE).get_page(number)


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def audit_lines(actor: Actor, events: Page[AuditEvent]) -> list[AuditLine]:
    """Who, when and what; never whose record, and nothing that anybody wrote."""
    names = {user.pk: str(user) for user in access.people(actor).filter(pk__in={e.user_id for e in events})}
    return [
        AuditLine(
            at=event.at,
            who=names.get(event.user_id, "Somebody who takes part") if event.user_id else "The system",
            role=Role(event.role).label if event.role in Role.values else "",
            what=in_words(event.verb),
            about=_target(event.target_type),
        )
        for event in events
    ]


def audit_verbs(actor: Actor) -> list[tuple[str, str]]:
    verbs = access.audit_events(actor).order_by().values_list("verb", flat=True).distinct()
    return sorted(((verb, in_words(verb)) for verb in verbs), key=lambda pair: pair[1])


def in_words(code: str) -> str:
    return code.replace("_", " ").capitalize()


def _target(model_name: str) -> str:
    for model in apps.get_models():
        if model_name and model._meta.model_name == model_name:
            return str(model._meta.verbose_name).capitalize()
    return ""


@dataclass(frozen=True, slots=True)
class KeptForm:
    id: UUID
    page: str
    path: str
    fields: list[tuple[str, str]]
    had_files: bool
    kept_at: datetime

    @property
    def shown(self) -> list[tuple[str, str]]:
        """What a person can read: names in words, without empty fields and the marks that forms carry."""
        return [
            (in_words(name), value)
            for name, value in self.fields
            if value.strip() and not name.endswith(("_FORMS", "-id")) and not _looks_like_an_id(value)
        ]


def kept_form(draft: Draft) -> KeptForm:
    fields = QueryDict(cipher().decrypt(draft.fields.encode()).decode())
    return KeptForm(
        id=draft.pk,
        page=in_words(resolve(draft.path.partition("?")[0]).url_name or "A page"),
        path=draft.path,
        fields=[(name, value) for name, values in fields.lists() for value in values],
        had_files=draft.had_files,
        kept_at=draft.created_at,
    )


def _looks_like_an_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True


def area_names(organisation: Organisation) -> list[str]:
    return list(areas.names(organisation.area_codes))
