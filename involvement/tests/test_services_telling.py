import json
from http.server import BaseHTTPRequestHandler, HTTPServer
from smtplib import SMTPServerDisconnected
from threading import Thread

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import actor_for, make_user
from core.models import AuditEvent, JobState
from involvement import access, services
from involvement.links import place_of
from involvement.models import PersonalNotice, PersonalNoticeKind
from involvement.services.telling import channel_for
from involvement.taxonomies import AccessNeedKind, Channel
from involvement.tests.factories import (
    make_access_need,
    make_activity,
    make_interest,
    make_participant,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
EMAIL, PHONE = "amina@example.org", "01632 960 001"
BOTH = {"email": EMAIL, "phone": PHONE}


class TextService(HTTPServer):
    """A real server on this machine, as an installation would name one; ``got`` is what it was sent."""

    def __init__(self, status=200):
        self.got, self.status = [], status
        super().__init__(("127.0.0.1", 0), TextHandler)


class TextHandler(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.got.append((self.headers["Authorization"], json.loads(body)))
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_):
        """Nothing on the screen."""


@pytest.fixture
def text_service(settings):
    server = TextService()
    Thread(target=server.serve_forever, daemon=True).start()
    settings.HEARD_TEXT_HOOK = f"http://127.0.0.1:{server.server_port}/"
    settings.HEARD_TEXT_HOOK_TOKEN = "a-token"
    yield server
    server.shutdown()
    server.server_close()


class MailServerThatHangsUp(EmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected(messages[0].to[0])


def tell(*, key="one", kind=PersonalNoticeKind.INVITATION, **fields):
    organisation = fields.get("session") or fields.get("story") or fields.get("participant")
    return services.tell(organisation_id=organisation.organisation_id, kind=kind, key=key, now=timezone.now(), **fields)


def send(notice):
    services.send_personal_notice(job_id=notice.job_id)


@pytest.mark.parametrize(
    ("needs", "fields", "channel"),
    [
        ([], BOTH, Channel.EMAIL),
        ([], {"phone": PHONE}, Channel.PHONE),
        ([], {}, Channel.LETTER),
        ([AccessNeedKind.PHONE], BOTH, Channel.PHONE),
        ([AccessNeedKind.RELAY_UK], BOTH, Channel.PHONE),
        ([AccessNeedKind.LETTER], BOTH, Channel.LETTER),
        ([AccessNeedKind.VIA_TRUSTED_PERSON], BOTH, Channel.LETTER),
        ([AccessNeedKind.PHONE], {"email": EMAIL}, Channel.EMAIL),
        ([AccessNeedKind.TEXT_MESSAGE], BOTH, Channel.EMAIL),  # no text service is named
        ([AccessNeedKind.LETTER, AccessNeedKind.EMAIL], BOTH, Channel.EMAIL),
    ],
)
def test_channel_is_what_somebody_asked_for_where_it_can_be_done(needs, fields, channel):
    person = make_participant(**fields)
    for need in needs:
        make_access_need(person, need)

    assert channel_for(person) == channel


def test_channel_is_text_where_a_text_service_is_named(text_service):
    person = make_access_need(make_participant(**BOTH), AccessNeedKind.TEXT_MESSAGE).participant

    assert channel_for(person) == Channel.TEXT


@pytest.mark.parametrize(("by_email", "channel"), [(True, Channel.EMAIL), (False, Channel.LETTER)])
def test_channel_is_the_log_ins_address_unless_switched_off(by_email, channel):
    assert channel_for(make_participant(user=make_user(by_email=by_email))) == channel


def test_email_says_that_there_is_something_and_never_what():
    session = make_session(make_activity(name="Home Treatment review"), place="Larch Ward")
    person = make_participant(session.organisation, known_as="Amina", email=EMAIL)

    send(tell(participant=person, session=session))

    (message,) = mail.outbox
    assert (message.to, message.subject) == ([EMAIL], "Something new on Heard")
    for word in ("Home Treatment", "Larch Ward", session.organisation.name, "Amina", "May"):
        assert word not in message.body


def test_reminder_says_the_day_and_the_time_and_nothing_else():
    session = make_session(make_activity(name="Home Treatment review"), place="Larch Ward")
    interest = make_interest(session, contact=EMAIL)

    send(tell(interest=interest, session=session, kind=PersonalNoticeKind.REMINDER))

    body = mail.outbox[0].body
    assert "It is on Tuesday 12 May 2026, 14:00." in body
    for word in ("Home Treatment", "Larch Ward", session.organisation.name, interest.name):
        assert word not in body


def test_link_in_a_message_about_a_place_opens_that_place():
    interest = make_interest(make_session(), contact=EMAIL)

    send(tell(interest=interest, session=interest.session))

    token = mail.outbox[0].body.split("/my-place/")[1].split("/")[0]
    assert place_of(token) == interest.pk


def test_tell_once_for_each_key():
    person = make_participant(email=EMAIL)

    again = [tell(participant=person, key=key) is None for key in ("one", "one", "two")]

    assert (again, PersonalNotice.objects.count()) == ([False, True, False], 2)


def test_mail_server_away_then_the_message_goes_out_once(settings):
    notice = tell(participant=make_participant(email=EMAIL))
    settings.EMAIL_BACKEND = f"{__name__}.MailServerThatHangsUp"
    with pytest.raises(services.NoticeNotSent) as refused:
        send(notice)
    notice.job.refresh_from_db()
    waited = notice.job.state
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"

    for _ in range(2):
        send(notice)

    assert (waited, EMAIL in str(refused.value), len(mail.outbox)) == (JobState.QUEUED, False, 1)


def test_address_taken_back_meanwhile_is_not_used():
    person = make_participant(email=EMAIL)
    notice = tell(participant=person)
    type(person).objects.update(email="")

    send(notice)

    assert mail.outbox == []


def test_text_is_handed_to_the_service_of_the_installation(text_service, settings):
    person = make_access_need(make_participant(**BOTH), AccessNeedKind.TEXT_MESSAGE).participant

    send(tell(participant=person))

    text = f"You are asked if you want to take part in something. {settings.HEARD_URL}"
    assert text_service.got == [("Bearer a-token", {"to": PHONE, "text": text})]


def test_text_goes_to_a_guest_who_left_a_number(text_service):
    interest = make_interest(make_session(), contact=PHONE)

    send(tell(interest=interest, session=interest.session))

    [(_, sent)] = text_service.got
    assert sent["to"] == PHONE


def test_text_service_that_fails_leaves_it_to_the_next_attempt(text_service):
    person = make_access_need(make_participant(**BOTH), AccessNeedKind.TEXT_MESSAGE).participant
    notice = tell(participant=person)
    text_service.status = 500
    with pytest.raises(services.NoticeNotSent):
        send(notice)
    text_service.status = 200

    send(notice)

    notice.refresh_from_db()
    assert (len(text_service.got), notice.done_at is None) == (2, False)


@pytest.mark.parametrize(("contact", "channel"), [(EMAIL, Channel.EMAIL), (PHONE, Channel.PHONE)])
def test_guest_with_a_place_is_told_by_what_they_left(contact, channel):
    interest = make_interest(make_session(), contact=contact)

    assert tell(interest=interest, session=interest.session).channel == channel


def test_guest_author_without_an_address_is_told_on_the_site():
    notice = tell(story=make_story())

    assert (notice.channel, notice.job, notice.done_at is None) == (Channel.SITE, None, False)


def test_nothing_personal_is_logged(settings, caplog):
    caplog.set_level("DEBUG")
    person = make_participant(known_as="Amina", **BOTH)
    send(tell(participant=person))
    settings.EMAIL_BACKEND = f"{__name__}.MailServerThatHangsUp"
    with pytest.raises(services.NoticeNotSent):
        send(tell(participant=person, key="two"))

    for word in (EMAIL, PHONE, "Amina"):
        assert word not in caplog.text


def test_mark_told_takes_a_call_off_the_list():
    person = make_participant(phone=PHONE)
    lead = actor_for(Role.INVOLVEMENT_LEAD, organisation=person.organisation)
    notice = tell(participant=person)
    before = list(access.notices_to_make(lead))

    services.mark_told(actor=lead, notice=notice, now=timezone.now())

    assert (before, list(access.notices_to_make(lead))) == ([notice], [])
    assert AuditEvent.objects.get(verb="PERSON_TOLD").subject_id == person.pk


@pytest.mark.parametrize("role", [role for role in Role if role != Role.INVOLVEMENT_LEAD])
def test_notices_to_make_are_for_leads_of_the_organisation(role):
    person = make_participant(phone=PHONE)
    tell(participant=person)

    assert list(access.notices_to_make(actor_for(role, organisation=person.organisation))) == []
    assert list(access.notices_to_make(actor_for(Role.INVOLVEMENT_LEAD))) == []
