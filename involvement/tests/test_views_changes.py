import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, make_user, sign_in
from involvement.models import Change, ChangeStep
from involvement.taxonomies import AttendanceStatus, ChangeStatus
from involvement.tests.factories import (
    make_attendance,
    make_change,
    make_participant,
    make_point,
    make_service,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def responder(client, organisation):
    membership = make_membership(Role.RESPONDER, organisation)
    client.user = membership.user
    return sign_in(client, membership)


def url(name, row=None, query=""):
    return reverse(f"involvement:{name}", args=[row.pk] if row else []) + query


def fields(**changes):
    values = {"title": "Open the garden until nine", "status": "considering", "text": "", "due_on": ""}
    return values | {"send_key": uuid.uuid4()} | changes


def titles(response):
    return [change.title for change in response.context["page"]]


def test_changes_shows_what_is_open_by_the_day_it_is_due(lead, organisation):
    today = timezone.localdate()
    make_change(organisation, title="no day")
    make_change(organisation, title="done", status=ChangeStatus.MADE, due_on=today - timedelta(days=9))
    make_change(organisation, title="coming", due_on=today)
    make_change(organisation, title="late", due_on=today - timedelta(days=1))
    make_change()

    response = lead.get(url("changes"))

    assert titles(response) == ["late", "coming", "no day", "done"]
    assert [change.is_overdue for change in response.context["page"]] == [True, False, False, False]
    assert response.content.decode().count("Overdue:") == 1


def test_changes_counts_stories_and_points_once_each(lead, organisation, activity):
    session = make_session(activity)
    stories = [make_story(organisation) for _ in range(2)]
    make_change(organisation, stories=stories, points=[make_point(session, text=text) for text in "abc"])

    assert [change.raised for change in lead.get(url("changes")).context["page"]] == [5]


@pytest.mark.parametrize("search", ["q=GARDEN", "status=planned", "service={service}", "owner={owner}"])
def test_changes_can_be_searched(lead, organisation, search):
    service, owner = make_service(organisation), make_user()
    make_membership(Role.RESPONDER, organisation, user=owner)
    make_change(organisation, title="The garden", status=ChangeStatus.PLANNED, service=service, owner=owner)
    make_change(organisation, title="Letters")

    query = "?" + search.format(service=service.pk, owner=owner.pk)

    assert titles(lead.get(url("changes", query=query))) == ["The garden"]


def test_a_responder_sees_their_own_changes_and_those_of_their_services(responder, organisation):
    mine = make_service(organisation)
    mine.responders.add(responder.user)
    make_change(organisation, title="of my service", service=mine)
    make_change(organisation, title="my own", owner=responder.user)
    make_change(organisation, title="of a story I answer", stories=[make_story(organisation, service=mine)])
    hidden = make_change(organisation, title="somebody else's", service=make_service(organisation))

    assert sorted(titles(responder.get(url("changes")))) == ["my own", "of a story I answer", "of my service"]
    assert responder.get(url("change", hidden)).status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_changes_need_the_same_queries_for_any_number(lead, organisation, rows, django_assert_num_queries):
    for _ in range(rows):
        make_change(organisation, owner=make_user(), service=make_service(organisation))
    lead.get(url("changes"))

    with django_assert_num_queries(7):
        lead.get(url("changes"))


@pytest.mark.parametrize("rows", [1, 3])
def test_a_change_needs_the_same_queries_for_any_history(lead, organisation, activity, rows, django_assert_num_queries):
    session = make_session(activity)
    points = [make_point(session, text=str(number)) for number in range(rows)]
    change = make_change(organisation, stories=[make_story(organisation) for _ in range(rows)], points=points)
    for _ in range(rows):
        ChangeStep.objects.create(change=change, status="planned", taken_at=timezone.now(), taken_by=make_user())
    lead.get(url("change", change))

    with django_assert_num_queries(11):
        lead.get(url("change", change))


def test_add_change_from_a_story_keeps_the_story(lead, organisation):
    story = make_story(organisation, better="The garden is locked by five", service=make_service(organisation))
    address = url("add_change", query=f"?story={story.pk}")
    page = lead.get(address)

    response = lead.post(address, fields(service=story.service_id))

    change = Change.objects.get()
    assert "The garden is locked by five" in page.content.decode()
    assert page.context["form"]["service"].value() == story.service_id
    assert (list(change.stories.all()), change.service) == ([story], story.service)
    assert response["Location"] == url("change", change)


def test_add_change_from_a_session_takes_the_points_that_were_ticked(lead, activity):
    session = make_session(activity)
    first, second = make_point(session, text="One"), make_point(session, text="Two")
    address = url("add_change", query=f"?session={session.pk}")

    lead.post(address, fields(points=[first.pk], activity=activity.pk))

    assert set(lead.get(address).context["form"].fields["points"].queryset) == {first, second}
    assert (list(Change.objects.get().points.all()), Change.objects.get().activity) == ([first], activity)


@pytest.mark.parametrize("query", ["?story={theirs}", "?story=nonsense", "?session={theirs}"])
def test_add_change_from_what_one_may_not_see_starts_empty(lead, query):
    address = url("add_change", query=query.format(theirs=make_story().pk))

    lead.post(address, fields())

    assert Change.objects.get().stories.count() == 0


def test_add_change_sent_twice_is_one_change(lead):
    sent = fields()

    first, second = lead.post(url("add_change"), sent), lead.post(url("add_change"), sent)

    assert (Change.objects.count(), first["Location"]) == (1, second["Location"])


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"title": ""}, {"title": ["Enter what will change"]}),
        ({"status": ""}, {"status": ["Select how far it is"]}),
        (
            {"status": "not-possible"},
            {"text": ["Enter why it is not possible. Everyone who raised it will read this."]},
        ),
        ({"text": "999 123 4567"}, {"text": ["Please do not send your NHS number. Take it out and send this again."]}),
    ],
)
def test_add_change_says_what_is_missing(lead, changes, errors):
    assert lead.post(url("add_change"), fields(**changes)).context["form"].errors == errors


