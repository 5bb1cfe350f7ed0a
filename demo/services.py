"""Builds the demo by calling the services that real people's pages call."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import access
from accounts.access import SYSTEM, Actor
from accounts.models import Membership, Organisation, OrganisationKind, Role, User
from accounts.services import accept_invitation, add_role, create_organisation, invite_administrator
from demo import (
    answers,
    caseload,
    changes,
    consents,
    files,
    last_year,
    opportunities,
    pay,
    population,
    publishing,
    stories,
    trend,
    world,
)
from demo.world import LOGINS, PROVIDERS, SECOND_TRUST, THIRD_TRUST, TRUST, Login, Provider
from involvement import services as involvement
from involvement.models import ImportKind, InvolvementActivity, InvolvementSession, Participant
from involvement.taxonomies import AccessNeedKind, SpeakingRole
from reports import gap
from reports import services as reports
from reports.access import own_benchmarks
from reports.models import BenchmarkKind

# Some of the Trust's people have a name in the demo; the rest have a number.
NAMED = {"W001": "bluekettle", "W030": "imran", "W031": "ravi", "R001": "grace"}
HEAD_COUNTS = (8, 11, 6)
Say = Callable[[str], None]


class NotADemo(Exception):
    """The demo's people and passwords must never be loaded beside real ones."""


def load(*, today: date, say: Say) -> bool:
    """Build the county, once. False when it is there already. Raises NotADemo outside demo and test mode."""
    if not (settings.DEMO or settings.TESTING):
        raise NotADemo("The demo is only loaded with HEARD_MODE=demo.")
    if Organisation.objects.filter(slug=TRUST.slug).exists():
        return False
    with transaction.atomic():
        _organisations(today=today)
        for provider in PROVIDERS:
            say(f"{provider.name}: people, sessions, who came")
            register = _register_quarters if provider in (SECOND_TRUST, THIRD_TRUST) else _register
            register(provider, today=today)
        _caseload(today=today)
        say("This week's sessions, points and head counts")
        _this_week(today=today)
        _head_counts(today=today)
        _own_records(today=today)
        consents.give_consents(
            actors={slug: actor_of(slug) for slug in consents.GIVEN}, administrator=actor_of("priti")
        )
        _own_groups()
        say("What people can join, and who was asked")
        opportunities.load(trust=actor_of("joanne"), yard=actor_of("farah"), today=today)
        say("What people told the Trust")
        trust = Organisation.objects.get(slug=TRUST.slug)
        speakers = {slug: actor_of(slug) for slug in ("amina", "ravi", "grace", "sam")}
        stories.send_stories(organisation=trust, actors=speakers, today=today)
        year = files.calendar(today=today)
        last_year.send(organisation=trust, lead=actor_of("joanne"), starts_on=year.starts_on, ends_on=year.ends_on)
        say("What others may read of it, and what waits for somebody trained")
        publishing.publish_stories(lead=actor_of("joanne"), today=today)
        publishing.raise_concerns(safeguarder=actor_of("helen"), today=today)
        say("What the Trust changed because of it")
        changes.make_changes(lead=actor_of("joanne"), today=today)
        say("What the Trust answered")
        answers.answer_stories(lead=actor_of("joanne"), responder=actor_of("okafor"))
        say("Pay, money back, and what sessions did for people")
        pay.load(actor_of("joanne"), today=today)
    return True


def actor_of(slug: str) -> Actor:
    """One of the demo's people, in their role."""
    login = next(login for login in LOGINS if login.slug == slug)
    membership = Membership.objects.select_related("organisation").get(user__email=login.email, role=login.role)
    return access.actor_for(membership)


def _organisations(*, today: date) -> None:
    for provider in PROVIDERS:
        create_organisation(
            actor=SYSTEM,
            slug=provider.slug,
            name=provider.name,
            kind=provider.kind,
            today=today,
            area_codes=world.AREAS,
        )
    create_organisation(
        actor=SYSTEM,
        slug=world.COMMISSIONER_SLUG,
        name=world.COMMISSIONER_NAME,
        kind=OrganisationKind.COMMISSIONER,
        today=files.calendar(today=today).starts_on,
        area_codes=world.AREAS,
        commissions=[provider.slug for provider in PROVIDERS],
    )
    for login in LOGINS:
        user = _user(login)
        if login.role != Role.PARTICIPANT:
            give_role(user, login)


