"""People who took part, and reports about them."""

from datetime import UTC, datetime

from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import EqualityAnswer, InvolvementSession, Participant
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import make_attendance, make_participant

ANSWERED_AT = datetime(2026, 1, 5, tzinfo=UTC)


def answer(participant: Participant, question: Question, value: str = "", *, declined: bool = False) -> None:
    EqualityAnswer.objects.create(
        participant=participant,
        question=question,
        status=AnswerStatus.DECLINED if declined else AnswerStatus.STATED if value else AnswerStatus.NOT_ASKED,
        value=value,
        source=AnswerSource.SELF,
        answered_at=ANSWERED_AT,
    )


def came(session: InvolvementSession, participant: Participant, role=SpeakingRole.SERVICE_USER, **fields):
    values = {"status": AttendanceStatus.CAME, "speaking_role": role}
    return make_attendance(session, participant, **(values | fields))


def add_people(session: InvolvementSession, number: int, *, ethnic_group: str = "", role=SpeakingRole.SERVICE_USER):
    """This many new people who came to the session, with this answer to the ethnic group question if there is one."""
    people = [make_participant(session.organisation) for _ in range(number)]
    for person in people:
        came(session, person, role)
        if ethnic_group:
            answer(person, Question.ETHNIC_GROUP, ethnic_group)
    return people
