import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.tests.factories import make_activity, make_service, make_session
from reports import services
from reports.models import GapReport, LedgerEntry, ReportState
from reports.tests.factories import add_people, make_report

pytestmark = pytest.mark.django_db
ADDRESS = "/reports/published/"


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def services_met(lead):
    """Three services with 30 people each, none of them in two."""
    found = [make_service(lead.organisation, name=name) for name in ("Harbour", "Mill Lane", "Orchard")]
    for service in found:
        add_people(make_session(make_activity(lead.organisation), service=service), 30, ethnic_group="white-british")
    return found


def shown(client, lead, **query):
    return sign_in(client, lead).get(reverse("reports:ledger"), query).context["page"].object_list


def test_ledger_lists_what_was_published_newest_first(client, lead, services_met):
    first, second = (make_report(lead, service=service, published=True) for service in services_met[:2])
    make_report(lead, service=services_met[2])

    lines = shown(client, lead)

    assert [(line.number, line.report, line.who) for line in lines] == [
        (2, second, str(lead.user)),
        (1, first, str(lead.user)),
    ]
    assert [line.name for line in lines] == ["April to June 2026, Mill Lane", "April to June 2026, Harbour"]


def test_ledger_keeps_a_withdrawn_report(client, lead, services_met):
    report = make_report(lead, service=services_met[0], published=True)
    services.withdraw_report(actor=actor_for(lead), report=report)

    (line,) = shown(client, lead)

    assert line.report.state == ReportState.WITHDRAWN
    assert shown(client, lead, state="PUBLISHED") == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("harbour", [1]), ("2026", [2, 1]), ("1999", []), ("census 2", [2]), ("mill nobody", [])],
)
def test_ledger_finds_by_service_year_benchmark_and_number(client, lead, services_met, words, found):
    for service in services_met[:2]:
        services.ledger.release(make_report(lead, service=service), at=timezone.now())

    assert [line.number for line in shown(client, lead, q=words)] == found


def test_ledger_says_what_a_report_was_held_against_and_why_tables_are_missing(client, lead, services_met):
    report = make_report(lead, service=services_met[0], published=True)
    entry = LedgerEntry.objects.get(report=report)
    second = make_report(lead, service=services_met[1])
    back = "ethnic_group_19|direct|came"
    LedgerEntry.objects.filter(report=second).update(held_against=[1], held_back=[back])
    second.tables.filter(dimension="ethnic_group_19", voice="direct", stage="came").update(withheld=True)
    services.ledger.release(second, at=entry.released_at)

    line = shown(client, lead)[0]

    assert line.held_against == ("1: April to June 2026, Harbour",)
    (because,) = line.because_of_others
    assert (because.dimension, because.voice, because.stages) == ("Ethnic group in detail", "Direct voice", ("came",))
    assert "Sex" in {one.dimension for one in line.small}


def test_ledger_is_empty_for_another_organisation(client, lead, services_met):
    make_report(lead, service=services_met[0], published=True)

    assert shown(client, make_membership(Role.INVOLVEMENT_LEAD)) == []


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RESPONDER, Role.COMMISSIONER, Role.ADMINISTRATOR])
def test_ledger_is_for_leads_only(client, lead, role):
    assert sign_in(client, make_membership(role, lead.organisation)).get(ADDRESS).status_code == 403


def test_ledger_asks_a_stranger_to_sign_in(client):
    assert client.get(ADDRESS).url == f"{reverse('account_login')}?next={ADDRESS}"


def test_ledger_never_reads_the_exact_counts(client, lead, services_met, django_assert_num_queries):
    make_report(lead, service=services_met[0], published=True)
    client = sign_in(client, lead)

    with django_assert_num_queries(9) as queries:
        client.get(ADDRESS, {"q": "harbour"})

    asked = [query["sql"] for query in queries.captured_queries if "ledgerentry" in query["sql"]]
    assert len(asked) == 3
    assert [sql for sql in asked if '"counts"' in sql] == []


@pytest.mark.parametrize("number", [1, 3])
def test_ledger_takes_the_same_queries_for_any_number(
    client, lead, services_met, number, django_assert_max_num_queries
):
    for service in services_met[:number]:
        make_report(lead, service=service, published=True)
    client = sign_in(client, lead)
    client.get(ADDRESS)

    with django_assert_max_num_queries(9):
        assert len(client.get(ADDRESS).context["page"]) == number


def refused_draft(lead, service):
    report = make_report(lead, service=service)
    GapReport.objects.filter(pk=report.pk).update(refused_because="“Another report” is about nearly the same people.")
    return report


def test_report_says_why_it_cannot_be_published_and_offers_no_button(client, lead, services_met):
    report = refused_draft(lead, services_met[0])

    page = sign_in(client, lead).get(reverse("reports:report", args=[report.pk])).content.decode()

    assert "“Another report” is about nearly the same people." in page
    assert reverse("reports:publish_report", args=[report.pk]) not in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_publish_report_is_closed_for_a_refused_draft(client, lead, services_met, method):
    report = refused_draft(lead, services_met[0])
    address = reverse("reports:publish_report", args=[report.pk])

    response = getattr(sign_in(client, lead), method)(address, follow=True)

    report.refresh_from_db()
    assert response.redirect_chain == [(reverse("reports:report", args=[report.pk]), 302)]
    assert [str(message) for message in response.context["messages"]] == [
        "“Another report” is about nearly the same people."
    ]
    assert report.state == ReportState.READY


def test_report_csv_has_no_file_for_a_draft(client, lead, services_met):
    draft = make_report(lead, service=services_met[0])
    client = sign_in(client, lead)

    assert client.get(reverse("reports:report_csv", args=[draft.pk])).status_code == 404
    assert "report_csv" not in client.get(reverse("reports:report", args=[draft.pk])).content.decode()


def test_report_csv_stays_for_a_lead_when_the_report_is_withdrawn(client, lead, services_met):
    report = make_report(lead, service=services_met[0], published=True)
    services.withdraw_report(actor=actor_for(lead), report=report)

    assert sign_in(client, lead).get(reverse("reports:report_csv", args=[report.pk])).status_code == 200
