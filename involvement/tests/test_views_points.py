from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_user, sign_in
from involvement.models import Change
from involvement.taxonomies import ChangeStatus
from involvement.tests.factories import make_change, make_point, make_service, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(organisation, activity):
    return make_session(activity, service=make_service(organisation))


def url(name, row):
    return reverse(f"involvement:{name}", args=[row.pk])


def line(point, **said):
    return {f"{point.pk}-{name}": value for name, value in said.items()}


def test_answer_points_makes_a_change_of_each_line_that_says_something(lead, session, organisation):
    owner = make_user()
    make_membership(Role.RESPONDER, organisation, user=owner)
    first, second, later = (make_point(session, text=text) for text in ("Garden", "Cash on the ward", "Parking"))
    planned = line(first, status="planned", words="Open it", owner=owner.pk, due_on="2026-07-01")
    refused = line(second, status="not-possible", words="Safety rules")

    lead.post(url("answer_points", session), planned | refused | line(later, status="", words=""))

    change, no = Change.objects.order_by("title").reverse()
    assert (change.title, change.owner, change.due_on) == ("Open it", owner, date(2026, 7, 1))
    assert (no.title, no.reason, no.status) == ("Cash on the ward", "Safety rules", ChangeStatus.NOT_POSSIBLE)
    assert (list(change.points.all()), list(no.points.all())) == ([first], [second])
    assert (change.service, change.activity) == (session.service, session.activity)


def test_answer_points_sent_twice_answers_once(lead, session):
    point = make_point(session)
    sent = line(point, status="made", words="Open it")

    for _ in range(2):
        lead.post(url("answer_points", session), sent)

    assert Change.objects.count() == 1


def test_answer_points_asks_only_for_what_has_no_answer(lead, session):
    open_point = make_point(session)
    make_change(session.organisation, points=[make_point(session, text="Answered")])

    assert lead.get(url("answer_points", session)).context["form"].points == [open_point]


@pytest.mark.parametrize(
    ("said", "errors"),
    [
        ({"status": "made", "words": ""}, {"words": ["Enter what you will do, or why not"]}),
        ({"status": "", "words": "Open it"}, {"status": ["Select what becomes of it"]}),
    ],
)
def test_answer_points_says_what_is_missing(lead, session, said, errors):
    point = make_point(session)

    form = lead.post(url("answer_points", session), line(point, **said)).context["form"]

    assert form.errors == {f"{point.pk}-{name}": messages for name, messages in errors.items()}
    assert Change.objects.count() == 0


def test_session_shows_what_becomes_of_each_point(client, organisation, session):
    """A facilitator reads it, and is not offered to decide."""
    membership = make_membership(Role.FACILITATOR, organisation)
    session.facilitators.add(membership.user)
    make_change(organisation, title="Open the garden", status=ChangeStatus.PLANNED, points=[make_point(session)])
    make_point(session, text="Parking")

    page = sign_in(client, membership).get(url("session", session)).content.decode()

    assert ("We will do it" in page, "Open the garden" in page, "Nothing decided yet" in page) == (True, True, True)
    assert url("answer_points", session) not in page
