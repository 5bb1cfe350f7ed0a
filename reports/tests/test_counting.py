import random
from datetime import date, timedelta

import pytest

from accounts.tests.factories import make_organisation
from involvement.equality import BY_SLUG, AnswerStatus, Question
from involvement.models import Attendance, EqualityAnswer, InvolvementSession, Participant, Point, Story
from involvement.taxonomies import VOICE_ROLES, AttendanceStatus, SpeakingRole, Voice
from involvement.tests.factories import (
    DAY,
    make_activity,
    make_attendance,
    make_change,
    make_head_count,
    make_participant,
    make_point,
    make_service,
    make_session,
    make_story,
)
from reports.counting import STAGES, HeadCounted, Scope, count, head_counted
from reports.dimensions import BY_NAME, group_of, question_of
from reports.gap import Count, TableKey
from reports.tests.factories import add_people, answer, came

pytestmark = pytest.mark.django_db


def scope_of(session, **fields):
    values = {"organisation_id": session.organisation_id, "starts_on": date(2026, 4, 1), "ends_on": date(2026, 6, 30)}
    return Scope(**(values | fields))


def tally_of(session, dimension="ethnic_group_5", voice="direct", stage="came", **fields):
    return count(scope_of(session, **fields)).tallies[TableKey(dimension, voice, stage)]


def test_count_puts_people_contributions_and_minutes_in_their_group():
    session = make_session(minutes=90)
    later = make_session(session.activity, on=DAY + timedelta(days=7), minutes=60)
    first, _ = add_people(session, 2, ethnic_group="black-african")
    came(later, first)

    assert tally_of(session).groups["2"] == Count(people=2, contributions=3, minutes=240)


def test_count_keeps_the_two_roles_of_one_person_apart():
    """DOMAIN's rule that each contribution keeps its own role: one proxy, one direct, one person."""
    may = make_session(on=date(2026, 5, 5))
    june = make_session(may.activity, on=date(2026, 6, 9))
    imran = make_participant(may.organisation)
    came(may, imran, SpeakingRole.COMMUNITY_LEADER)
    came(june, imran, SpeakingRole.SERVICE_USER)

    people = {voice: tally_of(may, voice=voice).participants for voice in Voice.values}

    assert people == {"direct": 1, "lived": 1, "all": 1, "proxy": 1}


def test_count_never_merges_the_three_kinds_of_unknown():
    session = make_session()
    declined, not_asked, blank, group_only = add_people(session, 4)
    answer(declined, Question.ETHNIC_GROUP, declined=True)
    answer(not_asked, Question.ETHNIC_GROUP)
    answer(group_only, Question.ETHNIC_GROUP, "black")

    wide, narrow = tally_of(session), tally_of(session, "ethnic_group_19")

    assert (wide.known, wide.declined.people, wide.not_asked.people, wide.group_only.people) == (1, 1, 2, 0)
    assert (narrow.known, narrow.declined.people, narrow.not_asked.people, narrow.group_only.people) == (0, 1, 2, 1)


def test_count_takes_an_nhs_code_no_further_than_it_goes():
    session = make_session()
    add_people(session, 1, ethnic_group="nhs-c")

    assert tally_of(session, "ethnic_category_nhs16").groups["C"].people == 1
    assert tally_of(session, "ethnic_group_19").group_only.people == 1
    assert count(scope_of(session)).ethnic_answers == {"nhs-c": 1}


def test_count_came_back_needs_two_sessions_in_the_same_voice():
    session = make_session()
    later = make_session(session.activity, on=DAY + timedelta(days=1))
    loyal, switched = add_people(session, 2)
    came(later, loyal)
    came(later, switched, SpeakingRole.COMMUNITY_LEADER)

    assert tally_of(session, stage="came_back").participants == 1
    assert tally_of(session, voice="all", stage="came_back").participants == 2


def test_count_counts_a_role_that_was_not_recorded_in_everyone_only():
    session = make_session(minutes=45)
    add_people(session, 1, role=SpeakingRole.NOT_RECORDED)

    counted = count(scope_of(session))

    people = {voice: counted.tallies[TableKey("sex", voice, "came")].participants for voice in Voice.values}
    assert people == {"direct": 0, "lived": 0, "all": 1, "proxy": 0}
    assert counted.tallies[TableKey("sex", "all", "came")].not_asked == Count(1, 1, 45)


def test_count_follows_people_from_asked_to_came():
    session = make_session()
    told = {"invited_on": DAY, "speaking_role": SpeakingRole.SERVICE_USER}
    make_attendance(session, **told)
    make_attendance(session, **told, signed_up_on=DAY)
    make_attendance(session, **told, signed_up_on=DAY, status=AttendanceStatus.CAME)
    came(session, make_participant(session.organisation))

    people = {stage: tally_of(session, "sex", stage=stage).participants for stage in STAGES}

    assert people == {
        "asked": 3, "signed_up": 2, "came": 2, "came_back": 0, "influenced": 0,
        "asked_signed_up": 2, "signed_up_came": 1,
    }  # fmt: skip


def test_count_leaves_out_other_organisations_services_and_days():
    ours = make_session(service=make_service())
    for other in (
        make_session(),
        make_session(ours.activity),
        make_session(ours.activity, on=date(2026, 3, 31), service=ours.service),
        make_session(ours.activity, on=date(2026, 7, 1), service=ours.service),
    ):
        add_people(other, 1)
    add_people(ours, 2)

    assert tally_of(ours, service_id=ours.service_id).participants == 2


