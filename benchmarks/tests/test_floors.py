from datetime import date

import pytest

from benchmarks import floors
from benchmarks.population import populate
from involvement.models import Attendance
from reports import counting
from reports.gap import TableKey
from reports.periods import Period, PeriodKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
YEAR = Period(PeriodKind.YEAR, date(2025, 4, 1), date(2026, 3, 31))


@pytest.fixture
def scope():
    organisation = populate(people=400, period=YEAR).organisation
    return counting.Scope(organisation.pk, YEAR.starts_on, YEAR.ends_on)


def test_one_scan_reads_every_place(scope):
    tally = counting.count(scope).tallies[TableKey("sex", "all", "came")]
    minutes = sum(count.minutes for count in (*tally.groups.values(), tally.declined, tally.not_asked))

    assert floors.one_scan() == (4000, minutes)


def test_eight_queries_ask_for_every_question(scope):
    counted = Attendance.objects.filter(speaking_role="carer", status="came").values("participant").distinct().count()

    for rows in floors.eight_queries(scope):
        carers = sum(row["people"] for row in rows if row["speaking_role"] == "carer")
        assert 0 < carers <= counted


def test_pandas_counts_the_same_people_as_the_report(scope):
    counted = counting.count(scope).tallies

    assert floors.pandas_counts(scope) == {
        (key.dimension, key.voice, key.stage): {
            code: count.people for code, count in tally.groups.items() if count.people
        }
        for key, tally in counted.items()
    }
