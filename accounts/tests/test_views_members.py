import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import MemberInvitation, Membership, OrganisationKind, Role
from accounts.tests.factories import (
    make_invitation,
    make_membership,
    make_organisation,
    make_user,
    sign_in,
    signed_in,
)

pytestmark = pytest.mark.django_db
TOKEN = "the-secret-of-the-link"
MEMBERS, INVITE = reverse("accounts:members"), reverse("accounts:invite_member")


@pytest.fixture
def ours():
    return make_organisation()


@pytest.fixture
def client(client, ours):
    """An administrator of ours."""
    return signed_in(client, Role.ADMINISTRATOR, ours)


def member_names(response):
    return [membership.user.email for membership in response.context["page"]]


def test_members_lists_colleagues_only(client, ours):
    make_membership(Role.FACILITATOR, ours, user=make_user(email="fay@example.org", name="Fay"))
    make_membership(Role.PARTICIPANT, ours)
    make_membership(Role.FACILITATOR)

    assert [m.role for m in client.get(MEMBERS).context["page"]] == [Role.ADMINISTRATOR, Role.FACILITATOR]


@pytest.mark.parametrize("query", ["q=fay", "q=FAY+walker", "q=fay@", "role=facilitator"])
def test_members_finds_by_name_email_and_role(client, ours, query):
    make_membership(Role.FACILITATOR, ours, user=make_user(email="fay@example.org", name="Fay Walker"))

    assert member_names(client.get(f"{MEMBERS}?{query}")) == ["fay@example.org"]


@pytest.mark.parametrize("query", ["page=x", "page=99", "role=nobody", "q=%00"])
def test_members_takes_odd_addresses(client, query):
    assert client.get(f"{MEMBERS}?{query}").status_code == 200


def test_members_costs_the_same_for_one_and_three(client, ours, django_assert_num_queries):
    for _ in range(2):
        client.get(MEMBERS)
        with django_assert_num_queries(8):
            client.get(MEMBERS)
        for _ in range(3):
            make_membership(Role.FACILITATOR, ours)
            make_invitation(organisation=ours, token=make_user().email)


def test_invite_member_asks_for_both_fields(client):
    form = client.post(INVITE, {"email": ""}).context["form"]

    assert form.errors == {"email": ["Enter an e-mail address"], "role": ["Select a role"]}


def test_invite_member_invites_to_the_own_organisation(client, ours):
    response = client.post(INVITE, {"email": "New@example.org", "role": "facilitator", "organisation": "x"})

    invitation = MemberInvitation.objects.get()
    assert (invitation.organisation, invitation.email, response["Location"]) == (ours, "new@example.org", MEMBERS)


def test_invite_member_offers_the_roles_of_the_organisation(client):
    offered = [value for value, _ in client.get(INVITE).context["form"].fields["role"].choices]

    assert offered == ["facilitator", "responder", "involvement-lead", "safeguarding-lead", "administrator"]


def test_invite_member_of_a_commissioner_offers_its_own_roles(client):
    buyer = make_organisation(kind=OrganisationKind.COMMISSIONER)
    signed_in(client, Role.ADMINISTRATOR, buyer)

    offered = [value for value, _ in client.get(INVITE).context["form"].fields["role"].choices]
    assert offered == ["administrator", "commissioner"]


def test_invite_member_says_why_it_refuses(client, ours):
    member = make_membership(Role.FACILITATOR, ours)

    form = client.post(INVITE, {"email": member.user.email, "role": "facilitator"}).context["form"]
    assert form.errors == {"email": ["This person already has this role. Choose another role."]}


def test_invite_member_again_by_a_double_press_leaves_one_invitation(client):
    for _ in range(2):
        client.post(INVITE, {"email": "new@example.org", "role": "facilitator"})

    assert MemberInvitation.objects.filter(withdrawn_at=None).count() == 1


def test_withdraw_invitation_ends_its_link(client, ours):
    invitation = make_invitation(organisation=ours, token=TOKEN)

    client.post(reverse("accounts:withdraw_invitation", args=[invitation.pk]))

    assert client.get(reverse("accounts:accept_invitation", args=[TOKEN])).status_code == 404


def test_add_role_gives_a_colleague_one_more(client, ours):
    membership = make_membership(Role.FACILITATOR, ours)

    client.post(reverse("accounts:add_role", args=[membership.pk]), {"role": "responder"})

    assert sorted(m.role for m in membership.user.memberships.all()) == ["facilitator", "responder"]


def test_add_role_to_oneself_is_refused(client, ours):
    own = Membership.objects.get(organisation=ours)

    response = client.post(reverse("accounts:add_role", args=[own.pk]), {"role": "involvement-lead"})
    assert response.context["form"].errors == {"role": ["You cannot change your own roles. Ask another administrator."]}


def test_end_membership_asks_first(client, ours):
    membership = make_membership(Role.FACILITATOR, ours)
    url = reverse("accounts:end_membership", args=[membership.pk])

    assert client.get(url).status_code == 200
    assert Membership.objects.get(pk=membership.pk).ended_at is None
    client.post(url)
    assert Membership.objects.get(pk=membership.pk).ended_at <= timezone.now()


def test_end_membership_of_oneself_is_refused(client, ours):
    own = Membership.objects.get(organisation=ours)

    response = client.post(reverse("accounts:end_membership", args=[own.pk]), follow=True)

    assert [str(m) for m in response.context["messages"]] == [
        "You cannot change your own roles. Ask another administrator."
    ]
    assert Membership.objects.get().ended_at is None


@pytest.mark.parametrize("name", ["add_role", "end_membership"])
def test_members_of_another_organisation_are_not_found(client, name):
    theirs = make_membership(Role.FACILITATOR)

    assert client.get(reverse(f"accounts:{name}", args=[theirs.pk])).status_code == 404


def test_accept_invitation_says_what_to_do_to_a_stranger(ours):
    make_invitation(organisation=ours, token=TOKEN)

    response = Client().post(reverse("accounts:accept_invitation", args=[TOKEN]))

    assert response.context["invitation"].organisation == ours
    assert Membership.objects.filter(role=Role.INVOLVEMENT_LEAD).count() == 0


def test_accept_invitation_joins_and_acts_in_the_new_role(client, ours):
    user = make_user()
    make_invitation(organisation=ours, email=user.email, token=TOKEN)
    sign_in(client, user)

    client.post(reverse("accounts:accept_invitation", args=[TOKEN]))

    assert client.get(reverse("accounts:account")).context["actor"].role == Role.INVOLVEMENT_LEAD


def test_accept_invitation_for_another_address_says_so(client):
    make_invitation(token=TOKEN)

    response = client.post(reverse("accounts:accept_invitation", args=[TOKEN]))
    assert response.context["refusal"].startswith("This invitation went to a different e-mail address.")


def test_members_page_warns_while_nobody_is_safeguarding_lead(client):
    membership = make_membership(Role.ADMINISTRATOR)
    sign_in(client, membership)

    assert client.get(reverse("accounts:members")).context["lacks_safeguarding_lead"] is True
    make_membership(Role.SAFEGUARDING_LEAD, membership.organisation)
    assert client.get(reverse("accounts:members")).context["lacks_safeguarding_lead"] is False
