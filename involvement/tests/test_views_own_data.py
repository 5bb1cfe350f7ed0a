import io
import time
import zipfile

import pytest
from django.urls import reverse

from accounts.models import Role, User
from accounts.sessions import SEEN_AT, SIGNED_IN_AT
from accounts.tests.factories import make_membership, make_organisation, make_user, sign_in, signed_in
from involvement.models import ErasureReceipt, Participant
from involvement.tests.factories import make_attendance, make_participant, make_session, make_story

pytestmark = pytest.mark.django_db
PAGE, DOWNLOAD = reverse("involvement:my_data"), reverse("involvement:download_my_data")
DELETE, RECEIPT = reverse("involvement:erase_my_data"), reverse("involvement:erasure_receipt")


@pytest.fixture
def person(client) -> Participant:
    membership = make_membership(Role.PARTICIPANT, user=make_user(password="seven-quiet-otters"))
    sign_in(client, membership)
    return make_participant(membership.organisation, user=membership.user, known_as="Blue Kettle")


def let_it_go_stale(client) -> None:
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time() - 3600}]
    session[SIGNED_IN_AT], session[SEEN_AT] = int(time.time()) - 3600, int(time.time())
    session.save()


def test_my_data_shows_what_every_organisation_holds(client, person):
    make_participant(user=person.user, known_as="Red Pan")
    make_participant(known_as="Somebody else")

    page = client.get(PAGE).content.decode()

    assert ("Blue Kettle" in page, "Red Pan" in page, "Somebody else" in page) == (True, True, False)


@pytest.mark.parametrize("role", [Role.INVOLVEMENT_LEAD, Role.COMMISSIONER])
def test_my_data_shows_staff_their_log_in(client, role):
    membership = make_membership(role, user=make_user(name="Sam"))
    sign_in(client, membership)

    assert "Sam" in client.get(PAGE).content.decode()


def test_my_data_takes_the_same_statements_for_one_row_and_for_three(client, person, django_assert_max_num_queries):
    make_attendance(make_session(), person)
    client.get(PAGE)
    with django_assert_max_num_queries(80) as few:
        client.get(PAGE)
    for _ in range(2):
        make_attendance(make_session(), person)
        make_story(person.organisation, participant=person)

    with django_assert_max_num_queries(len(few.captured_queries) + 3):
        client.get(PAGE)


def test_download_my_data_is_a_file_to_read(client, person):
    response = client.post(DOWNLOAD)

    assert response.headers["Content-Disposition"] == 'attachment; filename="my-data.zip"'
    assert "no-store" in response.headers["Cache-Control"]
    names = zipfile.ZipFile(io.BytesIO(response.content)).namelist()
    assert names == ["index.html", "data.json"]


@pytest.mark.parametrize(("method", "url", "back"), [("post", DOWNLOAD, PAGE), ("get", DELETE, DELETE)])
def test_my_data_asks_again_who_it_is_after_a_while(client, person, method, url, back):
    let_it_go_stale(client)

    response = getattr(client, method)(url)

    assert response.status_code == 302
    assert response.headers["Location"] == f"{reverse('account_reauthenticate')}?next={back.replace('/', '%2F')}"


def test_my_data_has_people_who_sign_in_by_code_sign_in_again(client):
    sign_in(client, make_membership(Role.PARTICIPANT))
    let_it_go_stale(client)

    response = client.post(DOWNLOAD)

    assert response.headers["Location"].startswith(reverse("account_request_login_code"))
    assert "_auth_user_id" not in client.session


def test_erase_my_data_takes_one_record_and_shows_the_receipt(client, person):
    elsewhere = make_participant(user=person.user)

    response = client.post(DELETE, {"what": str(person.pk)}, follow=True)

    assert response.redirect_chain == [(RECEIPT, 302)]
    assert list(Participant.objects.all()) == [elsewhere]
    assert "Your record" in response.content.decode()


def test_erase_my_data_takes_everything_and_signs_out(client, person):
    response = client.post(DELETE, {"what": "everything"}, follow=True)

    assert "The number of this receipt" in response.content.decode()
    assert (User.objects.count(), Participant.objects.count()) == (0, 0)
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("is_strange", [True, False])
def test_erase_my_data_without_a_choice_deletes_nothing(client, person, is_strange):
    stranger = make_participant()

    response = client.post(DELETE, {"what": str(stranger.pk) if is_strange else ""})

    assert "Select what to delete" in response.content.decode()
    assert Participant.objects.count() == 2


def test_erase_my_data_of_the_only_administrator_says_what_to_do(client):
    signed_in(client, Role.ADMINISTRATOR)

    response = client.post(DELETE, {"what": "everything"})

    assert "Make somebody else an administrator first." in response.content.decode()
    assert User.objects.count() == 1


def test_erase_my_data_says_first_what_goes_and_what_stays(client, person):
    lines = client.get(DELETE).context["lines"]

    assert {(line.what, line.gone, line.kept) for line in lines} >= {("Your record", 1, 0), ("Your log-in", 1, 0)}


def test_erase_participant_needs_a_reason(client):
    organisation = make_organisation()
    signed_in(client, Role.INVOLVEMENT_LEAD, organisation)
    person = make_participant(organisation)
    url = reverse("involvement:erase_participant", args=[person.pk])

    assert "Select why you delete it" in client.post(url, {"reason": ""}).content.decode()
    response = client.post(url, {"reason": "ASKED"}, follow=True)

    assert response.redirect_chain == [(RECEIPT, 302)]
    assert (Participant.objects.count(), ErasureReceipt.objects.count()) == (0, 1)
