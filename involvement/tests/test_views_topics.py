from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from involvement.equality import Question
from involvement.models import Attendance, PersonalNotice
from involvement.taxonomies import ActivityKind
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_equality_answer,
    make_participant,
    make_session,
)

pytestmark = pytest.mark.django_db


def expect_url(session):
    return reverse("involvement:expect_people", args=[session.pk])


@pytest.fixture
def session(activity):
    return make_session(activity, on=timezone.localdate())


def names(client, session, query=""):
    return [str(person) for person in client.get(expect_url(session) + query).context["page"]]


def asked(person, times, days_ago):
    for _ in range(times):
        other = make_session(make_activity(person.organisation))
        make_attendance(other, person, invited_on=timezone.localdate() - timedelta(days=days_ago))


def test_hear_about_is_chosen_and_unchosen_by_the_person(client, organisation):
    membership = make_membership(Role.PARTICIPANT, organisation)
    person = make_participant(organisation, user=membership.user)
    address, seen = reverse("involvement:hear_about"), []

    for kinds in (["forum", "survey"], []):
        sign_in(client, membership).post(address, {"kinds": kinds})
        seen.append(sorted(person.wanted_topics.values_list("kind", flat=True)))

    assert seen == [["forum", "survey"], []]


def test_edit_hear_about_by_staff_shows_on_the_persons_page(lead, organisation):
    person = make_participant(organisation)

    lead.post(reverse("involvement:edit_hear_about", args=[person.pk]), {"kinds": ["forum"]})

    page = lead.get(reverse("involvement:participant", args=[person.pk]))
    assert page.context["shown"].topics == ["Open forum"]


def test_expect_people_puts_who_was_asked_least_in_the_last_year_first(lead, organisation, session):
    often, once, long_ago = (make_participant(organisation, reference=name) for name in ("A", "B", "C"))
    asked(often, 2, days_ago=30)
    asked(once, 1, days_ago=364)
    asked(long_ago, 5, days_ago=365)

    page = lead.get(expect_url(session)).context["page"]

    assert [(str(person), person.times_asked) for person in page] == [("C", 0), ("B", 1), ("A", 2)]


def test_expect_people_finds_who_wants_to_hear_about_it(lead, organisation, session):
    person = make_participant(organisation, reference="Wants")
    make_participant(organisation, reference="Other")
    person.wanted_topics.create(kind=ActivityKind.FORUM, chosen_at=timezone.now())
    asked(person, 3, days_ago=3)

    page = lead.get(expect_url(session) + "?topic=forum").context["page"]

    assert [(str(each), each.times_asked) for each in page] == [("Wants", 3)]


def test_expect_people_never_looks_at_equality_answers(lead, organisation, session):
    """A lead filters invitations by ethnic group: not offered, and ignored in the address (R16)."""
    for reference, group in (("A", "asian-pakistani"), ("B", "white-british")):
        make_equality_answer(make_participant(organisation, reference=reference), Question.ETHNIC_GROUP, group)

    form = lead.get(expect_url(session)).context["filter_form"]

    assert sorted(form.fields) == ["q", "topic"]
    assert names(lead, session, "?ethnic_group=asian-pakistani&sex=1") == ["A", "B"]


def test_expect_people_tells_who_was_ticked_and_keeps_that_they_were_asked(lead, organisation, activity):
    session = make_session(activity, on=timezone.localdate() + timedelta(days=9))
    person = make_participant(organisation)

    lead.post(expect_url(session), {"people": [person.pk]})

    assert Attendance.objects.get().invited_on == timezone.localdate()
    assert PersonalNotice.objects.get().key == f"invitation:{session.pk}:{person.pk}"
