"""Stories and answers in a report: protected, frozen, and told once for each day."""

from datetime import date, timedelta

import pytest

from accounts.models import Organisation, Role
from accounts.tests.factories import actor_for
from involvement.models import Story
from involvement.taxonomies import ChangeStatus, Verdict
from involvement.tests.factories import make_activity, make_service, make_session, make_story
from reports import gap, periods, services
from reports.loops import RELATIONS
from reports.models import ReportState
from reports.services import answering
from reports.tests.factories import add_people, build

pytestmark = pytest.mark.django_db
TODAY = date(2026, 7, 2)
QUARTER = periods.last_quarter(today=TODAY)
SPRING = next(period for period in periods.menu(today=TODAY) if period.starts_on == date(2026, 1, 1))


@pytest.fixture
def lead():
    return actor_for(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def organisation(lead):
    organisation = Organisation.objects.get(pk=lead.organisation_id)
    add_people(make_session(make_activity(organisation)), 60, ethnic_group="white-british")
    return organisation


def stories(organisation, number, *, days=5, **fields):
    """So many stories, answered after so many days; with ``days=None`` not at all."""
    found = [make_story(organisation, **fields) for _ in range(number)]
    if found and days is not None:
        Story.objects.filter(pk__in=[one.pk for one in found]).update(
            responded_at=found[0].sent_at + timedelta(days=days)
        )
    return found


def the_example(organisation):
    """Rule R31: 20 stories, 9 only praise, 11 concerns, 10 answered, 3 planned, 2 made."""
    stories(organisation, 9, days=None, better="", good="The garden.")
    stories(organisation, 1, days=None)
    stories(organisation, 3, outcome=ChangeStatus.PLANNED)
    stories(organisation, 2, outcome=ChangeStatus.MADE)
    stories(organisation, 5, outcome=ChangeStatus.NONE_NEEDED)


def made(lead, period=QUARTER, today=TODAY, **fields):
    return build(services.request_gap_report(actor=lead, period=period, today=today, **fields))


def published(lead, **fields):
    return services.publish_report(actor=lead, report=made(lead, **fields))


def test_a_report_freezes_protected_counts_and_works_shares_out_from_them(lead, organisation):
    the_example(organisation)

    answers = made(lead).answers

    told = {
        name: answers.counts[name] for name in ("received", "praise_only", "concerns", "changed", "planned", "made")
    }
    assert told == {"received": 20, "praise_only": 10, "concerns": 10, "changed": 5, "planned": None, "made": None}
    assert (answers.share("changed"), answers.share("verdict_yes"), answers.median_days) == (0.5, None, None)


def test_what_was_published_stays_when_more_is_answered(lead, organisation):
    the_example(organisation)
    report = published(lead)
    stories(organisation, 10, days=None)

    report.refresh_from_db()
    assert report.answers.counts["received"] == 20


def test_the_median_needs_twenty_answers(lead, organisation):
    stories(organisation, 19, days=2)
    assert made(lead).answers.median_days is None
    stories(organisation, 10, days=7)

    report = made(lead)
    build(services.refresh_report(actor=lead, report=report))
    report.refresh_from_db()
    assert report.answers.median_days == 2


def test_a_report_about_one_service_tells_nothing_of_stories(lead, organisation):
    service = make_service(organisation)
    stories(organisation, 20, service=service)

    assert made(lead, service=service).answers is None


def test_days_that_were_told_of_are_not_told_again_in_another_period(lead, organisation):
    """Two periods that overlap could be subtracted from one another; two that do not, cannot."""
    stories(organisation, 20)
    stories(organisation, 20, on=date(2026, 2, 3))
    published(lead)
    october = date(2026, 10, 2)
    so_far = next(p for p in periods.menu(today=october) if p.kind == periods.PeriodKind.YEAR_TO_DATE)

    assert so_far.starts_on == QUARTER.starts_on
    assert made(lead, period=so_far, today=october).answers is None
    assert made(lead, period=SPRING).answers.counts["received"] == 20


@pytest.mark.parametrize(("more", "told"), [(0, 20), (1, 20), (4, 20), (5, 25)])
def test_a_new_version_repeats_what_was_told_until_enough_stories_changed(lead, organisation, more, told):
    stories(organisation, 20)
    published(lead)
    stories(organisation, more)
    add_people(organisation.sessions.get(), 20, ethnic_group="white-british")

    again = made(lead)

    assert (again.version, again.state, again.answers.counts["received"]) == (2, ReportState.READY, told)


def test_stories_alone_never_refuse_a_report(lead, organisation):
    stories(organisation, 20)
    published(lead)
    stories(organisation, 1)

    assert made(lead).refused_because == ""


def test_counts_of_stories_fit_their_relations(lead, organisation):
    the_example(organisation)
    Story.objects.filter(responded_at__isnull=False).update(verdict=Verdict.PARTLY, verdict_at=None)
    entry = made(lead).ledger_entry

    assert gap.protect_figures(counts=entry.counts["loop"], relations=RELATIONS, rule=gap.DisclosureRule()).counts
    assert (entry.counts["loop"]["verdict_partly"], entry.counts["loop"]["not_judged"]) == (10, 0)


def test_a_report_without_stories_tells_of_a_star(lead, organisation):
    answers = made(lead).answers

    assert (answers.is_told, answers.counts["received"]) == (False, None)


def test_stories_that_hold_those_of_another_report_are_known_beside_it(lead, organisation):
    stories(organisation, 20)
    published(lead)
    october = date(2026, 10, 2)
    so_far = next(p for p in periods.menu(today=october) if p.kind == periods.PeriodKind.YEAR_TO_DATE)

    around = {
        "its own days": answering.stories_around(made(lead)),
        "a service": answering.stories_around(made(lead, service=make_service(organisation))),
        "longer": answering.stories_around(made(lead, period=so_far, today=october)),
    }
    assert around == {"its own days": (20,), "a service": (20,), "longer": ()}