def _user(login: Login) -> User:
    user = User.objects.create_user(login.email, world.PASSWORD, name=login.name)
    EmailAddress.objects.create(user=user, email=login.email, verified=True, primary=True)
    if login.role in access.SECOND_FACTOR_ROLES:
        secret = get_adapter().encrypt(world.TOTP_SECRET)
        Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": secret})
    return user


def give_role(user: User, login: Login) -> None:
    """Everybody joins by accepting an invitation, as in real life, and keeps the role asked for."""
    organisation = Organisation.objects.get(slug=login.organisation)
    now = timezone.now()
    token = invite_administrator(actor=SYSTEM, organisation=organisation, email=user.email, now=now)
    membership = accept_invitation(actor=Actor(user_id=user.pk), token=token, now=now)
    if login.role != Role.ADMINISTRATOR:
        add_role(actor=SYSTEM, membership=membership, role=login.role)
        Membership.objects.filter(pk=membership.pk).update(ended_at=now)


def _register_quarters(provider: Provider, *, today: date) -> None:
    people, held = population.quarterly(), trend.meetings(provider, today=today)
    actor = _lead(provider)
    joined_on = held[0].held_on - timedelta(days=30)
    _import(actor, ImportKind.PARTICIPANTS, files.participants_csv(people, joined_on=joined_on), today=today)
    _import(actor, ImportKind.SESSIONS, files.sessions_csv(provider, held), today=today)
    _import(actor, ImportKind.ATTENDANCE, trend.quarters_attendance_csv(people, held, today=today), today=today)


def _register(provider: Provider, *, today: date) -> None:
    people = [replace(person, reference=NAMED.get(person.reference, person.reference)) for person in _people(provider)]
    year = files.calendar(today=today)
    meetings, later = files.year_meetings(provider, year), files.later_meetings(provider, year)
    actor = _lead(provider)
    joined_on = year.starts_on - timedelta(days=30)
    _import(actor, ImportKind.PARTICIPANTS, files.participants_csv(people, joined_on=joined_on), today=today)
    _import(actor, ImportKind.SESSIONS, files.sessions_csv(provider, meetings + later), today=today)
    _import(actor, ImportKind.ATTENDANCE, files.year_attendance_csv(people, meetings), today=today)
    _import(actor, ImportKind.ATTENDANCE, files.later_attendance_csv(people, later), today=today)


def _people(provider: Provider) -> Sequence[population.Person]:
    shares = population.POPULATION
    match provider.slug:
        case TRUST.slug:
            return population.trust()
        case "pennywell-elders":
            return population.small("P", 26, {"2": 0.9, "3": 0.1}, SpeakingRole.SERVICE_USER)
        case "kestrel-yard":
            return population.small("K", 18, shares, SpeakingRole.FORMER_SERVICE_USER)
        case _:
            return population.small("A", 44, shares, SpeakingRole.USER_LED_GROUP)


def _lead(provider: Provider) -> Actor:
    return actor_of(next(x.slug for x in LOGINS if x.organisation == provider.slug and x.role == Role.INVOLVEMENT_LEAD))


def _import(actor: Actor, kind: ImportKind, content: bytes, *, today: date) -> None:
    import_register_file(actor, access.organisation(actor), kind, content, today=today)


def import_register_file(
    actor: Actor, organisation: Organisation, kind: ImportKind, content: bytes, *, today: date
) -> None:
    result = involvement.import_file(
        actor=actor,
        organisation=organisation,
        kind=kind,
        file=io.BytesIO(content),
        dry_run=False,
        today=today,
    )
    if result.bad_lines:
        raise ValueError(f"The demo's {kind} file has bad lines: {result.errors[:3]}")


