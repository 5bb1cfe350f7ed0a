"""The people and rows that the access table is tried with: ours, and the same again in another organisation."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace

from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from accounts.models import Commission, OrganisationKind, Role, User
from accounts.tests.factories import (
    PASSWORD,
    make_draft,
    make_invitation,
    make_membership,
    make_organisation,
    make_user,
    sign_in,
)
from involvement.models import DataImport, ImportKind
from involvement.taxonomies import AttendanceStatus, ClaimState, Visibility
from involvement.tests.factories import (
    make_activity,
    make_attendance,
    make_change,
    make_claim,
    make_concern,
    make_interest,
    make_loop_summary,
    make_notice,
    make_offer,
    make_opportunity,
    make_participant,
    make_published,
    make_rate,
    make_service,
    make_session,
    make_story,
)
from reports import census, periods
from reports.models import Alert, AlertNotice, Benchmark, BenchmarkCount, GapReport, TrendRestart
from reports.tests.factories import TODAY, make_benchmark, make_own_group, make_report, make_run, make_schedule

LETTERS = {
    "P": Role.PARTICIPANT,
    "F": Role.FACILITATOR,
    "R": Role.RESPONDER,
    "L": Role.INVOLVEMENT_LEAD,
    "S": Role.SAFEGUARDING_LEAD,
    "A": Role.ADMINISTRATOR,
    "C": Role.COMMISSIONER,
}


@dataclass
class World:
    ours: SimpleNamespace
    theirs: SimpleNamespace
    # A letter of the table, small for somebody who has not proved a second factor -> a signed-in client.
    clients: dict[str, Client] = field(default_factory=dict)
    users: dict[str, User | None] = field(default_factory=dict)


def make_world() -> World:
    if not Benchmark.objects.filter(organisation=None).exists():
        census.load(benchmarks=Benchmark.objects, counts=BenchmarkCount.objects, areas={"E92000001"})
    world = World(ours=_rows_of_an_organisation("ours"), theirs=_rows_of_an_organisation("theirs"))
    buyer = make_organisation(kind=OrganisationKind.COMMISSIONER)
    Commission.objects.create(commissioner=buyer, provider=world.ours.organisation, starts_on=date(2026, 1, 1))
    world.ours.run, world.theirs.run = make_run(buyer), make_run(make_organisation(kind=OrganisationKind.COMMISSIONER))
    for letter, role in LETTERS.items():
        organisation = buyer if letter == "C" else world.ours.organisation
        membership = make_membership(role, organisation, user=make_user(password=PASSWORD))
        _add(world, letter, membership, second_factor=True)
        _add(world, letter.lower(), membership, second_factor=False)
    _add(world, "N", make_user(password=PASSWORD), second_factor=True)
    superuser = make_user(password=PASSWORD, is_staff=True, is_superuser=True)
    _add(world, "U", superuser, second_factor=True)
    _add(world, "u", superuser, second_factor=False)
    world.clients["X"], world.users["X"] = Client(), None
    _give_their_own_rows(world)
    return world


def _add(world: World, letter: str, who, *, second_factor: bool) -> None:
    world.clients[letter] = sign_in(Client(), who, second_factor=second_factor)
    world.users[letter] = who if isinstance(who, User) else who.user


def _give_their_own_rows(world: World) -> None:
    """What belongs to the people themselves: the record of who takes part, and the sessions of who runs them."""
    person = make_participant(world.ours.organisation, user=world.users["P"])
    make_attendance(world.ours.session, person)
    make_attendance(world.ours.attended, person, status=AttendanceStatus.CAME)
    world.ours.own_offer = make_offer(person)
    world.ours.own_claim = make_claim(person, state=ClaimState.QUERIED, reason="Which day was it?")
    world.ours.interest = make_interest(world.ours.session, person)
    world.ours.session.facilitators.add(world.users["F"])
    world.ours.service.responders.add(world.users["R"])
    world.ours.own_story.author = world.users["P"]
    world.ours.own_story.save()
    world.ours.service.responders.add(world.users["R"])


def _rows_of_an_organisation(name: str) -> SimpleNamespace:
    organisation = make_organisation(slug=f"access-{name}", area_codes=["E92000001"])
    organisation.logo.name = "logos/none.png"
    organisation.save()
    lead = make_membership(Role.INVOLVEMENT_LEAD, organisation)
    session = make_session(make_activity(organisation), service=make_service(organisation))
    participant = make_participant(organisation)
    make_attendance(session, participant)
    offer, claim = make_offer(participant), make_claim(participant)
    return SimpleNamespace(
        organisation=organisation,
        colleague=make_membership(Role.RESPONDER, organisation),
        invitation=make_invitation(organisation=organisation, token=f"secret-of-{name}"),
        token=f"secret-of-{name}",
        service=session.service,
        activity=session.activity,
        session=session,
        participant=participant,
        opportunity=make_opportunity(session),
        interest=make_interest(session, participant),
        guest=make_interest(session),
        call=make_notice(participant, session=session),
        own_story=make_story(organisation, service=session.service),
        change=make_change(organisation, service=session.service),
        loop_summary=make_loop_summary(organisation),
        attended=make_session(session.activity, on=timezone.localdate() - timedelta(days=1)),
        own_offer=offer,
        own_claim=claim,
        claim=claim,
        rate=make_rate(organisation),
        left=make_participant(organisation, left_on=date(2026, 1, 2)),
        public_story=make_published(organisation, service=session.service),
        shared_story=make_published(organisation, visibility=Visibility.SHARED),
        held_story=make_story(organisation, held_at=timezone.now()),
        concern=make_concern(organisation),
        story_to_publish=make_story(organisation, visibility=Visibility.PUBLIC),
        data_import=_make_import(organisation, ImportKind.PARTICIPANTS),
        benchmark_import=_make_import(organisation, ImportKind.BENCHMARK),
        benchmark=make_benchmark({"x": {"1": 10}}, dimension="sex", organisation=organisation),
        own_group=make_own_group(lead),
        published=make_report(lead, published=True),
        draft_report=_make_draft_report(lead),
        somebodys_draft=make_draft(lead.user),
        schedule=make_schedule(lead),
        alert=_make_alert(lead),
        restart=TrendRestart.objects.create(
            organisation=organisation, starts_on=date(2026, 1, 1), reason="New invitations", decided_at=timezone.now()
        ),
    )


def _make_import(organisation, kind: str) -> DataImport:
    return DataImport.objects.create(
        organisation=organisation,
        kind=kind,
        file=ContentFile(b"", name="file.csv"),
        file_name="file.csv",
        asked_at=timezone.now(),
    )


def _make_alert(lead) -> AlertNotice:
    organisation, now = lead.organisation, timezone.now()
    report = organisation.gap_reports.first()
    alert = Alert.objects.create(
        organisation=organisation,
        dimension="ethnic_group_5",
        code="2",
        is_public=False,
        first_on=report.starts_on,
        report=report,
        raised_at=now,
    )
    return AlertNotice.objects.create(alert=alert, organisation=organisation, told_at=now)


def _make_draft_report(lead) -> GapReport:
    """Another period than the published one, so that both can be there."""
    year = next(p for p in periods.menu(today=TODAY) if p != periods.last_quarter(today=TODAY))
    return make_report(lead, period=year)
