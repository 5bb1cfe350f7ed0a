"""People who took part, and reports about them."""

import itertools
from datetime import UTC, date, datetime
from uuid import uuid4

from accounts.access import actor_for
from accounts.models import Membership, Organisation
from accounts.tests.factories import make_organisation
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import Attendance, EqualityAnswer, InvolvementSession, Participant
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from reports import periods, services
from reports.gap import Part
from reports.models import Benchmark, BenchmarkCount, BenchmarkKind, GapReport, OwnGroup, ReportRun, ReportSchedule

_benchmarks = itertools.count(1)
TODAY = date(2026, 7, 2)
ANSWERED_AT = datetime(2026, 1, 5, tzinfo=UTC)


def _answer(participant: Participant, question: Question, value: str, *, declined: bool) -> EqualityAnswer:
    return EqualityAnswer(
        participant=participant,
        question=question,
        status=AnswerStatus.DECLINED if declined else AnswerStatus.STATED if value else AnswerStatus.NOT_ASKED,
        value=value,
        source=AnswerSource.SELF,
        answered_at=ANSWERED_AT,
    )


def answer(participant: Participant, question: Question, value: str = "", *, declined: bool = False) -> None:
    _answer(participant, question, value, declined=declined).save()


def _came(session: InvolvementSession, participant: Participant, role: SpeakingRole) -> Attendance:
    return Attendance(
        session=session,
        participant=participant,
        organisation=session.organisation,
        service=session.service,
        held_on=session.held_on,
        status=AttendanceStatus.CAME,
        speaking_role=role,
        minutes=session.length_minutes,
    )


def came(session: InvolvementSession, participant: Participant, role=SpeakingRole.SERVICE_USER) -> None:
    _came(session, participant, role).save()


def add_people(session: InvolvementSession, number: int, *, ethnic_group: str = "", role=SpeakingRole.SERVICE_USER):
    """This many new people who came to the session, with this answer to the ethnic group question if there is one."""
    people = Participant.objects.bulk_create(
        Participant(organisation=session.organisation, reference=f"R-{uuid4()}", joined_on=date(2026, 1, 1))
        for _ in range(number)
    )
    Attendance.objects.bulk_create(_came(session, person, role) for person in people)
    if ethnic_group:
        EqualityAnswer.objects.bulk_create(
            _answer(person, Question.ETHNIC_GROUP, ethnic_group, declined=False) for person in people
        )
    return people


def build(report: GapReport) -> GapReport:
    """What a worker does with the report's job."""
    services.build_gap_report(job_id=report.job_id)
    return GapReport.objects.select_related("job").get(pk=report.pk)


def make_benchmark(counts, *, dimension: str, benchmark=None, area_type: str = "service", **fields) -> Benchmark:
    """``counts`` is {area code: {category code: people}}."""
    if benchmark is None:
        n = next(_benchmarks)
        values = {"name": f"Caseload {n}", "label": f"Caseload {n}", "kind": BenchmarkKind.CASELOAD}
        values["organisation"] = fields.pop("organisation", None) or make_organisation()
        benchmark = Benchmark.objects.create(**(values | fields))
    BenchmarkCount.objects.bulk_create(
        BenchmarkCount(
            benchmark=benchmark,
            area_code=area,
            area_name=f"Area {area}",
            area_type=area_type,
            dimension=dimension,
            category_code=code,
            category=f"Category {code}",
            count=people,
        )
        for area, categories in counts.items()
        for code, people in categories.items()
    )
    return benchmark


def make_schedule(lead: Membership, **fields) -> ReportSchedule:
    """Every quarter, all services together, census figures, unless told otherwise."""
    values = {"period_kind": periods.PeriodKind.QUARTER, "service": None, "now": ANSWERED_AT} | fields
    values.setdefault("benchmark", services.default_benchmark())
    return services.add_schedule(actor=actor_for(lead), **values)


def make_own_group(lead: Membership, *parts: Part, name: str = "Black women") -> OwnGroup:
    """Black women, unless told otherwise."""
    parts = parts or (Part("ethnic_group_5", frozenset({"2"})), Part("sex", frozenset({"1"})))
    return services.define_own_group(actor=actor_for(lead), name=name, parts=parts, now=ANSWERED_AT)


def make_report(
    lead: Membership, *, period: periods.Period | None = None, built: bool = True, published: bool = False, **fields
) -> GapReport:
    """A report of the lead's organisation about April to June 2026, unless told otherwise."""
    actor = actor_for(lead)
    period = period or periods.last_quarter(today=TODAY)
    report = services.request_gap_report(actor=actor, period=period, today=TODAY, **fields)
    if built or published:
        report = build(report)
    return services.publish_report(actor=actor, report=report) if published else report


def make_run(buyer: Organisation, **fields) -> ReportRun:
    """A commissioner's request about April to June 2026 that asks nobody yet."""
    period = periods.last_quarter(today=TODAY)
    days = {"period_kind": period.kind, "starts_on": period.starts_on, "ends_on": period.ends_on}
    return ReportRun.objects.create(**({"organisation": buyer, "requested_at": ANSWERED_AT} | days | fields))
