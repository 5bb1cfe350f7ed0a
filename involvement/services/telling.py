"""Telling one person, in the way they chose, that there is something to look at; never what (rule R12).

Every notice is a promise with a key: it goes out once, also when the mail server or the broker is away for a while.
"""

from __future__ import annotations

import json
from datetime import datetime
from smtplib import SMTPException
from urllib.error import URLError
from urllib.request import Request, urlopen
from uuid import UUID

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import date_format

from accounts.access import Actor
from core import audit, jobs
from core.models import Job, JobState
from involvement.links import place_link, story_link
from involvement.models import AccessNeed, Interest, InvolvementSession, Participant, PersonalNotice, Story
from involvement.models.notices import PersonalNoticeKind
from involvement.taxonomies import AccessNeedKind, Channel

# The ways that somebody asked for, in the order in which they are tried.
ASKED_FOR: tuple[tuple[AccessNeedKind, Channel, str], ...] = (
    (AccessNeedKind.TEXT_MESSAGE, Channel.TEXT, "phone"),
    (AccessNeedKind.EMAIL, Channel.EMAIL, "email"),
    (AccessNeedKind.PLAIN_EMAIL, Channel.EMAIL, "email"),
    (AccessNeedKind.PHONE, Channel.PHONE, "phone"),
    (AccessNeedKind.RELAY_UK, Channel.PHONE, "phone"),
    (AccessNeedKind.VIA_TRUSTED_PERSON, Channel.LETTER, ""),
    (AccessNeedKind.LETTER, Channel.LETTER, ""),
)
SENT_BY_US = (Channel.EMAIL, Channel.TEXT)
HOOK_SECONDS = 10


class NoticeNotSent(Exception):
    """The mail server or the text service did not take it. Holds nothing of what they said, for that names people."""


def channel_for(participant: Participant) -> Channel:
    """How to tell somebody on the register: as they asked, else by what we have, else by letter."""
    asked = set(AccessNeed.objects.filter(participant=participant).values_list("kind", flat=True))
    for need, channel, field in ASKED_FOR:
        if need in asked and (not field or getattr(participant, field)) and _can_send(channel):
            return channel
    if _email_of(participant):
        return Channel.EMAIL
    return Channel.PHONE if participant.phone else Channel.LETTER


@transaction.atomic
def tell(
    *,
    organisation_id: UUID,
    kind: PersonalNoticeKind,
    key: str,
    now: datetime,
    participant: Participant | None = None,
    story: Story | None = None,
    interest: Interest | None = None,
    session: InvolvementSession | None = None,
) -> PersonalNotice | None:
    """Tell somebody on the register, or the guest of this story or place. None for a ``key`` that was used before.

    A guest who left no address is told on the site only, when they come back with their code.
    """
    about = interest if interest is not None else story
    participant = participant or (about.participant if about is not None else None)
    channel = channel_for(participant) if participant is not None else _channel_of_guest(about)
    notice, is_new = PersonalNotice.objects.get_or_create(
        key=key,
        defaults={
            "organisation_id": organisation_id,
            "participant": participant,
            "story": story,
            "interest": interest,
            "session": session,
            "kind": kind,
            "channel": channel,
            "created_at": now,
            "done_at": now if channel == Channel.SITE else None,
        },
    )
    if not is_new:
        return None
    if channel in SENT_BY_US:
        notice.job = jobs.ask(task="involvement.tasks.send_personal_notice", key=f"personal-notice:{notice.pk}")
        notice.save(update_fields=["job"])
    return notice


@transaction.atomic
def mark_told(*, actor: Actor, notice: PersonalNotice, now: datetime) -> None:
    """Staff have rung, or handed over the letter. Who did so first stays."""
    notice = PersonalNotice.objects.select_for_update(no_key=True).get(pk=notice.pk)
    if notice.done_at:
        return
    notice.done_at, notice.done_by_id = now, actor.user_id
    notice.save(update_fields=["done_at", "done_by"])
    audit.record(actor=actor, verb="PERSON_TOLD", target=notice, subject_id=notice.participant_id)


