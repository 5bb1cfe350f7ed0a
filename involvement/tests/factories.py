"""Rows of the register for tests. Whatever is not given is plain and the same every time."""

import itertools
import uuid
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import Organisation, Role, User
from accounts.tests.factories import make_organisation
from core.secrets import seal
from core.working_days import working_days_after
from involvement import clocks, codes
from involvement.access import STORY_CODE
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import (
    STORY_PARTS,
    AccessNeed,
    Attendance,
    Change,
    EqualityAnswer,
    ExpenseClaim,
    HeadCount,
    Interest,
    InvolvementActivity,
    InvolvementSession,
    LoopSummary,
    Opportunity,
    Participant,
    PaymentOffer,
    PersonalNotice,
    PersonalNoticeKind,
    Point,
    Publication,
    Rate,
    Response,
    SafeguardingConcern,
    Service,
    Story,
)
from involvement.taxonomies import (
    AccessNeedKind,
    ActivityKind,
    AttendanceStatus,
    ChangeStatus,
    Channel,
    ExpenseKind,
    InterestState,
    InvolvementLevel,
    RateUnit,
    ResponseKind,
    SpeakingRole,
    Visibility,
)

DAY = date(2026, 5, 12)
_numbers = itertools.count(1)


def make_service(organisation: Organisation | None = None, **fields) -> Service:
    values = {"name": f"Service {next(_numbers)}"}
    return Service.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_activity(organisation: Organisation | None = None, **fields) -> InvolvementActivity:
    values = {
        "name": f"Activity {next(_numbers)}",
        "kind": ActivityKind.FOCUS_GROUP,
        "level": InvolvementLevel.CO_DESIGN,
    }
    return InvolvementActivity.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_session(
    activity: InvolvementActivity | None = None,
    *,
    on: date = DAY,
    minutes: int = 120,
    facilitator: User | None = None,
    **fields,
) -> InvolvementSession:
    """A session from two o'clock UK time on this day."""
    activity = activity or make_activity()
    starts_at = timezone.make_aware(datetime.combine(on, time(14)))
    values = {
        "organisation": activity.organisation,
        "reference": f"S-{next(_numbers)}",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(minutes=minutes),
        "held_on": on,
    }
    session = InvolvementSession.objects.create(activity=activity, **(values | fields))
    if facilitator:
        session.facilitators.add(facilitator)
    return session


def make_participant(organisation: Organisation | None = None, **fields) -> Participant:
    values = {"reference": f"P-{next(_numbers)}", "joined_on": date(2026, 1, 1)}
    return Participant.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_attendance(session: InvolvementSession, participant: Participant | None = None, **fields) -> Attendance:
    """Expected and not yet marked; with status CAME the minutes are those of the session."""
    values = {
        "organisation": session.organisation,
        "service": session.service,
        "held_on": session.held_on,
        "speaking_role": SpeakingRole.NOT_RECORDED,
        "minutes": session.length_minutes if fields.get("status") == AttendanceStatus.CAME else 0,
    }
    participant = participant or make_participant(session.organisation)
    return Attendance.objects.create(session=session, participant=participant, **(values | fields))


def make_access_need(
    participant: Participant,
    kind: AccessNeedKind = AccessNeedKind.BSL_INTERPRETER,
    *,
    review_on: date = date(2027, 1, 1),
) -> AccessNeed:
    return AccessNeed.objects.create(
        participant=participant, kind=kind, recorded_on=date(2026, 1, 1), review_on=review_on
    )


def make_head_count(session: InvolvementSession, people: int = 8, **fields) -> HeadCount:
    return HeadCount.objects.create(session=session, people=people, counted_at=session.ends_at, **fields)


def make_point(session: InvolvementSession, text: str = "The room is hard to find", **fields) -> Point:
    return Point.objects.create(session=session, text=text, noted_at=session.ends_at, **fields)


def make_equality_answer(
    participant: Participant, question: Question = Question.RELIGION, value: str = "sikh", **fields
) -> EqualityAnswer:
    """An answer the person gave; ``value=""`` is one they declined."""
    values = {
        "status": AnswerStatus.STATED if value else AnswerStatus.DECLINED,
        "source": AnswerSource.SELF,
        "answered_at": timezone.make_aware(datetime.combine(DAY, time(9))),
    }
    return EqualityAnswer.objects.create(participant=participant, question=question, value=value, **(values | fields))


def make_story(organisation: Organisation | None = None, *, code: str = "", on: date = DAY, **fields) -> Story:
    """A concern for staff only, sent at noon; with ``code`` the guest's tracking code opens it."""
    number = next(_numbers)
    values = {
        "better": f"Story {number}",
        "code_hash": codes.hash_of(code or codes.new_code(), purpose=STORY_CODE),
        "send_key": uuid.uuid4(),
        "sent_at": timezone.make_aware(datetime.combine(on, time(12))),
        "sent_on": on,
        "speaking_role": SpeakingRole.SERVICE_USER,
        **clocks.first_dates(on, nation="england")._asdict(),
    }
    return Story.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_change(organisation: Organisation | None = None, *, stories=(), points=(), **fields) -> Change:
    """Something the organisation is thinking about; what is made was made on DAY."""
    values = {"title": f"Change {next(_numbers)}", "created_at": timezone.make_aware(datetime.combine(DAY, time(9)))}
    if fields.get("status") == ChangeStatus.MADE:
        values["made_on"] = DAY
    if fields.get("status") == ChangeStatus.NOT_POSSIBLE:
        values["reason"] = "There is no money for it this year."
    change = Change.objects.create(organisation=organisation or make_organisation(), **(values | fields))
    change.stories.set(stories)
    change.points.set(points)
    return change