def test_count_counts_heads_apart():
    session = make_session()
    make_head_count(session, 7)
    make_head_count(make_session(session.activity), 5)
    make_head_count(make_session(), 100)

    assert head_counted(scope_of(session)) == HeadCounted(people=12, sessions=2)
    assert count(scope_of(session)).people == 0


@pytest.mark.parametrize("people", [1, 3])
def test_count_takes_two_statements_where_nothing_is_kept(people, django_assert_num_queries):
    session = make_session()
    add_people(session, people, ethnic_group="asian-indian")

    with django_assert_num_queries(2):
        count(scope_of(session))


def led_to_a_change(spoken, voice):
    """Whose story, or whose role at a session, stands behind a change that was made."""
    points = {(one.session_id, one.speaking_role) for one in Point.objects.filter(changes__status="made")}
    points = {place for place in points if place[1] != SpeakingRole.NOT_RECORDED}
    came = [row for row in spoken if row.status == AttendanceStatus.CAME]
    stories = Story.objects.filter(changes__status="made", participant__isnull=False)
    told = {one.participant_id for one in stories if one.speaking_role in VOICE_ROLES[Voice(voice)]}
    return told | {row.participant_id for row in came if (row.session_id, row.speaking_role) in points}


def reached(attendances, voice, stage):
    """Who is at a stage in a voice, in the plainest Python."""
    spoken = [row for row in attendances if row.speaking_role in VOICE_ROLES[Voice(voice)]]
    met = [row.participant_id for row in spoken if row.status == AttendanceStatus.CAME]
    sets = {
        "asked": {row.participant_id for row in spoken if row.invited_on},
        "signed_up": {row.participant_id for row in spoken if row.signed_up_on},
        "came": set(met),
        "came_back": {person for person in met if met.count(person) > 1},
        "influenced": led_to_a_change(spoken, voice),
    }
    sets["asked_signed_up"] = sets["asked"] & sets["signed_up"]
    sets["signed_up_came"] = sets["signed_up"] & sets["came"]
    return sets[stage]


def slow_tally(attendances, dimension, voice, stage):
    """The same counts once more: people of each group, declined, not asked."""
    answers = {a.participant_id: a for a in EqualityAnswer.objects.filter(question=question_of(dimension))}
    counts = dict.fromkeys([group.code for group in BY_NAME[dimension].groups], 0)
    counts |= {AnswerStatus.DECLINED: 0, AnswerStatus.NOT_ASKED: 0, None: 0}
    for person in reached(attendances, voice, stage):
        given = answers.get(person)
        status = given.status if given else AnswerStatus.NOT_ASKED
        place = group_of(dimension=dimension, value=given.value) if status == AnswerStatus.STATED else status
        counts[place] += 1
    return counts


def random_changes(chance, sessions):
    """Some points and stories, behind changes that were made, are planned, or both."""
    organisation = sessions[0].organisation
    changes = [make_change(organisation, status=status) for status in ("made", "made", "planned")]
    for session in sessions:
        for number, role in enumerate(chance.sample(SpeakingRole.values, 6)):
            point = make_point(session, f"Point {number}", speaking_role=role)
            point.changes.set(chance.sample(changes, chance.randint(0, 2)))
    for person in Participant.objects.filter(organisation=organisation).order_by("reference")[::2]:
        story = make_story(organisation, participant=person, speaking_role=chance.choice(SpeakingRole.values))
        story.changes.set(chance.sample(changes, chance.randint(0, 2)))


def random_register(seed):
    chance = random.Random(seed)
    organisation = make_organisation()
    activity = make_activity(organisation)
    sessions = [make_session(activity, on=DAY + timedelta(days=n)) for n in range(4)]
    for _ in range(25):
        person = make_participant(organisation)
        for question in chance.sample(list(Question), 6):
            value = chance.choice([*BY_SLUG[question], "", ""])
            answer(person, question, value, declined=not value and chance.random() < 0.5)
        for session in chance.sample(sessions, chance.randint(0, 4)):
            make_attendance(
                session,
                person,
                status=chance.choice(AttendanceStatus.values),
                speaking_role=chance.choice(SpeakingRole.values),
                invited_on=chance.choice([None, DAY]),
                signed_up_on=chance.choice([None, DAY]),
            )
    random_changes(chance, sessions)
    return sessions[0]


@pytest.mark.parametrize("seed", range(3))
def test_count_agrees_with_a_second_calculation(seed):
    session = random_register(seed)
    rows = list(Attendance.objects.filter(organisation=session.organisation))

    for key, tally in count(scope_of(session)).tallies.items():
        expected = slow_tally(rows, key.dimension, key.voice, key.stage)
        found = {code: group.people for code, group in tally.groups.items()}
        found |= {AnswerStatus.DECLINED: tally.declined.people, AnswerStatus.NOT_ASKED: tally.not_asked.people}
        assert found | {None: tally.group_only.people} == expected, key


def test_count_of_nobody_is_nothing():
    session = make_session()
    InvolvementSession.objects.all().delete()

    counted = count(scope_of(session))

    assert counted.people == 0
    assert {tally.participants for tally in counted.tallies.values()} == {0}
