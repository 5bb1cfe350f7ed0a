import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, sign_in, signed_in
from core.models import AuditEvent
from core.secrets import unseal
from involvement.models import SafeguardingConcern, SafeguardingStep, Story
from involvement.taxonomies import ConcernStatus
from involvement.tests.factories import make_concern, make_story

pytestmark = pytest.mark.django_db
NOW = timezone.now()
WORDS = "Her door is locked at night"


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


@pytest.fixture
def safeguarder(client, organisation):
    return signed_in(client, Role.SAFEGUARDING_LEAD, organisation)


@pytest.fixture
def guest():
    return Client()


def sent(**fields):
    return {"what": WORDS, "send_key": str(uuid.uuid4())} | fields


def test_held_stories_show_who_has_waited_longest_first(safeguarder, organisation):
    short, long = (make_story(organisation, held_at=NOW - timedelta(hours=hours)) for hours in (1, 5))
    make_story(organisation)
    make_story(held_at=NOW)

    page = safeguarder.get(url("held_stories"))

    assert list(page.context["page"]) == [long, short]
    assert b"5 hours" in page.content.replace(b"\xc2\xa0", b" ")


def test_held_story_marks_worrying_sentences(safeguarder, organisation):
    story = make_story(organisation, held_at=NOW, better="I waited. I want to end my life. Nobody came.")

    parts = safeguarder.get(url("held_story", story)).context["parts"]

    assert [sentence for sentence, worries in parts[0].sentences if worries] == [" I want to end my life."]
    assert "".join(sentence for sentence, _ in parts[0].sentences) == story.better


def test_release_story_leads_back_to_the_list(safeguarder, organisation):
    story = make_story(organisation, held_at=NOW)

    response = safeguarder.post(url("release_story", story))

    assert (response["Location"], Story.objects.get().is_held) == (url("held_stories"), False)


def test_raise_concern_about_a_held_story_opens_a_case(safeguarder, organisation):
    story = make_story(organisation, held_at=NOW, better=WORDS)

    response = safeguarder.post(url("raise_concern_about", story), sent())

    concern = SafeguardingConcern.objects.get()
    assert (response["Location"], concern.story_id) == (url("concern", concern), story.pk)
    assert [part.label for part in safeguarder.get(url("concern", concern)).context["page"].story_parts] == [
        "What could be better"
    ]


def test_lead_raises_a_concern_and_sees_only_how_far_it_is(safeguarder, guest, organisation):
    lead = sign_in(guest, make_membership(Role.INVOLVEMENT_LEAD, organisation))
    lead.post(url("raise_concern"), sent())
    SafeguardingConcern.objects.update(status=ConcernStatus.PASSED_ON)

    page = lead.get(url("raised_concerns")).content.decode()

    assert ("Passed on" in page, WORDS in page) == (True, False)
    assert lead.get(url("concerns")).status_code == 403
    assert lead.get(url("concern", SafeguardingConcern.objects.get())).status_code == 403


def test_raise_concern_says_whom_to_tell_where_nobody_reads_it(lead):
    form = lead.post(url("raise_concern"), sent()).context["form"]

    assert form.non_field_errors() == [
        "Tell a manager now, in person or by phone. Nobody here reads concerns on this site yet."
    ]
    assert form["what"].value() == WORDS


def test_raise_concern_refuses_a_story_the_role_may_not_read(lead):
    assert lead.get(url("raise_concern_about", make_story())).status_code == 404


def test_guest_tells_someone_with_one_field(safeguarder, guest, organisation):
    page = guest.get(url("tell_someone"))
    fields = {name: page.context["form"][name].value() for name in ("send_key", "organisation")}

    answers = [guest.post(url("tell_someone"), fields | {"what": WORDS})["Location"] for _ in range(2)]

    concern = SafeguardingConcern.objects.get()
    assert answers == [url("tell_someone_sent")] * 2
    assert (concern.organisation, unseal(concern.what)) == (organisation, WORDS)
    assert (concern.raised_by, concern.role) == (None, "")
    assert all(WORDS not in message.body for message in mail.outbox)


