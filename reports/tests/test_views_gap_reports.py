import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from accounts.models import Commission, Organisation, Role
from accounts.tests.factories import make_membership, sign_in
from core.models import Job, JobState
from involvement.models import LoopSummary
from involvement.taxonomies import ChangeStatus, Voice
from involvement.tests.factories import make_activity, make_session
from reports import gap, periods
from reports.loops import LABELS
from reports.models import GapReport, ReportState
from reports.tests.factories import add_people, make_report

pytestmark = pytest.mark.django_db
STEPS = ("asked", "signed_up", "came", "came_back", "influenced")
NO_ONES = "7835b034-9dee-4b9a-9ece-2fc88f1b837c"


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def published(lead):
    """Marked with a group of 3 that must never be told: 60 White, 3 Black."""
    session = make_session(make_activity(lead.organisation))
    add_people(session, 60, ethnic_group="white-british")
    add_people(session, 3, ethnic_group="black-african")
    return make_report(lead, published=True)


def buyer_of(organisation: Organisation, **fields):
    buyer = make_membership(Role.COMMISSIONER)
    days = {"starts_on": date(2026, 1, 1)} | fields
    Commission.objects.create(commissioner=buyer.organisation, provider=organisation, **days)
    return buyer


def get(client, membership, name, *args, **query):
    return sign_in(client, membership).get(reverse(f"reports:{name}", args=args), query)


def test_reports_shows_a_lead_their_own_in_every_state(client, lead, published):
    draft = make_report(lead, period=periods.menu(today=date(2026, 7, 2))[1])
    make_report(make_membership(Role.INVOLVEMENT_LEAD))

    response = get(client, lead, "reports")

    assert {report.pk for report in response.context["page"]} == {draft.pk, published.pk}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RESPONDER])
def test_reports_shows_colleagues_published_ones_only(client, lead, published, role):
    make_report(lead, period=periods.menu(today=date(2026, 7, 2))[1])

    response = get(client, make_membership(role, lead.organisation), "reports")

    assert list(response.context["page"]) == [published]


def test_reports_shows_a_commissioner_what_its_providers_published(client, published):
    elsewhere = make_membership(Role.INVOLVEMENT_LEAD)
    make_report(elsewhere, published=True)

    response = get(client, buyer_of(published.organisation), "reports")

    assert list(response.context["page"]) == [published]


def test_reports_shows_a_commissioner_nothing_once_the_contract_is_over(client, published):
    buyer = buyer_of(published.organisation, ends_on=date(2026, 1, 31))

    assert list(get(client, buyer, "reports").context["page"]) == []
    assert get(client, buyer, "report", published.pk).status_code == 404


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD])
def test_report_refuses_roles_that_have_no_business_there(client, published, role):
    member = make_membership(role, published.organisation)

    assert get(client, member, "report", published.pk).status_code == 403


def test_report_hides_another_organisations(client, published):
    stranger = make_membership(Role.INVOLVEMENT_LEAD)

    for name in ("report", "report_csv", "publish_report", "withdraw_report", "report_progress"):
        assert get(client, stranger, name, published.pk).status_code == 404


def test_report_asks_a_stranger_to_sign_in(client, published):
    address = reverse("reports:report", args=[published.pk])

    assert client.get(address).url == f"{reverse('account_login')}?next={address}"


def test_report_shows_the_chosen_voice_and_step(client, lead, published):
    shown = get(client, lead, "report", published.pk, voice="all", stage="asked").context["shown"]

    assert (shown.voice, shown.stage, len(shown.tables)) == ("all", "asked", 9)


def test_report_falls_back_to_direct_voice_of_those_who_came(client, lead, published):
    shown = get(client, lead, "report", published.pk, voice="<script>", stage="99").context["shown"]

    assert (shown.voice, shown.stage) == ("direct", "came")


@pytest.mark.parametrize("stage", ["came", "came_back"])
@pytest.mark.parametrize("name", ["report", "report_table"])
def test_no_page_tells_a_small_number_to_a_commissioner(client, published, name, stage):
    args = [published.pk, "ethnic_group_5", "direct", stage] if name == "report_table" else [published.pk]

    response = get(client, buyer_of(published.organisation), name, *args)

    assert response.status_code == 200
    assert b"4.8" not in response.content  # 3 of 63
    assert b">3<" not in response.content


def test_report_csv_holds_protected_counts_even_for_a_lead(client, lead, published):
    text = b"".join(get(client, lead, "report_csv", published.pk)).decode("utf-8-sig")

    rows = list(csv.DictReader(text.splitlines()))
    counts = {row[name] for row in rows for name in ("participants", "contributions", "hours", "table_known")}
    assert counts == {"", "60", "65"}
    assert {row["suppressed"] for row in rows if row["label"].startswith("Black")} == {"yes"}


