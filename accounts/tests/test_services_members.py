from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts import access, services
from accounts.models import MemberInvitation, OrganisationKind, Role
from accounts.tests.factories import (
    PASSWORD,
    actor_for,
    make_invitation,
    make_member,
    make_membership,
    make_organisation,
    make_user,
)
from core.models import AuditEvent, JobState

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TOKEN = "the-secret-of-the-link"


@pytest.fixture
def ours():
    return make_organisation()


@pytest.fixture
def administrator(ours):
    return actor_for(Role.ADMINISTRATOR, organisation=ours)


def invite(actor, organisation, *, email="new@example.org", role=Role.FACILITATOR, now=NOW):
    return services.invite_member(actor=actor, organisation=organisation, email=email, role=role, now=now)


def accept(user, *, token=TOKEN, now=NOW):
    return services.accept_invitation(actor=access.Actor(user_id=user.pk), token=token, now=now)


def test_invite_member_sends_a_link_that_opens_the_role(ours, administrator):
    invitation = invite(administrator, ours)
    services.send_invitation(job_id=invitation.job_id)
    token = mail.outbox[0].body.partition("/invitation/")[2].partition("/")[0]

    membership = accept(make_user(email="new@example.org"), token=token)

    assert (membership.organisation, membership.role) == (ours, Role.FACILITATOR)


def test_invitation_email_names_nothing_in_its_subject(ours, administrator):
    services.send_invitation(job_id=invite(administrator, ours).job_id)

    assert (mail.outbox[0].subject, mail.outbox[0].to) == ("You have an invitation", ["new@example.org"])


def test_send_invitation_twice_sends_one_email(ours, administrator):
    invitation = invite(administrator, ours)

    services.send_invitation(job_id=invitation.job_id)
    services.send_invitation(job_id=invitation.job_id)

    assert len(mail.outbox) == 1


class MailServerThatRefuses(EmailBackend):
    def send_messages(self, messages):
        raise SMTPRecipientsRefused(dict.fromkeys(messages[0].to, (550, b"unknown")))


def test_address_that_the_mail_server_refuses_stays_out_of_the_logs(ours, administrator, settings, caplog):
    settings.EMAIL_BACKEND = f"{__name__}.MailServerThatRefuses"
    invitation = invite(administrator, ours, email="kim@example.org")

    with pytest.raises(services.InvitationNotSent):
        services.send_invitation(job_id=invitation.job_id)

    assert "InvitationNotSent" in caplog.text
    assert "kim@example.org" not in caplog.text


def test_withdrawn_invitation_is_not_sent(ours, administrator):
    invitation = invite(administrator, ours)
    services.withdraw_invitation(actor=administrator, invitation=invitation, now=NOW)

    services.send_invitation(job_id=invitation.job_id)

    invitation.job.refresh_from_db()
    assert (mail.outbox, invitation.job.state) == ([], JobState.DONE)


def test_secret_of_the_link_is_not_in_the_database(ours, administrator):
    invitation = invite(administrator, ours)
    services.send_invitation(job_id=invitation.job_id)
    token = mail.outbox[0].body.partition("/invitation/")[2].partition("/")[0]

    assert token not in str(MemberInvitation.objects.values())


def test_invite_member_again_replaces_the_first_invitation(ours, administrator):
    first, second = invite(administrator, ours), invite(administrator, ours, email="NEW@example.org")

    assert list(access.member_invitations(administrator)) == [second]
    first.refresh_from_db()
    assert first.withdrawn_at == NOW


@pytest.mark.parametrize(
    ("kind", "role"),
    [
        (OrganisationKind.NHS_PROVIDER, Role.COMMISSIONER),
        (OrganisationKind.NHS_PROVIDER, Role.PARTICIPANT),
        (OrganisationKind.COMMISSIONER, Role.INVOLVEMENT_LEAD),
        (OrganisationKind.NHS_PROVIDER, "superuser"),
    ],
)
def test_invite_member_refuses_a_role_that_the_organisation_does_not_have(kind, role):
    organisation = make_organisation(kind=kind)
    actor = actor_for(Role.ADMINISTRATOR, organisation=organisation)

    with pytest.raises(services.MemberRefused, match="Choose a role"):
        invite(actor, organisation, role=role)


def test_nobody_invites_themselves(ours):
    user, actor = make_member(Role.ADMINISTRATOR, ours)

    with pytest.raises(services.MemberRefused, match="your own roles"):
        invite(actor, ours, email=user.email.upper())


def test_nobody_adds_a_role_to_themselves(ours):
    membership = make_membership(Role.ADMINISTRATOR, ours)

    with pytest.raises(services.MemberRefused, match="your own roles"):
        services.add_role(actor=access.actor_for(membership), membership=membership, role=Role.INVOLVEMENT_LEAD)


