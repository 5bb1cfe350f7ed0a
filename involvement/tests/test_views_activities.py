from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, sign_in, signed_in
from involvement.models import InvolvementActivity, Service
from involvement.tests.factories import make_activity, make_service, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def lead(client, organisation):
    return signed_in(client, Role.INVOLVEMENT_LEAD, organisation)


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def fields(**changes):
    return {"name": "Reading panel", "kind": "reading-panel", "level": "co-design", "purpose": ""} | changes


def shown_fields(client, address):
    values = {bound.html_name: bound.value() for bound in client.get(address).context["form"]}
    return {name: value for name, value in values.items() if value not in (None, "")}


def test_activities_lists_open_ones_first(lead, organisation):
    ended = make_activity(organisation, name="A", closed_on=date(2026, 1, 1))
    second, first = make_activity(organisation, name="C"), make_activity(organisation, name="B")
    make_activity()

    assert list(lead.get(url("activities")).context["page"]) == [first, second, ended]


@pytest.mark.parametrize("search", [{"q": "reading"}, {"kind": "reading-panel"}])
def test_activities_can_be_searched(lead, organisation, search):
    wanted = make_activity(organisation, name="Reading panel", kind="reading-panel")
    make_activity(organisation)

    assert list(lead.get(url("activities"), search).context["page"]) == [wanted]


def test_activities_counts_only_sessions_that_the_actor_may_see(client, organisation):
    membership = make_membership(Role.FACILITATOR, organisation)
    activity = make_activity(organisation)
    make_session(activity)
    make_session(activity, facilitator=membership.user)

    page = sign_in(client, membership).get(url("activities")).context["page"]

    assert [row.held for row in page] == [1]


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("name", "make"), [("activities", make_activity), ("services", make_service)])
def test_lists_need_the_same_queries_for_any_number(lead, organisation, name, make, rows, django_assert_num_queries):
    for _ in range(rows):
        make(organisation)
    lead.get(url(name))

    with django_assert_num_queries(5):
        lead.get(url(name))


def test_add_activity_keeps_what_was_entered(lead, organisation):
    service = make_service(organisation)

    response = lead.post(url("add_activity"), fields(services=[service.pk], purpose="To be read"))

    activity = InvolvementActivity.objects.get()
    assert response["Location"] == url("activity", activity)
    assert (activity.name, activity.level, list(activity.services.all())) == ("Reading panel", "co-design", [service])


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"name": ""}, {"name": ["Enter the name of the activity"]}),
        ({"kind": ""}, {"kind": ["Select the kind of activity"]}),
        ({"level": ""}, {"level": ["Select how much power people have"]}),
        ({"name": "Taken"}, {"name": ["Enter another name. There is an activity called that already."]}),
        (
            {"purpose": "9991234567"},
            {"purpose": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_add_activity_says_what_is_missing(lead, organisation, changes, errors):
    make_activity(organisation, name="Taken")

    assert lead.post(url("add_activity"), fields(**changes)).context["form"].errors == errors


def test_add_activity_does_not_offer_coercion(lead):
    form = lead.post(url("add_activity"), fields(level="coercion")).context["form"]

    assert list(form.errors) == ["level"]
    assert len(list(form.fields["level"].choices)) == 7


def test_edit_activity_changes_one_thing_and_keeps_the_rest(lead, organisation):
    activity = make_activity(organisation, name="Forum", purpose="To talk")
    activity.services.add(make_service(organisation))

    lead.post(
        url("edit_activity", activity), shown_fields(lead, url("edit_activity", activity)) | {"name": "Open forum"}
    )

    activity.refresh_from_db()
    assert (activity.name, activity.purpose, activity.services.count()) == ("Open forum", "To talk", 1)


def test_activity_offers_to_copy_its_last_session(lead, organisation):
    activity = make_activity(organisation)
    make_session(activity)
    last = make_session(activity, on=date(2026, 6, 1))

    assert url("copy_session", last) in lead.get(url("activity", activity)).content.decode()


def test_add_service_keeps_its_name(lead, organisation):
    lead.post(url("add_service"), {"name": "Larch Ward"})

    assert list(Service.objects.values_list("organisation", "name")) == [(organisation.pk, "Larch Ward")]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Enter the name of the service"),
        ("Larch Ward", "Enter another name. There is a service called that already."),
    ],
)
def test_add_service_says_what_is_wrong(lead, organisation, name, message):
    make_service(organisation, name="Larch Ward")

    assert lead.post(url("add_service"), {"name": name}).context["form"].errors == {"name": [message]}


def test_edit_service_can_close_it(lead, organisation):
    service = make_service(organisation, name="Larch Ward")

    lead.post(url("edit_service", service), {"name": "Larch Ward", "closed_on": "2026-03-31"})

    service.refresh_from_db()
    assert service.closed_on == date(2026, 3, 31)


@pytest.mark.parametrize("name", ["activities", "add_activity", "services", "add_service"])
def test_lists_are_locked(client, name):
    assert client.get(url(name)).status_code == 302
    assert signed_in(client, Role.COMMISSIONER).get(url(name)).status_code == 403


@pytest.mark.parametrize("name", ["activity", "edit_activity"])
def test_activity_of_another_organisation_is_not_found(lead, name):
    assert lead.get(url(name, make_activity())).status_code == 404


def test_edit_service_of_another_organisation_is_not_found(lead):
    assert lead.get(url("edit_service", make_service())).status_code == 404


def test_edit_activity_is_not_for_facilitators(client, organisation):
    signed_in(client, Role.FACILITATOR, organisation)

    assert client.get(url("edit_activity", make_activity(organisation))).status_code == 403


def lines_of(response):
    return b"".join(response.streaming_content).decode("utf-8-sig").splitlines()


def test_activities_csv_holds_what_the_search_found(lead, organisation):
    panel = make_activity(organisation, name="=Panel", kind="reading-panel", level="co-design")
    make_session(panel)
    make_activity(organisation, name="Forum")
    make_activity(name="Panel of others")

    assert lines_of(lead.get(url("activities_csv"), {"q": "panel"})) == [
        "activity,activity_kind,involvement_level,purpose,sessions,closed_on",
        "'=Panel,reading-panel,co-design,,1,",
    ]


def test_services_csv_lists_own_services_open_ones_first(lead, organisation):
    make_service(organisation, name="A ward", closed_on=date(2026, 1, 1))
    make_service(organisation, name="B team")
    make_service(name="C of others")

    assert lines_of(lead.get(url("services_csv"))) == ["service,closed_on", "B team,", "A ward,2026-01-01"]


def test_edit_service_chooses_who_answers_for_it(client, lead, organisation):
    service, responder = make_service(organisation), make_membership(Role.RESPONDER, organisation)
    make_membership(Role.RESPONDER)
    make_membership(Role.FACILITATOR, organisation)
    url = reverse("involvement:edit_service", args=[service.pk])

    assert list(client.get(url).context["form"].fields["responders"].queryset) == [responder.user]
    client.post(url, {"name": service.name, "responders": [responder.user_id]})

    assert list(service.responders.all()) == [responder.user]
