from __future__ import annotations

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models import Organisation
from core.held import Held, Sign
from core.models import UUIDModel
from involvement.models.register import Participant, Service
from involvement.taxonomies import (
    STAFF_ROLE_LABELS,
    ActivityKind,
    AttendanceStatus,
    InvolvementLevel,
    SpeakingRole,
)

MINUTES_IN_A_DAY = 24 * 60
REMIND_BEFORE, REMIND_AT = timedelta(days=2), time(12)


class InvolvementActivity(UUIDModel):
    """A planned piece of work with a purpose and an end."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="activities")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=30, choices=ActivityKind.choices)
    level = models.CharField(max_length=20, choices=InvolvementLevel.choices)
    purpose = models.TextField(blank=True, max_length=2000)
    services = models.ManyToManyField(Service, blank=True, related_name="activities")
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="activity_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def level_name(self) -> str:
        """The rung without its explanation."""
        return str(InvolvementLevel(self.level).label).split(":")[0]


class InvolvementSession(UUIDModel):
    """One dated meeting, visit or form window."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="sessions")
    activity = models.ForeignKey(InvolvementActivity, on_delete=models.CASCADE, related_name="sessions")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="sessions")
    reference = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    held_on = models.DateField(help_text="The day in UK time")
    place = models.CharField(max_length=160, blank=True)
    facilitators = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="facilitated_sessions")
    support_booked = models.JSONField(default=list, blank=True, help_text="Slugs of AccessNeedKind that are booked")
    moved_at = models.DateTimeField(null=True, blank=True, help_text="When its day, time or place last changed")
    cancelled_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="session_reference_once"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="session_ends_after_start"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "held_on"], name="session_organisation_day")]

    def __str__(self) -> str:
        return f"{self.activity}, {self.held_on:%-d %B %Y}"

    @property
    def length_minutes(self) -> int:
        """What one person's whole stay counts for: a day at most, also where a form was open for weeks."""
        return min(int((self.ends_at - self.starts_at).total_seconds() // 60), MINUTES_IN_A_DAY)

    @property
    def reminder_due_at(self) -> datetime:
        """Noon in the UK, two days before."""
        return timezone.make_aware(datetime.combine(self.held_on - REMIND_BEFORE, REMIND_AT))


class Attendance(models.Model):
    """One person's place at one session: asked, signed up, came, and in which role they spoke this time.

    Organisation, service and day stand on the row so that a report reads one table by an index range; they are kept
    right by the service that saves the session. ``revision`` counts changes, so that two people who save the same
    register at once see each other's entries.
    """

    # Found by the indexes below, which begin with them; each index more is written with every row.
    session = models.ForeignKey(
        InvolvementSession, on_delete=models.CASCADE, related_name="attendances", db_index=False
    )
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    held_on = models.DateField()
    status = models.CharField(max_length=12, choices=AttendanceStatus.choices, default=AttendanceStatus.NOT_MARKED)
    speaking_role = models.CharField(max_length=24, choices=SpeakingRole.choices, default=SpeakingRole.NOT_RECORDED)
    minutes = models.PositiveIntegerField(default=0)
    invited_on = models.DateField(null=True, blank=True)
    signed_up_on = models.DateField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    PRIVACY = {
        "session": "Which session.",
        "participant": "Who.",
        "organisation": "Whose session.",
        "service": "Which service it was about.",
        "held_on": "On which day.",
        "status": "Whether the person came.",
        "speaking_role": "In which role the person spoke this time.",
        "minutes": "How long the person was there.",
        "invited_on": "When the person was asked.",
        "signed_up_on": "When the person said yes.",
        "revision": "How often the row was changed.",
    }
    HELD = Held(
        "Sessions you were asked to or came to",
        person=("participant",),
        signs=(Sign("held_on", {"status": AttendanceStatus.CAME}), Sign("signed_up_on")),
        related=("session__activity",),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "participant"], name="attendance_once"),
            models.CheckConstraint(condition=models.Q(minutes__lte=MINUTES_IN_A_DAY), name="attendance_within_a_day"),
        ]
        indexes = [
            models.Index(fields=["organisation", "held_on"], name="attendance_organisation_day"),
            models.Index(fields=["service", "held_on"], name="attendance_service_day"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.held_on}"

    @property
    def role_for_staff(self) -> str:
        return STAFF_ROLE_LABELS[SpeakingRole(self.speaking_role)]


class ChangedSlice(models.Model):
    """A note that counts of this service (None for sessions of no service) and quarter are no longer right.

    Added in the transaction of the change, never changed, and taken away by whoever counts again.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    quarter = models.DateField(help_text="Its first day")

    class Meta:
        indexes = [models.Index(fields=["organisation", "quarter"], name="changed_slice_quarter")]

    def __str__(self) -> str:
        return f"{self.service_id} {self.quarter}"


class HeadCount(models.Model):
    """How many people were at a session without giving a name. Counted apart from people on the register.

    ``said`` splits some of them by what they said of themselves: {dimension: {group code: people}}; the rest was not
    asked. Nobody is ever sorted by sight.
    """

    session = models.OneToOneField(InvolvementSession, on_delete=models.CASCADE, related_name="head_count")
    people = models.PositiveIntegerField()
    said = models.JSONField(default=dict, blank=True)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.people} people"


class Point(UUIDModel):
    """One thing that was raised in a session, in one line."""

    session = models.ForeignKey(InvolvementSession, on_delete=models.CASCADE, related_name="points")
    text = models.CharField(max_length=500)
    speaking_role = models.CharField(max_length=24, choices=SpeakingRole.choices, default=SpeakingRole.NOT_RECORDED)
    noted_at = models.DateTimeField()

    PRIVACY = {
        "session": "Where it was raised.",
        "text": "What was raised, without names.",
        "speaking_role": "In which role it was raised.",
        "noted_at": "When it was written down.",
    }
    HELD = Held("Points that were raised in sessions")

    def __str__(self) -> str:
        return self.text

    @property
    def role_for_staff(self) -> str:
        return STAFF_ROLE_LABELS[SpeakingRole(self.speaking_role)]
