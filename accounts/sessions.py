"""How this session signed in, how long it may last, and in which role it acts."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts import access

SEEN_AT = "seen_at"
MEMBERSHIP = "membership_id"
# Writing the session on every click would cost a statement a page.
SEEN_GRAIN_SECONDS = 60


def actor(request: HttpRequest) -> access.Actor:
    if not request.user.is_authenticated:
        return access.NOBODY
    memberships = list(access.own_memberships(request.user))
    if not memberships:
        return access.Actor(user_id=request.user.pk)
    chosen = request.session.get(MEMBERSHIP)
    current = next((m for m in memberships if str(m.pk) == chosen), memberships[0])
    return access.actor_for(current, can_switch=len(memberships) > 1)


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this very session proved a second factor; owning one is not enough."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, request.user))


def second_factor_url(request: HttpRequest) -> str:
    """Where to go to prove the second factor, or to set one up, and come back."""
    owns_one = Authenticator.objects.filter(user=request.user).exists()
    name = "mfa_reauthenticate" if owns_one else "accounts:second_factor"
    return f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}"


def has_run_out(request: HttpRequest) -> bool:
    if not request.user.is_authenticated:
        return False
    now = int(time.time())
    seen = request.session.get(SEEN_AT, now)
    if now - seen > settings.SESSION_IDLE_SECONDS:
        return True
    if SEEN_AT not in request.session or now - seen > SEEN_GRAIN_SECONDS:
        request.session[SEEN_AT] = now
    return False


def end_and_keep_form(request: HttpRequest) -> HttpResponse:
    logout(request)
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': request.path})}")
