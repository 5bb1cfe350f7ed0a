"""What a person sees of their own record: all that is held, why, and who looked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format
from django.utils.timezone import localdate

from accounts.access import Actor
from accounts.models import Role
from core.models import AuditEvent
from involvement import access
from involvement.equality import (
    DECLINED_VALUE,
    WHY,
    AnswerSource,
    AnswerStatus,
    Question,
    label_of,
    wide_ethnic_group,
)
from involvement.models import AccessNeed, Attendance, EqualityAnswer, Participant

LOOKS_A_PAGE = 20
LABELS = {
    "organisation": "Organisation",
    "reference": "Pen-name or reference",
    "known_as": "What to call you",
    "email": "E-mail",
    "phone": "Phone",
    "joined_on": "You joined on",
    "left_on": "You left on",
    "user": "Your log-in",
    "claim_hash": "Your card",
    "claim_until": "Your card works until",
    "created_at": "We made this record on",
    "contact_on": "You last told us to keep this record on",
    "leaving_on": "We will delete this record on",
}
# What happened to a record, in the words of the person it is about.
HAPPENED = {
    "PARTICIPANT_ADDED": "Put you on the register",
    "PARTICIPANT_CHANGED": "Changed your name or contact details",
    "PARTICIPANT_SEEN": "Opened your page",
    "PARTICIPANT_LISTED": "Saw your name in a list",
    "PARTICIPANT_EXPORTED": "Downloaded a list with your name, contact details and access needs",
    "REGISTER_SEEN": "Saw your name on the list of a session",
    "PEOPLE_ASKED": "Asked you to a session",
    "SIGN_UP_RECORDED": "Noted that you said yes to a session",
    "ATTENDANCE_RECORDED": "Noted whether you came to a session",
    "TAKEN_OFF_LIST": "Took you off the list of a session",
    "ATTENDANCE_EXPORTED": "Downloaded a list of who came, with your reference",
    "PARTICIPATION_ENDED": "Marked that you left",
    "PARTICIPANT_RETURNED": "Put you back on the register",
    "ACCESS_NEEDS_CHANGED": "Changed what you need to take part",
    "EQUALITY_ANSWERS_ENTERED": "Wrote down equality answers that you gave",
    "EQUALITY_ANSWER_GIVEN": "Answered an equality question",
    "ACCESS_NEEDS_CONFIRMED": "Said that what you need is still right",
    "CONSENT_GIVEN": "Noted that you agreed to something",
    "CONSENT_WITHDRAWN": "Noted that you said no to something",
    "EQUALITY_ANSWER_DELETED": "Deleted an equality answer",
    "EQUALITY_ANSWERS_STOPPED": "Stopped the use of equality answers",
    "PAY_OFFERED": "Offered you pay",
    "PAY_ANSWERED": "Answered an offer of pay",
    "PAY_PAID": "Noted that you were paid",
    "PAY_TAKEN_BACK": "Took back an offer of pay",
    "PAY_EXPORTED": "Downloaded a list of pay and expenses, with your reference",
    "CLAIM_SENT": "Asked for money back",
    "CLAIM_CHANGED": "Changed a claim for money back",
    "CLAIM_ANSWERED": "Answered your claim for money back",
    "CLAIM_PAID": "Noted that your claim was paid",
    "EFFECTS_ASKED": "Answered or skipped the questions about a session",
    "PLACE_ASKED_FOR": "Asked for a place at a session",
    "INVITATION_ANSWERED": "Answered an invitation",
    "PLACE_GIVEN_UP": "Gave up a place at a session",
    "PLACE_TAKEN_AGAIN": "Took a place at a session again",
    "REMINDER_CHOSEN": "Chose whether to be reminded",
    "GUEST_REGISTERED": "Put you on the register, as a guest with a place",
    "WANTED_TOPICS_CHANGED": "Changed what you want to hear about",
    "PERSON_TOLD": "Rang you or sent you a letter",
    "CLAIM_CARD_MADE": "Made a card for you to see your own record",
    "RETENTION_TOLD": "People who were told that they leave the register",
    "RETENTION_DELETED": "Records that were deleted",
    "RETENTION_STORIES_DELETED": "Stories of guests that were deleted",
    "RECORD_ERASED": "Deleted your record",
    "DATA_DOWNLOADED": "Downloaded all that we hold on you",
    "KEPT_ON_REGISTER": "Noted that you want to stay on the register",
    "STORY_SEEN": "Read something that you told us",
    "RECORD_CLAIMED": "Took over this record with the code on the card",
}


@dataclass(frozen=True, slots=True)
class Held:
    label: str
    value: str
    why: str


@dataclass(frozen=True, slots=True)
class Look:
    at: datetime
    who: str
    what: str


@dataclass(frozen=True, slots=True)
class OwnRecord:
    participant: Participant
    held: list[Held]
    needs: list[AccessNeed]
    answered: int
    questions: int
    sessions: list[Attendance]
    looks: list[Look]
    looks_page: Page[AuditEvent]

    @property
    def needs_to_review(self) -> bool:
        """It is a year since the list was looked at (rule R36)."""
        return any(need.review_on <= localdate() for need in self.needs)


@dataclass(frozen=True, slots=True)
class OwnAnswer:
    """One equality question with the person's own answer in words; ``text`` is empty when there is none yet."""

    question: Question
    text: str = ""
    own_words: str = ""
    value: str = ""
    status: str = AnswerStatus.NOT_ASKED
    from_others: bool = False

    @property
    def is_open(self) -> bool:
        return self.status == AnswerStatus.NOT_ASKED

    @property
    def choice(self) -> str:
        """What is ticked on the form."""
        return DECLINED_VALUE if self.status == AnswerStatus.DECLINED else self.value

    @property
    def wide_choice(self) -> str:
        """The same where only the five wide ethnic groups are offered."""
        return wide_ethnic_group(self.value) if self.value else self.choice


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """One question on a page of its own; ``following`` is the next one that has no answer yet."""

    answer: OwnAnswer
    why: str
    number: int
    total: int
    following: Question | None

    @property
    def question(self) -> Question:
        return self.answer.question


