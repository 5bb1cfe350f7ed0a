"""Who holds which role in an organisation, and the invitations that lead there."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from allauth.account.models import EmailAddress
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from accounts import access
from accounts.access import Actor
from accounts.invitations import hashed
from accounts.models import MemberInvitation, Membership, Organisation, Role, User
from core import audit, jobs
from core.models import Job

INVITATION_LASTS = timedelta(days=7)


class MemberRefused(Exception):
    """This role cannot be given or taken away; the message says why and what to do."""


class InvitationRefused(Exception):
    """This invitation cannot be accepted; the message says what to do."""


class InvitationNotSent(Exception):
    """The mail server did not take the e-mail. Holds nothing of what it said, for that names the address."""


@transaction.atomic
def invite_member(
    *, actor: Actor, organisation: Organisation, email: str, role: str, now: datetime
) -> MemberInvitation:
    """Invite someone to one role by e-mail. A worker sends the e-mail; an older open invitation is replaced."""
    _hold(organisation.pk)
    _check_role(organisation, role)
    _refuse_own(actor, User.objects.filter(email__iexact=email).first())
    if Membership.objects.filter(
        organisation=organisation, user__email__iexact=email, role=role, ended_at=None
    ).exists():
        raise MemberRefused("This person already has this role. Choose another role.")
    organisation.member_invitations.filter(email__iexact=email, role=role, accepted_at=None, withdrawn_at=None).update(
        withdrawn_at=now
    )
    invitation = MemberInvitation.objects.create(
        organisation=organisation,
        email=email,
        role=role,
        invited_by_id=actor.user_id,
        expires_at=now + INVITATION_LASTS,
    )
    invitation.job = jobs.ask(task="accounts.tasks.send_invitation", key=f"invitation:{invitation.pk}")
    invitation.save(update_fields=["job"])
    audit.record(actor=actor, verb="MEMBER_INVITED", target=invitation, organisation_id=organisation.pk)
    return invitation


@transaction.atomic
def invite_administrator(*, actor: Actor, organisation: Organisation, email: str, now: datetime) -> str:
    """Invite the first administrator of an organisation and return the secret of the link instead of e-mailing it."""
    invitation = MemberInvitation.objects.create(
        organisation=organisation, email=email, role=Role.ADMINISTRATOR, expires_at=now + INVITATION_LASTS
    )
    audit.record(actor=actor, verb="MEMBER_INVITED", target=invitation, organisation_id=organisation.pk)
    return _issue_token(invitation)


def _issue_token(invitation: MemberInvitation) -> str:
    """Make the secret of the invitation's link. Any link made before stops working."""
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hashed(token)
    invitation.save(update_fields=["token_hash"])
    return token


def send_invitation(*, job_id: str) -> None:
    jobs.run(job_id=job_id, work=_send_invitation)


@transaction.atomic
def _send_invitation(job: Job) -> None:
    invitation = MemberInvitation.objects.select_for_update(of=("self",)).select_related("organisation").get(job=job)
    if invitation.accepted_at is None and invitation.withdrawn_at is None:
        _mail(invitation, token=_issue_token(invitation))
    jobs.finish(job)


def _mail(invitation: MemberInvitation, *, token: str) -> None:
    path = reverse("accounts:accept_invitation", args=[token])
    words = {"invitation": invitation, "link": f"{settings.HEARD_URL}{path}", "name": settings.HEARD_NAME}
    try:
        send_mail(
            subject=render_to_string("accounts/email/invitation_subject.txt", words).strip(),
            message=render_to_string("accounts/email/invitation_message.txt", words),
            from_email=None,
            recipient_list=[invitation.email],
        )
    except (SMTPException, OSError) as error:
        raise InvitationNotSent(type(error).__name__) from None


@transaction.atomic
def withdraw_invitation(*, actor: Actor, invitation: MemberInvitation, now: datetime) -> None:
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    audit.record(actor=actor, verb="INVITATION_WITHDRAWN", target=invitation)


@transaction.atomic
def accept_invitation(*, actor: Actor, token: str, now: datetime) -> Membership:
    """Take up the role. Only for the person who has proved that the invited e-mail address is theirs."""
    invitation = (
        access.open_invitations(now=now).filter(token_hash=hashed(token)).select_for_update(of=("self",)).first()
    )
    if invitation is None:
        raise InvitationRefused("This invitation no longer works. Ask for a new one.")
    proved = EmailAddress.objects.filter(user_id=actor.user_id, email__iexact=invitation.email, verified=True).first()
    if proved is None:
        raise InvitationRefused(
            "This invitation went to a different e-mail address. Sign out, then sign in with that address."
        )
    membership = _join(user_id=proved.user_id, organisation_id=invitation.organisation_id, role=invitation.role)
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    audit.record(actor=actor, verb="INVITATION_ACCEPTED", target=membership, organisation_id=invitation.organisation_id)
    return membership