def _caseload(*, today: date) -> None:
    """Sent in and described by the Trust's administrator; of the last day of the year that its report is about."""
    actor = actor_of("priti")
    ends_on = files.calendar(today=today).ends_on
    result = reports.import_benchmark(
        actor=actor,
        organisation=access.organisation(actor),
        name=caseload.NAME,
        file=io.BytesIO(caseload.caseload_csv()),
        dry_run=False,
        today=today,
    )
    if result.bad_lines:
        raise ValueError(f"The demo's caseload has bad lines: {result.errors[:3]}")
    reports.edit_benchmark(
        actor=actor,
        benchmark=own_benchmarks(actor).get(name=caseload.NAME),
        label=f"Caseload, {ends_on:%B %Y}",
        kind=BenchmarkKind.CASELOAD,
        counted_on=ends_on,
        age_base="People aged 18 and over in contact with the Trust",
        source="Invented for this demo.",
    )


def _this_week(*, today: date) -> None:
    lead, facilitator = actor_of("joanne"), User.objects.get(email="sam@example.org")
    for days, name, place, hour in (
        (0, "Letters reading panel", "Fenmarket Library", 18),
        (0, "PCREF listening events", "Ashdell Town Hall", 14),
        (3, "Home Treatment phone line review", "Online", 10),
        (8, "Letters reading panel", "Fenmarket Library", 18),
    ):
        session = _session(lead, name, today + timedelta(days=days), place, hour, facilitator)
        _expect(lead, session, today=today, with_ravi=days != 8)
    last = InvolvementSession.objects.filter(organisation_id=lead.organisation_id, held_on__lt=today)
    for session, (role, text) in zip(last.order_by("-held_on")[: len(world.POINTS)], world.POINTS, strict=True):
        involvement.add_point(actor=lead, session=session, text=text, speaking_role=role, now=timezone.now())


def _session(lead: Actor, name: str, day: date, place: str, hour: int, facilitator: User) -> InvolvementSession:
    activity = InvolvementActivity.objects.get(organisation_id=lead.organisation_id, name=name)
    starts_at = timezone.make_aware(datetime.combine(day, time(hour)))
    return involvement.add_session(
        actor=lead,
        activity=activity,
        service=None,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        place=place,
        facilitators=[facilitator],
    )


def _expect(lead: Actor, session: InvolvementSession, *, today: date, with_ravi: bool) -> None:
    people = Participant.objects.filter(organisation_id=lead.organisation_id, reference__startswith="W")
    chosen = list(people.order_by("reference").values_list("pk", flat=True)[session.starts_at.hour :: 20][:11])
    if with_ravi:
        chosen.append(people.model.objects.get(organisation_id=lead.organisation_id, reference="ravi").pk)
    involvement.expect_people(actor=lead, session=session, participant_ids=chosen, said_yes=True, today=today)


def _head_counts(*, today: date) -> None:
    lead = actor_of("farah")
    sessions = InvolvementSession.objects.filter(organisation_id=lead.organisation_id, held_on__lt=today)
    for session, people in zip(sessions.order_by("held_on"), HEAD_COUNTS, strict=False):
        involvement.count_heads(actor=lead, session=session, people=people, said={}, was=None, now=timezone.now())


def _own_records(*, today: date) -> None:
    lead = actor_of("joanne")
    mine = Participant.objects.filter(organisation_id=lead.organisation_id)
    for login in LOGINS:
        if login.role == Role.PARTICIPANT:
            person = mine.get(reference=login.reference)
            code = involvement.make_claim_card(actor=lead, participant=person, today=today)
            user = User.objects.get(email=login.email)
            involvement.claim_record(actor=Actor(user_id=user.pk), code=code, today=today)
    involvement.set_access_needs(
        actor=lead,
        participant=mine.get(reference="ravi"),
        kinds={AccessNeedKind.BSL_INTERPRETER, AccessNeedKind.TEXT_MESSAGE},
        today=today,
    )


def _own_groups() -> None:
    for name, group in world.OWN_GROUPS.items():
        parts = [gap.Part(dimension, frozenset(codes)) for dimension, codes in group.items()]
        reports.define_own_group(actor=actor_of("joanne"), name=name, parts=parts, now=timezone.now())
