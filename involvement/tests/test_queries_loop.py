from datetime import UTC, date, datetime

import pytest

from accounts.tests.factories import make_organisation
from involvement import queries
from involvement.taxonomies import ChangeStatus, Verdict
from involvement.tests.factories import make_service, make_story

pytestmark = pytest.mark.django_db
SENT_ON, TODAY = date(2026, 4, 2), date(2026, 6, 1)
PERIOD = (date(2026, 4, 1), date(2026, 6, 30))
MADE, PLANNED, NOT_POSSIBLE = ChangeStatus.MADE, ChangeStatus.PLANNED, ChangeStatus.NOT_POSSIBLE


@pytest.fixture
def organisation():
    return make_organisation()


def day(*month_and_day, hour=11):
    return datetime(2026, *month_and_day, hour, tzinfo=UTC)


def numbers(organisation, **options):
    return queries.loop_numbers(organisation, *PERIOD, **({"today": TODAY} | options))


def send(organisation, **fields):
    return make_story(organisation, **({"on": SENT_ON} | fields))


def test_change_rate_counts_answered_concerns_and_no_praise(organisation):
    """The worked example of rule R31."""
    for _ in range(9):
        send(organisation, good="Kind staff", better="", responded_at=day(4, 20), outcome=MADE)
    outcomes = [PLANNED] * 3 + [MADE] * 2 + [NOT_POSSIBLE] + [ChangeStatus.CONSIDERING] * 4
    for outcome in outcomes:
        send(organisation, responded_at=day(4, 20), outcome=outcome)
    send(organisation, outcome=MADE)

    found = numbers(organisation)

    assert (found.received, found.praise_only, found.concerns, found.concerns_answered) == (20, 9, 11, 10)
    assert (found.planned, found.made, found.not_possible) == (3, 2, 1)
    assert queries.change_rate(found) == 0.5


def test_there_is_no_change_rate_without_an_answer(organisation):
    send(organisation)

    assert queries.change_rate(numbers(organisation)) is None


def test_what_is_only_a_wish_is_a_concern(organisation):
    send(organisation, good="Kind staff", better="", change_wanted="More of them")

    assert (numbers(organisation).concerns, numbers(organisation).praise_only) == (1, 0)


def test_loop_numbers_go_by_the_day_in_the_united_kingdom(organisation):
    """Acknowledged by 9 April, answered by 5 May; the evening of 5 May in London is before midnight there."""
    send(organisation, acknowledged_at=day(4, 9), responded_at=day(5, 5, hour=22))
    send(organisation, acknowledged_at=day(4, 10), responded_at=day(5, 5, hour=23))
    send(organisation, responded_at=day(4, 8))
    send(organisation)

    found = numbers(organisation)

    assert (found.received, found.acknowledged_in_time) == (4, 2)
    assert (found.responded, found.responded_in_time, found.not_yet_due) == (3, 2, 0)
    assert found.working_days_to_respond == (2, 20, 21)


@pytest.mark.parametrize(("today", "expected"), [(date(2026, 5, 5), 1), (date(2026, 5, 6), 0)])
def test_an_answer_is_not_yet_due_on_the_last_day_for_it(organisation, today, expected):
    send(organisation)
    send(organisation, responded_at=day(4, 8))

    assert numbers(organisation, today=today).not_yet_due == expected


def test_working_days_are_those_of_the_nation():
    scotland = make_organisation(nation="scotland")
    send(scotland, responded_at=day(4, 7))

    assert numbers(scotland).working_days_to_respond == (2,)


def test_verdicts_are_counted_as_they_stand(organisation):
    for verdict in (Verdict.ANSWERED, Verdict.ANSWERED, Verdict.PARTLY, Verdict.NOT_ANSWERED, ""):
        send(organisation, responded_at=day(4, 20), verdict=verdict)

    found = numbers(organisation)

    assert (found.verdict_yes, found.verdict_partly, found.verdict_no) == (2, 1, 1)


def test_loop_numbers_are_of_one_organisation_period_and_service(organisation):
    service = make_service(organisation)
    send(organisation, service=service)
    send(organisation, on=date(2026, 6, 30))
    send(organisation, on=date(2026, 3, 31))
    send(organisation, on=date(2026, 7, 1))
    send(make_organisation())

    assert (numbers(organisation).received, numbers(organisation, service=service).received) == (2, 1)


@pytest.mark.parametrize("rows", [1, 3])
def test_loop_numbers_take_two_statements(organisation, rows, django_assert_num_queries):
    for _ in range(rows):
        send(organisation, responded_at=day(4, 20))

    with django_assert_num_queries(2):
        numbers(organisation)
