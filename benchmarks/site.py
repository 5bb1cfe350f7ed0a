"""People, registers and a published report for the pages that are measured."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from datetime import time as clock
from uuid import uuid4

from django.conf import settings
from django.test import Client as Browser
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.access import actor_for
from accounts.models import Commission, Membership, Organisation, OrganisationKind, Role, User
from accounts.sessions import MEMBERSHIP
from benchmarks.costs import counted_statements
from benchmarks.load import FORM, Client, Prepared, Reading, SavingRegister, Sending, SignedIn
from benchmarks.page_lines import (
    BARE,
    BARE_SAVE,
    DASHBOARD,
    DJANGO,
    LANDING,
    LEADS_DASHBOARD,
    PEOPLE,
    READ_FORM,
    READ_REGISTER,
    READ_SMALL,
    SAVE_REGISTER,
    SAVE_SMALL,
    SEND_FORM,
    TODAY,
)
from involvement.models import Attendance, InvolvementActivity, InvolvementSession, Participant
from involvement.taxonomies import SpeakingRole
from reports.models import GapReport, ReportState
from reports.services import publish_report

CLIENTS, WRITERS = 8, 20
REGISTER = 30
MINUTES = 120
ROLE = SpeakingRole.SERVICE_USER


def prepare(*, today: date) -> Prepared:
    organisation = Organisation.objects.get()
    leads = [_member(Role.INVOLVEMENT_LEAD, organisation) for _ in range(WRITERS)]
    commissioners = _commissioners(organisation, leads[0], today)
    whos = [signed_in(lead) for lead in leads]
    activity = InvolvementActivity.objects.filter(organisation=organisation).order_by("name")[0]
    to_read = [_register(activity, number, today, REGISTER) for number in range(CLIENTS)]
    to_save = [_register(activity, CLIENTS + number, today, REGISTER) for number in range(WRITERS)]
    readers = [signed_in(member) for member in commissioners]
    pages: dict[str, Sequence[Client]] = {
        DJANGO: _reading(whos, reverse("bare_django"), "roles."),
        BARE: _reading(whos, reverse("bare"), "people work here"),
        DASHBOARD: _reading(readers, reverse("reports:dashboard"), "Large Trust"),
        LEADS_DASHBOARD: _reading(whos, reverse("reports:dashboard"), "Large Trust"),
        TODAY: _reading(whos, reverse("involvement:today"), activity.name),
        READ_REGISTER: [
            Reading(who, _register_path(session), "shown-") for who, session in zip(whos, to_read, strict=False)
        ],
        PEOPLE: _reading(whos, reverse("involvement:participants"), "P-1"),
        LANDING: _reading([SignedIn("", get_random_string(32))] * CLIENTS, "/", "Heard"),
        READ_FORM: _reading(whos, reverse("involvement:add_session"), activity.name),
        SAVE_REGISTER: [_saving(who, session) for who, session in zip(whos, to_save, strict=True)],
        BARE_SAVE: [Sending(who, reverse("bare_save"), _people(organisation)) for who in whos],
        SEND_FORM: [_new_session(who, activity, today, number) for number, who in enumerate(whos[:CLIENTS])],
    }
    return Prepared(pages, _counted(pages, activity, whos[0], today))


def _counted(
    pages: Mapping[str, Sequence[Client]], activity: InvolvementActivity, who: SignedIn, today: date
) -> dict[str, Client]:
    """Registers of their own, because counting changes them."""
    small, large = (_register(activity, 40 + places, today, places) for places in (3, REGISTER))
    others: dict[str, Client] = {
        SAVE_REGISTER: _saving(who, large),
        SAVE_SMALL: _saving(who, small),
        READ_SMALL: Reading(who, _register_path(small), "shown-"),
    }
    return {name: clients[0] for name, clients in pages.items() if name not in (DJANGO, BARE_SAVE)} | others


def count_statements(*, clients: Mapping[str, Client]) -> dict[str, int]:
    """Of the second request: the first one fills what a process keeps."""
    return {name: _statements(client) for name, client in clients.items()}


def _statements(client: Client) -> int:
    browser, asks = Browser(), client.asks()
    browser.cookies.load({"sessionid": client.who.session, "csrftoken": client.who.csrf})
    for _ in range(2):
        method, path, body = next(asks)
        with counted_statements() as statements:
            answer = browser.generic(method, path, body, content_type=FORM["Content-Type"])
        if not client.is_right(answer.status_code, answer.content):
            raise RuntimeError(f"{method} {path} answered {answer.status_code}")
    return len(statements)


def lost_or_doubled(*, clients: Sequence[SavingRegister], sent: Sequence[int]) -> int:
    """How many lines were not changed exactly as often as their register was sent."""
    wrong = 0
    for client, times in zip(clients, sent, strict=True):
        revisions = Attendance.objects.filter(pk__in=client.lines).values_list("revision", flat=True)
        wrong += sum(revision != client.revision + times for revision in revisions)
    return wrong


def _commissioners(organisation: Organisation, lead: Membership, today: date) -> list[Membership]:
    """They buy from the organisation and can read its newest report."""
    report = GapReport.objects.get(state=ReportState.READY)
    publish_report(actor=actor_for(lead), report=report)
    buyer = Organisation.objects.create(slug="buyer", name="Buyer", kind=OrganisationKind.COMMISSIONER)
    Commission.objects.create(commissioner=buyer, provider=organisation, starts_on=today)
    return [_member(Role.COMMISSIONER, buyer) for _ in range(CLIENTS)]


def _member(role: Role, organisation: Organisation) -> Membership:
    user = User.objects.create_user(f"{uuid4()}@example.org")
    return Membership.objects.create(user=user, organisation=organisation, role=role)


def signed_in(membership: Membership) -> SignedIn:
    """As if a password and a code had just been entered."""
    browser, now = Browser(), time.time()
    browser.force_login(membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    session = browser.session
    session[MEMBERSHIP] = str(membership.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": now},
        {"method": "mfa", "type": "totp", "id": 0, "at": now},
    ]
    session["account_authentication_methods_user"] = str(membership.user_id)
    session.save()
    return SignedIn(browser.cookies["sessionid"].value, get_random_string(32))


def _reading(whos: Sequence[SignedIn], path: str, says: str) -> list[Client]:
    return [Reading(who, path, says) for who in whos[:CLIENTS]]


def _register(activity: InvolvementActivity, number: int, today: date, places: int) -> InvolvementSession:
    """A session of today whose people are expected and not yet marked."""
    starts_at = timezone.make_aware(datetime.combine(today, clock(14)))
    session = InvolvementSession.objects.create(
        organisation_id=activity.organisation_id,
        activity=activity,
        reference=f"TODAY-{number}",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=MINUTES),
        held_on=today,
    )
    everybody = Participant.objects.filter(organisation_id=activity.organisation_id).order_by("pk")
    first = REGISTER * number % max(1, everybody.count() - REGISTER)
    Attendance.objects.bulk_create(
        Attendance(
            session=session,
            participant=person,
            organisation_id=activity.organisation_id,
            held_on=today,
            speaking_role=ROLE,
            invited_on=today,
        )
        for person in everybody[first : first + places]
    )
    return session


def _register_path(session: InvolvementSession) -> str:
    return reverse("involvement:record_attendance", args=[session.pk])


def _saving(who: SignedIn, session: InvolvementSession) -> SavingRegister:
    lines = list(Attendance.objects.filter(session=session).values_list("pk", flat=True))
    return SavingRegister(who, _register_path(session), lines, revision=1, role=ROLE.value)


def _people(organisation: Organisation) -> list[tuple[str, str]]:
    people = Participant.objects.filter(organisation=organisation).order_by("pk")[:REGISTER]
    return [("participant", str(pk)) for pk in people.values_list("pk", flat=True)]


def _new_session(who: SignedIn, activity: InvolvementActivity, today: date, number: int) -> Sending:
    """Another place each time: the same session sent twice would be taken for a double click."""
    day = today + timedelta(days=30 + number)
    fields = [
        ("activity", str(activity.pk)), ("day", day.isoformat()), ("starts", "10:00"), ("ends", "12:00"),
        ("last_day", ""), ("place", f"Room {number} {{n}}"), ("service", ""),
    ]  # fmt: skip
    return Sending(who, reverse("involvement:add_session"), fields)
