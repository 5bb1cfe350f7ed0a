from datetime import date

import pytest

from accounts.models import Commission, Notice, OrganisationKind, Role
from accounts.tests.factories import actor_for, make_membership, make_organisation
from core import jobs
from core.models import AuditEvent, Job, JobState
from involvement.tests.factories import make_activity, make_session
from reports import periods, services
from reports.models import GapReport, ReportRun, ReportState, RunState
from reports.tests.factories import TODAY, add_people, build, make_report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("census_areas")]
QUARTER = periods.last_quarter(today=TODAY)


@pytest.fixture
def buyer():
    return actor_for(Role.COMMISSIONER)


def make_provider(buyer, *, people=0, **fields):
    provider = make_organisation(**fields)
    Commission.objects.create(commissioner_id=buyer.organisation_id, provider=provider, starts_on=date(2026, 1, 1))
    if people:
        add_people(make_session(make_activity(provider)), people, ethnic_group="white-british")
    return provider


def ask(buyer):
    return services.request_run(actor=buyer, period=QUARTER, today=TODAY)


def start(run):
    services.start_run(job_id=run.job_id)
    return run.parts.order_by("pk")


def finish(run):
    run.refresh_from_db()
    if run.finish_job_id:
        services.finish_run(job_id=run.finish_job_id)
        run.refresh_from_db()
    return run


def test_request_run_makes_a_part_for_each_provider_of_today_and_one_job(buyer):
    ours = {make_provider(buyer), make_provider(buyer)}
    make_organisation()

    run = ask(buyer)

    assert {part.organisation for part in run.parts.all()} == ours
    assert (Job.objects.count(), GapReport.objects.count(), run.state) == (1, 0, RunState.UNDER_WAY)


def test_request_run_twice_is_one_run(buyer):
    make_provider(buyer)

    assert ask(buyer) == ask(buyer)

    assert (ReportRun.objects.count(), Job.objects.count()) == (1, 1)


def test_request_run_refuses_without_providers_and_outside_the_menu(buyer):
    with pytest.raises(services.RunRefused, match="no providers"):
        ask(buyer)
    odd = periods.Period(periods.PeriodKind.QUARTER, date(2026, 4, 2), date(2026, 6, 30))
    with pytest.raises(services.RunRefused, match="period"):
        services.request_run(actor=buyer, period=odd, today=TODAY)

    assert not ReportRun.objects.exists()


def test_start_run_asks_for_the_longest_first(buyer):
    small, large = make_provider(buyer, people=5), make_provider(buyer, people=50)
    none = make_provider(buyer)
    run = ask(buyer)

    start(run)

    asked = GapReport.objects.order_by("requested_at").values_list("organisation", flat=True)
    assert list(asked) == [large.pk, small.pk, none.pk]


def test_start_run_takes_what_the_provider_has_already(buyer):
    lead = make_membership(Role.INVOLVEMENT_LEAD, make_provider(buyer, people=40))
    published = make_report(lead, published=True)
    other = make_membership(Role.INVOLVEMENT_LEAD, make_provider(buyer, people=40))
    draft = make_report(other)

    parts = start(ask(buyer))

    assert [(part.report, part.is_new) for part in parts.order_by("is_new", "report__built_at")] == [
        (published, False),
        (draft, False),
    ]


def test_start_run_taken_up_again_asks_for_nothing_twice(buyer):
    make_provider(buyer), make_provider(buyer)
    run = ask(buyer)
    start(run)
    Job.objects.filter(pk=run.job_id).update(state=JobState.QUEUED)
    run.parts.filter(pk=run.parts.first().pk).update(report=None)

    start(run)

    assert (GapReport.objects.count(), run.parts.filter(report=None).count()) == (2, 0)


def test_run_is_finished_once_when_its_last_report_is_made(buyer):
    make_provider(buyer), make_provider(buyer)
    run = ask(buyer)
    first, last = (part.report for part in start(run))

    build(first)
    assert finish(run).state == RunState.UNDER_WAY
    build(last)
    services.close_settled_runs()

    assert finish(run).state == RunState.DONE
    services.finish_run(job_id=run.finish_job_id)
    assert AuditEvent.objects.filter(verb="REPORT_RUN_FINISHED").count() == 1
    assert Notice.objects.filter(organisation_id=buyer.organisation_id).count() == 1


def test_run_is_finished_though_a_report_was_given_up(buyer):
    make_provider(buyer)
    run = ask(buyer)
    (part,) = start(run)
    job = jobs.claim(job_id=part.report.job_id)
    jobs.fail(job, error="No.")

    assert services.close_settled_runs() == 1
    assert finish(run).state == RunState.DONE


def test_cancel_run_drops_what_nobody_began_and_keeps_the_rest(buyer):
    for _ in range(3):
        make_provider(buyer)
    run = ask(buyer)
    made, begun, waiting = (part.report for part in start(run))
    build(made)
    jobs.claim(job_id=begun.job_id)

    services.cancel_run(actor=buyer, run=run)

    assert set(GapReport.objects.all()) == {made, begun}
    assert not Job.objects.filter(pk=waiting.job_id).exists()
    assert finish(run).state == RunState.CANCELLED
    assert build(begun).state == ReportState.QUEUED


def test_cancel_run_before_it_began_asks_for_nothing(buyer):
    make_provider(buyer)
    run = ask(buyer)

    services.cancel_run(actor=buyer, run=run)
    start(run)

    assert (GapReport.objects.count(), finish(run).state) == (0, RunState.CANCELLED)


def test_cancel_run_leaves_a_draft_that_the_provider_asked_for(buyer):
    lead = make_membership(Role.INVOLVEMENT_LEAD, make_provider(buyer))
    own = make_report(lead, built=False)
    run = ask(buyer)
    start(run)

    services.cancel_run(actor=buyer, run=run)

    assert list(GapReport.objects.all()) == [own]


def test_request_run_publishes_nothing(buyer):
    make_provider(buyer, people=40, kind=OrganisationKind.VCSE)
    run = ask(buyer)
    (part,) = start(run)

    assert build(part.report).state == ReportState.READY
    assert finish(run).state == RunState.DONE
    assert not GapReport.objects.filter(state=ReportState.PUBLISHED).exists()