def forget_news_address(*, story_id: UUID) -> None:
    """An address that a guest left goes once the story is closed and nothing waits to be sent there."""
    unsent = PersonalNotice.objects.filter(story=story_id, channel=Channel.EMAIL, done_at=None)
    if not unsent.exclude(job__state=JobState.FAILED).exists():
        Story.objects.filter(pk=story_id, closed_at__isnull=False).exclude(news_email="").update(news_email="")


def send_personal_notice(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_send)


def _send(job: Job) -> None:
    """Where to is asked now: an address that was taken back since is not used."""
    notices = PersonalNotice.objects.select_related("participant__user", "story__author", "interest", "session")
    notice = notices.filter(job=job).first()
    if notice is not None:
        if notice.channel == Channel.TEXT:
            _text(notice)
        else:
            _email(notice)
        PersonalNotice.objects.filter(pk=notice.pk).update(done_at=timezone.now())
        if notice.story_id is not None:
            forget_news_address(story_id=notice.story_id)
    jobs.finish(job)


def _email(notice: PersonalNotice) -> None:
    address = _email_of(notice.participant) if notice.participant else _email_of_guest(notice.interest or notice.story)
    if not address:
        return
    words = _words(notice)
    subject = render_to_string("involvement/email/notice_subject.txt", words).strip()
    try:
        send_mail(subject, render_to_string("involvement/email/notice_message.txt", words), None, [address])
    except (SMTPException, OSError) as error:
        raise NoticeNotSent(type(error).__name__) from None


def _text(notice: PersonalNotice) -> None:
    """Hand the text to the service that the installation named: a POST of JSON with ``to`` and ``text``."""
    phone = notice.participant.phone if notice.participant else _phone_of_guest(notice.interest)
    if not phone:
        return
    text = render_to_string("involvement/email/notice_text.txt", _words(notice)).strip()
    body = json.dumps({"to": phone, "text": text}).encode()
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {settings.HEARD_TEXT_HOOK_TOKEN}"}
    try:
        with urlopen(  # noqa: S310  the address is a setting
            Request(settings.HEARD_TEXT_HOOK, data=body, headers=headers),  # noqa: S310
            timeout=HOOK_SECONDS,
        ):
            pass
    except (URLError, OSError) as error:
        raise NoticeNotSent(type(error).__name__) from None


def _words(notice: PersonalNotice) -> dict[str, str]:
    link = settings.HEARD_URL
    if notice.interest is not None:
        link = place_link(notice.interest)
    elif notice.story is not None:
        link = story_link(notice.story)
    return {"says": notice.get_kind_display(), "when": _when(notice), "link": link, "name": settings.HEARD_NAME}


def _when(notice: PersonalNotice) -> str:
    """A reminder says the day and the time, and nothing of what or where."""
    if notice.kind != PersonalNoticeKind.REMINDER or notice.session is None:
        return ""
    return date_format(timezone.localtime(notice.session.starts_at), "l j F Y, H:i")


def _email_of(participant: Participant) -> str:
    """What they gave for this, else their log-in's, unless they switched e-mails off."""
    if participant.email:
        return participant.email
    user = participant.user
    return user.email if user is not None and user.by_email and user.is_active else ""


def _channel_of_guest(about: Interest | Story | None) -> Channel:
    if _email_of_guest(about):
        return Channel.EMAIL
    if isinstance(about, Interest) and _phone_of_guest(about):
        return Channel.TEXT if _can_send(Channel.TEXT) else Channel.PHONE
    return Channel.SITE


def _email_of_guest(about: Interest | Story | None) -> str:
    if isinstance(about, Interest):
        return about.contact if "@" in about.contact else ""
    if about is None or about.news_email:
        return about.news_email if about is not None else ""
    user = about.author
    return user.email if user is not None and user.by_email and user.is_active else ""


def _phone_of_guest(interest: Interest | None) -> str:
    return interest.contact if interest is not None and "@" not in interest.contact else ""


def _can_send(channel: Channel) -> bool:
    return channel != Channel.TEXT or bool(settings.HEARD_TEXT_HOOK)
