from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages

from accounts import access, sessions
from core.secrets import cipher

log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):
    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Nobody has to type the password that they typed a minute ago to sign in."""
        required: bool = super().is_reauthentication_required(app=app, **options)
        return required and not sessions.is_fresh(context.request)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that is away is said so on the page, in the same words whether the address is known or not."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            log.error("an e-mail of the kind %s could not be sent (%s)", template_prefix, type(error).__name__)
            messages.error(self.request, "We could not send the e-mail. Try again in a few minutes.")


class MFAAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": (
            "Your role needs a second step at sign-in. Add another one before you remove this one."
        ),
    }

    def encrypt(self, text: str) -> str:
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return cipher().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff and commissioners keep at least one."""
        if not access.must_have_second_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        return others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