def test_report_table_gives_404_for_a_table_there_is_not(client, lead, published):
    for key in (["sex", "direct", "nowhere"], ["income", "direct", "came"], ["sex", "loud", "came"]):
        assert get(client, lead, "report_table", published.pk, *key).status_code == 404
        assert get(client, lead, "exact_table", published.pk, *key).status_code == 404


def test_exact_table_shows_a_lead_true_counts_with_a_warning(client, lead, published):
    response = get(client, lead, "exact_table", published.pk, "ethnic_group_5", "direct", "came")

    assert response.context["shown"].table.group("2").participants == 3
    assert "Do not copy or share" in response.content.decode()


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.RESPONDER, Role.COMMISSIONER])
def test_exact_table_is_for_leads_only(client, published, role):
    member = buyer_of(published.organisation) if role == Role.COMMISSIONER else None
    member = member or make_membership(role, published.organisation)

    assert get(client, member, "exact_table", published.pk, "sex", "direct", "came").status_code == 403


def test_report_csv_says_where_every_figure_comes_from(client, lead, published):
    text = b"".join(get(client, lead, "report_csv", published.pk)).decode("utf-8-sig")

    lines = text.splitlines()
    header, first = lines[0].split(","), lines[1].split(",")
    assert len(lines) == 1 + 4 * 7 * 51
    assert dict(zip(header, first, strict=False))["from"] == "2026-04-01"
    assert {row["method_version"] for row in csv.DictReader(io.StringIO(text))} == {gap.METHOD_VERSION}


def test_request_report_asks_for_a_report(client, lead):
    client = sign_in(client, lead)
    page = client.get(reverse("reports:request_report"))
    form = page.context["form"]
    first = form.fields["period"].choices[0][0]

    response = client.post(
        reverse("reports:request_report"), {"period": first, "benchmark": form["benchmark"].initial.pk}
    )

    report = GapReport.objects.get()
    assert response.url == reverse("reports:report", args=[report.pk])
    assert (report.state, report.requested_by_id) == (ReportState.QUEUED, lead.user_id)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("period", "quarter-2026-04-02-2026-06-30", "Select a valid choice"),
        ("period", "", "Select a period"),
        ("benchmark", NO_ONES, "Select a valid choice"),
        ("service", NO_ONES, "Select a valid choice"),
        ("area_codes", "E12000007 E09000008", "Choose either"),
    ],
)
def test_request_report_refuses_bad_input(client, lead, field, value, message):
    client = sign_in(client, lead)
    form = client.get(reverse("reports:request_report")).context["form"]
    good = {"period": form.fields["period"].choices[0][0], "benchmark": form["benchmark"].initial.pk}

    response = client.post(reverse("reports:request_report"), good | {field: value})

    assert message in str(response.context["form"].errors[field])
    assert not GapReport.objects.exists()


def test_publish_report_asks_first_and_then_publishes(client, lead):
    report = make_report(lead)
    client = sign_in(client, lead)
    address = reverse("reports:publish_report", args=[report.pk])

    asked = client.get(address)
    client.post(address)

    report.refresh_from_db()
    assert (asked.status_code, report.state) == (200, ReportState.PUBLISHED)


def test_publish_report_says_why_not(client, lead):
    report = make_report(lead, built=False)

    response = sign_in(client, lead).post(reverse("reports:publish_report", args=[report.pk]), follow=True)

    assert "This report is not ready to publish yet." in response.content.decode()


@pytest.mark.parametrize("name", ["request_report", "publish_report", "withdraw_report", "refresh_report"])
@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.COMMISSIONER, Role.ADMINISTRATOR])
def test_managing_reports_is_for_leads_only(client, published, role, name):
    member = buyer_of(published.organisation) if role == Role.COMMISSIONER else None
    client = sign_in(client, member or make_membership(role, published.organisation))
    args = [] if name == "request_report" else [published.pk]

    assert client.post(reverse(f"reports:{name}", args=args)).status_code == 403


def test_withdraw_report_takes_it_from_the_commissioner(client, lead, published):
    buyer = buyer_of(published.organisation)
    sign_in(client, lead).post(reverse("reports:withdraw_report", args=[published.pk]))

    assert get(client, buyer, "report", published.pk).status_code == 404


