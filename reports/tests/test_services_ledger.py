"""The ledger in Django: what a draft rests on, what a publication freezes, and what is refused in which words."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from accounts.models import Organisation, Role
from accounts.tests.factories import actor_for
from involvement.models import Attendance
from involvement.tests.factories import make_activity, make_service, make_session
from reports import gap, periods, services
from reports.models import Benchmark, GapReport, LedgerEntry, ReportState
from reports.services import ledger
from reports.services.guard import least_changed
from reports.tests.factories import add_people, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 2)
QUARTER = periods.last_quarter(today=TODAY)
YEAR = next(period for period in periods.menu(today=TODAY) if period.kind == periods.PeriodKind.YEAR)
WINTER = next(period for period in periods.menu(today=TODAY) if period.starts_on == date(2026, 1, 1))


@pytest.fixture
def lead():
    return actor_for(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def activity(lead):
    return make_activity(Organisation.objects.get(pk=lead.organisation_id))


@pytest.fixture
def register(activity):
    """60 White, 12 Black and 8 Asian people came in May 2026."""
    session = make_session(activity)
    for answer, number in (("white-british", 60), ("black-african", 12), ("asian-indian", 8)):
        add_people(session, number, ethnic_group=answer)
    return session


def made(actor, **fields):
    fields = {"period": QUARTER, "today": TODAY} | fields
    return build(services.request_gap_report(actor=actor, **fields))


def published(actor, **fields):
    return services.publish_report(actor=actor, report=made(actor, **fields))


def refusal(actor, report):
    with pytest.raises(services.ReportRefused) as refused:
        services.publish_report(actor=actor, report=report)
    return str(refused.value)


def test_a_draft_keeps_the_counts_it_rests_on_and_has_no_number(lead, register):
    entry = made(lead).ledger_entry

    assert (entry.number, entry.released_at, entry.held_against) == (None, None, [])
    assert entry.counts["ethnic_group_5|direct|came"] == {"=1": 8, "=2": 12, "=4": 60}
    assert (entry.counts["place"], entry.services) == ({"people": 80}, [""])


def test_a_release_of_an_older_method_is_of_the_same_counts(lead, register):
    """It has one step less, and what it told of the others is held against the new version."""
    first = published(lead)
    counts = first.ledger_entry.counts
    older = {name: people for name, people in counts.items() if not name.endswith("|influenced")}

    assert (ledger.agree(older, counts), ledger.agree(counts, counts | {"place": {"people": 81}})) == (True, False)
    assert ledger.agree({}, counts) is False


def test_publishing_numbers_releases_one_by_one(lead, register):
    first = published(lead)
    second = published(lead, period=WINTER)

    numbers = list(LedgerEntry.objects.order_by("number").values_list("report", "number", "released_at"))
    assert numbers == [(first.pk, 1, first.published_at), (second.pk, 2, second.published_at)]


def test_a_draft_thrown_away_loses_its_counts(lead, register):
    draft = made(lead)

    services.withdraw_report(actor=lead, report=draft)

    assert LedgerEntry.objects.get(report=draft).counts == {}


def test_a_published_report_keeps_its_entry_when_it_is_withdrawn(lead, register):
    report = services.withdraw_report(actor=lead, report=published(lead))

    entry = LedgerEntry.objects.get(report=report)
    assert (entry.number, entry.counts["place"], report.state) == (1, {"people": 80}, ReportState.WITHDRAWN)


@pytest.mark.parametrize("change", ["delete", "update"])
@pytest.mark.postgresql
def test_the_database_lets_nobody_touch_a_release(lead, register, change):
    entries = LedgerEntry.objects.filter(report=published(lead))

    with pytest.raises(DatabaseError, match="releases are never changed"), transaction.atomic():
        entries.delete() if change == "delete" else entries.update(counts={})


def test_a_report_in_the_ledger_cannot_be_deleted(lead, register):
    published(lead)

    with pytest.raises(ProtectedError):
        GapReport.objects.all().delete()


def test_a_report_about_all_services_covers_those_that_came_later(lead, register):
    report = published(lead)
    service = make_service(register.organisation)

    found = services.ledger.everything(lead.organisation_id)

    assert found == {"", str(service.pk)}
    assert services.ledger.coverage_of(report, found).services == found


def test_a_quarter_is_held_against_its_year_and_so_against_the_other_quarters(lead, register):
    """Two quarters share nobody, but what was told of the year ties them together; the year after is apart."""
    drafts = [made(lead, period=period) for period in (WINTER, YEAR, QUARTER)]
    for draft in drafts:
        services.ledger.release(draft, at=draft.built_at)

    autumn = GapReport(organisation_id=lead.organisation_id, starts_on=date(2025, 10, 1), ends_on=date(2025, 12, 31))

    assert [release.number for release in services.ledger.sharing(autumn)] == [1, 2]


def test_a_year_is_made_beside_its_quarter_and_published(lead, activity):
    for on, answer, number in (
        (date(2026, 1, 20), "white-british", 40),
        (date(2026, 1, 21), "asian-indian", 9),
        (date(2025, 12, 3), "black-african", 30),
    ):
        add_people(make_session(activity, on=on), number, ethnic_group=answer)
    published(lead, period=WINTER)

    year = published(lead, period=YEAR)

    table = year.tables.get(dimension="ethnic_group_5", voice="direct", stage="came")
    assert (year.ledger_entry.number, year.ledger_entry.held_against) == (2, [1])
    assert (table.withheld, table.known) == (False, 80)


def test_an_older_draft_is_refused_and_made_again(lead, register):
    """Both were drafts when nothing was published: the second was held against nothing."""
    service = make_service(register.organisation)
    first, second = made(lead), made(lead, service=service)
    services.publish_report(actor=lead, report=first)

    said = refusal(lead, second)

    second.refresh_from_db()
    assert said.startswith("Another report about the same people was published since this draft was made.")
    assert (second.state, second.builds) == (ReportState.QUEUED, 2)


def test_a_draft_made_under_another_limit_is_refused_and_made_again(lead, register, settings):
    draft = made(lead)
    settings.DISCLOSURE_HIDDEN_BELOW = 8

    said = refusal(lead, draft)

    assert said.startswith("The rules for small numbers have changed")
    assert services.publish_report(actor=lead, report=build(GapReport.objects.get())).hidden_below == 8


@pytest.mark.parametrize(("more", "state"), [(1, "refused"), (4, "refused"), (5, "free")])
def test_a_corrected_version_may_not_differ_in_a_few_people(lead, register, more, state):
    published(lead)
    add_people(register, more, ethnic_group="black-african")

    draft = made(lead)

    assert bool(draft.refused_because) is (state == "refused")
    assert draft.state == ReportState.READY


def test_a_refusal_names_the_other_report_and_says_what_to_do(lead, register):
    published(lead)
    add_people(register, 2, ethnic_group="black-african")

    draft = made(lead)

    assert draft.refused_because == (
        "“April to June 2026, all services together” is already published, and only a few people have changed since. "
        "Side by side, the two reports would point at them. Keep the report that is published. Wait for the next "
        "quarter, or publish a longer period instead."
    )
    assert refusal(lead, draft) == draft.refused_because


def test_a_service_may_not_be_told_from_all_services_by_a_few_people(lead, activity):
    service = make_service(activity.organisation)
    add_people(make_session(activity, service=service), 60, ethnic_group="white-british")
    add_people(make_session(activity), 3, ethnic_group="black-african")
    published(lead)

    draft = made(lead, service=service)

    assert draft.refused_because.startswith(
        "“April to June 2026, all services together” is already published and is about nearly the same people."
    )


def test_people_who_only_have_a_place_count_too(lead, activity):
    """Everybody who came was at the service, but three others were asked by nobody in particular."""
    service = make_service(activity.organisation)
    add_people(make_session(activity, service=service), 60, ethnic_group="white-british")
    asked = add_people(make_session(activity), 3, ethnic_group="black-african")
    Attendance.objects.filter(participant__in=asked).update(status="NOT_MARKED", invited_on=date(2026, 5, 1))
    published(lead, service=service)

    assert "nearly the same people" in made(lead).refused_because


def test_the_same_people_in_two_scopes_are_no_few(lead, activity):
    service = make_service(activity.organisation)
    add_people(make_session(activity, service=service), 60, ethnic_group="white-british")
    published(lead)
    report = services.request_gap_report(actor=lead, period=QUARTER, today=TODAY, service=service)
    (release,) = services.ledger.sharing(report)

    coverage = services.ledger.coverage_of(report, frozenset())
    allowed = services.guard.refusal(
        report, coverage=coverage, counts=release.counts, releases=[release], rule=gap.DisclosureRule()
    )

    assert allowed == ""


def test_who_is_in_the_register_when_it_is_published_counts(lead, register):
    """The draft has six people more than what was published; then four of them are taken off again."""
    published(lead)
    more = add_people(register, 6, ethnic_group="black-african")
    draft = made(lead)
    assert draft.refused_because == ""
    Attendance.objects.filter(participant__in=more[:4]).delete()

    assert "only a few people have changed" in refusal(lead, draft)


def test_the_same_figures_with_another_benchmark_may_be_published(lead, register):
    published(lead)

    other = published(lead, benchmark=Benchmark.objects.get(organisation=None, name="census2021"))

    assert (other.state, other.ledger_entry.number, other.ledger_entry.held_back) == (ReportState.PUBLISHED, 2, [])


def test_what_was_withdrawn_may_be_published_again_unchanged(lead, register):
    services.withdraw_report(actor=lead, report=published(lead))

    again = published(lead)

    assert (again.version, again.state) == (2, ReportState.PUBLISHED)


def test_what_was_withdrawn_still_counts_against_a_changed_version(lead, register):
    services.withdraw_report(actor=lead, report=published(lead))
    add_people(register, 1, ethnic_group="black-african")

    assert made(lead).refused_because != ""


def test_a_release_of_unknown_counts_cannot_be_corrected(lead, register):
    report = made(lead)
    GapReport.objects.update(state=ReportState.WITHDRAWN, published_at=report.built_at)
    LedgerEntry.objects.update(number=1, released_at=report.built_at, counts={})

    assert "we cannot tell how many people have changed since" in made(lead).refused_because


def test_least_changed_counts_a_person_who_moved_once():
    then = {"sex|all|came": {"=1": 30, "=2": 20}, "age|all|came": {"=1": 50}}
    now = {"sex|all|came": {"=1": 28, "=2": 22}, "age|all|came": {"=1": 49, "declined": 1}}

    assert (least_changed(then, now), least_changed(then, then)) == (2, 0)


def test_least_changed_leaves_out_questions_only_one_has():
    assert least_changed({"own|all|came": {"=in": 30}, "sex|all|came": {}}, {"sex|all|came": {"=1": 3}}) == 3


def test_what_the_guard_lets_pass_is_rebuilt_from_stored_figures_only(lead, register):
    report = published(lead)
    coverage = gap.Coverage(frozenset([""]), report.starts_on, report.ends_on)

    (found,) = services.ledger.released(
        services.ledger.sharing(report), coverage=coverage, counts={}, dimensions=report.dimensions
    )

    table = found.tables[gap.TableKey("ethnic_group_5", "direct", "came")]
    assert (found.name, found.same_counts) == ("April to June 2026, all services together", False)
    assert dict(table.groups) == {"1": 10, "2": 10, "3": None, "4": 60, "5": None}
    assert (table.participants, table.known, table.declined) == (80, 80, None)
