from datetime import date

import pytest

from accounts.access import Actor
from accounts.models import Role
from accounts.tests.factories import make_membership
from involvement import services
from involvement.tests.factories import make_activity, make_session
from reports import periods
from reports.models import GapReport
from reports.tests.factories import ANSWERED_AT, TODAY, add_people, came, make_report

pytestmark = pytest.mark.django_db
FIRST, SECOND = date(2026, 2, 10), date(2026, 5, 12)


def came_in(report: GapReport) -> int | None:
    return report.tables.get(dimension="ethnic_group_5", voice="direct", stage="came").participants


def test_what_was_published_stays_and_later_counts_leave_the_person_out():
    """The example of rule R3; reports round to five, so 43 would read 45 and 42 reads 40."""
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    activity = make_activity(lead.organisation)
    people = add_people(make_session(activity, on=FIRST), 45, ethnic_group="white-british")
    later = make_session(activity, on=SECOND)
    for person in people[:43]:
        came(later, person)
    quarter = next(
        p for p in periods.menu(today=TODAY) if p.kind == periods.PeriodKind.QUARTER and p.starts_on == date(2026, 1, 1)
    )
    published = make_report(lead, period=quarter, published=True)

    services.erase_record(actor=Actor(), participant=people[0], now=ANSWERED_AT)

    assert came_in(published) == 45
    assert came_in(make_report(lead)) == 40
