from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from accounts.models import Organisation, Role
from accounts.tests.factories import actor_for, make_organisation
from core.models import AuditEvent, Job, JobState
from involvement.equality import Question
from involvement.models import EqualityAnswer
from involvement.tests.factories import make_activity, make_service, make_session
from reports import gap, periods, services
from reports.models import Benchmark, GapReport, GapRow, GapTable, ReportState
from reports.services.building import store_tables
from reports.tests.factories import add_people, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 2)
QUARTER = periods.last_quarter(today=TODAY)


@pytest.fixture
def lead():
    return actor_for(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def register(lead):
    """70 people came: 60 White, 6 Black, 4 who were not asked."""
    session = make_session(make_activity(Organisation.objects.get(pk=lead.organisation_id)))
    add_people(session, 60, ethnic_group="white-british")
    add_people(session, 6, ethnic_group="black-african")
    add_people(session, 4)
    return session


def ask(actor, **fields):
    return services.request_gap_report(actor=actor, **({"period": QUARTER, "today": TODAY} | fields))


def made(actor, **fields):
    return build(ask(actor, **fields))


def test_request_gap_report_queues_one_job_for_one_scope(lead):
    first, second = ask(lead), ask(lead)

    assert first == second
    assert (first.state, first.version, Job.objects.count()) == (ReportState.QUEUED, 1, 1)
    assert AuditEvent.objects.filter(verb="GAP_REPORT_REQUESTED").count() == 1


def test_request_gap_report_compares_with_england_until_areas_are_chosen(lead):
    report = ask(lead)

    assert (report.benchmark.name, report.area_codes) == ("census2021-16plus", ["E92000001"])


def test_request_gap_report_knows_the_same_areas_in_another_order(lead):
    first = ask(lead, area_codes=["E09000008", "E09000022"])

    assert ask(lead, area_codes=["E09000022", "E09000008"]) == first


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"period": periods.Period(periods.PeriodKind.QUARTER, date(2026, 4, 2), date(2026, 6, 30))}, "period"),
        ({"area_codes": ["E99999999"]}, "Check the area code E99999999"),
        ({"area_codes": ["E12000007", "E09000008"]}, "Choose either"),
    ],
)
def test_request_gap_report_refuses(lead, fields, message):
    with pytest.raises(services.ReportRefused, match=message):
        ask(lead, **fields)

    assert not GapReport.objects.exists()


def test_request_gap_report_refuses_another_organisations_service_and_benchmark(lead):
    theirs = Benchmark.objects.create(organisation=make_organisation(), name="x", label="x", kind="CASELOAD")

    for fields in ({"service": make_service()}, {"benchmark": theirs}):
        with pytest.raises(services.ReportRefused, match="Select one of your own"):
            ask(lead, **fields)


def test_build_gap_report_stores_protected_figures_only(lead, register):
    report = made(lead)

    table = GapTable.objects.get(report=report, dimension="ethnic_group_5", voice="direct", stage="came")
    people = dict(table.rows.values_list("label", "participants"))
    assert report.state == ReportState.READY
    assert (table.participants, table.known, table.not_asked) == (70, 65, None)
    assert people == {
        "Asian or Asian British": None,
        "Black, Black British, Caribbean or African": 5,
        "Mixed or multiple ethnic groups": None,
        "White": 60,
        "Other ethnic group": None,
    }


def test_build_gap_report_hides_more_where_a_deployment_wants_it(lead, register, settings):
    settings.DISCLOSURE_HIDDEN_BELOW = 8

    report = made(lead)

    black = GapRow.objects.get(
        table__report=report, table__dimension="ethnic_group_5", table__voice="direct", table__stage="came", code="2"
    )
    assert (report.hidden_below, black.participants, black.fewer_than) == (8, None, 8)


def test_build_gap_report_fills_every_table(lead, register):
    report = made(lead)

    assert report.tables.count() == 9 * 4 * 7
    assert GapRow.objects.filter(table__report=report).count() == 4 * 7 * (5 + 19 + 2 + 2 + 7 + 2 + 4 + 8 + 2)


def test_build_gap_report_runs_once(lead, register):
    report = made(lead)
    built_at = report.built_at

    services.build_gap_report(job_id=report.job_id)

    report.refresh_from_db()
    assert (report.built_at, report.job.state, report.job.attempt) == (built_at, JobState.DONE, 1)


def test_build_gap_report_gives_the_same_figures_again(lead, register):
    report = made(lead)
    rows = list(GapRow.objects.filter(table__report=report).order_by("pk").values())

    build(services.refresh_report(actor=lead, report=report))

    assert list(GapRow.objects.filter(table__report=report).order_by("pk").values()) == rows


def test_build_gap_report_is_the_same_for_twins_that_publish_the_same(lead, register):
    """One White person more changes no published number: nothing stored may tell."""
    digest = made(lead).digest
    add_people(register, 1, ethnic_group="white-british")

    assert build(services.refresh_report(actor=lead, report=GapReport.objects.get())).digest == digest


