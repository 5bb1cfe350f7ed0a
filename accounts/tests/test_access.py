from datetime import date, timedelta

import pytest

from accounts import access
from accounts.access import Permission
from accounts.models import Commission, OrganisationKind, Role
from accounts.tests.factories import (
    actor_for,
    make_draft,
    make_invitation,
    make_member,
    make_membership,
    make_organisation,
)
from core import audit

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def test_every_role_has_rules():
    assert set(access.ROLE_PERMISSIONS) == set(Role)


def test_actor_without_a_role_may_do_nothing():
    assert [p for p in Permission if access.Actor().may(p)] == []


def test_everybody_but_people_taking_part_needs_a_second_factor():
    assert set(Role) - access.SECOND_FACTOR_ROLES == {Role.PARTICIPANT}


def test_memberships_are_the_administrators_own_organisation_without_people_taking_part():
    ours = make_organisation()
    user, actor = make_member(Role.ADMINISTRATOR, ours)
    make_membership(Role.PARTICIPANT, ours)
    make_membership(Role.FACILITATOR)

    assert [m.user for m in access.memberships(actor)] == [user]


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR}))
def test_other_roles_see_no_members_invitations_or_audit(role):
    kind = OrganisationKind.COMMISSIONER if role == Role.COMMISSIONER else OrganisationKind.NHS_PROVIDER
    ours = make_organisation(kind=kind)
    actor = actor_for(role, organisation=ours)
    make_invitation(organisation=ours)
    audit.record(actor=actor, verb="TRIED")

    seen = [*access.memberships(actor), *access.member_invitations(actor), *access.audit_events(actor)]
    assert (seen, list(access.people(actor))) == ([], [])


def test_audit_events_of_another_organisation_stay_there():
    ours, theirs = actor_for(Role.ADMINISTRATOR), actor_for(Role.ADMINISTRATOR)
    audit.record(actor=ours, verb="OURS")
    audit.record(actor=theirs, verb="THEIRS")

    assert [event.verb for event in access.audit_events(ours)] == ["OURS"]


def test_drafts_are_their_writers_only():
    user, actor = make_member(Role.PARTICIPANT)
    draft = make_draft(user)
    make_draft(make_member(Role.PARTICIPANT)[0])

    assert list(access.drafts(actor)) == [draft]
    assert list(access.drafts(access.NOBODY)) == []


@pytest.mark.parametrize(
    ("starts", "ends", "is_seen"), [(0, None, True), (1, None, False), (-9, 0, True), (-9, -1, False)]
)
def test_commissioner_sees_a_provider_while_it_buys_from_it(starts, ends, is_seen):
    buyer, provider = make_organisation(kind=OrganisationKind.COMMISSIONER), make_organisation()
    make_organisation()
    ends_on = None if ends is None else TODAY + timedelta(ends)
    starts_on = TODAY + timedelta(starts)
    Commission.objects.create(commissioner=buyer, provider=provider, starts_on=starts_on, ends_on=ends_on)

    actor = actor_for(Role.COMMISSIONER, organisation=buyer)
    assert list(access.providers(actor, today=TODAY)) == ([provider] if is_seen else [])
