import uuid
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.tests.factories import make_organisation
from core.models import AuditEvent
from involvement.models import LoopSummary
from involvement.taxonomies import ChangeStatus
from involvement.tests.factories import make_activity, make_change, make_loop_summary, make_service, make_story

pytestmark = pytest.mark.django_db
CLOSED = {"name": "Panel", "kind": "reading-panel", "level": "co-design", "closed_on": "2026-05-01"}


def url(name, *args, query=""):
    return reverse(f"involvement:{name}", args=args) + query


def public(organisation, query=""):
    return url("you_said_we_did_of", organisation.slug, query=query)


def fields(**changes):
    values = {"you_said": "The garden closes too early.", "we_did": "It is open until nine.", "status": "made"}
    return values | {"send_key": uuid.uuid4()} | changes


def shown(response):
    return [summary.you_said for summary in response.context["loop"].page]


def test_anyone_can_read_what_was_published_newest_first(client, organisation):
    make_loop_summary(organisation, you_said="First")
    make_loop_summary(organisation, you_said="Second", published_at=timezone.now())
    make_loop_summary(organisation, you_said="Down", taken_down_at=timezone.now())
    make_loop_summary()

    assert shown(client.get(public(organisation))) == ["Second", "First"]


def test_a_no_has_a_heading_as_a_yes_has(client, organisation):
    make_loop_summary(organisation)
    make_loop_summary(organisation, status=ChangeStatus.NOT_POSSIBLE, we_did="Safety rules do not let us.")

    page = client.get(public(organisation)).content.decode()

    assert page.count('<h2 class="nhsuk-heading-s">We did</h2>') == 1
    assert page.count('<h2 class="nhsuk-heading-s">We could not, because</h2>') == 1


def test_the_public_page_can_be_narrowed_to_a_service(client, organisation):
    ward, silent = make_service(organisation, name="Larch Ward"), make_service(organisation)
    make_loop_summary(organisation, you_said="Of the ward", service=ward)
    make_loop_summary(organisation, you_said="Of all")
    make_loop_summary(organisation, service=silent, taken_down_at=timezone.now())

    assert client.get(public(organisation)).context["loop"].services == [ward]
    assert shown(client.get(public(organisation, f"?service={ward.pk}"))) == ["Of the ward"]
    assert sorted(shown(client.get(public(organisation, "?service=nonsense")))) == ["Of all", "Of the ward"]


def test_the_public_page_never_shows_who_raised_it(client, organisation):
    story = make_story(organisation, better="The night staff shouted", display_name="bluekettle")
    make_loop_summary(organisation, change=make_change(organisation, stories=[story]))

    page = client.get(public(organisation)).content.decode()

    assert ("open until nine" in page, "shouted" in page, "bluekettle" in page) == (True, False, False)


def test_the_list_has_organisations_that_say_something(client, organisation):
    make_loop_summary(organisation)
    make_loop_summary(organisation)
    make_loop_summary(taken_down_at=timezone.now())
    make_organisation()

    page = client.get(url("you_said_we_did")).context["page"]

    assert [(row, row.said) for row in page] == [(organisation, 2)]


@pytest.mark.parametrize("rows", [1, 3])
def test_public_pages_need_few_queries(client, organisation, rows, django_assert_num_queries):
    for _ in range(rows):
        make_loop_summary(organisation, service=make_service(organisation), activity=make_activity(organisation))
        make_loop_summary()

    with django_assert_num_queries(2):
        client.get(url("you_said_we_did"))
    with django_assert_num_queries(4):
        client.get(public(organisation))


def test_publish_loop_summary_puts_it_up_at_once(lead, client, organisation):
    sent = fields()

    for _ in range(2):
        assert lead.post(url("publish_loop_summary"), sent)["Location"] == url("loop_summaries")

    assert shown(client.get(public(organisation))) == ["The garden closes too early."]
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["LOOP_SUMMARY_PUBLISHED"]


def test_publish_loop_summary_starts_from_a_change_without_anybodys_words(lead, organisation):
    story = make_story(organisation, better="The night staff shouted")
    change = make_change(organisation, status=ChangeStatus.NOT_POSSIBLE, stories=[story])
    address = url("publish_loop_summary", query=f"?change={change.pk}")

    form = lead.get(address).context["form"]
    lead.post(address, fields(status="not-possible"))

    assert (form["you_said"].value(), form["we_did"].value()) == (None, change.reason)
    assert LoopSummary.objects.get().change == change


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"you_said": ""}, {"you_said": ["Enter what people said"]}),
        ({"we_did": ""}, {"we_did": ["Enter what you did, or why you could not"]}),
        ({"status": ""}, {"status": ["Select what came of it"]}),
        (
            {"you_said": "999 123 4567"},
            {"you_said": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_publish_loop_summary_says_what_is_missing(lead, changes, errors):
    assert lead.post(url("publish_loop_summary"), fields(**changes)).context["form"].errors == errors


def test_take_down_loop_summary_hides_it_at_once(lead, client, organisation):
    summary = make_loop_summary(organisation)

    lead.post(url("take_down_loop_summary", summary.pk))
    lead.post(url("take_down_loop_summary", summary.pk))

    assert shown(client.get(public(organisation))) == []
    assert AuditEvent.objects.filter(verb="LOOP_SUMMARY_TAKEN_DOWN").count() == 1


@pytest.mark.parametrize(
    ("search", "expected"), [("", ["Up", "Down"]), ("?show=up", ["Up"]), ("?show=down", ["Down"]), ("?q=DOW", ["Down"])]
)
def test_loop_summaries_can_be_searched(lead, organisation, search, expected):
    make_loop_summary(organisation, you_said="Up", published_at=timezone.now())
    make_loop_summary(organisation, you_said="Down", taken_down_at=timezone.now())

    page = lead.get(url("loop_summaries", query=search)).context["page"]

    assert [summary.you_said for summary in page] == expected


@pytest.mark.parametrize("rows", [1, 3])
def test_loop_summaries_need_the_same_queries_for_any_number(lead, organisation, rows, django_assert_num_queries):
    for _ in range(rows):
        make_loop_summary(organisation, service=make_service(organisation))
    lead.get(url("loop_summaries"))

    with django_assert_num_queries(6):
        lead.get(url("loop_summaries"))


def test_an_activity_cannot_end_before_people_were_told_what_came_of_it(lead, organisation, activity):
    """Rule R30: what was taken down, or tells of something else, does not count."""
    make_loop_summary(organisation, activity=activity, taken_down_at=timezone.now())
    make_loop_summary(organisation)

    response = lead.post(url("edit_activity", activity.pk), CLOSED)

    activity.refresh_from_db()
    assert list(response.context["form"].errors) == ["closed_on"]
    assert activity.closed_on is None
    assert f"?activity={activity.pk}" in response.content.decode()


def test_an_activity_with_an_honest_no_can_end(lead, organisation, activity):
    make_loop_summary(organisation, activity=activity, status=ChangeStatus.NOT_POSSIBLE)

    lead.post(url("edit_activity", activity.pk), CLOSED)

    activity.refresh_from_db()
    assert activity.closed_on == date(2026, 5, 1)


def test_an_activity_that_ended_before_can_still_be_edited(lead, organisation):
    ended = make_activity(organisation, closed_on=date(2026, 4, 1))

    lead.post(url("edit_activity", ended.pk), CLOSED)

    ended.refresh_from_db()
    assert (ended.name, ended.closed_on) == ("Panel", date(2026, 5, 1))
    assert "nobody can read what came of it" in lead.get(url("activity", ended.pk)).content.decode()