def make_response(story: Story, **fields) -> Response:
    """An answer on the day after the story."""
    values = {
        "kind": ResponseKind.ANSWER,
        "text": "Thank you for telling us.",
        "outcome": ChangeStatus.NONE_NEEDED,
        "role": Role.RESPONDER,
        "send_key": uuid.uuid4(),
        "sent_at": story.sent_at + timedelta(days=1),
    }
    return Response.objects.create(story=story, **(values | fields))


def make_published(organisation: Organisation | None = None, *, published_on: date = DAY, **fields) -> Story:
    """A public story with its publication, word for word; ``published_on`` at noon."""
    story = make_story(organisation, **({"visibility": Visibility.PUBLIC} | fields))
    at = timezone.make_aware(datetime.combine(published_on, time(12)))
    words = {part: getattr(story, part) for part in STORY_PARTS}
    Publication.objects.create(story=story, decided_at=at, published_at=at, **words)
    return story


def make_concern(organisation: Organisation | None = None, *, what: str = "A worry", **fields) -> SafeguardingConcern:
    values = {"send_key": uuid.uuid4(), "raised_at": timezone.make_aware(datetime.combine(DAY, time(12)))}
    return SafeguardingConcern.objects.create(
        organisation=organisation or make_organisation(), what=seal(what), **(values | fields)
    )


def make_opportunity(session: InvolvementSession | None = None, *, published: bool = True, **fields) -> Opportunity:
    """On the public list since eight weeks before the session, with as many places as come."""
    session = session or make_session()
    values = {
        "purpose": "To make our letters easier to read.",
        "who_for": "Anyone who gets our letters",
        "published_at": session.starts_at - timedelta(weeks=8) if published else None,
    }
    return Opportunity.objects.create(session=session, **(values | fields))


def make_interest(session: InvolvementSession, participant: Participant | None = None, **fields) -> Interest:
    """Of a guest unless told; asked a month before the session. A place on the register is not made with it."""
    asked_at = fields.get("asked_at", session.starts_at - timedelta(days=30))
    guest = {} if participant else {"name": f"Guest {next(_numbers)}", "contact": "guest@example.org"}
    values = {"state": InterestState.PLACE, "asked_at": asked_at, "changed_at": asked_at} | guest
    return Interest.objects.create(session=session, participant=participant, **(values | fields))


def make_loop_summary(organisation: Organisation | None = None, **fields) -> LoopSummary:
    values = {
        "you_said": f"The garden closes too early. {next(_numbers)}",
        "we_did": "It is open until nine.",
        "status": ChangeStatus.MADE,
        "published_at": timezone.make_aware(datetime.combine(DAY, time(9))),
    }
    return LoopSummary.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_rate(organisation: Organisation | None = None, **fields) -> Rate:
    values = {
        "name": f"Time {next(_numbers)}",
        "amount": Decimal("25.00"),
        "unit": RateUnit.HOUR,
        "starts_on": date(2026, 1, 1),
        "source": "Payment policy of January 2026",
        "check_by": date(2099, 1, 1),
        "send_key": uuid.uuid4(),
    }
    return Rate.objects.create(organisation=organisation or make_organisation(), **(values | fields))


def make_offer(
    participant: Participant | None = None, session: InvolvementSession | None = None, **fields
) -> PaymentOffer:
    """Two hours at £25 for a session, or for other work, offered a week before."""
    participant = participant or make_participant()
    starts_at = timezone.make_aware(datetime.combine(session.held_on if session else DAY, time(14)))
    values = {
        "work_starts_at": starts_at,
        "covers": "Being there",
        "rate_amount": Decimal("25.00"),
        "unit": RateUnit.HOUR,
        "quantity": Decimal(2),
        "amount": Decimal("50.00"),
        "pay_by": starts_at.date() + timedelta(days=14),
        "offered_at": starts_at - timedelta(days=7),
        "send_key": uuid.uuid4(),
        "organisation": participant.organisation,
        "activity": session.activity if session else make_activity(participant.organisation),
    }
    return PaymentOffer.objects.create(participant=participant, session=session, **(values | fields))


def make_claim(participant: Participant | None = None, *, on: date = DAY, **fields) -> ExpenseClaim:
    """A fare of £7.40, sent at noon."""
    participant = participant or make_participant()
    values = {
        "organisation": participant.organisation,
        "kind": ExpenseKind.TRAVEL,
        "amount": Decimal("7.40"),
        "submitted_at": timezone.make_aware(datetime.combine(on, time(12))),
        "submitted_on": on,
        "pay_by": working_days_after(on, 10, nation="england"),
        "send_key": uuid.uuid4(),
    }
    return ExpenseClaim.objects.create(participant=participant, **(values | fields))


def make_notice(
    participant: Participant | None = None, *, channel: Channel = Channel.PHONE, **fields
) -> PersonalNotice:
    """An invitation that staff have yet to pass on; without a participant give an interest."""
    about = participant or fields["interest"].session
    values = {
        "organisation_id": about.organisation_id,
        "kind": PersonalNoticeKind.INVITATION,
        "key": f"notice-{next(_numbers)}",
        "created_at": timezone.make_aware(datetime.combine(DAY, time(12))),
    }
    return PersonalNotice.objects.create(participant=participant, channel=channel, **(values | fields))
