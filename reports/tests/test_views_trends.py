import csv
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from core.models import AuditEvent
from involvement.tests.factories import make_service
from reports import services
from reports.models import TrendRestart
from reports.tests.factories import make_report
from reports.tests.quarters import ASKED_AT, QUARTERS, store_quarters

pytestmark = pytest.mark.django_db
BLACK = {"group": "ethnic_group_5.2"}


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def get(client, member, name, *args, **data):
    return sign_in(client, member).get(reverse(f"reports:{name}", args=args), data)


def test_trend_shows_a_commissioner_the_published_quarters(client, lead):
    store_quarters(lead.organisation, [20, 25])
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1))

    page = get(client, buyer, "trend", **BLACK).content.decode()

    assert "Over two quarters this group&#x27;s share of the people who came was between 20% and 25%." in page
    assert "Too few points to say whether it changed" in page


def test_trend_hides_another_organisations_quarters(client, lead):
    store_quarters(lead.organisation, [20, 25])
    stranger = make_membership(Role.INVOLVEMENT_LEAD)

    response = get(client, stranger, "trend", about=str(lead.organisation_id), **BLACK)

    assert (response.status_code, response.context["shown"]) == (200, None)
    assert get(client, stranger, "trend_csv").status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD])
def test_trend_refuses_roles_that_have_no_business_there(client, lead, role):
    assert get(client, make_membership(role, lead.organisation), "trend").status_code == 403


def test_trend_leaves_out_what_makes_no_sense(client, lead):
    store_quarters(lead.organisation, [20])

    response = get(client, lead, "trend", about="<script>", group="income.1", voice="loud", measure="9")

    shown = response.context["shown"]
    assert (shown.chosen.group, shown.chosen.voice, shown.chosen.measure.name) == (
        ("ethnic_group_5", "1"),
        "direct",
        "came",
    )
    assert response.context["form"].errors == {}


def queries_at(client, name, **data):
    client.get(reverse(name), data)  # what a session asks only once is not counted
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse(name), data)
    return len(asked)


def test_trend_takes_as_many_queries_for_three_quarters_as_for_one(client, lead):
    sign_in(client, lead)
    store_quarters(lead.organisation, [20])
    few = queries_at(client, "reports:trend", **BLACK)
    store_quarters(lead.organisation, [20, 20], service=make_service(lead.organisation))

    assert queries_at(client, "reports:trend", **BLACK) == few


def test_trend_and_its_report_lead_to_one_another(client, lead):
    report = make_report(lead, published=True)
    table = ["ethnic_group_5", "direct", "came"]

    there = get(client, lead, "report_table", report.pk, *table).content.decode()
    back = get(client, lead, "trend", group="ethnic_group_5.1").content.decode()

    assert f"{reverse('reports:trend')}?about={lead.organisation_id}&amp;voice=direct&amp;measure=came" in there
    assert reverse("reports:report_table", args=[report.pk, *table]) in back


def test_trend_csv_holds_the_points_of_the_page_and_is_recorded(client, lead):
    store_quarters(lead.organisation, [20, None])

    text = b"".join(get(client, lead, "trend_csv", **BLACK)).decode("utf-8-sig")

    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["from"], row["people"], row["of"]) for row in rows] == [
        ("2026-01-01", "20", "100"),
        ("2026-04-01", "", "100"),
    ]
    assert AuditEvent.objects.get(verb="TREND_EXPORTED").user_id == lead.user_id


def test_trend_restarts_records_a_decision(client, lead):
    sent = {"starts_on": "2026-04-01", "service": "", "reason": "New invitations"}
    sign_in(client, lead).post(reverse("reports:trend_restarts"), sent)

    decision = TrendRestart.objects.get()
    assert (decision.starts_on, decision.service, decision.decided_by) == (date(2026, 4, 1), None, lead.user)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"reason": ""}, "reason"),
        ({"reason": "It was 943 476 5919"}, "reason"),
        ({"starts_on": "2026-05-01"}, "starts_on"),
        ({"starts_on": ""}, "starts_on"),
    ],
)
def test_trend_restarts_refuses(client, lead, sent, field):
    values = {"starts_on": "2026-04-01", "reason": "New invitations"} | sent

    response = sign_in(client, lead).post(reverse("reports:trend_restarts"), values)

    assert list(response.context["form"].errors) == [field]
    assert not TrendRestart.objects.exists()


def decide(lead, **fields):
    values = {"service": None, "starts_on": QUARTERS[-1].starts_on, "reason": "New invitations", "now": ASKED_AT}
    return services.restart_trend(actor=actor_for(lead), **(values | fields))


def test_undo_restart_needs_a_reason_and_keeps_both(client, lead):
    address = reverse("reports:undo_restart", args=[decide(lead).pk])
    sign_in(client, lead)

    assert list(client.post(address, {"reason": ""}).context["form"].errors) == ["reason"]
    client.post(address, {"reason": "There were none"})

    page = client.get(reverse("reports:trend_restarts")).content.decode()
    assert (TrendRestart.objects.count(), "Taken back by" in page) == (2, True)


def test_undo_restart_of_another_organisation_is_not_found(client, lead):
    address = reverse("reports:undo_restart", args=[decide(make_membership(Role.INVOLVEMENT_LEAD)).pk])

    assert sign_in(client, lead).post(address, {"reason": "x"}).status_code == 404


def test_trend_restarts_takes_as_many_queries_for_three_as_for_one(client, lead):
    sign_in(client, lead)
    counts = []
    for quarters in (QUARTERS[:1], QUARTERS[1:3]):
        for quarter in quarters:
            decide(lead, starts_on=quarter.starts_on)
        counts.append(queries_at(client, "reports:trend_restarts"))

    assert counts[0] == counts[1]
