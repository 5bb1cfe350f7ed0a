"""An invented organisation of any size, written by the database itself: every person has ten places at sessions.

The places all lie in one period, spread over its quarters, services, speaking roles and stages of taking part. Equality
answers follow roughly the shares of the last census. The same size always gives the same people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from django.db import DatabaseError, connection, transaction

from accounts.models import Organisation, OrganisationKind
from benchmarks.report_lines import PLACES_EACH
from involvement.equality import DECLINED_VALUE, AnswerSource, AnswerStatus, Question
from involvement.models import InvolvementActivity, Service
from involvement.taxonomies import ActivityKind, AttendanceStatus, InvolvementLevel, SpeakingRole
from reports.periods import Period

PEOPLE_A_SESSION = 25
SERVICES, ACTIVITIES = 200, 40
AREAS = ["E09000022", "E09000028"]
MINUTES = 120
NOT_ASKED, DECLINED = 0.12, 0.07

Weights = Mapping[str, float]
ANSWERS: dict[Question, Weights] = {
    Question.ETHNIC_GROUP: {
        "white-british": 55, "white-irish": 2, "white-gypsy-or-irish-traveller": 0.2, "white-roma": 0.3,
        "white-other": 9, "mixed-white-and-black-caribbean": 2, "mixed-white-and-black-african": 1,
        "mixed-white-and-asian": 1, "mixed-other": 1.5, "asian-indian": 3, "asian-pakistani": 2,
        "asian-bangladeshi": 1.5, "asian-chinese": 1, "asian-other": 2, "black-caribbean": 6, "black-african": 6,
        "black-other": 2, "other-arab": 0.7, "other-any": 2, "black": 1, "asian": 0.5, "nhs-c": 0.3,
    },
    Question.SEX: {"female": 60, "male": 40},
    Question.GENDER_SAME: {"yes": 98.5, "no": 1.5},
    Question.AGE_BAND: {
        "18-24": 9, "25-34": 17, "35-44": 19, "45-54": 20, "55-64": 18, "65-74": 11, "75-or-over": 6,
    },
    Question.DISABILITY: {"yes-a-lot": 25, "yes-a-little": 24, "yes": 3, "yes-not-at-all": 8, "no": 40},
    Question.SEXUAL_ORIENTATION: {"heterosexual-or-straight": 88, "gay-or-lesbian": 5, "bisexual": 5, "other": 2},
    Question.RELIGION: {
        "no-religion": 42, "christian": 40, "buddhist": 1, "hindu": 2, "jewish": 1, "muslim": 9, "sikh": 1,
        "any-other-religion": 4,
    },
    Question.CARER_STATUS: {"yes": 22, "no": 78},
}  # fmt: skip
ROLES: Weights = {
    SpeakingRole.SERVICE_USER: 62, SpeakingRole.FORMER_SERVICE_USER: 9, SpeakingRole.SUPPORTED_SERVICE_USER: 2,
    SpeakingRole.USER_LED_GROUP: 3, SpeakingRole.CARER: 9, SpeakingRole.BEREAVED_CARER: 1,
    SpeakingRole.PEER_WORKER: 4, SpeakingRole.ADVOCATE: 2, SpeakingRole.COMMUNITY_LEADER: 1,
    SpeakingRole.VCSE_STAFF: 2, SpeakingRole.CLINICIAN: 1.5, SpeakingRole.MANAGER: 0.5,
    SpeakingRole.COMMISSIONER: 0.3, SpeakingRole.RESEARCHER: 0.5, SpeakingRole.PUBLIC: 0.7,
    SpeakingRole.NOT_RECORDED: 1.5,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Population:
    organisation: Organisation
    people: int
    attendances: int


def populate(*, people: int, period: Period, slug: str = "large-trust") -> Population:
    """Needs PostgreSQL. References are ``P-1``… and ``S-1``…"""
    organisation = _organisation(slug)
    sessions = max(people * PLACES_EACH // PEOPLE_A_SESSION, PLACES_EACH)
    with connection.cursor() as cursor, transaction.atomic():
        _skip_checks_of_keys()
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute(PEOPLE_SQL, {"organisation": organisation.pk, "people": people, "joined": period.starts_on})
        for question in Question:
            cursor.execute(ANSWERS_SQL, _answers(question) | {"organisation": organisation.pk})
        cursor.execute(SESSIONS_SQL, _sessions(organisation, period, sessions))
        cursor.execute(PLACES_SQL, _places(organisation, sessions))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return Population(organisation, people, people * PLACES_EACH)


def _organisation(slug: str) -> Organisation:
    organisation = Organisation.objects.create(
        slug=slug, name=slug.replace("-", " ").title(), kind=OrganisationKind.NHS_PROVIDER, area_codes=AREAS
    )
    Service.objects.bulk_create(
        Service(organisation=organisation, name=f"Service {number:03}") for number in range(SERVICES)
    )
    kinds, levels = list(ActivityKind), [level for level, _ in InvolvementLevel.selectable()]
    InvolvementActivity.objects.bulk_create(
        InvolvementActivity(
            organisation=organisation,
            name=f"Activity {number:02}",
            kind=kinds[number % len(kinds)],
            level=levels[number % len(levels)],
        )
        for number in range(ACTIVITIES)
    )
    return organisation


def _skip_checks_of_keys() -> None:
    """Foreign keys are right by construction; checking a million of them takes a minute. Only a superuser may skip."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
    except DatabaseError:
        return


