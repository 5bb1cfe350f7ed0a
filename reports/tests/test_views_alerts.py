from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.tests.factories import make_service
from reports import services
from reports.models import AlertNotice
from reports.tests.factories import TODAY
from reports.tests.quarters import ASKED_AT, store_quarters

pytestmark = pytest.mark.django_db
ALERTS = reverse("reports:alerts")


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def fall(lead, service=None):
    """An alert about the organisation, or about one of its services."""
    store_quarters(lead.organisation, [30, 30, 30, 30, 10], verdict="markedly-under", service=service)
    services.raise_alerts(today=TODAY, now=ASKED_AT)


def of(organisation):
    return AlertNotice.objects.filter(organisation=organisation).first()


def address(name, notice):
    return reverse(f"reports:{name}", args=[notice.pk])


def test_alerts_says_what_is_getting_worse_with_published_figures(client, lead):
    fall(lead)

    page = sign_in(client, lead).get(ALERTS).content.decode()

    assert "Black" in page
    assert "April to June 2026" in page
    assert "Mark as seen" in page


def test_alerts_says_when_there_is_nothing(client, lead):
    page = sign_in(client, lead).get(ALERTS).content.decode()

    assert "No group that is under-represented has been getting worse." in page


def test_alerts_of_another_organisation_are_not_found(client, lead):
    fall(lead)
    sign_in(client, make_membership(Role.INVOLVEMENT_LEAD))

    assert list(client.get(ALERTS).context["shown"].lines) == []
    assert client.get(address("alert", of(lead.organisation))).status_code == 404
    assert client.post(address("see_alert", of(lead.organisation))).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RESPONDER, Role.ADMINISTRATOR])
def test_alerts_refuses_roles_that_have_no_business_there(client, lead, role):
    assert sign_in(client, make_membership(role, lead.organisation)).get(ALERTS).status_code == 403


def test_alert_shows_a_commissioner_its_own_until_the_contract_is_over(client, lead):
    buyer = make_membership(Role.COMMISSIONER)
    contract = Commission.objects.create(
        commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1)
    )
    fall(lead)
    sign_in(client, buyer)
    notice = of(buyer.organisation)
    assert client.get(address("alert", notice)).status_code == 200

    contract.ends_on = date(2026, 1, 31)
    contract.save()

    assert client.get(address("alert", notice)).status_code == 404


def test_alert_keeps_what_was_done(client, lead):
    fall(lead)
    notice = of(lead.organisation)
    sign_in(client, lead)

    assert list(client.post(address("alert", notice), {"action": ""}).context["form"].errors) == ["action"]
    page = client.post(address("alert", notice), {"action": "Met two groups"}, follow=True).content.decode()

    assert "Met two groups" in page


def test_see_alert_takes_the_line_off_the_first_screens(client, lead):
    fall(lead)
    sign_in(client, lead)
    screens = [reverse("reports:dashboard"), reverse("involvement:today")]
    line = "1 group is under-represented and getting worse"
    assert [line in client.get(screen).content.decode() for screen in screens] == [True, True]

    client.post(address("see_alert", of(lead.organisation)))

    assert [line in client.get(screen).content.decode() for screen in screens] == [False, False]


def queries_of(client):
    client.get(ALERTS)  # what a session asks only once is not counted
    with CaptureQueriesContext(connection) as asked:
        client.get(ALERTS)
    return len(asked)


def test_alerts_takes_as_many_queries_for_three_as_for_one(client, lead):
    sign_in(client, lead)
    fall(lead)
    few = queries_of(client)
    for _ in range(2):
        fall(lead, make_service(lead.organisation))

    assert queries_of(client) == few
    assert len(client.get(ALERTS).context["shown"].lines) == 3
