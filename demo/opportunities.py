"""What people can join in the demo: three sessions to come, with places, a waiting list and invitations."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from accounts.access import NOBODY, Actor
from involvement import services as involvement
from involvement.models import Interest, InvolvementActivity, InvolvementSession, Participant
from involvement.taxonomies import AccessNeedKind, ActivityKind, InterestState

NEED = AccessNeedKind
SMALL_GROUP = 3
GUESTS = (("Bee", "bee@example.org"), ("Marlon", "01632 960 114"))


@dataclass(frozen=True, slots=True)
class Meeting:
    activity: str
    days_ahead: int
    starts: time
    ends: time
    place: str
    who_for: str
    purpose: str
    offers: tuple[str, ...]
    booked: tuple[str, ...] = ()
    pay: Decimal | None = None
    says: dict[str, str] = field(default_factory=dict)
    places: int | None = None
    childcare: bool = False


LETTERS = Meeting(
    "Letters reading panel", 16, time(18), time(19, 30), "Fenmarket Library",
    "Anyone who gets letters from us", "To make our letters shorter and clearer.",
    (NEED.STEP_FREE, NEED.BREAKS, NEED.BRING_SOMEONE), (NEED.BSL_INTERPRETER,), Decimal("37.50"),
    {"pay_words": "£25 an hour, paid within two weeks.", "expenses": "Fares, paid back on the day.",
     "takes": "90 minutes, and 20 minutes to read two letters."}, places=9,
)  # fmt: skip
PHONE_LINE = Meeting(
    "Home Treatment phone line review", 24, time(10, 30), time(12), "Online",
    "Anyone who has rung the line, and people who care for them", "To decide what happens when you ring at night.",
    (NEED.CAMERA_OFF, NEED.BREAKS), pay=Decimal("37.50"),
    says={"pay_words": "£25 an hour, paid within two weeks.", "takes": "90 minutes, nothing to prepare."},
    places=SMALL_GROUP,
)  # fmt: skip
EVENING = Meeting(
    "Women's evening group at Kestrel Yard", 31, time(14), time(16), "Kestrel Yard",
    "Women who use services", "To choose what we grow, and to talk if you like.",
    (NEED.STEP_FREE, NEED.QUIET_ROOM, NEED.BRING_SOMEONE, NEED.HALAL_OR_VEGETARIAN), (NEED.LANGUAGE_INTERPRETER,),
    says={"languages": "Somali", "expenses": "Bus tickets sent before the day.", "takes": "Two hours."},
    childcare=True,
)  # fmt: skip


def load(*, trust: Actor, yard: Actor, today: date) -> None:
    now = timezone.make_aware(datetime.combine(today, time(9)))
    letters, phone_line = (_publish(trust, meeting, now) for meeting in (LETTERS, PHONE_LINE))
    _publish(yard, EVENING, now)
    people = Participant.objects.filter(organisation_id=trust.organisation_id, left_on=None)
    by_name = {person.reference: person for person in people.filter(reference__in=("bluekettle", "ravi", "grace"))}
    _topics(trust, by_name, now)
    _ask(letters, now, participant=by_name["ravi"])
    for name, contact in GUESTS:
        _ask(letters, now, name=name, contact=contact)
    others = list(people.filter(reference__startswith="W").order_by("reference")[40:46])
    for person in [by_name["grace"], *others[:3]]:
        _ask(phone_line, now, participant=person)
    _invite(trust, letters, [by_name["bluekettle"], *others[3:]], now)


def _publish(lead: Actor, meeting: Meeting, now: datetime) -> InvolvementSession:
    day = timezone.localdate(now) + timedelta(days=meeting.days_ahead)
    session = involvement.add_session(
        actor=lead,
        activity=InvolvementActivity.objects.get(organisation_id=lead.organisation_id, name=meeting.activity),
        service=None,
        starts_at=timezone.make_aware(datetime.combine(day, meeting.starts)),
        ends_at=timezone.make_aware(datetime.combine(day, meeting.ends)),
        place=meeting.place,
        support_booked=meeting.booked,
    )
    words = {"languages": "", "takes": "", "pay_words": "", "expenses": ""} | meeting.says
    involvement.publish_opportunity(
        actor=lead,
        session=session,
        now=now,
        purpose=meeting.purpose,
        who_for=meeting.who_for,
        is_online=meeting.place == "Online",
        childcare=meeting.childcare,
        offers=meeting.offers,
        pay_amount=meeting.pay,
        places=meeting.places,
        closes_on=day - timedelta(days=3),
        **words,
    )
    return session


def _ask(session: InvolvementSession, now: datetime, **who: Participant | str) -> None:
    key = uuid5(NAMESPACE_URL, f"{session.reference} {who}")
    involvement.ask_for_place(actor=NOBODY, session=session, send_key=key, now=now, **who)  # type: ignore[arg-type]


def _topics(lead: Actor, people: dict[str, Participant], now: datetime) -> None:
    wanted = {
        "bluekettle": [ActivityKind.READING_PANEL, ActivityKind.INTERVIEW_PANEL],
        "ravi": [ActivityKind.READING_PANEL],
        "grace": [ActivityKind.IMPROVEMENT_PROJECT],
    }
    for name, kinds in wanted.items():
        involvement.set_wanted_topics(actor=lead, participant=people[name], kinds=kinds, now=now)


def _invite(lead: Actor, session: InvolvementSession, people: list[Participant], now: datetime) -> None:
    """One says yes, one says no thanks; Amina has not answered yet."""
    ids = [person.pk for person in people]
    involvement.invite_people(actor=lead, session=session, participant_ids=ids, said_yes=False, now=now)
    asked = Interest.objects.filter(session=session, state=InterestState.ASKED).exclude(participant=people[0])
    for interest, says_yes in zip(asked.order_by("participant__reference"), (True, False), strict=False):
        involvement.answer_invitation(actor=NOBODY, interest=interest, says_yes=says_yes, now=now)
