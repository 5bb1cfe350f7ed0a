"""Organisations, people and sign-ins for the tests of every app."""

import itertools
import time
from datetime import timedelta

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client
from django.utils import timezone

from accounts import access
from accounts.invitations import hashed
from accounts.models import Draft, MemberInvitation, Membership, Organisation, OrganisationKind, Role, User
from accounts.sessions import MEMBERSHIP
from core.secrets import cipher

PASSWORD = "seven-quiet-otters"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
_numbers = itertools.count(1)


def make_organisation(**fields) -> Organisation:
    n = next(_numbers)
    values = {"slug": f"organisation-{n}", "name": f"Organisation {n}", "kind": OrganisationKind.NHS_PROVIDER}
    return Organisation.objects.create(**(values | fields))


def make_user(*, password: str | None = None, verified: bool = True, **fields) -> User:
    """Without a password the person can only sign in by code; hashing one costs a fifth of a second."""
    values = {"email": f"person-{next(_numbers)}@example.org"}
    user = User.objects.create_user(password=password, **(values | fields))
    if verified:
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


def make_membership(
    role: Role, organisation: Organisation | None = None, *, user: User | None = None, **fields
) -> Membership:
    if organisation is None:
        kind = OrganisationKind.COMMISSIONER if role == Role.COMMISSIONER else OrganisationKind.NHS_PROVIDER
        organisation = make_organisation(kind=kind)
    return Membership.objects.create(user=user or make_user(), organisation=organisation, role=role, **fields)


def make_member(role: Role, organisation: Organisation | None = None, **user_fields) -> tuple[User, access.Actor]:
    membership = make_membership(role, organisation, user=make_user(**user_fields))
    return membership.user, access.actor_for(membership)


def actor_for(role: Role, *, organisation: Organisation | None = None) -> access.Actor:
    """A new member's actor."""
    return make_member(role, organisation)[1]


def sign_in(client: Client, membership: Membership | User, *, second_factor: bool = True) -> Client:
    """Sign in as the person, acting in this membership; ``second_factor`` as if a code had just been entered.

    A User instead of a membership signs in someone who may have no role at all.
    """
    user = membership if isinstance(membership, User) else membership.user
    client.force_login(user, backend=BACKEND)
    session = client.session
    assert session[BACKEND_SESSION_KEY] == BACKEND
    if isinstance(membership, Membership):
        session[MEMBERSHIP] = str(membership.pk)
    records = [{"method": "password", "at": time.time()}]
    if second_factor:
        records.append({"method": "mfa", "type": "totp", "id": 0, "at": time.time()})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client


def signed_in(client: Client, role: Role, organisation: Organisation | None = None) -> Client:
    return sign_in(client, make_membership(role, organisation))


def totp_code(secret: str, *, periods_on: int = 0) -> str:
    """What an authenticator app with this secret shows, now or some 30-second periods from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + periods_on))


def make_totp(user: User) -> str:
    """Give the person an authenticator app; returns its secret."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def make_invitation(*, token: str = "the-secret-of-the-link", **fields) -> MemberInvitation:
    values = {
        "organisation": fields.get("organisation") or make_organisation(),
        "email": f"person-{next(_numbers)}@example.org",
        "role": Role.INVOLVEMENT_LEAD,
        "token_hash": hashed(token),
        "expires_at": timezone.now() + timedelta(days=7),
    }
    return MemberInvitation.objects.create(**(values | fields))


def make_draft(user: User, *, fields: str = "name=Kim", **values) -> Draft:
    """``fields`` are written as in an address: name=Kim&note=Hello."""
    encrypted = cipher().encrypt(fields.encode()).decode()
    return Draft.objects.create(**({"user": user, "path": "/your-account/", "fields": encrypted} | values))
