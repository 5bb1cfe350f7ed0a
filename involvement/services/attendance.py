from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import F

from accounts.access import Actor
from core import audit
from involvement import access
from involvement.models import Attendance, InvolvementSession, Participant
from involvement.queries.attendance import Entry, Line, entry_of
from involvement.services import seats, slices
from involvement.taxonomies import AttendanceStatus, InterestState, SpeakingRole


class WhoIsMeant(Exception):
    """Several people are called that."""


@transaction.atomic
def record_attendance(
    *,
    actor: Actor,
    session: InvolvementSession,
    lines: Sequence[Line],
    today: date,
    everyone_else_came: bool = False,
    walk_in: str = "",
) -> dict[int, Entry]:
    """Save the register, and add ``walk_in`` if that is filled in.

    Lines that somebody else changed meanwhile, and differently, are left as they are: what is saved there comes back
    by attendance id, for the writer to decide. All other lines are saved. ``everyone_else_came`` marks the lines sent
    that nobody has marked. Raises WhoIsMeant, and then saves nothing.
    """
    seats.lock(session)
    rows = {row.pk: row for row in access.register(session).select_for_update(of=("self",), no_key=True)}
    changed: list[Attendance] = []
    clashes: dict[int, Entry] = {}
    for line in lines:
        row = rows.get(line.attendance_id)
        if row is None:
            continue
        saved = entry_of(row, session)
        entry = line.entered if row.revision == line.revision else _merged(line, saved)
        if entry is None:
            clashes[row.pk] = saved
            continue
        if everyone_else_came and entry.status == AttendanceStatus.NOT_MARKED:
            entry = entry._replace(status=AttendanceStatus.CAME)
        if entry != saved:
            _enter(row, entry, session)
            changed.append(row)
    if changed:
        _store(changed)
        seats.settle_places(session)
        slices.note_session(session)
        _audit(actor, "ATTENDANCE_RECORDED", session, [row.participant_id for row in changed])
    if walk_in:
        add_walk_in(actor=actor, session=session, name=walk_in, today=today)
    return clashes


@transaction.atomic
def add_walk_in(*, actor: Actor, session: InvolvementSession, name: str, today: date) -> Attendance:
    """Mark someone as come who was not expected. A reference or name that nobody has makes a new participant.

    Raises WhoIsMeant when several people are called ``name``.
    """
    seats.lock(session)
    participant = _find_or_add(actor=actor, session=session, name=name, today=today)
    row = access.register(session).filter(participant=participant).first()
    if row is None:
        row = Attendance(session=session, participant=participant)
        row.organisation_id, row.service_id, row.held_on = session.organisation_id, session.service_id, session.held_on
        role = access.roles_elsewhere(session, participant).first() or SpeakingRole.NOT_RECORDED
        row.revision = 0
    elif row.status == AttendanceStatus.CAME:
        return row
    else:
        role = entry_of(row, session).speaking_role
    _enter(row, Entry(AttendanceStatus.CAME, SpeakingRole(role)), session)
    row.save()
    slices.note_session(session)
    _audit(actor, "ATTENDANCE_RECORDED", session, [participant.pk])
    return row


@transaction.atomic
def expect_people(
    *,
    actor: Actor,
    session: InvolvementSession,
    participant_ids: Sequence[UUID],
    said_yes: bool,
    today: date,
) -> int:
    """Put people on the session's list as asked today, and signed up if they said yes. Returns how many were new."""
    seats.lock(session)
    people = list(access.people_to_ask(actor, session).filter(pk__in=participant_ids))
    day = min(today, session.held_on)
    Attendance.objects.bulk_create(
        [
            Attendance(
                session=session,
                participant=person,
                organisation_id=session.organisation_id,
                service_id=session.service_id,
                held_on=session.held_on,
                speaking_role=person.last_role or SpeakingRole.NOT_RECORDED,  # type: ignore[attr-defined]
                invited_on=day,
                signed_up_on=day if said_yes else None,
            )
            for person in people
        ]
    )
    asked = [person.pk for person in people]
    seats.expect(session, asked, state=InterestState.PLACE if said_yes else InterestState.ASKED)
    slices.note_session(session)
    _audit(actor, "PEOPLE_ASKED", session, asked)
    return len(people)


