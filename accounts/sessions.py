"""How this session signed in, how long it may last, and in which role it acts."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY, get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse

from accounts import access
from accounts.models import Membership
from accounts.requests import SignedInRequest

SIGNED_IN_AT = "signed_in_at"
SEEN_AT = "seen_at"
MEMBERSHIP = "membership_id"
SET_UP_HERE = "second_factor_set_up_here"
# Writing the session on every click would cost a statement a page.
SEEN_GRAIN_SECONDS = 10


def actor(request: HttpRequest) -> access.Actor:
    if not request.user.is_authenticated:
        return access.NOBODY
    memberships = list(access.own_memberships(request.user))
    if not memberships:
        return access.Actor(user_id=request.user.pk)
    chosen = request.session.get(MEMBERSHIP)
    current = next((m for m in memberships if str(m.pk) == chosen), memberships[0])
    return access.actor_for(current, can_switch=len(memberships) > 1)


def choose(request: HttpRequest, membership: Membership) -> None:
    request.session[MEMBERSHIP] = str(membership.pk)


# The second factor


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session proved a second factor; owning one is not enough.

    A code, a recovery code or a passkey leaves a record of the method "mfa". Setting up the first authenticator counts
    too when the person had only just signed in, because they hold the device in their hand.
    """
    return bool(request.session.get(SET_UP_HERE)) or any(
        record.get("method") == "mfa" for record in get_authentication_records(request, request.user)
    )


def is_fresh(request: HttpRequest) -> bool:
    """Whether the person proved who they are in this session within the last 15 minutes."""
    moments = [record["at"] for record in get_authentication_records(request, request.user)]
    return time.time() - max(moments, default=request.session.get(SIGNED_IN_AT, 0)) < REAUTHENTICATION_TIMEOUT


def prove_again(request: SignedInRequest, *, back: str) -> HttpResponseRedirect | None:
    """Where to go first when the person proved who they are too long ago; None when they have only just done so.

    Who signs in by code alone has nothing else to prove it with, and signs in again.
    """
    if is_fresh(request):
        return None
    if request.user.has_usable_password():
        name = "account_reauthenticate"
    elif owns_second_factor(request):
        name = "mfa_reauthenticate"
    else:
        logout(request)
        name = "account_request_login_code"
    return HttpResponseRedirect(f"{reverse(name)}?{urlencode({'next': back})}")


def note_authenticator_added(*, request: HttpRequest, **_: Any) -> None:
    """The middleware lets nobody with another authenticator come here without having proved that one first."""
    if is_fresh(request):
        request.session[SET_UP_HERE] = True


def note_authenticator_removed(*, request: HttpRequest, **_: Any) -> None:
    """Who has removed the last one has proved nothing any more and must set up a new one."""
    if not owns_second_factor(request):
        request.session.pop(SET_UP_HERE, None)
        records = get_authentication_records(request, request.user)
        request.session[AUTHENTICATION_METHODS_SESSION_KEY] = [r for r in records if r.get("method") != "mfa"]


def owns_second_factor(request: HttpRequest) -> bool:
    return _authenticators(request).exists()


def second_factor_url(request: HttpRequest) -> str:
    """Where to go to prove the second factor, or to set one up, and come back."""
    types = set(_authenticators(request).values_list("type", flat=True))
    if not types:
        name = "accounts:second_factor"
    elif types == {Authenticator.Type.WEBAUTHN}:
        name = "mfa_reauthenticate_webauthn"
    else:
        name = "mfa_reauthenticate"
    came_from = request.get_full_path() if request.method == "GET" else reverse("accounts:home")
    return f"{reverse(name)}?{urlencode({'next': came_from})}"


def _authenticators(request: HttpRequest) -> Any:
    return Authenticator.objects.filter(user=request.user).exclude(type=Authenticator.Type.RECOVERY_CODES)


# Time


def has_run_out(request: HttpRequest) -> bool:
    """Whether the person has been idle, or signed in, for too long. Notes that they are here if not."""
    if not request.user.is_authenticated:
        return False
    now = int(time.time())
    signed_in = request.session.setdefault(SIGNED_IN_AT, now)
    seen = request.session.get(SEEN_AT, signed_in)
    if now - seen >= settings.SESSION_IDLE_SECONDS:
        return True
    if now - signed_in >= settings.SESSION_LONGEST_SECONDS:
        return True
    if SEEN_AT not in request.session or now - seen >= SEEN_GRAIN_SECONDS:
        request.session[SEEN_AT] = now
    return False


def note_signed_in(*, request: HttpRequest, **_: Any) -> None:
    request.session[SIGNED_IN_AT] = int(time.time())
