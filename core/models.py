from __future__ import annotations

import uuid

from django.db import models

from core.held import Held, Keep


class UUIDModel(models.Model):
    """Rows whose id may stand in a URL: it says nothing about how many there are or which came first."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


class AuditEvent(models.Model):
    """Who did or saw what, when, and why where asked. Rows are added, never changed; no names, no free text of people.

    ``subject_id`` is the participant whose record was touched, so that this person can be shown who looked.
    ``reason`` is a code or the staff member's own short reason, never anything a participant wrote.
    """

    at = models.DateTimeField()
    user_id = models.UUIDField(null=True, db_index=True)
    role = models.CharField(max_length=40, blank=True)
    organisation_id = models.UUIDField(null=True)
    verb = models.CharField(max_length=60)
    target_type = models.CharField(max_length=60, blank=True)
    target_id = models.CharField(max_length=40, blank=True)
    subject_id = models.UUIDField(null=True)
    reason = models.CharField(max_length=200, blank=True)

    PRIVACY = {
        "at": "When.",
        "user_id": "Who acted. Kept to show who looked at a record; an id, not a name.",
        "role": "In which role.",
        "organisation_id": "For which organisation.",
        "verb": "What was done, as a code.",
        "target_type": "What kind of thing it was done with.",
        "target_id": "Which one; an id, not a name.",
        "subject_id": "Whose record was touched, so that the person can see it.",
        "reason": "Why, where it was asked.",
    }
    HELD = Held(
        "Who looked at your record, and what was done",
        person=("subject_id",),
        user=("user_id",),
        on_erasure=Keep(
            "It proves who did what. It holds numbers, never a name, and they lead nowhere.",
            words=("role", "verb", "target_type", "target_id", "reason"),
        ),
    )

    class Meta:
        indexes = [
            models.Index(fields=["organisation_id", "-at"], name="audit_organisation_at"),
            models.Index(fields=["subject_id", "-at"], name="audit_subject_at"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.target_type} {self.target_id}"


class JobState(models.TextChoices):
    QUEUED = "QUEUED", "Waiting"
    RUNNING = "RUNNING", "Running"
    DONE = "DONE", "Done"
    FAILED = "FAILED", "Could not be done"


class Job(UUIDModel):
    """One piece of background work. This row is the promise that it will be done; a broker message only wakes a worker.

    A worker holds the job while ``lease`` is its own and ``leased_until`` lies ahead. A job whose lease ran out is
    taken up again by another attempt.
    """

    task = models.CharField(max_length=100)
    key = models.CharField(max_length=100, unique=True)
    state = models.CharField(max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=0)
    lease = models.UUIDField(null=True)
    leased_until = models.DateTimeField(null=True)
    done_steps = models.PositiveIntegerField(default=0)
    all_steps = models.PositiveIntegerField(default=0)
    doing = models.CharField(max_length=120, blank=True)
    error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["state", "leased_until"], name="job_state_leased_until")]

    def __str__(self) -> str:
        return f"{self.task} {self.state}"

    @property
    def percent(self) -> int:
        return 100 * self.done_steps // self.all_steps if self.all_steps else 0

    @property
    def is_finished(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED)


class Tally(models.Model):
    """How often something came from one address within one hour. The keyed hash says nothing of either."""

    key = models.CharField(max_length=64, primary_key=True)
    hour = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.count} in the hour of {self.hour:%H:%M}"