def test_nobody_ends_their_own_role(ours):
    membership = make_membership(Role.ADMINISTRATOR, ours)
    make_membership(Role.ADMINISTRATOR, ours)

    with pytest.raises(services.MemberRefused, match="your own roles"):
        services.end_membership(actor=access.actor_for(membership), membership=membership, now=NOW)


def test_last_administrator_stays(ours):
    only = make_membership(Role.ADMINISTRATOR, ours)

    with pytest.raises(services.MemberRefused, match="only administrator"):
        services.end_membership(actor=access.SYSTEM, membership=only, now=NOW)


def test_end_membership_takes_the_role_away_and_signs_the_leaver_out(client, ours, administrator):
    leaver = make_membership(Role.FACILITATOR, ours, user=make_user(password=PASSWORD))
    client.post("/account/login/", {"login": leaver.user.email, "password": PASSWORD})
    assert Session.objects.count() == 1

    services.end_membership(actor=administrator, membership=leaver, now=NOW)

    assert list(access.own_memberships(leaver.user)) == []
    assert Session.objects.count() == 0


def test_end_membership_keeps_who_has_another_role_signed_in(client, ours, administrator):
    leaver = make_membership(Role.FACILITATOR, ours, user=make_user(password=PASSWORD))
    make_membership(Role.PARTICIPANT, user=leaver.user)
    client.post("/account/login/", {"login": leaver.user.email, "password": PASSWORD})

    services.end_membership(actor=administrator, membership=leaver, now=NOW)

    assert Session.objects.count() == 1


def test_end_membership_twice_is_refused(ours, administrator):
    leaver = make_membership(Role.FACILITATOR, ours)
    services.end_membership(actor=administrator, membership=leaver, now=NOW)

    with pytest.raises(services.MemberRefused, match="already ended"):
        services.end_membership(actor=administrator, membership=leaver, now=NOW)


def test_add_role_gives_one_more(ours, administrator):
    membership = make_membership(Role.FACILITATOR, ours)

    services.add_role(actor=administrator, membership=membership, role=Role.RESPONDER)

    assert [m.role for m in access.own_memberships(membership.user)] == [Role.FACILITATOR, Role.RESPONDER]


def test_add_role_that_is_held_already_is_refused(ours, administrator):
    membership = make_membership(Role.FACILITATOR, ours)

    with pytest.raises(services.MemberRefused, match="already has this role"):
        services.add_role(actor=administrator, membership=membership, role=Role.FACILITATOR)


@pytest.mark.parametrize(
    "fields",
    [{"withdrawn_at": NOW}, {"accepted_at": NOW}, {"expires_at": NOW - timedelta(seconds=1)}, {"token_hash": "other"}],
)
def test_accept_invitation_that_no_longer_works(fields):
    user = make_user()
    make_invitation(token=TOKEN, email=user.email, **fields)

    with pytest.raises(services.InvitationRefused, match="no longer works"):
        accept(user)


def test_accept_invitation_works_once():
    user = make_user()
    make_invitation(token=TOKEN, email=user.email)
    accept(user)

    with pytest.raises(services.InvitationRefused, match="no longer works"):
        accept(user)
    assert user.memberships.count() == 1


def test_accept_invitation_of_somebody_else_is_refused():
    make_invitation(token=TOKEN)

    with pytest.raises(services.InvitationRefused, match="different e-mail"):
        accept(make_user())


def test_accept_invitation_needs_a_proved_address():
    user = make_user(verified=False)
    user.emailaddress_set.create(email=user.email, verified=False, primary=True)
    make_invitation(token=TOKEN, email=user.email)

    with pytest.raises(services.InvitationRefused, match="different e-mail"):
        accept(user)


def test_add_participant_twice_makes_one_membership(ours):
    user = make_user()

    for _ in range(2):
        services.add_participant(actor=access.Actor(user_id=user.pk), user_id=user.pk, organisation_id=ours.pk)

    assert [m.role for m in access.own_memberships(user)] == [Role.PARTICIPANT]


def test_choose_membership_of_somebody_else_is_refused():
    actor = actor_for(Role.PARTICIPANT)

    with pytest.raises(services.MemberRefused, match="one of your own roles"):
        services.choose_membership(actor=actor, membership=make_membership(Role.ADMINISTRATOR))


def test_every_change_of_members_is_written_down(ours, administrator):
    invitation = invite(administrator, ours)
    services.withdraw_invitation(actor=administrator, invitation=invitation, now=NOW)
    membership = make_membership(Role.FACILITATOR, ours)
    services.add_role(actor=administrator, membership=membership, role=Role.RESPONDER)
    services.end_membership(actor=administrator, membership=membership, now=NOW)

    events = AuditEvent.objects.filter(organisation_id=ours.pk, user_id=administrator.user_id).order_by("pk")
    verbs = [event.verb for event in events]
    assert verbs == ["MEMBER_INVITED", "INVITATION_WITHDRAWN", "ROLE_ADDED", "MEMBERSHIP_ENDED"]
