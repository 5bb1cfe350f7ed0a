from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.taxonomies import SpeakingRole
from involvement.tests.factories import make_activity, make_session
from reports import periods
from reports.tests.factories import add_people, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    """90 White and 6 Asian people came; 12 leaders spoke, all of them Black."""
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    session = make_session(make_activity(lead.organisation))
    add_people(session, 90, ethnic_group="white-british")
    add_people(session, 6, ethnic_group="asian-indian")
    add_people(session, 12, ethnic_group="black-african", role=SpeakingRole.COMMUNITY_LEADER)
    return lead


def buyer_of(*leads):
    buyer = make_membership(Role.COMMISSIONER)
    for lead in leads:
        Commission.objects.create(
            commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1)
        )
    return buyer


def dashboard(client, membership, query=""):
    return sign_in(client, membership).get(reverse("reports:dashboard") + query)


SOUTH_LONDON = ["E09000008", "E09000022", "E09000023", "E09000028"]


def publish(lead, **fields):
    return make_report(lead, published=True, area_codes=SOUTH_LONDON, **fields)


def test_dashboard_puts_the_largest_gap_first_in_words(client, lead):
    publish(lead)

    response = dashboard(client, buyer_of(lead))

    lines = [line.group.label for line in response.context["shown"].headlines]
    assert lines[0] == "Black, Black British, Caribbean or African"
    assert "Fewer than 5 people took part where about 22 would be expected" in response.content.decode()


def test_dashboard_counts_another_voice_when_asked(client, lead):
    publish(lead)

    shown = dashboard(client, buyer_of(lead), "?voice=all").context["shown"]

    assert (shown.voice, shown.shown[0].people["all"]) == ("all", 110)


def test_dashboard_of_a_commissioner_shows_its_providers_side_by_side(client, lead):
    other = make_membership(Role.INVOLVEMENT_LEAD)
    add_people(make_session(make_activity(other.organisation)), 40, ethnic_group="white-british")
    stranger = make_membership(Role.INVOLVEMENT_LEAD)
    reports = {publish(lead), publish(other)}
    publish(stranger)

    shown = dashboard(client, buyer_of(lead, other)).context["shown"]

    assert {one.report for one in shown.shown} == reports


def test_dashboard_prefers_the_newest_and_longest_report(client, lead):
    older = periods.menu(today=date(2026, 7, 2))[1]
    publish(lead, period=older)
    newest = publish(lead)

    assert [one.report for one in dashboard(client, lead).context["shown"].shown] == [newest]


def test_dashboard_shows_the_report_that_was_asked_for(client, lead):
    older = publish(lead, period=periods.menu(today=date(2026, 7, 2))[1])
    publish(lead)

    shown = dashboard(client, lead, f"?report={older.pk}&report=nonsense").context["shown"]

    assert [one.report for one in shown.shown] == [older]


def test_dashboard_never_shows_a_draft_to_a_commissioner(client, lead):
    draft = make_report(lead)

    shown = dashboard(client, buyer_of(lead), f"?report={draft.pk}").context["shown"]

    assert (shown.shown, shown.choices) == ((), ())


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.INVOLVEMENT_LEAD, "Ask for your first report"), (Role.RESPONDER, "has published it")],
)
def test_dashboard_says_what_to_do_before_the_first_report(client, role, words):
    assert words in dashboard(client, make_membership(role)).content.decode()


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD])
def test_dashboard_refuses_roles_that_have_no_business_there(client, role):
    assert dashboard(client, make_membership(role)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_dashboard_takes_five_queries_for_any_number_of_providers(client, number, django_assert_max_num_queries):
    leads = [make_membership(Role.INVOLVEMENT_LEAD) for _ in range(number)]
    for one in leads:
        publish(one)
    buyer = buyer_of(*leads)
    dashboard(client, buyer)

    with django_assert_max_num_queries(5):
        response = client.get(reverse("reports:dashboard"))

    assert len(response.context["shown"].shown) == number
