"""A report compared with two benchmarks: which one is taken, what is stored, and that no count is released twice."""

from datetime import date

import pytest

from accounts.access import Actor
from accounts.models import Organisation, Role
from accounts.tests.factories import actor_for
from involvement.equality import Question
from involvement.models import Participant
from involvement.tests.factories import make_activity, make_session
from reports import access, gap, periods, services
from reports.gap.rates import NOT_INSIDE
from reports.models import BenchmarkKind, GapReport, GapTable, ReportState
from reports.queries.comparisons import comparisons
from reports.tests.conftest import SOUTH_LONDON
from reports.tests.factories import add_people, answer, build, make_benchmark

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 2)
QUARTER = periods.last_quarter(today=TODAY)
FIVE = {"1": 40, "2": 300, "3": 40, "4": 900, "5": 40}
AGES = ["18-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-or-over"]
ETHNIC = gap.TableKey("ethnic_group_5", "direct", "came")


@pytest.fixture
def lead():
    return actor_for(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def organisation(lead):
    return Organisation.objects.get(pk=lead.organisation_id)


@pytest.fixture
def register(organisation):
    """86 people came: 60 White, 20 Black, 6 Asian."""
    session = make_session(make_activity(organisation))
    for group, number in (("white-british", 60), ("black-african", 20), ("asian-indian", 6)):
        add_people(session, number, ethnic_group=group)
    return session


def caseload(organisation, counts=FIVE, **fields):
    return make_benchmark({"T1": counts}, dimension="ethnic_group_5", organisation=organisation, **fields)


def ask(lead, **fields):
    return services.request_gap_report(actor=lead, **({"period": QUARTER, "today": TODAY} | fields))


def tables(report):
    lead = Actor(organisation_id=report.organisation_id, role=Role.INVOLVEMENT_LEAD)
    return comparisons(report, access.rows(lead, today=TODAY).filter(table__report=report))


def test_request_gap_report_compares_also_with_the_newest_caseload(lead, organisation):
    caseload(organisation, counted_on=date(2024, 3, 31))
    newest = caseload(organisation, counted_on=date(2025, 3, 31))
    caseload(organisation)
    caseload(organisation, kind=BenchmarkKind.OTHER, counted_on=date(2026, 3, 31))

    assert ask(lead).second_benchmark == newest


def test_request_gap_report_takes_no_second_benchmark_of_somebody_else_or_beside_a_caseload(lead, organisation):
    make_benchmark({"T1": FIVE}, dimension="ethnic_group_5")

    assert ask(lead).second_benchmark is None
    assert ask(lead, benchmark=caseload(organisation)).second_benchmark is None


def test_request_gap_report_takes_the_census_beside_a_caseload_when_told(lead, organisation):
    report = ask(lead, benchmark=caseload(organisation), second_benchmark=services.default_benchmark())

    assert (report.area_codes, report.second_area_codes) == ([], ["E92000001"])


def test_request_gap_report_can_do_without(lead, organisation):
    caseload(organisation)

    assert ask(lead, second_benchmark=None).second_benchmark is None


def test_request_gap_report_refuses_a_second_benchmark_that_does_not_fit(lead):
    with pytest.raises(services.ReportRefused, match="not the same"):
        ask(lead, second_benchmark=services.default_benchmark())
    with pytest.raises(services.ReportRefused, match="your own benchmarks"):
        ask(lead, second_benchmark=make_benchmark({"T1": FIVE}, dimension="ethnic_group_5"))


def test_the_usual_second_benchmark_is_left_out_where_its_areas_overlap(lead, organisation):
    mixed = caseload(organisation)
    make_benchmark({"A1": FIVE}, dimension="ethnic_group_5", benchmark=mixed, area_type="ltla")

    assert ask(lead).second_benchmark is None
    with pytest.raises(services.ReportRefused, match="several kinds"):
        ask(lead, second_benchmark=mixed, period=periods.menu(today=TODAY)[1])


def test_another_second_benchmark_makes_the_same_draft_again(lead, organisation, register):
    """The scope stays the same, so that the same counts are never released twice."""
    first = build(ask(lead, second_benchmark=None))
    asked = ask(lead, second_benchmark=caseload(organisation))

    assert (asked, GapReport.objects.count(), asked.state) == (first, 1, ReportState.QUEUED)
    assert build(asked).digest != first.digest


def test_a_draft_keeps_the_second_benchmark_that_was_chosen(lead, organisation, register):
    build(ask(lead, second_benchmark=None))
    caseload(organisation)

    asked = ask(lead)
    assert (asked.second_benchmark, asked.state) == (None, ReportState.READY)


def test_a_report_under_way_is_not_given_another_second_benchmark(lead, organisation):
    ask(lead, second_benchmark=None)

    with pytest.raises(services.ReportRefused, match="when it is ready"):
        ask(lead, second_benchmark=caseload(organisation))


def test_build_stores_both_comparisons_of_the_same_counts(lead, organisation, register):
    """20 of 85 are Black people: as many as live in these boroughs, fewer than are on this caseload."""
    caseload(organisation, FIVE | {"2": 700}, counted_on=date(2026, 3, 31))
    table = tables(build(ask(lead, area_codes=SOUTH_LONDON)))[ETHNIC]

    assert [group.participants for group in table.second.groups] == [group.participants for group in table.groups]
    assert table.reference.name == "census2021-16plus"
    assert dict(table.second.reference.counts) == FIVE | {"2": 700}
    assert (table.group("2").verdict, table.second.group("2").verdict) == ("no-clear-difference", "markedly-under")


def test_build_counts_a_caseload_for_those_who_speak_for_themselves(lead, organisation, register):
    """20 of 300 against 65 of 1,020; everybody's table has no rates, because carers are on no caseload."""
    caseload(organisation)
    found = tables(build(ask(lead)))

    rate = found[ETHNIC].second.rates.of("2")
    assert (rate.caseload, rate.rate, rate.others_rate) == (300, 20 / 300, 65 / 1_020)
    assert found[gap.TableKey("ethnic_group_5", "all", "came")].second.rates is None
    assert found[gap.TableKey("sex", "direct", "came")].second is None
    assert found[gap.TableKey("ethnic_group_5", "direct", "asked_signed_up")].second is None


def test_build_refuses_rates_of_a_caseload_that_does_not_hold_everybody(lead, organisation, register):
    caseload(organisation, FIVE | {"2": 15})
    second = tables(build(ask(lead)))[ETHNIC].second

    assert second.rates.groups == ()
    assert second.rates.note == NOT_INSIDE
    assert second.rates.note in second.warnings


def by_age(organisation, register, *, ages):
    """The second comparison with a caseload whose groups are equally old; people who came are of these ages in turn."""
    benchmark = caseload(organisation)
    equally = {f"{code}|{age}": people // 5 for code, people in FIVE.items() for age in "1234567"}
    make_benchmark({"T1": equally}, dimension="ethnic_group_5_by_age_band", benchmark=benchmark)
    for number, person in enumerate(Participant.objects.filter(organisation=organisation).order_by("pk")):
        answer(person, Question.AGE_BAND, ages[number % len(ages)])


def test_build_takes_age_into_account_where_the_caseload_has_it(lead, organisation, register):
    """Age explains nothing here: at every age 8, 60, 8, 180 and 8, rounded first; of 85 people 60 in 270 are Black."""
    by_age(organisation, register, ages=AGES)
    (found,) = tables(build(ask(lead)))[ETHNIC].second.standardised

    assert (found.by, found.note, found.ratios["2"].observed) == ("age_band", "", 20)
    assert found.ratios["2"].expected == pytest.approx(85 * 60 / 270)


def test_build_says_nothing_of_age_when_a_count_by_age_is_hidden(lead, organisation, register):
    by_age(organisation, register, ages=AGES[:2])
    (found,) = tables(build(ask(lead)))[ETHNIC].second.standardised

    assert (found.ratios, found.note) == ({}, "A count that this needs is hidden.")


def test_nobody_can_tell_apart_registers_that_are_published_alike(lead, register, organisation):
    """6 and 7 Asian people are both published as 5; the digest is of everything a report shows."""
    caseload(organisation)
    before = build(ask(lead))
    add_people(register, 1, ethnic_group="asian-indian")
    after = build(services.refresh_report(actor=lead, report=before))

    assert after.digest == before.digest
    assert GapTable.objects.filter(report=after).exclude(more={}).exists()


def test_publish_report_withdraws_the_version_with_another_second_benchmark(lead, organisation, register):
    first = services.publish_report(actor=lead, report=build(ask(lead, second_benchmark=None)))
    second = build(ask(lead, second_benchmark=caseload(organisation)))
    services.publish_report(actor=lead, report=second)

    first.refresh_from_db()
    assert (first.state, second.version, second.scope_key) == (ReportState.WITHDRAWN, 2, first.scope_key)
    assert GapReport.objects.filter(state=ReportState.PUBLISHED).count() == 1