@transaction.atomic
def add_role(*, actor: Actor, membership: Membership, role: str) -> Membership:
    """Give a colleague one more role in the same organisation."""
    _hold(membership.organisation_id)
    _refuse_own(actor, membership.user)
    _check_role(membership.organisation, role)
    if Membership.objects.filter(
        user_id=membership.user_id, organisation_id=membership.organisation_id, role=role, ended_at=None
    ).exists():
        raise MemberRefused("This person already has this role. Choose another role.")
    added = _join(user_id=membership.user_id, organisation_id=membership.organisation_id, role=role)
    audit.record(actor=actor, verb="ROLE_ADDED", target=added)
    return added


@transaction.atomic
def add_participant(*, actor: Actor, user_id: UUID, organisation_id: UUID) -> Membership:
    """Let someone see their own record, once they have proved that it is theirs. Does nothing the second time."""
    _hold(organisation_id)
    membership, created = Membership.objects.get_or_create(
        user_id=user_id, organisation_id=organisation_id, role=Role.PARTICIPANT, ended_at=None
    )
    if created:
        audit.record(actor=actor, verb="OWN_RECORD_OPENED", target=membership, organisation_id=organisation_id)
    return membership


@transaction.atomic
def end_membership(*, actor: Actor, membership: Membership, now: datetime) -> None:
    """Take a role away at once. Who holds no role any more is signed out everywhere."""
    _hold(membership.organisation_id)
    _refuse_own(actor, membership.user)
    _refuse_last_administrator(membership)
    ended = Membership.objects.filter(pk=membership.pk, ended_at=None).update(ended_at=now)
    if not ended:
        raise MemberRefused("This role has already ended.")
    if not Membership.objects.filter(user_id=membership.user_id, ended_at=None).exists():
        for session in UserSession.objects.filter(user_id=membership.user_id):
            session.end()
    audit.record(actor=actor, verb="MEMBERSHIP_ENDED", target=membership)


@transaction.atomic
def choose_membership(*, actor: Actor, membership: Membership) -> None:
    """Note that someone goes on in another of their own roles; which one the session remembers."""
    if membership.user_id != actor.user_id or membership.ended_at is not None:
        raise MemberRefused("Choose one of your own roles.")
    audit.record(actor=access.actor_for(membership), verb="ROLE_CHOSEN", target=membership)


@transaction.atomic
def change_own_account(*, actor: Actor, name: str, by_email: bool | None = None) -> None:
    """``by_email`` None leaves it as it is: people who are never told anything by e-mail are not asked."""
    user = User.objects.get(pk=actor.user_id)
    user.name = name
    user.by_email = user.by_email if by_email is None else by_email
    user.save(update_fields=["name", "by_email"])
    audit.record(actor=actor, verb="ACCOUNT_CHANGED", target=user)


def _join(*, user_id: UUID, organisation_id: UUID, role: str) -> Membership:
    membership, _ = Membership.objects.get_or_create(
        user_id=user_id, organisation_id=organisation_id, role=role, ended_at=None
    )
    return membership


def _check_role(organisation: Organisation, role: str) -> None:
    if role not in access.roles_for(organisation.kind):
        raise MemberRefused("Choose a role from the list. This one does not exist in your organisation.")


def _refuse_own(actor: Actor, user: User | None) -> None:
    if user is not None and user.pk == actor.user_id:
        raise MemberRefused("You cannot change your own roles. Ask another administrator.")


def _hold(organisation_id: UUID) -> None:
    """One change of an organisation's members at a time: two administrators cannot end each other at once."""
    Organisation.objects.select_for_update().get(pk=organisation_id)


def _refuse_last_administrator(membership: Membership) -> None:
    others = Membership.objects.filter(
        organisation_id=membership.organisation_id, role=Role.ADMINISTRATOR, ended_at=None
    ).exclude(pk=membership.pk)
    if membership.role == Role.ADMINISTRATOR and not others.exists():
        raise MemberRefused("This is the only administrator. Make somebody else an administrator first.")
