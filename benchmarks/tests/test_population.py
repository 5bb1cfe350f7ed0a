from datetime import date

import pytest
from django.db.models import Count, F, Q

from benchmarks.population import ANSWERS, ROLES, populate
from involvement.equality import BY_SLUG, Question
from involvement.models import Attendance, EqualityAnswer
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from reports import counting
from reports.periods import Period, PeriodKind

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]
YEAR = Period(PeriodKind.YEAR, date(2025, 4, 1), date(2026, 3, 31))


def test_populate_gives_each_person_ten_places_at_different_sessions():
    population = populate(people=500, period=YEAR)

    each = Attendance.objects.values("participant").annotate(sessions=Count("session", distinct=True))
    assert {row["sessions"] for row in each} == {10}
    assert (len(each), population.attendances, Attendance.objects.count()) == (500, 5000, 5000)


def test_populate_repeats_on_a_place_what_its_session_says():
    organisation = populate(people=300, period=YEAR).organisation

    session = Q(held_on=F("session__held_on"), service=F("session__service"), organisation=organisation)
    assert not Attendance.objects.exclude(session).exists()
    assert not Attendance.objects.exclude(held_on__range=(YEAR.starts_on, YEAR.ends_on)).exists()


def test_populate_uses_every_stage_and_role():
    populate(people=2000, period=YEAR)

    assert set(Attendance.objects.values_list("status", flat=True)) == set(AttendanceStatus.values)
    assert set(Attendance.objects.values_list("speaking_role", flat=True)) == set(SpeakingRole.values)
    assert not Attendance.objects.filter(~Q(status=AttendanceStatus.CAME), minutes__gt=0).exists()


def test_populate_makes_a_register_that_a_report_can_count():
    organisation = populate(people=400, period=YEAR).organisation

    counted = counting.count(counting.Scope(organisation.pk, YEAR.starts_on, YEAR.ends_on))

    assert counted.people == 400
    assert EqualityAnswer.objects.values("participant").distinct().count() == 400


def test_answers_and_roles_are_those_of_the_product():
    unknown = [slug for question in Question for slug in ANSWERS[question].keys() - BY_SLUG[question].keys()]
    assert unknown == []
    assert set(ROLES) == set(SpeakingRole)
