"""Signs somebody of the demo in, second factor included, so that one click shows what their role shows."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.account.internal.flows.login import record_authentication
from allauth.account.signals import user_logged_in
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest

from accounts.models import User
from demo import world

TOTP_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Code:
    """The six figures that an authenticator app would show now."""

    figures: str
    seconds_left: int


def current_code() -> Code:
    counter = next(iter(yield_hotp_counters_from_time()))
    return Code(
        format_hotp_value(hotp_value(world.TOTP_SECRET, counter)), TOTP_SECONDS - int(time.time()) % TOTP_SECONDS
    )


def people() -> list[world.Login]:
    """Those of the demo's people who are loaded. Raises Http404 wherever this is not a demo."""
    if not (settings.DEMO or settings.TESTING):
        raise Http404
    there = set(User.objects.filter(email__in=[x.email for x in world.LOGINS]).values_list("email", flat=True))
    return [person for person in world.LOGINS if person.email in there]


def sign_in(request: HttpRequest, person: world.Login) -> None:
    user = User.objects.get(email=person.email)
    logout(request)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    record_authentication(request, user, "password", email=user.email)
    factor = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).first()
    if factor:
        record_authentication(request, user, "mfa", id=factor.pk, type=factor.type)
    # Puts the session on the person's list of where they are signed in.
    user_logged_in.send(sender=User, request=request, response=None, user=user)
