"""Helper mode, posters and the paper form."""

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in, signed_in
from involvement import access
from involvement.models import Story
from involvement.tests.factories import make_activity, make_attendance, make_participant, make_service, make_session

pytestmark = pytest.mark.django_db
WRITE_DOWN = reverse("involvement:write_down_story")
SAID = {
    "send_key": "7c1f8a2e-0000-4000-8000-000000000001",
    "good": "The tea is hot",
    "speaking_role": "supported-service-user",
    "visibility": "staff-only",
    "read_back": "on",
}


def test_write_down_story_keeps_it_as_the_persons_own(client, organisation):
    helper = make_membership(Role.INVOLVEMENT_LEAD, organisation)
    person = make_participant(organisation, reference="W-12")
    sign_in(client, helper)

    card = client.post(WRITE_DOWN, SAID | {"reference": "w-12"})

    story = Story.objects.get()
    assert (card.status_code, story.participant, story.written_down_by) == (201, person, helper.user)
    assert (story.author, story.speaking_role) == (None, "supported-service-user")
    assert access.story_with_code(card.context["sent"].code) == story
    assert card.context["sent"].code in card.content.decode()


def test_write_down_story_sent_twice_prints_one_card(client, lead):
    first, second = client.post(WRITE_DOWN, SAID), client.post(WRITE_DOWN, SAID)

    assert Story.objects.count() == 1
    assert first.context["sent"].code == second.context["sent"].code


def test_write_down_story_asks_whether_it_was_read_back(client, lead):
    answer = client.post(WRITE_DOWN, SAID | {"read_back": ""})

    assert answer.context["form"].errors == {"read_back": ["Read it back to them, then tick this box"]}
    assert "The tea is hot" in answer.content.decode()


def test_write_down_story_finds_only_people_whom_the_helper_may_see(client, organisation):
    helper = make_membership(Role.FACILITATOR, organisation)
    session = make_session(make_activity(organisation), facilitator=helper.user)
    make_attendance(session, make_participant(organisation, reference="seen"))
    make_participant(organisation, reference="unseen")
    sign_in(client, helper)

    refused = client.post(WRITE_DOWN, SAID | {"reference": "unseen"})
    assert list(refused.context["form"].errors) == ["reference"]
    assert client.post(WRITE_DOWN, SAID | {"reference": "seen"}).status_code == 201


def test_write_down_story_begins_with_the_person_and_the_session(client, organisation, lead):
    person = make_participant(organisation, reference="W-12")
    session = make_session(make_activity(organisation))

    form = client.get(WRITE_DOWN, {"person": str(person.pk), "session": str(session.pk)}).context["form"]

    assert (form["reference"].value(), form["about"].value()) == ("W-12", f"session.{session.pk}")


def test_write_down_story_does_not_begin_with_somebody_elses_person(client, lead):
    stranger = make_participant(reference="secret")

    assert client.get(WRITE_DOWN, {"person": str(stranger.pk)}).context["form"]["reference"].value() == ""
    assert client.get(WRITE_DOWN, {"person": "nonsense"}).context["form"]["reference"].value() == ""


def test_write_down_story_held_tells_the_helper_what_to_do(client, lead):
    card = client.post(WRITE_DOWN, SAID | {"good": "", "better": "I want to end my life"})

    assert Story.objects.get().is_held
    assert "If a life is at risk, call 999 now." in card.content.decode()


def test_service_poster_leads_to_the_service(client, organisation, settings):
    settings.HEARD_URL = "https://heard.example"
    signed_in(client, Role.ADMINISTRATOR, organisation)
    service = make_service(organisation, name="Larch Ward")

    poster = client.get(reverse("involvement:service_poster", args=[service.pk]))

    assert poster.context["link"] == f"https://heard.example/say/{organisation.slug}/?service={service.pk}"
    assert 'role="img" aria-label="QR code that opens the questions"><svg' in poster.content.decode()


def test_session_poster_and_paper_form_lead_to_the_session(client, organisation, lead):
    session = make_session(make_activity(organisation))

    for name in ("session_poster", "session_paper_form"):
        page = client.get(reverse(f"involvement:{name}", args=[session.pk]))
        assert page.context["link"].endswith(f"/say/{organisation.slug}/?session={session.pk}")


def test_session_paper_form_has_the_choices_of_the_screens(client, organisation, lead):
    session = make_session(make_activity(organisation))
    page = client.get(reverse("involvement:session_paper_form", args=[session.pk])).content.decode()

    assert page.count('class="heard-paper__lines"') == 3
    assert "<li>Only the staff who answer</li>" in page
    assert "<li>I care for someone, unpaid</li>" in page
