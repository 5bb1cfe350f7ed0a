from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.csv_files import Problems
from involvement.models import Attendance, InvolvementSession, Participant
from involvement.services import changes
from involvement.services.imports.base import BadValue, Batch, Counts, Importer, choice, day, reference
from involvement.taxonomies import AttendanceStatus, SpeakingRole

MINUTES_IN_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    session: str
    participant: str
    status: str
    speaking_role: str
    minutes: int | None
    invited_on: date | None
    signed_up_on: date | None


class AttendanceImporter(Importer[AttendanceLine]):
    """Places at sessions that are on the register already. A blank number of minutes is the session's length."""

    required = ("session_reference", "participant_reference", "status")
    optional = ("speaking_role", "minutes", "invited_on", "signed_up_on")

    def read(self, row: dict[str, str]) -> AttendanceLine:
        status = choice(row["status"], "status", AttendanceStatus)
        return AttendanceLine(
            reference(row, "session_reference"),
            reference(row, "participant_reference"),
            status,
            choice(row.get("speaking_role", ""), "speaking_role", SpeakingRole, blank=SpeakingRole.NOT_RECORDED.value),
            self._minutes(row.get("minutes", "").strip()),
            day(row.get("invited_on", ""), "invited_on"),
            day(row.get("signed_up_on", ""), "signed_up_on"),
        )

    def key(self, line: AttendanceLine) -> tuple[str, ...]:
        return (line.session, line.participant)

    def check(self, batch: Batch[AttendanceLine], problems: Problems) -> None:
        lines = [line for _, line in batch]
        sessions, people = self._sessions(lines), self._people(lines)
        for number, line in batch:
            if line.session not in sessions:
                problems.add(number, "session_reference", "Import this session first: it is not known yet.")
            if line.participant not in people:
                problems.add(number, "participant_reference", "Import this person first: they are not known yet.")

    def write(self, batch: list[AttendanceLine]) -> Counts:
        sessions, people = self._sessions(batch), self._people(batch)
        known = {
            (row.session_id, row.participant_id): row
            for row in Attendance.objects.filter(
                session__in=[s.pk for s in sessions.values()], participant__in=list(people.values())
            )
        }
        new, changed, counts = [], [], Counts()
        for line in batch:
            session, person = sessions[line.session], people[line.participant]
            values = self._values(line, session)
            row = known.get((session.pk, person))
            if row is None:
                new.append(self._row(session, person, values))
            elif any(getattr(row, name) != value for name, value in values.items()):
                for name, value in values.items():
                    setattr(row, name, value)
                row.revision += 1
                changed.append(row)
            else:
                counts.unchanged += 1
        Attendance.objects.bulk_create(new, batch_size=2000)
        fields = ["status", "speaking_role", "minutes", "invited_on", "signed_up_on", "revision"]
        Attendance.objects.bulk_update(changed, fields, batch_size=500)
        changes.note_slices(
            organisation_id=self.organisation.pk, slices=[(row.service_id, row.held_on) for row in (*new, *changed)]
        )
        counts.created, counts.changed = len(new), len(changed)
        return counts

    def _values(self, line: AttendanceLine, session: InvolvementSession) -> dict[str, object]:
        minutes = line.minutes
        if minutes is None:
            minutes = session.length_minutes if line.status == AttendanceStatus.CAME else 0
        return {
            "status": line.status,
            "speaking_role": line.speaking_role,
            "minutes": minutes,
            "invited_on": line.invited_on,
            "signed_up_on": line.signed_up_on,
        }

    def _row(self, session: InvolvementSession, person: UUID, values: dict[str, object]) -> Attendance:
        return Attendance(
            session_id=session.pk,
            participant_id=person,
            organisation_id=self.organisation.pk,
            service_id=session.service_id,
            held_on=session.held_on,
            **values,
        )

    def _sessions(self, lines: list[AttendanceLine]) -> dict[str, InvolvementSession]:
        rows = InvolvementSession.objects.filter(
            organisation=self.organisation, reference__in={line.session for line in lines}
        )
        return {row.reference: row for row in rows}

    def _people(self, lines: list[AttendanceLine]) -> dict[str, UUID]:
        rows = Participant.objects.filter(
            organisation=self.organisation, reference__in={line.participant for line in lines}
        )
        return dict(rows.values_list("reference", "pk"))

    @staticmethod
    def _minutes(text: str) -> int | None:
        if not text:
            return None
        if not (text.isascii() and text.isdigit()) or int(text) > MINUTES_IN_A_DAY:
            raise BadValue("minutes", f"Enter whole minutes from 0 to {MINUTES_IN_A_DAY}.")
        return int(text)