def _drawn(weights: Weights) -> tuple[list[str], list[float]]:
    """Names and, for width_bucket(), where the share of each begins."""
    total = sum(weights.values())
    return list(weights), [begin / total for begin in accumulate(weights.values(), initial=0)][:-1]


def _answers(question: Question) -> dict[str, Any]:
    stated = sum(ANSWERS[question].values()) / (1 - NOT_ASKED - DECLINED)
    weights = {**ANSWERS[question], DECLINED_VALUE: DECLINED * stated, "": NOT_ASKED * stated}
    said, begins = _drawn(weights)
    return {
        "question": question.value, "said": said, "begins": begins, "declined_value": DECLINED_VALUE,
        "declined": AnswerStatus.DECLINED.value, "stated": AnswerStatus.STATED.value,
        "source": AnswerSource.SELF.value,
    }  # fmt: skip


def _sessions(organisation: Organisation, period: Period, sessions: int) -> dict[str, Any]:
    """A few services hold many sessions and many hold few."""
    services = _ids(Service, organisation)
    return {
        "organisation": organisation.pk, "sessions": sessions, "first": period.starts_on,
        "days": (period.ends_on - period.starts_on).days + 1, "services": services,
        "begins": _drawn({service: 1 / rank for rank, service in enumerate(services, start=1)})[1],
        "activities": _ids(InvolvementActivity, organisation), "minutes": MINUTES,
    }  # fmt: skip


def _places(organisation: Organisation, sessions: int) -> dict[str, Any]:
    roles, begins = _drawn({str(role): weight for role, weight in ROLES.items()})
    return {
        "organisation": organisation.pk, "sessions": sessions, "step": sessions // PLACES_EACH,
        "last_place": PLACES_EACH - 1, "roles": roles, "begins": begins, "minutes": MINUTES,
        "came": AttendanceStatus.CAME.value, "apologies": AttendanceStatus.APOLOGIES.value,
        "absent": AttendanceStatus.DID_NOT_COME.value, "unmarked": AttendanceStatus.NOT_MARKED.value,
    }  # fmt: skip


def _ids(model: type[Service | InvolvementActivity], organisation: Organisation) -> Sequence[str]:
    rows = model.objects.filter(organisation=organisation).order_by("name")
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


