"""What is in hand when a fault strikes. Made as people make it: through the services."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts import access
from accounts.access import Actor
from accounts.models import Commission, Membership, Organisation, OrganisationKind, Role, User
from benchmarks.population import populate
from core.models import AuditEvent, Job
from involvement.models import DataImport, ImportKind, InvolvementSession, Participant
from involvement.services import start_import
from reports import periods
from reports.models import GapReport, ReportRun, ReportState
from reports.services import request_gap_report, request_run

PEOPLE = 400
HEADER = "session_reference,participant_reference,status,speaking_role,minutes,invited_on,signed_up_on"
_numbers = itertools.count(1)


def today() -> date:
    return timezone.localdate()


def quarters() -> list[periods.Period]:
    return [one for one in periods.menu(today=today()) if one.kind == periods.PeriodKind.QUARTER]


def make_lead(people: int = PEOPLE) -> Membership:
    """The lead of a new organisation whose people came to sessions in the last full year."""
    year = next(one for one in periods.menu(today=today()) if one.kind == periods.PeriodKind.YEAR)
    organisation = populate(people=people, period=year, slug=f"scene-{next(_numbers)}").organisation
    return _member(Role.INVOLVEMENT_LEAD, organisation)


def request_report(lead: Membership, *, period: periods.Period | None = None) -> GapReport:
    year = next(one for one in periods.menu(today=today()) if one.kind == periods.PeriodKind.YEAR)
    return request_gap_report(actor=access.actor_for(lead), period=period or year, today=today())


def request_reports_of(providers: int) -> ReportRun:
    """One request of a commissioner to several providers."""
    buyer = Organisation.objects.create(
        slug=f"buyer-{next(_numbers)}", name="Buyer", kind=OrganisationKind.COMMISSIONER
    )
    for _ in range(providers):
        provider = make_lead(people=60).organisation
        Commission.objects.create(commissioner=buyer, provider=provider, starts_on=today())
    actor = access.actor_for(_member(Role.COMMISSIONER, buyer))
    return request_run(actor=actor, period=quarters()[0], today=today())


def send_attendance(lead: Membership) -> tuple[DataImport, int]:
    """A file of new places, sent in to be saved. Returns it and how many places it holds."""
    actor = Actor(user_id=lead.user_id, role=Role.INVOLVEMENT_LEAD, organisation_id=lead.organisation_id)
    lines = attendance_lines(lead)
    file = SimpleUploadedFile("attendance.csv", "\n".join([HEADER, *lines]).encode())
    return start_import(actor=actor, kind=ImportKind.ATTENDANCE, file=file, dry_run=False), len(lines)


def attendance_lines(lead: Membership) -> list[str]:
    """Everybody at sessions of other days."""
    people = Participant.objects.filter(organisation=lead.organisation).values_list("reference", flat=True)
    pairs = itertools.product(_sessions(lead.organisation, 5), people)
    return [f"{session},{person},came,service-user,90,," for session, person in pairs]


def _sessions(organisation: Organisation, number: int) -> list[str]:
    like = InvolvementSession.objects.filter(organisation=organisation).order_by("pk")[0]
    made = [
        InvolvementSession(
            organisation=organisation,
            activity_id=like.activity_id,
            reference=f"NEW-{n}",
            starts_at=like.starts_at + timedelta(days=n),
            ends_at=like.ends_at + timedelta(days=n),
            held_on=like.held_on + timedelta(days=n),
        )
        for n in range(number)
    ]
    return [session.reference for session in InvolvementSession.objects.bulk_create(made)]


def job_of(pk: UUID | None) -> Job:
    return Job.objects.get(pk=str(pk))


def made_once(report: GapReport) -> bool:
    """Whether the report is there, with every table, and was recorded as made one time."""
    report.refresh_from_db()
    events = AuditEvent.objects.filter(verb="GAP_REPORT_MADE", target_id=str(report.pk)).count()
    return report.state == ReportState.READY and bool(report.digest) and events == 1


def form_of_request(period: periods.Period, benchmark: object) -> str:
    return urlencode({"period": period.slug, "service": "", "benchmark": str(benchmark), "area_codes": ""})


def _member(role: Role, organisation: Organisation) -> Membership:
    user = User.objects.create_user(f"scene-{next(_numbers)}@example.org")
    return Membership.objects.create(user=user, organisation=organisation, role=role)