def test_report_progress_stops_asking_when_the_report_is_made(client, lead):
    waiting = make_report(lead, built=False)

    assert get(client, lead, "report_progress", waiting.pk).status_code == 200
    assert get(client, lead, "report_progress", make_report(lead).pk).status_code == 286


def test_report_that_failed_says_why_and_offers_to_try_again(client, lead):
    report = make_report(lead, built=False)
    Job.objects.filter(pk=report.job_id).update(state=JobState.FAILED, error="The benchmark has no such area.")

    page = get(client, lead, "report", report.pk).content.decode()

    assert "The benchmark has no such area." in page
    assert f'action="{reverse("reports:refresh_report", args=[report.pk])}"' in page
    assert ">Try again</button>" in page


@pytest.mark.parametrize(("built", "offered"), [(True, True), (False, False)])
def test_report_offers_to_publish_a_draft_that_is_ready(client, lead, built, offered):
    report = make_report(lead, built=built)

    page = get(client, lead, "report", report.pk).content.decode()

    assert (reverse("reports:publish_report", args=[report.pk]) in page) is offered
    assert ("See its first screen" in page) is offered


@pytest.mark.parametrize("name", ["report_table", "exact_table"])
def test_tables_link_to_the_same_table_of_other_voices_and_steps(client, lead, published, name):
    shown = get(client, lead, name, published.pk, "sex", "direct", "came").context["shown"]

    voices = [reverse(f"reports:{name}", args=[published.pk, "sex", voice, "came"]) for voice in Voice]
    steps = [reverse(f"reports:{name}", args=[published.pk, "sex", "direct", step]) for step in STEPS]
    assert [link.url for link in shown.voice_links] == voices
    assert [(link.url, link.is_current) for link in shown.stage_links] == [(step, "/came/" in step) for step in steps]


@pytest.mark.parametrize(("role", "offered"), [(Role.INVOLVEMENT_LEAD, True), (Role.FACILITATOR, False)])
def test_report_table_offers_exact_figures_to_leads_only(client, published, role, offered):
    table = [published.pk, "sex", "direct", "came"]

    page = get(client, make_membership(role, published.organisation), "report_table", *table).content.decode()

    assert (reverse("reports:exact_table", args=table) in page) is offered


def test_report_pages_take_few_queries(client, lead, published, django_assert_max_num_queries):
    client = sign_in(client, lead)
    client.get(reverse("reports:reports"))
    table = [published.pk, "ethnic_group_5", "direct", "came"]

    for name, args in (("report", [published.pk]), ("report_table", table), ("exact_table", table)):
        with django_assert_max_num_queries(10):
            client.get(reverse(f"reports:{name}", args=args))


@pytest.mark.parametrize("number", [1, 3])
def test_reports_takes_the_same_queries_for_any_number(client, lead, number, django_assert_max_num_queries):
    for period in periods.menu(today=date(2026, 7, 2))[:number]:
        make_report(lead, period=period, built=False)
    client = sign_in(client, lead)
    client.get(reverse("reports:reports"))

    with django_assert_max_num_queries(5):
        assert len(client.get(reverse("reports:reports")).context["page"]) == number


def test_report_tells_how_stories_were_answered_in_protected_numbers(client, lead, published):
    GapReport.objects.filter(pk=published.pk).update(
        loop={"counts": dict.fromkeys(LABELS, 20) | {"made": None}, "withheld": [], "median_days": 9}
    )

    page = get(client, lead, "report", published.pk).content.decode()

    assert "Half of the answers took 9 working days or less." in page
    assert "Answers and changes</h2>" in page


def test_report_shows_what_was_said_and_done_until_it_is_taken_down(client, lead, published):
    pair = LoopSummary.objects.create(
        organisation=lead.organisation, you_said="Too dark", we_did="New lamps", status=ChangeStatus.MADE,
        published_at=datetime(2026, 5, 20, 9, tzinfo=UTC),
    )  # fmt: skip
    shown = [get(client, lead, "report", published.pk).context["shown"].said_and_done]
    pair.taken_down_at = pair.published_at
    pair.save()
    shown.append(get(client, lead, "report", published.pk).context["shown"].said_and_done)

    assert shown == [(pair,), ()]


def test_report_of_an_older_method_is_shown_without_the_last_step(client, lead, published):
    GapReport.objects.filter(pk=published.pk).update(method_version="1.1", loop={})
    published.tables.filter(stage="influenced").delete()

    shown = get(client, lead, "report", published.pk).context["shown"]

    assert [link.label for link in shown.stage_links] == ["Asked", "Signed up", "Came", "Came back"]
    assert (len(shown.tables) > 0, shown.answers) == (True, None)