def test_tell_someone_begins_with_help(safeguarder, guest):
    page = guest.get(url("tell_someone")).content.decode()

    assert page.index("999") < page.index("What are you worried about?")


def test_tell_someone_asks_to_whom_where_there_are_many(safeguarder, guest, organisation):
    make_membership(Role.SAFEGUARDING_LEAD, make_organisation())

    form = guest.post(url("tell_someone"), sent()).context["form"]
    guest.post(url("tell_someone"), sent(organisation=organisation.slug))

    assert form.errors == {"organisation": ["Choose an organisation"]}
    assert form["what"].value() == WORDS
    assert SafeguardingConcern.objects.get().organisation == organisation


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ("", "Enter what you are worried about"),
        ("He is 999 123 4567", "Please do not send your NHS number. Take it out and send this again."),
    ],
)
def test_tell_someone_says_what_is_wrong(safeguarder, guest, organisation, what, error):
    form = guest.post(url("tell_someone"), sent(what=what, organisation=organisation.slug)).context["form"]

    assert (form.errors["what"], SafeguardingConcern.objects.count()) == ([error], 0)


def test_tell_someone_does_not_ask_where_nobody_would_read_it(client):
    page = client.get(url("tell_someone")).content.decode()

    assert ("What are you worried about?" in page, "adult social care" in page) == (False, True)


def test_participant_sees_how_far_their_own_is(safeguarder, guest, organisation):
    person = sign_in(guest, make_membership(Role.PARTICIPANT, organisation))
    assert person.get(url("tell_someone")).context["form"]["organisation"].value() == organisation.slug

    person.post(url("tell_someone"), sent(organisation=organisation.slug))

    assert [row.status for row in person.get(url("raised_concerns")).context["page"]] == [ConcernStatus.OPEN]


def test_audit_does_not_say_who_raised_a_concern(safeguarder, guest, organisation):
    person = sign_in(guest, make_membership(Role.PARTICIPANT, organisation))

    person.post(url("tell_someone"), sent(organisation=organisation.slug))

    assert list(AuditEvent.objects.filter(verb="CONCERN_RAISED").values_list("user_id", "role")) == [(None, "")]


def test_concern_takes_steps_and_is_passed_on(safeguarder, organisation):
    concern = make_concern(organisation, what=WORDS)
    fields = {"principle": "partnership", "text": "Rang the council", "passes_on": "on", "send_key": str(uuid.uuid4())}

    for _ in range(2):
        safeguarder.post(url("concern", concern), fields)

    page = safeguarder.get(url("concern", concern)).context["page"]
    assert (page.what, [step.text for step in page.steps], page.concern.status) == (
        WORDS,
        ["Rang the council"],
        ConcernStatus.PASSED_ON,
    )
    assert SafeguardingStep.objects.count() == 1


def test_close_concern_needs_words_and_ends_it(safeguarder, organisation):
    concern = make_concern(organisation)

    form = safeguarder.post(url("close_concern", concern), {"outcome": " "}).context["form"]
    safeguarder.post(url("close_concern", concern), {"outcome": "She is safe at home"})

    assert form.errors == {"outcome": ["Enter how it ended"]}
    page = safeguarder.get(url("concern", concern)).context["page"]
    assert (page.is_closed, page.outcome) == (True, "She is safe at home")
    assert list(safeguarder.get(url("concerns") + "?show=closed").context["page"]) == [concern]


def test_concern_notes_who_looked(safeguarder, organisation):
    concern = make_concern(organisation)

    safeguarder.get(url("concern", concern))

    assert AuditEvent.objects.filter(verb="CONCERN_SEEN", target_id=concern.pk).count() == 1


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("name", ["held_stories", "concerns"])
def test_lists_ask_the_database_the_same_for_any_number(safeguarder, organisation, name, number):
    for _ in range(number):
        make_story(organisation, held_at=NOW)
        make_concern(organisation)

    with CaptureQueriesContext(connection) as asked:
        safeguarder.get(url(name))
    table = "involvement_story" if name == "held_stories" else "involvement_safeguardingconcern"
    assert len([query for query in asked if table in query["sql"]]) == 2
