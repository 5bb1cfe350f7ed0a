from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts import services
from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, make_user
from core.models import JobState

pytestmark = pytest.mark.django_db
LEAD = Role.INVOLVEMENT_LEAD


@pytest.fixture
def ours():
    return make_organisation()


def tell(organisation, key="one"):
    notice = services.give_notice(organisation_id=organisation.pk, role=LEAD, key=key)
    if notice is not None:
        services.send_notice(job_id=notice.job_id)
    return notice


def told():
    return sorted(address for message in mail.outbox for address in message.to)


def test_give_notice_tells_only_those_who_hold_the_role_there(ours):
    kim, jo = (make_membership(LEAD, ours).user for _ in range(2))
    make_membership(Role.FACILITATOR, ours)
    make_membership(LEAD)
    make_membership(LEAD, ours, ended_at=timezone.now())

    tell(ours)

    assert told() == sorted([kim.email, jo.email])


def test_give_notice_leaves_out_those_who_switched_it_off(ours):
    make_membership(LEAD, ours, user=make_user(by_email=False))
    make_membership(LEAD, ours, user=make_user(is_active=False))

    tell(ours)

    assert told() == []


def test_notice_says_nothing_but_where_to_sign_in(ours, settings):
    make_membership(LEAD, ours)

    tell(ours)

    (message,) = mail.outbox
    assert message.subject == "Something new on Heard"
    assert ours.name not in message.body
    assert settings.HEARD_URL in message.body


def test_give_notice_twice_with_one_key_tells_once(ours):
    make_membership(LEAD, ours)

    assert (tell(ours) is None, tell(ours) is None, tell(ours, "two") is None) == (False, True, False)
    assert len(mail.outbox) == 2


class MailServerThatHangsUp(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected(messages[0].to[0])


def test_mail_server_that_hangs_up_leaves_the_notice_to_the_next_attempt(ours, settings):
    member = make_membership(LEAD, ours)
    settings.EMAIL_BACKEND = f"{__name__}.MailServerThatHangsUp"
    notice = services.give_notice(organisation_id=ours.pk, role=LEAD, key="one")

    with pytest.raises(services.NoticeNotSent) as refused:
        services.send_notice(job_id=notice.job_id)

    assert member.user.email not in str(refused.value)
    notice.job.refresh_from_db()
    assert notice.job.state == JobState.QUEUED
