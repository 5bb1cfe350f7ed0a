import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_totp, make_user, sign_in, signed_in
from accounts.views.own import STARTING_PAGES

pytestmark = pytest.mark.django_db
HOME, ACCOUNT, SWITCH = reverse("accounts:home"), reverse("accounts:account"), reverse("accounts:switch_role")
SECOND_FACTOR = reverse("accounts:second_factor")


@pytest.mark.parametrize(("role", "name"), sorted(STARTING_PAGES.items()))
def test_home_leads_each_role_to_its_start(client, role, name):
    assert signed_in(client, role).get(HOME)["Location"] == reverse(name)


def test_home_without_a_role_says_what_to_do_next(client):
    sign_in(client, make_user())

    assert "You do not have a role here yet." in client.get(HOME).content.decode()


def test_home_asks_strangers_to_sign_in(client):
    assert client.get(HOME)["Location"] == "/account/login/?next=/home/"


def test_second_factor_shows_both_ways_to_who_has_none(client):
    sign_in(client, make_membership(Role.COMMISSIONER), second_factor=False)

    page = client.get(SECOND_FACTOR).content.decode()
    assert [reverse(name) in page for name in ("mfa_activate_totp", "mfa_add_webauthn")] == [True, True]


def test_second_factor_asks_for_the_one_that_is_there(client):
    membership = make_membership(Role.COMMISSIONER)
    make_totp(membership.user)
    sign_in(client, membership, second_factor=False)

    assert client.get(SECOND_FACTOR)["Location"].startswith(reverse("mfa_reauthenticate"))


def test_second_factor_that_was_proved_leads_on(client):
    assert signed_in(client, Role.COMMISSIONER).get(SECOND_FACTOR)["Location"] == HOME


def test_switch_role_goes_on_in_the_chosen_one(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    other = make_membership(Role.PARTICIPANT, user=lead.user)
    sign_in(client, lead)

    client.post(SWITCH, {"membership": str(other.pk)})

    actor = client.get(ACCOUNT).context["actor"]
    assert (actor.role, actor.organisation_id) == (Role.PARTICIPANT, other.organisation_id)


def test_switch_role_to_that_of_somebody_else_is_refused(client):
    own = make_membership(Role.PARTICIPANT)
    sign_in(client, own)

    response = client.post(SWITCH, {"membership": str(make_membership(Role.ADMINISTRATOR).pk)})

    assert response.context["form"].errors == {"membership": ["Select a role from the list"]}
    assert client.get(ACCOUNT).context["actor"].membership_id == own.pk


def test_role_that_ended_is_gone_at_the_next_click(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    sign_in(client, lead)
    client.get(ACCOUNT)
    lead.delete()

    assert client.get(ACCOUNT).context["actor"].role is None


def test_account_saves_the_name(client):
    signed_in(client, Role.PARTICIPANT)

    client.post(ACCOUNT, {"name": "Kim", "email": "other@example.org", "is_superuser": "1"})

    user = client.get(ACCOUNT).context["user"]
    assert (user.name, user.is_superuser, user.email.startswith("person-")) == ("Kim", False, True)


def test_account_lets_a_lead_switch_emails_off(client):
    user = make_user()
    sign_in(client, make_membership(Role.INVOLVEMENT_LEAD, user=user))

    client.post(ACCOUNT, {"name": ""})

    user.refresh_from_db()
    assert user.by_email is False


def test_account_asks_everybody_about_emails(client):
    user = make_user()
    sign_in(client, make_membership(Role.PARTICIPANT, user=user))

    client.post(ACCOUNT, {"name": "Kim"})

    user.refresh_from_db()
    assert (user.name, user.by_email) == ("Kim", False)


def test_account_refuses_a_name_that_is_too_long(client):
    signed_in(client, Role.PARTICIPANT)

    assert list(client.post(ACCOUNT, {"name": "x" * 101}).context["form"].errors) == ["name"]


def test_extend_session_needs_a_press(client):
    assert signed_in(client, Role.PARTICIPANT).get(reverse("accounts:extend_session")).status_code == 405


def test_switch_is_offered_to_who_has_two_roles_only(client):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    sign_in(client, lead)
    assert client.get(ACCOUNT).context["actor"].can_switch is False

    make_membership(Role.RESPONDER, user=lead.user)

    assert client.get(ACCOUNT).context["actor"].can_switch is True
