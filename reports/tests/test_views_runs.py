from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, make_organisation, sign_in
from core.models import JobState
from reports import periods, services
from reports.models import ReportRun, RunState
from reports.tests.factories import TODAY, build, make_run

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("census_areas")]


@pytest.fixture
def buyer():
    return make_membership(Role.COMMISSIONER)


@pytest.fixture
def client(client, buyer):
    return sign_in(client, buyer)


def make_providers(buyer, number):
    for n in range(number):
        provider = make_organisation(name=f"Provider {n:03}")
        Commission.objects.create(commissioner=buyer.organisation, provider=provider, starts_on=date(2026, 1, 1))


def make_started_run(buyer):
    from accounts.access import actor_for

    run = services.request_run(actor=actor_for(buyer), period=periods.last_quarter(today=TODAY), today=TODAY)
    services.start_run(job_id=run.job_id)
    return run


def test_request_run_goes_to_its_progress(client, buyer):
    make_providers(buyer, 2)
    form = client.get(reverse("reports:request_run")).context["form"]

    response = client.post(reverse("reports:request_run"), {"period": form.fields["period"].choices[0][0]})

    run = ReportRun.objects.get()
    assert response.url == reverse("reports:run", args=[run.pk])
    assert (run.parts.count(), run.requested_by) == (2, buyer.user)


@pytest.mark.parametrize(("sent", "message"), [("", "Select a period"), ("quarter-1999-01-01-1999-03-31", "Select a ")])
def test_request_run_refuses_a_period_that_there_is_not(client, buyer, sent, message):
    make_providers(buyer, 1)

    response = client.post(reverse("reports:request_run"), {"period": sent})

    assert message in response.context["form"].errors["period"][0]
    assert not ReportRun.objects.exists()


def test_request_run_without_providers_says_so(client):
    form = client.get(reverse("reports:request_run")).context["form"]

    response = client.post(reverse("reports:request_run"), {"period": form.fields["period"].choices[0][0]})

    assert "You have no providers yet" in response.context["form"].non_field_errors()[0]


def test_run_says_of_each_provider_how_far_it_is_and_of_the_figures_nothing(client, buyer):
    make_providers(buyer, 3)
    run = make_started_run(buyer)
    first, second, _ = run.parts.order_by("organisation__name")
    build(first.report)
    second.report.job.state = JobState.FAILED
    second.report.job.save()

    response = client.get(reverse("reports:run", args=[run.pk]))

    states = [(line.name, line.state) for line in response.context["shown"].providers]
    assert states == [
        ("Provider 000", "Waiting for their review"),
        ("Provider 001", "Could not be made"),
        ("Provider 002", "Waiting"),
    ]
    progress = response.context["shown"].progress
    assert (progress.all, progress.settled, progress.percent, progress.given_up) == (3, 2, 66, 1)


def test_run_finds_a_provider_among_many(client, buyer):
    make_providers(buyer, 60)
    url = reverse("reports:run", args=[make_started_run(buyer).pk])

    everything, found = (client.get(url, query).context["shown"] for query in ({}, {"q": "der 04"}))

    assert (len(everything.providers), everything.lines.paginator.num_pages) == (50, 2)
    assert [line.name for line in found.providers] == [f"Provider 04{n}" for n in range(10)]


@pytest.mark.parametrize("number", [1, 3])
def test_run_costs_the_same_with_more_providers(client, buyer, django_assert_num_queries, number):
    make_providers(buyer, number)
    url = reverse("reports:run", args=[make_started_run(buyer).pk])

    with django_assert_num_queries(10):
        client.get(url)


@pytest.mark.parametrize("number", [1, 3])
def test_runs_costs_the_same_with_more_runs(client, buyer, django_assert_num_queries, number):
    for n in range(number):
        make_run(buyer.organisation, state=RunState.DONE, starts_on=date(2026, 1, 1 + n))

    with django_assert_num_queries(8):
        response = client.get(reverse("reports:runs"))

    assert response.context["page"].paginator.count == number


def test_run_progress_stops_asking_when_the_run_is_over(client, buyer):
    make_providers(buyer, 1)
    run = make_started_run(buyer)
    url = reverse("reports:run_progress", args=[run.pk])
    assert client.get(url).status_code == 200

    client.post(reverse("reports:cancel_run", args=[run.pk]))

    assert client.get(url).status_code == 286


def test_cancel_run_asks_first(client, buyer):
    make_providers(buyer, 1)
    run = make_started_run(buyer)

    client.get(reverse("reports:cancel_run", args=[run.pk]))

    assert client.get(reverse("reports:run", args=[run.pk])).context["shown"].progress.is_under_way
