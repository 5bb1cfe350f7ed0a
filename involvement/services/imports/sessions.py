from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from accounts.models import Organisation
from core.csv_files import Problems
from involvement.models import Attendance, InvolvementActivity, InvolvementSession, Service
from involvement.services import slices
from involvement.services.imports.base import (
    UK,
    BadValue,
    Counts,
    choice,
    free_text,
    moment,
    reference,
)
from involvement.services.imports.importers import Batch, LineImporter
from involvement.taxonomies import ActivityKind, InvolvementLevel


@dataclass(frozen=True, slots=True)
class SessionLine:
    reference: str
    activity: str
    kind: str
    level: str
    service: str
    starts_at: datetime
    ends_at: datetime
    place: str


class SessionImporter(LineImporter[SessionLine]):
    """Sessions, with the activities and services that they name. Activities and services are made when they are new."""

    required = ("session_reference", "activity", "activity_kind", "involvement_level", "starts_at", "ends_at")
    optional = ("service", "place")

    def __init__(self, organisation: Organisation, *, today: date) -> None:
        super().__init__(organisation, today=today)
        self._seen: dict[str, tuple[str, str]] = {}

    def read(self, row: dict[str, str]) -> SessionLine:
        activity = free_text(row["activity"].strip(), "activity")
        if not activity:
            raise BadValue("activity", "Enter the name of the activity.")
        starts_at, ends_at = moment(row["starts_at"], "starts_at"), moment(row["ends_at"], "ends_at")
        if ends_at <= starts_at:
            raise BadValue("ends_at", "Enter an end that is after the start.")
        if (ends_at - starts_at).days:
            raise BadValue("ends_at", "Enter an end within a day of the start.")
        service, place = row.get("service", "").strip(), row.get("place", "").strip()
        for column, text, limit in (("activity", activity, 160), ("service", service, 120), ("place", place, 160)):
            if len(text) > limit:
                raise BadValue(column, f"Use {limit} characters or fewer.")
        return SessionLine(
            reference(row, "session_reference"),
            activity,
            choice(row["activity_kind"], "activity_kind", ActivityKind),
            choice(row["involvement_level"], "involvement_level", InvolvementLevel),
            free_text(service, "service"),
            starts_at,
            ends_at,
            free_text(place, "place"),
        )

    def key(self, line: SessionLine) -> tuple[str, ...]:
        return (line.reference,)

    def check_batch(self, batch: Batch[SessionLine], problems: Problems) -> None:
        """An activity has one kind and one level, in the whole file and in the register."""
        if not self._seen:
            self._seen = {a.name: (a.kind, a.level) for a in self._activities().values()}
        for number, line in batch:
            kind, level = self._seen.setdefault(line.activity, (line.kind, line.level))
            if line.kind != kind:
                problems.add(number, "activity_kind", f"Use {kind}: that is the kind recorded for this activity.")
            if line.level != level:
                problems.add(number, "involvement_level", f"Use {level}: the level recorded for this activity.")

    def write(self, batch: list[SessionLine]) -> Counts:
        services, activities = self._make_services(batch), self._make_activities(batch)
        rows = InvolvementSession.objects.filter(
            organisation=self.organisation, reference__in=[line.reference for line in batch]
        )
        known = {session.reference: session for session in rows}
        new: list[InvolvementSession] = []
        changed: list[InvolvementSession] = []
        counts = Counts()
        for line in batch:
            session = known.get(line.reference) or InvolvementSession(
                organisation=self.organisation, reference=line.reference, created_at=timezone.now()
            )
            values = {
                "activity_id": activities[line.activity].pk,
                "service_id": services[line.service].pk if line.service else None,
                "starts_at": line.starts_at,
                "ends_at": line.ends_at,
                "held_on": line.starts_at.astimezone(UK).date(),
                "place": line.place,
            }
            is_new = line.reference not in known
            if not is_new and all(getattr(session, name) == value for name, value in values.items()):
                counts.unchanged += 1
                continue
            for name, value in values.items():
                setattr(session, name, value)
            (new if is_new else changed).append(session)
        InvolvementSession.objects.bulk_create(new)
        InvolvementSession.objects.bulk_update(changed, [*values] if changed else ["place"])
        slices.note_rows(Attendance.objects.filter(session__in=changed))
        for session in changed:
            Attendance.objects.filter(session=session).update(service_id=session.service_id, held_on=session.held_on)
        slices.note_rows(Attendance.objects.filter(session__in=changed))
        counts.created, counts.changed = len(new), len(changed)
        return counts

    def _activities(self) -> dict[str, InvolvementActivity]:
        return {row.name: row for row in InvolvementActivity.objects.filter(organisation=self.organisation)}

    def _make_activities(self, batch: list[SessionLine]) -> dict[str, InvolvementActivity]:
        wanted, known = {line.activity: line for line in batch}, self._activities()
        InvolvementActivity.objects.bulk_create(
            InvolvementActivity(organisation=self.organisation, name=name, kind=line.kind, level=line.level)
            for name, line in wanted.items()
            if name not in known
        )
        return self._activities()

    def _make_services(self, batch: list[SessionLine]) -> dict[str, Service]:
        mine = Service.objects.filter(organisation=self.organisation)
        known = set(mine.values_list("name", flat=True))
        wanted = dict.fromkeys(line.service for line in batch if line.service and line.service not in known)
        Service.objects.bulk_create(Service(organisation=self.organisation, name=name) for name in wanted)
        return {service.name: service for service in mine.all()}
