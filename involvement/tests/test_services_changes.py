import uuid
from datetime import UTC, date, datetime

import pytest

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation, make_user
from core.models import AuditEvent, Job, JobState
from involvement import services
from involvement.models import Change, ChangedSlice, ChangeStep, PersonalNotice, Response
from involvement.taxonomies import AttendanceStatus, ChangeStatus, Channel
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_change,
    make_participant,
    make_point,
    make_service,
    make_session,
    make_story,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
SPRING = date(2026, 4, 1)


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def actor(organisation):
    return actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation)


@pytest.fixture
def session(organisation):
    return make_session(make_activity(organisation), service=make_service(organisation))


def add(actor, **fields):
    values = {"send_key": uuid.uuid4(), "title": "Open the garden until nine", "now": NOW}
    return services.add_change(actor=actor, **(values | fields))


def move(actor, change, status, text="", **fields):
    values = {"send_key": uuid.uuid4(), "now": NOW}
    return services.move_change(actor=actor, change=change, status=status, text=text, **(values | fields))


def told():
    """Run what is waiting; the keys of everyone told, by step and person."""
    for job in Job.objects.filter(task="involvement.tasks.tell_of_change_step", state=JobState.QUEUED):
        services.tell_of_change_step(job_id=job.pk)
    return sorted(PersonalNotice.objects.values_list("key", flat=True))


def key(step, who):
    return f"change-step:{step.pk}:{who.pk}"


def outcome(story):
    story.refresh_from_db()
    return story.outcome


def test_add_change_keeps_its_first_step_and_what_led_to_it(actor, organisation, session):
    story, point = make_story(organisation), make_point(session)

    change = add(actor, text="We asked the ward.", stories=[story], points=[point], owner=make_user())

    step = change.steps.get()
    assert (change.organisation, change.status, change.made_on) == (organisation, ChangeStatus.CONSIDERING, None)
    assert (list(change.stories.all()), list(change.points.all())) == ([story], [point])
    assert (step.status, step.text, step.taken_by_id) == (ChangeStatus.CONSIDERING, "We asked the ward.", actor.user_id)
    assert outcome(story) == ChangeStatus.CONSIDERING


def test_add_change_sent_twice_is_one_change(actor):
    send_key = uuid.uuid4()

    first, second = add(actor, send_key=send_key), add(actor, send_key=send_key, title="Other words")

    assert (first, Change.objects.get().title) == (second, "Open the garden until nine")
    assert ChangeStep.objects.count() == 1


@pytest.mark.parametrize("text", ["", "  "])
def test_a_change_that_is_not_possible_needs_a_reason(actor, organisation, text):
    with pytest.raises(services.ReasonMissing):
        add(actor, status=ChangeStatus.NOT_POSSIBLE, text=text)
    with pytest.raises(services.ReasonMissing):
        move(actor, make_change(organisation), ChangeStatus.NOT_POSSIBLE, text)

    assert ChangeStep.objects.count() == 0


def test_move_change_keeps_the_reason_only_while_it_is_not_possible(actor, organisation):
    change = make_change(organisation)
    move(actor, change, ChangeStatus.NOT_POSSIBLE, "Safety rules")
    change.refresh_from_db()
    assert (change.status, change.reason) == (ChangeStatus.NOT_POSSIBLE, "Safety rules")

    move(actor, change, ChangeStatus.PLANNED, "There is a way after all.")

    change.refresh_from_db()
    assert (change.status, change.reason, change.made_on) == (ChangeStatus.PLANNED, "", None)


def test_move_change_keeps_the_day_on_which_it_was_made(actor, organisation):
    change = make_change(organisation)
    move(actor, change, ChangeStatus.MADE)
    move(actor, change, ChangeStatus.MADE, "It is still so.", now=datetime(2026, 7, 1, 9, tzinfo=UTC))

    change.refresh_from_db()
    assert (change.made_on, change.steps.count()) == (date(2026, 6, 1), 2)


def test_move_change_sent_twice_is_one_step(actor, organisation):
    change, send_key = make_change(organisation, stories=[make_story(organisation)]), uuid.uuid4()

    first = move(actor, change, ChangeStatus.PLANNED, "In July", send_key=send_key)

    assert move(actor, change, ChangeStatus.PLANNED, "In July", send_key=send_key) == first
    assert (change.steps.count(), len(told())) == (1, 1)


@pytest.mark.parametrize(
    ("statuses", "expected"),
    [
        (["considering", "planned", "made"], "made"),
        (["not-possible", "planned", "considering"], "planned"),
        (["not-possible", "considering"], "considering"),
        (["none-needed", "not-possible"], "not-possible"),
        ([], "planned"),
    ],
)
def test_settle_outcomes_takes_the_strongest_change_else_the_last_answer(organisation, statuses, expected):
    story = make_story(organisation)
    for day, said in ((1, "considering"), (2, "planned"), (3, "")):
        Response.objects.create(
            story=story,
            kind="answer",
            text="Thank you",
            outcome=said,
            send_key=uuid.uuid4(),
            sent_at=NOW.replace(day=day),
        )
    for status in statuses:
        make_change(organisation, status=status, stories=[story])

    services.settle_outcomes([story])

    assert outcome(story) == expected


