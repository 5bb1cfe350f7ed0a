import pytest
from django.urls import reverse

from involvement.models import HeadCount, Point
from involvement.taxonomies import AttendanceStatus
from involvement.tests.factories import (
    make_head_count,
    make_session,
)

pytestmark = pytest.mark.django_db
CAME = AttendanceStatus.CAME


def url(name, row=None):
    return reverse(f"involvement:{name}", args=[row.pk] if row else [])


def test_count_heads_needs_one_number(lead, activity):
    session = make_session(activity)

    lead.post(url("count_heads", session), {"people": "12"})

    assert list(HeadCount.objects.values_list("people", "said")) == [(12, {})]


def test_count_heads_keeps_what_people_said_of_themselves(lead, activity):
    session = make_session(activity)

    lead.post(url("count_heads", session), {"people": "12", "ethnic_group_5-2": "4", "sex-1": "7", "sex-2": "0"})

    assert HeadCount.objects.get().said == {"ethnic_group_5": {"2": 4}, "sex": {"1": 7}}


@pytest.mark.parametrize(
    ("fields", "errors"),
    [
        ({}, {"people": ["Enter how many people came"]}),
        ({"people": "-1"}, {"people": ["Enter a number from 0 to 10,000"]}),
        ({"people": "10001"}, {"people": ["Enter a number from 0 to 10,000"]}),
        ({"people": "many"}, {"people": ["Enter a whole number, for example 12"]}),
        ({"people": "3", "sex-2": "4"}, {"sex-1": ["Check the numbers for sex. They come to 4, more than 3"]}),
    ],
)
def test_count_heads_says_what_is_wrong(lead, activity, fields, errors):
    form = lead.post(url("count_heads", make_session(activity)), fields | {"was": ""}).context["form"]

    assert form.errors == errors
    assert HeadCount.objects.count() == 0


def test_count_heads_second_writer_is_asked_once(lead, activity):
    session = make_session(activity)
    make_head_count(session, 8)

    form = lead.post(url("count_heads", session), {"people": "9", "was": ""}).context["form"]
    lead.post(url("count_heads", session), {"people": "9", "was": form["was"].value()})

    assert form.errors["people"] == ["Check the number. Someone else saved 8 meanwhile. Save again to keep yours."]
    assert HeadCount.objects.get().people == 9


def test_add_point_keeps_one_line(lead, activity):
    session = make_session(activity)

    response = lead.post(url("add_point", session), {"text": "No lift", "speaking_role": "carer"})

    assert response["Location"] == url("session", session) + "#points"
    assert list(Point.objects.values_list("text", "speaking_role")) == [("No lift", "carer")]


@pytest.mark.parametrize("text", ["", "Call me, 999 123 4567", "x" * 501])
def test_add_point_refuses_nothing_nhs_numbers_and_too_much(lead, activity, text):
    session = make_session(activity)

    response = lead.post(url("add_point", session), {"text": text, "speaking_role": "carer"})

    assert (list(response.context["form"].errors), Point.objects.count()) == (["text"], 0)
