from __future__ import annotations

from typing import NamedTuple

from involvement.models import Attendance, InvolvementSession
from involvement.taxonomies import AttendanceStatus, SpeakingRole


class Entry(NamedTuple):
    """What one line of the register says. ``minutes`` None is the whole session, or nothing for who did not come."""

    status: AttendanceStatus
    speaking_role: SpeakingRole
    minutes: int | None = None


def entry_of(row: Attendance, session: InvolvementSession) -> Entry:
    """How the line shows. Who is not marked yet, and gave no role, is shown with the role of their last session."""
    status, role = AttendanceStatus(row.status), SpeakingRole(row.speaking_role)
    if status == AttendanceStatus.NOT_MARKED and role == SpeakingRole.NOT_RECORDED:
        role = SpeakingRole(row.last_role or role)  # type: ignore[attr-defined]  # annotated by access.register
    stayed_for_part = status == AttendanceStatus.CAME and row.minutes != session.length_minutes
    return Entry(status, role, row.minutes if stayed_for_part else None)
