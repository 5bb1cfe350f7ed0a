"""Organisations, people and sign-ins for the tests of every app."""

import itertools
import time

from django.contrib.auth import BACKEND_SESSION_KEY
from django.test import Client

from accounts import access
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.sessions import MEMBERSHIP

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
