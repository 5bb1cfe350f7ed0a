from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.tests.factories import make_service
from reports.models import ReportState
from reports.spread_words import place_words, plot_sentences
from reports.tests.quarters import QUARTERS, store_quarter

pytestmark = pytest.mark.django_db
PLOT = reverse("reports:services_plot")
QUARTER = QUARTERS[-1]


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def services_of(lead, counts, **fields):
    """A report of the newest quarter about each of so many services, named in the order of the alphabet."""
    for name, people in zip("ABCDEFGH", counts, strict=False):
        service = make_service(lead.organisation, name=f"{name} ward")
        store_quarter(lead.organisation, QUARTER, people, service=service, **fields)


def shown(client, member, **asked):
    response = sign_in(client, member).get(PLOT, {"group": "ethnic_group_5.2"} | asked)
    assert response.status_code == 200
    return response.context["shown"]


def test_services_plot_names_who_stands_out_and_ranks_nobody(client, lead):
    services_of(lead, [20, 60, 5, 25, None])

    page = shown(client, lead)

    assert [(line.number, line.name, line.place) for line in page.lines] == [
        (1, "A ward", "inside"),
        (2, "B ward", "far-above"),
        (3, "C ward", "far-below"),
        (4, "D ward", "inside"),
        (5, "E ward", "far-below"),
    ]
    assert plot_sentences(page) == [
        "In the benchmark this group's share is 23%.",
        "Lower than chance explains: C ward; E ward.",
        "Higher than chance explains: B ward.",
        "Where chance would leave them: 2 of 5 services.",
    ]


def test_services_plot_of_four_says_too_few_and_draws_nothing(client, lead):
    services_of(lead, [20, 60, 5, 25])

    page = shown(client, lead)

    assert plot_sentences(page)[-1] == "Too few services to say: it takes 5 with a report of this period."
    assert b'role="img"' not in client.get(PLOT).content


def test_services_plot_holds_each_against_its_own_benchmark(client, lead):
    services_of(lead, [20, 20, 20, 20])
    service = make_service(lead.organisation, name="H ward")
    store_quarter(lead.organisation, QUARTER, 20, service=service, benchmark_share=0.5)

    page = shown(client, lead)

    assert (page.target, page.lines[-1].place) == (None, "far-below")
    assert plot_sentences(page)[0] == "The services have different benchmarks. Each is held against its own."


def test_services_plot_of_a_commissioner_shows_its_providers_side_by_side(client, lead):
    buyer = make_membership(Role.COMMISSIONER)
    others = [make_membership(Role.INVOLVEMENT_LEAD) for _ in range(2)]
    for one in (lead, *others):
        store_quarter(one.organisation, QUARTER, 20)
    store_quarter(lead.organisation, QUARTERS[-2], 20, state=ReportState.READY)
    for one in (lead, others[0]):
        Commission.objects.create(
            commissioner=buyer.organisation, provider=one.organisation, starts_on=date(2026, 1, 1)
        )

    page = shown(client, buyer)

    assert {line.name for line in page.lines} == {lead.organisation.name, others[0].organisation.name}
    assert (page.are_providers, page.period) == (True, QUARTER.label)


def test_services_plot_hides_drafts_and_other_organisations(client, lead):
    services_of(lead, [20, 20], state=ReportState.READY)
    facilitator = make_membership(Role.FACILITATOR, lead.organisation)
    stranger = make_membership(Role.INVOLVEMENT_LEAD)

    assert len(shown(client, lead).lines) == 2
    assert place_words(shown(client, lead).lines[0]) == "Where chance would leave it. Draft, not published"
    assert shown(client, facilitator) is None
    assert shown(client, stranger, across=str(lead.organisation_id)) is None


def test_services_plot_leaves_out_what_makes_no_sense(client, lead):
    services_of(lead, [20])

    page = shown(client, lead, across="x", period="y", group="income.1", voice="loud", measure="step_came")

    assert (page.chosen.group, page.chosen.measure.name, page.period) == (
        ("ethnic_group_5", "1"),
        "came",
        QUARTER.label,
    )


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD])
def test_services_plot_refuses_roles_that_have_no_business_there(client, lead, role):
    assert sign_in(client, make_membership(role, lead.organisation)).get(PLOT).status_code == 403


def queries_of(client):
    client.get(PLOT)  # what a session asks only once is not counted
    with CaptureQueriesContext(connection) as asked:
        client.get(PLOT)
    return len(asked)


def test_services_plot_takes_as_many_queries_for_three_as_for_one(client, lead):
    sign_in(client, lead)
    services_of(lead, [20])
    few = queries_of(client)
    for _ in range(2):
        store_quarter(lead.organisation, QUARTER, 20, service=make_service(lead.organisation))

    assert queries_of(client) == few