PEOPLE_SQL = """
    INSERT INTO involvement_participant
        (id, organisation_id, reference, known_as, email, phone, joined_on, claim_hash, created_at)
    SELECT gen_random_uuid(), %(organisation)s, 'P-' || n, '', '', '', %(joined)s, '', now()
    FROM generate_series(1, %(people)s) n"""

ANSWERS_SQL = """
    INSERT INTO involvement_equalityanswer
        (participant_id, question, status, value, own_words, source, answered_at)
    SELECT id, %(question)s, CASE said WHEN %(declined_value)s THEN %(declined)s ELSE %(stated)s END,
        CASE said WHEN %(declined_value)s THEN '' ELSE said END, '', %(source)s, now()
    FROM (
        SELECT id, (%(said)s::text[])[width_bucket(random(), %(begins)s::float8[])] AS said
        FROM involvement_participant WHERE organisation_id = %(organisation)s
    ) person WHERE said <> ''"""

SESSIONS_SQL = """
    INSERT INTO involvement_involvementsession
        (id, organisation_id, activity_id, service_id, reference, starts_at, ends_at, held_on, place, support_booked,
         created_at)
    SELECT gen_random_uuid(), %(organisation)s,
        (%(activities)s::uuid[])[1 + n %% cardinality(%(activities)s::uuid[])],
        (%(services)s::uuid[])[width_bucket(random(), %(begins)s::float8[])],
        'S-' || n, start, start + make_interval(mins => %(minutes)s), day, 'Town hall', '[]', now()
    FROM (
        SELECT n, day, (day + TIME '14:00') AT TIME ZONE 'Europe/London' AS start
        FROM (
            SELECT n, %(first)s::date + ((n - 1)::bigint * %(days)s / %(sessions)s)::int AS day
            FROM generate_series(1, %(sessions)s) n
        ) numbered
    ) dated"""

# Written in the order of the days, as over a year. Some people nearly always come and some hardly ever. Most speak in
# the same role each time. The same person is never twice at a session: their places lie a tenth of all sessions apart.
PLACES_SQL = """
    WITH held AS MATERIALIZED (
        SELECT id, service_id, held_on, substr(reference, 3)::int - 1 AS number
        FROM involvement_involvementsession WHERE organisation_id = %(organisation)s
    ), person AS MATERIALIZED (
        SELECT id, substr(reference, 3)::int AS number, random() AS comes, random() AS speaks
        FROM involvement_participant WHERE organisation_id = %(organisation)s
    ), place AS MATERIALIZED (
        SELECT held.id AS session_id, person.id AS participant_id, service_id, held_on, comes,
            CASE WHEN random() < 0.1 THEN random() ELSE speaks END AS speaks,
            random() AS marked, random() AS asked, random() AS agreed, random() AS stayed
        FROM person CROSS JOIN generate_series(0, %(last_place)s) visit
        JOIN held ON held.number = (person.number + visit * %(step)s) %% %(sessions)s
        ORDER BY held.number
    )
    INSERT INTO involvement_attendance
        (session_id, participant_id, organisation_id, service_id, held_on, status, speaking_role, minutes,
         invited_on, signed_up_on, revision)
    SELECT session_id, participant_id, %(organisation)s, service_id, held_on,
        CASE WHEN marked < comes THEN %(came)s WHEN agreed < 0.4 THEN %(apologies)s
            WHEN agreed < 0.9 THEN %(absent)s ELSE %(unmarked)s END,
        (%(roles)s::text[])[width_bucket(speaks, %(begins)s::float8[])],
        CASE WHEN marked >= comes THEN 0 WHEN stayed < 0.8 THEN %(minutes)s ELSE 30 + (stayed * 80)::int END,
        CASE WHEN asked < 0.9 THEN held_on - 14 END,
        CASE WHEN agreed < CASE WHEN marked < comes THEN 0.9 ELSE 0.4 END THEN held_on - 7 END,
        1
    FROM place"""
