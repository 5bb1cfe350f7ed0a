import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import access
from accounts.middleware import AccessMiddleware
from accounts.models import Draft, Role
from accounts.tests.factories import make_membership, make_user, sign_in

pytestmark = pytest.mark.django_db
NINE, HALF_PAST, LATE = "2026-03-02 09:00Z", "2026-03-02 09:30Z", "2026-03-02 21:00Z"
ACCOUNT = "/your-account/"


@pytest.fixture
def at_nine(client, time_machine):
    """Somebody who takes part and opened a page at nine."""
    time_machine.move_to(NINE, tick=False)
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership)
    client.get(ACCOUNT)
    return membership.user


def ask(view, actor):
    request = RequestFactory().get("/")
    request.actor, request.user, request.session = actor, make_user(), {}
    return AccessMiddleware(lambda _: None).process_view(request, view, (), {})


def no_lock(request):
    raise AssertionError("never reached")


def test_view_without_a_lock_is_refused_whatever_the_role():
    for role in Role:
        actor = access.Actor(role=role)
        if not actor.needs_second_factor:
            with pytest.raises(PermissionDenied):
                ask(no_lock, actor)


def test_view_without_a_lock_is_refused_to_who_has_no_role():
    with pytest.raises(PermissionDenied):
        ask(no_lock, access.Actor())


def test_session_lasts_just_under_half_an_hour_of_silence(client, at_nine, time_machine):
    time_machine.move_to("2026-03-02 09:29:59Z", tick=False)

    assert client.get(ACCOUNT).status_code == 200


def test_session_ends_after_half_an_hour_of_silence(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    assert client.get(ACCOUNT)["Location"] == "/account/login/?next=%2Fyour-account%2F"
    assert "_auth_user_id" not in client.session


def test_one_press_makes_the_session_last_longer(client, at_nine, time_machine):
    time_machine.move_to("2026-03-02 09:29Z", tick=False)
    assert client.post(reverse("accounts:extend_session")).status_code == 204
    time_machine.move_to("2026-03-02 09:58Z", tick=False)

    assert client.get(ACCOUNT).status_code == 200


def test_session_ends_after_twelve_hours_of_work(client, at_nine, time_machine):
    for hour in range(9, 21):
        for minute in (0, 20, 40):
            time_machine.move_to(f"2026-03-02 {hour:02}:{minute:02}Z", tick=False)
            assert client.get(ACCOUNT).status_code == 200
    time_machine.move_to(LATE, tick=False)

    assert client.get(ACCOUNT).status_code == 302


def test_help_page_stays_open_when_the_session_has_run_out(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    assert client.get(reverse("core:help_now")).status_code == 200
    assert "_auth_user_id" not in client.session


def test_form_sent_too_late_is_kept_without_its_secrets(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    response = client.post(ACCOUNT, {"name": "Kim", "old_password": "x", "csrfmiddlewaretoken": "x"})

    draft = Draft.objects.get()
    assert response["Location"].startswith(f"/account/login/?next=%2Fyour-account%2Fkept%2F{draft.pk}")
    assert (draft.user, draft.path, draft.had_files) == (at_nine, ACCOUNT, False)


def test_form_sent_a_day_late_is_kept_too(client, at_nine, time_machine):
    time_machine.move_to("2026-03-03 11:00Z", tick=False)

    client.post(ACCOUNT, {"name": "Kim"})

    assert Draft.objects.get().user == at_nine


def test_kept_form_is_not_readable_in_the_database(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    client.post(ACCOUNT, {"name": "Kim of the reading panel"})

    assert "Kim" not in Draft.objects.get().fields


def test_form_that_another_site_sent_is_not_kept(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    client.post(ACCOUNT, {"name": "Kim"}, headers={"Origin": "https://elsewhere.example"})

    assert Draft.objects.count() == 0


def test_password_form_sent_too_late_is_not_kept(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    client.post(reverse("account_change_password"), {"oldpassword": "one", "password1": "two"})

    assert Draft.objects.count() == 0


def test_polling_script_is_told_to_go_to_the_sign_in_page(client, at_nine, time_machine):
    time_machine.move_to(HALF_PAST, tick=False)

    response = client.get(ACCOUNT, headers={"HX-Request": "true"})

    assert response["HX-Redirect"] == "/account/login/?next=%2Fyour-account%2F"


def form_page(client):
    """The page of one's name, with the mark against forged requests that it carries."""
    return client.get(ACCOUNT).context["csrf_token"]


def test_form_sent_too_late_is_kept_with_checks_against_forgery_on(time_machine):
    client = Client(enforce_csrf_checks=True)
    time_machine.move_to(NINE, tick=False)
    sign_in(client, make_membership(Role.PARTICIPANT))
    mark = form_page(client)
    time_machine.move_to(HALF_PAST, tick=False)

    client.post(ACCOUNT, {"name": "Kim", "csrfmiddlewaretoken": mark})

    assert Draft.objects.get().path == ACCOUNT


def test_form_from_before_the_last_sign_in_is_kept():
    client = Client(enforce_csrf_checks=True)
    user = sign_in(client, make_membership(Role.PARTICIPANT)).session["_auth_user_id"]
    form_page(client)

    response = client.post(ACCOUNT, {"name": "Kim", "csrfmiddlewaretoken": "a" * 64})

    draft = Draft.objects.get()
    assert (str(draft.user_id), response["Location"]) == (user, reverse("accounts:draft", args=[draft.pk]))


def test_forged_form_of_a_stranger_is_refused_and_not_kept():
    client = Client(enforce_csrf_checks=True)

    response = client.post(ACCOUNT, {"name": "Kim"})

    assert (response.status_code, Draft.objects.count()) == (403, 0)


def test_forged_form_from_another_site_is_refused_and_not_kept():
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_membership(Role.PARTICIPANT))

    response = client.post(ACCOUNT, {"name": "Kim"}, headers={"Origin": "https://elsewhere.example"})

    assert (response.status_code, Draft.objects.count()) == (403, 0)


def test_signed_in_page_costs_three_queries(client, django_assert_num_queries):
    sign_in(client, make_membership(Role.SAFEGUARDING_LEAD))
    client.get("/home/")

    with django_assert_num_queries(3):  # session, person, roles
        client.get("/home/")


def test_form_of_sign_in_itself_is_never_kept():
    client = Client(enforce_csrf_checks=True)
    sign_in(client, make_membership(Role.PARTICIPANT))

    response = client.post(reverse("account_email"), {"email": "new@example.org", "action_add": ""})

    assert (response.status_code, Draft.objects.count()) == (403, 0)
