"""What people told the Trust in the year of its published report, and how it was answered."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.access import NOBODY, Actor
from accounts.models import Organisation
from demo.told import CARER, COLLEGE, HOME, TALKING, TEAM, USES, WARD
from involvement import services as involvement
from involvement.models import Service
from involvement.taxonomies import ChangeStatus, DisplayIdentity, SpeakingRole, Verdict, Visibility

NAMESPACE = uuid.UUID("a2f0c8c4-9c1d-4b65-8a0e-3a1b0a1f7d52")
DAYS_BETWEEN = 8


@dataclass(frozen=True, slots=True)
class Heard:
    """Told again and again, and answered once and for all after so many days."""

    service: str
    role: SpeakingRole
    text: str
    answer: str
    outcome: ChangeStatus = ChangeStatus.NONE_NEEDED
    days: int = 12
    verdict: str = ""
    is_praise: bool = False


MADE, NOT_POSSIBLE = ChangeStatus.MADE, ChangeStatus.NOT_POSSIBLE
YES, NO = Verdict.ANSWERED, Verdict.NOT_ANSWERED
ONE_PAGE = "Thank you. The letter is one page now."
VISITS = "Visiting is until 8pm now. Thank you for telling us."
RING_BACK = "We are sorry. We ring back the next day now."
HEARD: tuple[Heard, ...] = (
    Heard(TALKING, USES, "The letter was too long for me.", ONE_PAGE, MADE, 9, YES),
    Heard(HOME, USES, "I met someone new at each visit.", "We are sorry. The team has talked about this."),
    Heard(COLLEGE, USES, "The course made me feel less alone.", "Thank you. We told the trainers.", is_praise=True),
    Heard(WARD, CARER, "I could not visit after work.", VISITS, MADE, 15, YES),
    Heard(TEAM, USES, "I want to be seen on Sundays.", "We are sorry. We cannot do that.", NOT_POSSIBLE, 34, NO),
    Heard(TEAM, USES, "Nobody rang me back.", RING_BACK, MADE, 45),
)
# Where, what was said, what came of it and how far it is, and after how many days of the year it was told.
SAID_AND_DONE = (
    (TALKING, "The letter is too long.", "The first letter is one page now.", MADE, 150),
    (TEAM, "You want to be seen on Sundays.", "There are not enough staff for Sundays this year.", NOT_POSSIBLE, 240),
)
NO_STAFF = "There are not enough staff for Sundays this year."


def send(*, organisation: Organisation, lead: Actor, starts_on: date, ends_on: date) -> None:
    """One after the other, in turn, all through the year."""
    by_name = {service.name: service for service in Service.objects.filter(organisation=organisation)}
    for number in range((ends_on - starts_on).days // DAYS_BETWEEN):
        heard = HEARD[number % len(HEARD)]
        day = starts_on + timedelta(days=number * DAYS_BETWEEN)
        _send(heard, organisation, lead, by_name[heard.service], number, day)
    for service, you_said, we_did, status, days in SAID_AND_DONE:
        involvement.publish_loop_summary(
            actor=lead,
            send_key=_key(you_said),
            you_said=you_said,
            we_did=we_did,
            status=status,
            now=timezone.make_aware(datetime.combine(starts_on + timedelta(days=days), time(9))),
            service=by_name[service],
        )


def _send(heard: Heard, organisation: Organisation, lead: Actor, service: Service, number: int, day: date) -> None:
    now = timezone.make_aware(datetime.combine(day, time(9)))
    story = involvement.send_story(
        actor=NOBODY,
        organisation=organisation,
        now=now,
        send_key=_key(f"{number}"),
        good=heard.text if heard.is_praise else "",
        better="" if heard.is_praise else heard.text,
        change_wanted="",
        service=service,
        session=None,
        visibility=Visibility.STAFF,
        display_identity=DisplayIdentity.ANONYMOUS,
        display_name="",
        speaking_role=heard.role,
    ).story
    involvement.answer_story(
        actor=lead,
        story=story,
        send_key=_key(f"{number} answered"),
        text=heard.answer,
        outcome=heard.outcome,
        now=now + timedelta(days=heard.days),
        reason=NO_STAFF if heard.outcome == NOT_POSSIBLE else "",
        closes=True,
    )
    if heard.verdict:
        story.refresh_from_db()
        involvement.judge_answer(actor=NOBODY, story=story, verdict=heard.verdict, now=now + timedelta(days=40))


def _key(name: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, name)
