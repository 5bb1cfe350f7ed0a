"""Telling people by e-mail that there is something to look at, never what: that stands behind the sign-in."""

from __future__ import annotations

from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accounts.models import Membership, Notice, NoticeKind, Role
from core import jobs
from core.models import Job


class NoticeNotSent(Exception):
    """The mail server did not take the e-mails. Holds nothing of what it said, for that names the addresses."""


@transaction.atomic
def give_notice(
    *, organisation_id: UUID, role: Role, key: str, kind: NoticeKind = NoticeKind.SOMETHING_NEW
) -> Notice | None:
    """Have a worker e-mail whoever holds this role there and wants e-mails. None for a ``key`` that was used before."""
    notice, is_new = Notice.objects.get_or_create(
        key=key, defaults={"organisation_id": organisation_id, "role": role, "kind": kind, "created_at": timezone.now()}
    )
    if not is_new:
        return None
    notice.job = jobs.ask(task="accounts.tasks.send_notice", key=f"notice:{notice.pk}")
    notice.save(update_fields=["job"])
    return notice


def send_notice(*, job_id: str | UUID) -> None:
    jobs.run(job_id=job_id, work=_send)


def _send(job: Job) -> None:
    """Who holds the role is asked now: whoever has left since is not written to."""
    notice = Notice.objects.get(job=job)
    told = Membership.objects.filter(
        organisation=notice.organisation_id, role=notice.role, ended_at=None, user__is_active=True, user__by_email=True
    )
    addresses = told.order_by("user__email").values_list("user__email", flat=True)
    words = {"says": notice.get_kind_display(), "link": settings.HEARD_URL, "name": settings.HEARD_NAME}
    subject = render_to_string("accounts/email/notice_subject.txt", words).strip()
    body = render_to_string("accounts/email/notice_message.txt", words)
    try:
        get_connection().send_messages([EmailMessage(subject, body, to=[address]) for address in addresses])
    except (SMTPException, OSError) as error:
        raise NoticeNotSent(type(error).__name__) from None
    jobs.finish(job)