def test_build_gap_report_leaves_a_withdrawn_draft_alone(lead):
    report = ask(lead)
    services.withdraw_report(actor=lead, report=report)

    assert build(report).state == ReportState.WITHDRAWN


def test_build_gap_report_shows_progress(lead, register):
    report = made(lead)

    assert (report.job.done_steps, report.job.all_steps) == (11, 11)
    assert report.job.doing == "9 of 9 breakdowns done"


def test_store_tables_refuses_exact_figures(lead, register):
    report = ask(lead)
    key = gap.TableKey("sex", "direct", "came")
    exact = services.exact_comparison(actor=lead, report=report, key=key)

    with pytest.raises(services.NotProtected):
        store_tables(job=report.job, report=report, comparisons={key: exact})

    assert not GapTable.objects.exists()


@pytest.mark.parametrize("name", ["participants", "known", "declined", "not_asked", "group_only"])
def test_the_database_refuses_a_total_that_is_not_rounded(lead, name):
    report = ask(lead)

    with pytest.raises((IntegrityError, ValidationError)), transaction.atomic():
        GapTable.objects.create(report=report, dimension="sex", voice="direct", stage="came", **{name: 38})


def test_the_database_refuses_figures_on_a_starred_row(lead):
    table = GapTable.objects.create(report=ask(lead), dimension="sex", voice="direct", stage="came")

    with pytest.raises(IntegrityError), transaction.atomic():
        GapRow.objects.create(table=table, position=0, code="1", verdict="hidden", suppressed=True, share=0.2)


def test_exact_comparison_shows_true_counts_and_records_it(lead, register):
    key = gap.TableKey("ethnic_group_5", "direct", "came")

    comparison = services.exact_comparison(actor=lead, report=ask(lead), key=key)

    assert comparison.group("2").participants == 6
    assert (comparison.known, comparison.not_asked, comparison.protected) == (66, 4, False)
    assert AuditEvent.objects.get(verb="EXACT_FIGURES_SEEN").reason == "ethnic_group_5 direct came"


def test_publish_report_freezes_a_ready_report(lead, register):
    report = services.publish_report(actor=lead, report=made(lead))

    assert (report.state, report.published_by_id) == (ReportState.PUBLISHED, lead.user_id)
    with pytest.raises(services.ReportRefused, match="Only a draft"):
        services.refresh_report(actor=lead, report=report)


def test_publish_report_refuses_what_is_not_made_yet(lead):
    with pytest.raises(services.ReportRefused, match="not ready"):
        services.publish_report(actor=lead, report=ask(lead))


def test_publish_report_refuses_a_version_that_says_nothing_new(lead, register):
    services.publish_report(actor=lead, report=made(lead))
    second = made(lead)

    assert (second.version, second.note) == (2, "Nothing has changed since version 1 was published.")
    with pytest.raises(services.ReportRefused, match="Nothing has changed"):
        services.publish_report(actor=lead, report=second)


def test_publish_report_replaces_the_earlier_version(lead, register):
    first = services.publish_report(actor=lead, report=made(lead))
    add_people(register, 20, ethnic_group="black-african")

    second = services.publish_report(actor=lead, report=made(lead))

    states = dict(GapReport.objects.values_list("version", "state"))
    assert (first.scope_key, states) == (second.scope_key, {1: ReportState.WITHDRAWN, 2: ReportState.PUBLISHED})


def test_a_published_report_outlives_answers_that_change(lead, register):
    report = services.publish_report(actor=lead, report=made(lead))
    rows = list(GapRow.objects.filter(table__report=report).order_by("pk").values())
    EqualityAnswer.objects.filter(question=Question.ETHNIC_GROUP).delete()

    services.refresh_drafts()

    assert list(GapRow.objects.filter(table__report=report).order_by("pk").values()) == rows


def test_request_gap_report_tries_a_failed_report_again(lead):
    report = ask(lead)
    Job.objects.update(state=JobState.FAILED)

    again = ask(lead)

    assert (again, again.builds, again.state) == (report, 2, ReportState.QUEUED)
    assert Job.objects.filter(state=JobState.QUEUED).count() == 1


def test_build_gap_report_says_failed_when_the_job_is_given_up(lead, settings):
    report = ask(lead)
    Job.objects.update(attempt=settings.JOB_MAX_ATTEMPTS)

    assert build(report).state == ReportState.FAILED


def test_build_gap_report_fails_plainly_when_the_benchmark_has_lost_its_areas(lead):
    report = ask(lead)
    GapReport.objects.update(area_codes=["E99999999"])

    report = build(report)

    assert (report.state, report.job.error[:29]) == (ReportState.FAILED, "Check the area code E99999999")


def test_refresh_drafts_makes_ready_drafts_again_and_nothing_else(lead, register):
    draft = made(lead)
    published = services.publish_report(actor=lead, report=made(lead, service=make_service(register.organisation)))

    assert services.refresh_drafts() == 1

    draft.refresh_from_db()
    published.refresh_from_db()
    assert (draft.state, published.state) == (ReportState.QUEUED, ReportState.PUBLISHED)
