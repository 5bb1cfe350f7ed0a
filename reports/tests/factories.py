"""People who took part, and reports about them."""

import itertools
from datetime import UTC, date, datetime

from accounts.access import actor_for
from accounts.models import Membership
from accounts.tests.factories import make_organisation
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.models import EqualityAnswer, InvolvementSession, Participant
from involvement.taxonomies import AttendanceStatus, SpeakingRole
from involvement.tests.factories import make_attendance, make_participant
from reports import periods, services
from reports.models import Benchmark, BenchmarkCount, BenchmarkKind, GapReport

_benchmarks = itertools.count(1)
TODAY = date(2026, 7, 2)
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
