"""The report must find the gaps that the demo holds on purpose, whatever the day the demo is loaded."""

from datetime import date

import pytest

from accounts.models import Organisation
from demo import files, planted, services, trend, world
from involvement.models import Attendance, InvolvementSession, Participant
from reports import counting, gap
from reports.dimensions import BY_NAME
from reports.gap.trends import Observation, is_getting_worse
from reports.models import Benchmark
from reports.services.benchmarks import references

pytestmark = pytest.mark.django_db
NO_WORDS = lambda text: None  # noqa: E731


@pytest.fixture(params=[date(2026, 4, 1), date(2026, 11, 21)], ids=str)
def year(request):
    """The comparison of a stage and voice over the demo's year, on the protected figures or the exact ones."""
    services.load(today=request.param, say=NO_WORDS)
    calendar = files.calendar(today=request.param)
    trust = Organisation.objects.get(slug=world.TRUST.slug)
    return counting.count(counting.Scope(trust.pk, calendar.starts_on, calendar.ends_on))


@pytest.fixture
def reference():
    census = Benchmark.objects.get(name="census2021-16plus", organisation=None)
    return references(benchmark=census, area_codes=world.AREAS, dimensions=[BY_NAME[planted.ETHNIC_GROUP]])[
        planted.ETHNIC_GROUP
    ]


def compare(counted, reference, *, stage, voice="direct"):
    key = gap.TableKey(planted.ETHNIC_GROUP, voice, stage)
    return gap.compare(
        dimension=BY_NAME[planted.ETHNIC_GROUP],
        tally=counted.tallies[key],
        reference=reference if stage in gap.STAGES else None,
        thresholds=gap.Thresholds(),
    )


def group(comparison, code):
    return next(row for row in comparison.groups if row.code == code)


def test_planted_gaps_are_found_at_their_size(year, reference):
    asked = compare(year, reference, stage="asked")
    less = group(asked, planted.ASKED_LESS.group)
    assert less.verdict == gap.Verdict.MARKEDLY_UNDER
    assert less.ratio_low < planted.ASKED_LESS.factor < less.ratio_high
    assert group(asked, planted.COMES_BACK_LESS.group).verdict == gap.Verdict.NO_CLEAR_DIFFERENCE

    came, back = (compare(year, reference, stage=stage) for stage in ("came", "came_back"))
    rate = {row.code: group(back, row.code).participants / row.participants for row in came.groups if row.participants}
    assert rate[planted.COMES_BACK_LESS.group] == pytest.approx(planted.COMES_BACK_LESS.rate, abs=0.03)
    assert rate[planted.WHITE] == pytest.approx(planted.COMES_BACK_LESS.others, abs=0.03)

    spoken_for = planted.ONLY_SPOKEN_FOR
    assert group(came, spoken_for.group).participants == 0
    proxy = compare(year, reference, stage="came", voice="proxy")
    assert group(proxy, spoken_for.group).participants == spoken_for.leaders


def test_load_twice_changes_nothing():
    today = date(2026, 11, 21)
    assert services.load(today=today, say=NO_WORDS) is True
    before = (Participant.objects.count(), InvolvementSession.objects.count(), Attendance.objects.count())

    assert services.load(today=today, say=NO_WORDS) is False

    assert (Participant.objects.count(), InvolvementSession.objects.count(), Attendance.objects.count()) == before
    assert 1_020 <= before[0] <= 1_110
    assert before[1] >= 120


def test_load_is_refused_beside_real_people(settings):
    settings.DEMO = settings.TESTING = False

    with pytest.raises(services.NotADemo):
        services.load(today=date(2026, 11, 21), say=NO_WORDS)


@pytest.mark.parametrize(
    ("today", "starts_on", "quarters"),
    [
        (date(2026, 4, 1), date(2025, 4, 1), 0),
        (date(2026, 3, 31), date(2024, 4, 1), 4),
        (date(2026, 11, 21), date(2025, 4, 1), 3),
    ],
)
def test_calendar_holds_the_last_full_year_and_what_came_since(today, starts_on, quarters):
    found = files.calendar(today=today)

    assert (found.starts_on, len(found.quarters_since)) == (starts_on, quarters)
    assert all(start <= end < today for start, end in found.quarters_since)


@pytest.mark.parametrize("today", [date(2026, 4, 1), date(2026, 11, 21)], ids=str)
def test_planted_group_that_comes_less_is_getting_worse(today):
    services.load(today=today, say=NO_WORDS)
    trust = Organisation.objects.get(slug=world.SECOND_TRUST.slug)
    worse = planted.GETTING_WORSE
    key = gap.TableKey(planted.ETHNIC_GROUP, "direct", "came")
    scopes = [counting.Scope(trust.pk, one.starts_on, one.ends_on) for one in trend.quarters(today=today)]
    tallies = [counting.count(scope).tallies[key] for scope in scopes]

    assert [(tally.groups[worse.group].people, tally.known) for tally in tallies] == [
        (people, worse.of) for people in worse.came
    ]
    points = [Observation(tally.groups[worse.group].people, tally.known) for tally in tallies]
    assert [is_getting_worse(points[: number + 1]) for number in range(len(points))] == [False] * 6 + [True] * 2