def own_record(actor: Actor, participant: Participant, *, page: Any = 1) -> OwnRecord:
    answers = own_answers(actor)
    looks = Paginator(access.record_views(actor), LOOKS_A_PAGE).get_page(page)
    sessions = access.own_attendances(actor).select_related("session__activity").order_by("-held_on", "-pk")
    return OwnRecord(
        participant=participant,
        held=list(_held(participant)),
        needs=list(access.access_needs(actor).order_by("kind")),
        answered=sum(not answer.is_open for answer in answers),
        questions=len(answers),
        sessions=list(sessions),
        looks=[look_of(event, actor) for event in looks],
        looks_page=looks,
    )


def own_answers(actor: Actor) -> list[OwnAnswer]:
    """The equality questions in the order in which they are asked, and answers to those not asked any more."""
    given = {answer.question: answer for answer in access.equality_answers(actor)}
    shown = {*access.questions_in_use(actor.organisation_id), *given}
    return [_own_answer(question, given.get(question)) for question in Question if question in shown]


def next_open_question(answers: list[OwnAnswer], *, after: Question | None = None) -> Question | None:
    """The next question without an answer that comes after this one, or None at the end."""
    start = [answer.question for answer in answers].index(after) + 1 if after else 0
    return next((answer.question for answer in answers[start:] if answer.is_open), None)


def own_question(actor: Actor, question: Question) -> OwnQuestion | None:
    """None for a question that is not asked here."""
    answers = own_answers(actor)
    number = next((place for place, answer in enumerate(answers, start=1) if answer.question == question), None)
    if number is None:
        return None
    following = next_open_question(answers, after=question)
    return OwnQuestion(answers[number - 1], WHY[question], number, len(answers), following)


def _own_answer(question: Question, answer: EqualityAnswer | None) -> OwnAnswer:
    if answer is None or answer.status == AnswerStatus.NOT_ASKED:
        return OwnAnswer(question)
    stated = answer.status == AnswerStatus.STATED
    return OwnAnswer(
        question=question,
        text=label_of(question, answer.value) if stated else AnswerStatus.DECLINED.label,
        own_words=answer.own_words,
        value=answer.value,
        status=answer.status,
        from_others=answer.source != AnswerSource.SELF,
    )


def _held(participant: Participant) -> Iterator[Held]:
    for name, why in Participant.PRIVACY.items():
        yield Held(LABELS[name], _in_words(participant, name), why)


def _in_words(participant: Participant, name: str) -> str:
    value = getattr(participant, name)
    if name == "claim_hash":
        return "Made, not used yet" if value else "None"
    if name.endswith(("_on", "_until", "_at")):
        day = localdate(value) if isinstance(value, datetime) else value
        return date_format(day, "j F Y") if day else "None"
    return str(value or "None")


def look_of(event: AuditEvent, actor: Actor) -> Look:
    """One event in words, with a role for whoever else it was."""
    what = HAPPENED.get(event.verb) or event.verb.replace("_", " ").capitalize()
    if event.user_id == actor.user_id:
        return Look(event.at, "You", what)
    who = Role(event.role).label if event.role in Role.values else "The system"
    return Look(event.at, who, what)