@transaction.atomic
def sign_up_people(*, actor: Actor, session: InvolvementSession, attendance_ids: Sequence[int], today: date) -> int:
    """Note that these people said yes. Returns for how many that is new."""
    seats.lock(session)
    rows = Attendance.objects.filter(session=session, pk__in=attendance_ids, signed_up_on=None)
    people = list(rows.values_list("participant_id", flat=True))
    rows.update(signed_up_on=min(today, session.held_on), revision=F("revision") + 1)
    seats.expect(session, people, state=InterestState.PLACE)
    seats.settle_places(session)
    slices.note_session(session)
    _audit(actor, "SIGN_UP_RECORDED", session, people)
    return len(people)


@transaction.atomic
def stop_expecting(*, actor: Actor, session: InvolvementSession, attendance_ids: Sequence[int]) -> int:
    """Take people off the list who were put there by mistake. Who is marked stays. Returns how many went."""
    seats.lock(session)
    rows = Attendance.objects.filter(session=session, pk__in=attendance_ids, status=AttendanceStatus.NOT_MARKED)
    people = list(rows.values_list("participant_id", flat=True))
    rows.delete()
    seats.settle_places(session)
    slices.note_session(session)
    _audit(actor, "TAKEN_OFF_LIST", session, people)
    return len(people)


@transaction.atomic
def note_register_seen(*, actor: Actor, rows: Sequence[Attendance]) -> None:
    """Remember who saw that these people take part, so that each of them can be told."""
    people = [row.participant_id for row in rows]
    if people:
        audit.record_views(actor=actor, verb="REGISTER_SEEN", subject_ids=people)


@transaction.atomic
def note_attendance_exported(*, actor: Actor, participant_ids: Sequence[UUID]) -> None:
    audit.record(actor=actor, verb="ATTENDANCE_EXPORTED")
    audit.record_views(actor=actor, verb="ATTENDANCE_EXPORTED", subject_ids=participant_ids)


def _merged(line: Line, saved: Entry) -> Entry | None:
    """Both writers' changes to one line, or None when they do not go together."""
    merged = []
    for shown, entered, theirs in zip(line.shown, line.entered, saved, strict=True):
        if entered not in (shown, theirs) and theirs != shown:
            return None
        merged.append(theirs if entered == shown else entered)
    entry = Entry._make(merged)
    went_apart = entry.minutes is not None and entry.status != AttendanceStatus.CAME
    return None if went_apart else entry


def _enter(row: Attendance, entry: Entry, session: InvolvementSession) -> None:
    came = entry.status == AttendanceStatus.CAME
    row.status, row.speaking_role = entry.status, entry.speaking_role
    row.minutes = (session.length_minutes if entry.minutes is None else entry.minutes) if came else 0
    row.revision += 1


def _find_or_add(*, actor: Actor, session: InvolvementSession, name: str, today: date) -> Participant:
    register = Participant.objects.filter(organisation_id=session.organisation_id)
    person = register.filter(reference__iexact=name).first()
    if person:
        return person
    called = list(register.filter(known_as__iexact=name, left_on=None)[:2])
    if len(called) > 1:
        raise WhoIsMeant("Enter the person's reference or pen-name. More than one person is called that.")
    if called:
        return called[0]
    person, created = Participant.objects.get_or_create(
        organisation_id=session.organisation_id,
        reference=name,
        defaults={"joined_on": min(today, session.held_on)},
    )
    if created:
        audit.record(actor=actor, verb="PARTICIPANT_ADDED", target=person, subject_id=person.pk)
    return person


def _store(rows: Sequence[Attendance]) -> None:
    """An insert that updates what is there: bulk_update() took more time than all the rest of a save."""
    changing = ["status", "speaking_role", "minutes", "revision"]
    Attendance.objects.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=changing)


def _audit(actor: Actor, verb: str, session: InvolvementSession, participant_ids: Sequence[UUID]) -> None:
    audit.record_views(actor=actor, verb=verb, subject_ids=participant_ids, target=session)
