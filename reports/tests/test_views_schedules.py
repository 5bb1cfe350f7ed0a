from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.tests.factories import make_service
from reports import periods, services
from reports.models import ReportSchedule
from reports.periods import PeriodKind
from reports.tests.factories import TODAY, make_report, make_schedule

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("reports:schedules"), reverse("reports:add_schedule")


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def switch(name, schedule):
    return reverse(f"reports:{name}_schedule", args=[schedule.pk])


def test_schedules_shows_ones_own_with_the_day_of_the_next_draft(client, lead):
    own = make_schedule(lead)
    make_schedule(make_membership(Role.INVOLVEMENT_LEAD))

    lines = sign_in(client, lead).get(LIST).context["lines"]

    ends = periods.current_ends(kind=PeriodKind.QUARTER, today=timezone.localdate())
    assert [(line.schedule, line.next_on.day, line.next_on > ends) for line in lines] == [(own, 1, True)]


def test_add_schedule_adds_one_and_refuses_it_the_second_time(client, lead):
    asked = {"period_kind": PeriodKind.YEAR, "benchmark": services.default_benchmark().pk}

    assert sign_in(client, lead).post(ADD, asked)["Location"] == LIST
    again = client.post(ADD, asked)

    assert ReportSchedule.objects.get().period_kind == PeriodKind.YEAR
    assert again.context["form"].non_field_errors() == ["You have this one already. Look for it in the list."]


def test_add_schedule_says_what_is_missing(client, lead):
    assert sign_in(client, lead).post(ADD, {"x": "1"}).context["form"].errors == {
        "period_kind": ["Select how often"],
        "benchmark": ["Select who to compare with"],
    }


def test_schedule_is_paused_and_goes_on(client, lead):
    schedule = make_schedule(lead)
    sign_in(client, lead).post(switch("pause", schedule))
    assert "Paused" in client.get(LIST).content.decode()

    client.post(switch("resume", schedule))

    assert ReportSchedule.objects.get().is_on is True


@pytest.mark.parametrize("name", ["pause", "resume"])
def test_schedule_of_another_organisation_is_not_found(client, lead, name):
    theirs = make_schedule(make_membership(Role.INVOLVEMENT_LEAD))

    assert sign_in(client, lead).post(switch(name, theirs)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_schedules_needs_the_same_queries_for_any_number(client, lead, number, django_assert_num_queries):
    for _ in range(number):
        make_schedule(lead, service=make_service(lead.organisation))
    sign_in(client, lead).get(LIST)

    with django_assert_num_queries(4):
        client.get(LIST)


def test_start_page_says_that_a_report_is_waiting(client, lead):
    start = reverse("involvement:today")
    assert "waiting for review" not in sign_in(client, lead).get(start).content.decode()
    first = make_report(lead)

    page = client.get(start).content.decode()
    assert "A report is waiting for review" in page
    assert reverse("reports:report", args=[first.pk]) in page

    make_report(lead, period=periods.menu(today=TODAY)[1])
    assert "2 reports are waiting for review" in client.get(start).content.decode()


def test_start_page_says_it_to_leads_only(client, lead):
    make_report(lead)
    facilitator = make_membership(Role.FACILITATOR, lead.organisation)

    assert "waiting for review" not in sign_in(client, facilitator).get(reverse("involvement:today")).content.decode()


@pytest.mark.parametrize(
    ("today", "quarter", "year"),
    [
        (date(2026, 6, 30), date(2026, 6, 30), date(2027, 3, 31)),
        (date(2026, 7, 1), date(2026, 9, 30), date(2027, 3, 31)),
        (date(2026, 12, 31), date(2026, 12, 31), date(2027, 3, 31)),
        (date(2028, 1, 1), date(2028, 3, 31), date(2028, 3, 31)),
    ],
)
def test_current_ends_is_the_last_day_of_the_running_period(today, quarter, year):
    found = [periods.current_ends(kind=kind, today=today) for kind in (PeriodKind.QUARTER, PeriodKind.YEAR)]

    assert found == [quarter, year]