def test_move_change_settles_the_stories_it_answers(actor, organisation):
    mine, other = make_story(organisation), make_story(organisation)
    change = make_change(organisation, stories=[mine])

    move(actor, change, ChangeStatus.MADE)

    assert (outcome(mine), outcome(other)) == (ChangeStatus.MADE, "")


def test_move_change_notes_slices_only_when_it_is_made_or_unmade(actor, organisation, session):
    story = make_story(organisation, on=date(2026, 2, 3))
    change = make_change(organisation, stories=[story], points=[make_point(session)])
    noted = [(None, date(2026, 1, 1)), (session.service_id, SPRING)]

    found = []
    for status in ("planned", "made", "made", "planned"):
        move(actor, change, status)
        found.append(sorted(ChangedSlice.objects.values_list("service_id", "quarter"), key=lambda row: row[1]))
        ChangedSlice.objects.all().delete()

    assert found == [[], noted, [], noted]


def test_linking_to_a_change_that_was_made_notes_what_was_linked_before_and_after(actor, organisation):
    first, second = make_story(organisation, on=date(2026, 2, 3)), make_story(organisation)
    change = make_change(organisation, status=ChangeStatus.MADE, stories=[first])

    services.link_to_change(actor=actor, change=change, stories=[second], now=NOW)
    linked = set(ChangedSlice.objects.values_list("quarter", flat=True))
    ChangedSlice.objects.all().delete()
    services.unlink_from_change(actor=actor, change=change, stories=[second])

    assert linked == {date(2026, 1, 1), SPRING} == set(ChangedSlice.objects.values_list("quarter", flat=True))
    assert (outcome(second), list(change.stories.all())) == ("", [first])


def test_everyone_who_raised_it_is_told_once(actor, organisation, session):
    """An author who also came to the session hears of it once; who did not come, or has left, does not."""
    both, came = make_participant(organisation), make_participant(organisation)
    for person in (both, came, make_participant(organisation, left_on=date(2026, 5, 20))):
        make_attendance(session, person, status=AttendanceStatus.CAME)
    make_attendance(session)
    stories = [make_story(organisation, participant=both), make_story(organisation, news_email="guest@example.org")]
    change = make_change(organisation, stories=stories, points=[make_point(session)])

    step = move(actor, change, ChangeStatus.PLANNED, "In July")

    assert told() == sorted([key(step, stories[0]), key(step, stories[1]), key(step, came)])


@pytest.mark.parametrize("who", ["participant", "log-in", "e-mail"])
def test_the_author_of_two_stories_is_told_once(actor, organisation, who):
    user = make_user()
    person = make_participant(organisation, user=user)
    by = {
        "participant": ({"participant": person}, {"participant": person}),
        "log-in": ({"author": user}, {"participant": person}),
        "e-mail": ({"news_email": "Guest@example.org"}, {"news_email": "guest@example.org"}),
    }[who]
    stories = [make_story(organisation, **fields) for fields in by]

    move(actor, make_change(organisation, stories=stories), ChangeStatus.MADE)

    assert len(told()) == 1


def test_telling_twice_tells_nobody_twice(actor, organisation):
    change = make_change(organisation, stories=[make_story(organisation) for _ in range(3)])
    step = move(actor, change, ChangeStatus.MADE)
    first = told()

    Job.objects.filter(pk=step.job_id).update(state=JobState.QUEUED)

    assert (told(), len(first)) == (first, 3)


def test_more_people_than_one_slice_are_all_told(actor, organisation):
    stories = [make_story(organisation) for _ in range(101)]

    step = move(actor, make_change(organisation, stories=stories), ChangeStatus.MADE)

    assert told() == sorted(key(step, story) for story in stories)
    step.job.refresh_from_db()
    assert (step.job.done_steps, step.job.all_steps, step.job.state) == (101, 101, JobState.DONE)


def test_a_guest_who_left_no_address_is_told_on_the_site(actor, organisation):
    move(actor, make_change(organisation, stories=[make_story(organisation)]), ChangeStatus.MADE)
    told()

    notice = PersonalNotice.objects.get()
    assert (notice.channel, notice.done_at) == (Channel.SITE, NOW)


def test_link_to_change_tells_only_who_is_new(actor, organisation):
    change = make_change(organisation, stories=[make_story(organisation)])
    step = move(actor, change, ChangeStatus.PLANNED)
    before, added = told(), make_story(organisation)

    services.link_to_change(actor=actor, change=change, stories=[added], now=NOW)
    services.link_to_change(actor=actor, change=change, stories=[added], now=NOW)

    assert told() == sorted([*before, key(step, added)])
    assert outcome(added) == ChangeStatus.PLANNED


def test_a_caller_who_tells_the_author_can_link_in_silence(actor, organisation):
    change = add(actor, stories=[make_story(organisation)], tells=False)
    services.link_to_change(actor=actor, change=change, stories=[make_story(organisation)], now=NOW, tells=False)

    assert told() == []


def test_the_audit_says_what_was_done_without_words(actor):
    change = add(actor, text="Words")
    move(actor, change, ChangeStatus.NOT_POSSIBLE, "More words")

    events = AuditEvent.objects.order_by("pk").values_list("verb", "target_id", "reason")
    assert list(events) == [("CHANGE_ADDED", str(change.pk), ""), ("CHANGE_MOVED", str(change.pk), "")]
