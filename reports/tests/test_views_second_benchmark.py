"""Two benchmarks side by side on every page and in every file of a report."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.tests.factories import make_activity, make_session
from reports import services
from reports.models import GapReport
from reports.tests.conftest import SOUTH_LONDON
from reports.tests.factories import add_people, make_benchmark, make_report

pytestmark = pytest.mark.django_db
FIVE = {"1": 400, "2": 600, "3": 200, "4": 2_600, "5": 200}
PEOPLE = {"asian-indian": 20, "black-african": 25, "mixed-other": 12, "white-british": 120, "other-any": 10, "": 15}
DIFFER = (
    "Compared with residents aged 16 and over: markedly under-represented. "
    "Compared with the people these services already see: no clear difference. "
    "The group is 23% of residents and 15% of the people already seen. "
    "So the services may be reaching fewer people of this group in the first place."
)


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def caseload(lead):
    return make_benchmark(
        {"T1": FIVE}, dimension="ethnic_group_5", organisation=lead.organisation, counted_on=date(2026, 3, 31)
    )


@pytest.fixture
def report(lead, caseload):
    """Black people are 25 of 187, 23% of these boroughs and 15% of the caseload."""
    session = make_session(make_activity(lead.organisation))
    for group, number in PEOPLE.items():
        add_people(session, number, ethnic_group=group)
    return make_report(lead, published=True, area_codes=SOUTH_LONDON)


def text(client, lead, name, *args, query=""):
    response = sign_in(client, lead).get(reverse(f"reports:{name}", args=args) + query)
    assert response.status_code == 200
    body = b"".join(response) if response.streaming else response.content
    return body.decode("utf-8-sig")


@pytest.mark.parametrize(
    ("name", "args"), [("report", []), ("report_table", ["ethnic_group_5", "direct", "came"]), ("dashboard", None)]
)
def test_pages_say_where_the_two_benchmarks_differ(client, lead, report, name, args):
    page = text(client, lead, name, *([] if args is None else [report.pk, *args]))

    assert DIFFER in page


def test_report_table_draws_and_tells_both(client, lead, caseload, report):
    page = text(client, lead, "report_table", report.pk, "ethnic_group_5", "direct", "came")

    assert page.count('class="heard-picture__second"') == 1 + 5
    assert "The same people, both benchmarks" in page
    assert f"Compared also with: {caseload.label}, counted on 31 March 2026." in page


def test_report_table_shows_rates_of_the_caseload(client, lead, report):
    """25 of 600 are 4.2%; of 3,400 others 160 or 4.7% took part."""
    page = text(client, lead, "report_table", report.pk, "ethnic_group_5", "direct", "came")

    rates = page[page.index("part of it that took part") :]
    assert [part in rates for part in ("4.2%", "4.7%", "0.89")] == [True] * 3


def test_report_table_draws_and_tells_what_the_unknown_could_change(client, lead, report):
    """About 15 of 200 have not told: 25 to 40 people."""
    page = text(client, lead, "report_table", report.pk, "ethnic_group_5", "direct", "came")

    assert page.count('class="heard-picture__bounds"') == 3 * (1 + 5)
    assert "Whoever the people are who have not told us: Asian or Asian British" in page
    assert "The share stays below the benchmark whoever they are, but maybe not so clearly" in page


def test_exact_table_has_both_too(client, lead, report):
    page = text(client, lead, "exact_table", report.pk, "ethnic_group_5", "direct", "came")

    assert "The same people, both benchmarks" in page


def test_report_csv_has_both_on_a_line(client, lead, caseload, report):
    rows = list(csv.DictReader(io.StringIO(text(client, lead, "report_csv", report.pk))))

    keys = ("dimension", "voice", "stage", "code")
    black = next(row for row in rows if [row[key] for key in keys] == ["ethnic_group_5", "direct", "came", "2"])
    assert (black["verdict"], black["second_verdict"]) == ("markedly-under", "no-clear-difference")
    assert (black["second_benchmark"], black["second_rate_caseload"]) == (caseload.label, "600")
    assert (black["certainty"], black["both_benchmarks"]) == ("side", DIFFER)
    assert float(black["second_rate_ratio"]) == pytest.approx(25 / 600 / (160 / 3_400))


def test_request_report_offers_the_caseload_beside_the_census(client, lead, caseload):
    page = sign_in(client, lead).get(reverse("reports:request_report"))

    assert page.context["form"]["second_benchmark"].value() == caseload.pk


@pytest.mark.parametrize(("second", "stored"), [("caseload", True), ("", False)])
def test_request_report_takes_what_was_chosen(client, lead, caseload, second, stored):
    data = {"benchmark": _census(), "second_benchmark": second and caseload.pk}
    choices = sign_in(client, lead).get(reverse("reports:request_report")).context["form"]["period"].field.choices
    client.post(reverse("reports:request_report"), data | {"period": choices[0][0]})

    assert GapReport.objects.get().second_benchmark == (caseload if stored else None)


def test_request_report_refuses_the_same_benchmark_twice(client, lead):
    page = sign_in(client, lead).get(reverse("reports:request_report"))
    data = {"period": page.context["form"]["period"].field.choices[0][0], "benchmark": _census()}
    page = client.post(reverse("reports:request_report"), data | {"second_benchmark": _census()})

    assert page.context["form"].errors["second_benchmark"] == [
        "Select another benchmark than the first, or nothing else"
    ]


def test_request_report_hides_benchmarks_of_others(client, lead):
    strangers = make_benchmark({"T1": FIVE}, dimension="ethnic_group_5")

    assert strangers.label not in text(client, lead, "request_report")


def _census():
    return services.default_benchmark().pk
