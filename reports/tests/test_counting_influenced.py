"""People whose story, or whose role at a session, stands behind a change that was made."""

from datetime import date, timedelta

import pytest

from involvement.models import Change, ChangedSlice
from involvement.services import slices
from involvement.taxonomies import AttendanceStatus, ChangeStatus, SpeakingRole, Voice
from involvement.tests.factories import (
    DAY,
    make_attendance,
    make_change,
    make_participant,
    make_point,
    make_service,
    make_session,
    make_story,
)
from reports.counting import Scope, count
from reports.gap import TableKey
from reports.tests.factories import add_people, answer, came

pytestmark = pytest.mark.django_db


def influenced(organisation, voice="direct", dimension="ethnic_group_5", service=None):
    scope = Scope(organisation.pk, date(2026, 4, 1), date(2026, 6, 30), service and service.pk)
    return count(scope).tallies[TableKey(dimension, voice, "influenced")]


def told(organisation, participant=None, **fields):
    """A story behind a change that was made."""
    participant = participant or make_participant(organisation)
    story = make_story(organisation, participant=participant, **fields)
    make_change(organisation, stories=[story], status=ChangeStatus.MADE)
    return story


def raised(session, role=SpeakingRole.SERVICE_USER):
    """A point behind a change that was made."""
    point = make_point(session, speaking_role=role)
    return make_change(session.organisation, points=[point], status=ChangeStatus.MADE)


def test_a_story_behind_a_change_that_was_made_counts_without_any_session():
    person = make_participant()
    answer(person, "ethnic_group", "black-african")
    told(person.organisation, person)

    assert influenced(person.organisation).groups["2"].people == 1
    assert count(Scope(person.organisation_id, DAY, DAY)).people == 0


@pytest.mark.parametrize("status", [one for one in ChangeStatus if one != ChangeStatus.MADE])
def test_a_change_that_was_not_made_counts_for_nobody(status):
    story = told(make_participant().organisation)
    Change.objects.update(status=status, made_on=None, reason="It is not safe.")

    assert influenced(story.organisation).participants == 0


def test_a_guest_story_counts_for_nobody_on_the_register():
    story = make_story()
    make_change(story.organisation, stories=[story], status=ChangeStatus.MADE)

    assert influenced(story.organisation, "all").participants == 0


def test_people_are_counted_once_however_often_they_were_heard():
    session = make_session()
    (person,) = add_people(session, 1)
    for _ in range(2):
        raised(session)
        story = told(session.organisation, person)
        make_change(session.organisation, stories=[story], status=ChangeStatus.MADE)

    assert influenced(session.organisation).participants == 1


def test_a_point_counts_for_those_who_came_and_spoke_in_its_role():
    session = make_session()
    raised(session, SpeakingRole.CARER)
    carers = add_people(session, 2, role=SpeakingRole.CARER)
    add_people(session, 3, role=SpeakingRole.SERVICE_USER)
    late = {"speaking_role": SpeakingRole.CARER, "status": AttendanceStatus.APOLOGIES}
    make_attendance(session, **late)
    came(make_session(session.activity), carers[0], SpeakingRole.CARER)

    people = {voice: influenced(session.organisation, voice).participants for voice in Voice.values}

    assert people == {"direct": 0, "lived": 2, "all": 2, "proxy": 0}


def test_a_point_whose_role_is_not_recorded_counts_for_nobody():
    session = make_session()
    raised(session, SpeakingRole.NOT_RECORDED)
    add_people(session, 2, role=SpeakingRole.NOT_RECORDED)

    assert influenced(session.organisation, "all").participants == 0


def test_one_person_in_two_roles_counts_in_each_voice_and_once_for_all():
    """Rule R9 of DOMAIN: Imran speaks as a community leader in May and as a service user in June."""
    may, june = make_session(on=date(2026, 5, 5)), None
    june = make_session(may.activity, on=date(2026, 6, 9))
    imran = make_participant(may.organisation)
    for session, role in ((may, SpeakingRole.COMMUNITY_LEADER), (june, SpeakingRole.SERVICE_USER)):
        came(session, imran, role)
        raised(session, role)

    people = {voice: influenced(may.organisation, voice).participants for voice in Voice.values}

    assert people == {"direct": 1, "lived": 1, "all": 1, "proxy": 1}


def test_stories_belong_to_their_day_service_and_organisation():
    service = make_service()
    ours = service.organisation
    for fields in ({"on": date(2026, 3, 31)}, {"on": date(2026, 7, 1)}, {"service": make_service(ours)}, {}):
        told(ours, **({"service": service} if "on" in fields else {}), **fields)
    told(make_participant().organisation)
    told(ours, service=service, on=date(2026, 6, 30))

    assert influenced(ours, service=service).participants == 1
    assert influenced(ours).participants == 3


def test_a_note_of_a_change_covers_its_stories_and_points():
    session = make_session(service=make_service())
    change = raised(session)
    change.stories.add(make_story(session.organisation, on=DAY + timedelta(days=90)))

    slices.note_change(change)

    noted = set(ChangedSlice.objects.values_list("organisation", "service", "quarter"))
    ours = session.organisation_id
    assert noted == {(ours, session.service_id, date(2026, 4, 1)), (ours, None, date(2026, 7, 1))}