def test_a_responder_adds_changes_for_themselves_and_their_services(responder, organisation):
    mine = make_service(organisation)
    mine.responders.add(responder.user)
    make_service(organisation)
    form = responder.get(url("add_change")).context["form"]

    responder.post(url("add_change"), fields(owner=responder.user.pk))

    assert list(form.fields["service"].queryset) == [mine]
    assert list(form.fields["owner"].queryset) == [responder.user]
    assert Change.objects.get().owner == responder.user


def test_edit_change_changes_one_thing_and_keeps_the_rest(lead, organisation):
    """Also an owner who has left."""
    owner = make_user()
    change = make_change(organisation, title="Garden", owner=owner, due_on=date(2026, 7, 1))
    address = url("edit_change", change)
    shown = {bound.html_name: bound.value() for bound in lead.get(address).context["form"]}

    lead.post(address, {name: value for name, value in shown.items() if value} | {"title": "The garden"})

    change.refresh_from_db()
    assert (change.title, change.owner, change.due_on) == ("The garden", owner, date(2026, 7, 1))


def test_move_change_says_how_many_will_be_told(lead, organisation, activity):
    session = make_session(activity)
    for _ in range(2):
        make_attendance(session, status=AttendanceStatus.CAME)
    change = make_change(organisation, stories=[make_story(organisation)], points=[make_point(session)])

    page = lead.get(url("move_change", change))

    assert (page.context["people"], "3 people will be told" in page.content.decode()) == (3, True)


def test_move_change_without_a_reason_comes_back_filled_in(lead, organisation):
    change = make_change(organisation)

    response = lead.post(url("move_change", change), {"status": "not-possible", "send_key": uuid.uuid4()})

    assert list(response.context["form"].errors) == ["text"]
    assert response.context["form"]["status"].value() == "not-possible"
    assert ChangeStep.objects.count() == 0


def test_move_change_sent_twice_is_one_step(lead, organisation):
    change, sent = make_change(organisation), {"status": "planned", "text": "In July", "send_key": uuid.uuid4()}

    for _ in range(2):
        assert lead.post(url("move_change", change), sent)["Location"] == url("change", change)

    assert list(change.steps.values_list("status", "text")) == [("planned", "In July")]


def test_link_to_change_offers_what_one_may_see_and_is_not_linked_yet(lead, organisation, activity):
    linked, other = make_story(organisation), make_story(organisation, better="The GARDEN is locked")
    held = make_story(organisation, held_at=timezone.now())
    make_story()
    point = make_point(make_session(activity))
    change = make_change(organisation, stories=[linked])

    found = lead.get(url("link_to_change", change)).context["found"]
    searched = lead.get(url("link_to_change", change, "?q=garden")).context["found"]
    lead.post(url("link_to_change", change), {"stories": [other.pk], "points": [point.pk]})
    lead.post(url("link_to_change", change), {"stories": [held.pk]})

    assert (list(found.stories), list(found.points)) == ([other], [point])
    assert (list(searched.stories), list(searched.points)) == ([other], [])
    assert (set(change.stories.all()), set(change.points.all())) == ({linked, other}, {point})


def test_link_to_change_without_a_tick_says_so(lead, organisation):
    response = lead.post(url("link_to_change", make_change(organisation)), {"q": ""})

    assert response.context["form"].errors == {"__all__": ["Select what led to this change"]}


def test_unlink_from_change_takes_one_off(lead, organisation):
    first, second = make_story(organisation), make_story(organisation)
    change = make_change(organisation, stories=[first, second])

    lead.post(url("unlink_from_change", change), {"stories": [first.pk]})

    assert list(change.stories.all()) == [second]


def test_a_change_never_says_who_raised_it(lead, organisation):
    person = make_participant(organisation, known_as="Amina", reference="bluekettle")
    story = make_story(organisation, participant=person, author=make_user(name="Amina Khan"), display_name="bluekettle")
    change = make_change(organisation, stories=[story])

    page = lead.get(url("change", change)).content.decode()

    assert (story.better in page, "Amina" in page, "bluekettle" in page) == (True, False, False)


def test_a_responder_is_told_how_many_stories_are_kept_back(responder, organisation):
    change = make_change(organisation, owner=responder.user, stories=[make_story(organisation, better="Secret")])

    page = responder.get(url("change", change))

    assert (page.context["page"].stories_kept_back, "Secret" in page.content.decode()) == (1, False)


def test_what_changed_shows_what_became_of_ones_own_sessions(client, organisation, activity):
    membership = make_membership(Role.PARTICIPANT, organisation)
    person, session = make_participant(organisation, user=membership.user), make_session(activity)
    make_attendance(session, person, status=AttendanceStatus.CAME)
    missed = make_session(activity)
    make_attendance(missed, person)
    mine = make_change(organisation, points=[make_point(session), make_point(session, text="Another")])
    make_change(organisation, points=[make_point(missed)])
    make_change(organisation)

    assert list(sign_in(client, membership).get(url("what_changed")).context["page"]) == [mine]
