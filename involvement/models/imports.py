from __future__ import annotations

from enum import StrEnum

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import Job, UUIDModel


class ImportKind(models.TextChoices):
    PARTICIPANTS = "participants", "People on the register"
    SESSIONS = "sessions", "Sessions"
    ATTENDANCE = "attendance", "Attendance"
    BENCHMARK = "benchmark", "Benchmark"


class ImportPhase(StrEnum):
    """What a running import is doing, as it stands in ``Job.doing``. A try is compared, the rest is saved."""

    READING = "Reading"
    CHECKING = "Checking"
    COMPARING = "Comparing"
    SAVING = "Saving"


class DataImport(UUIDModel):
    """One file that was sent in. All of it is taken or nothing; the file is deleted once it has been read."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="imports")
    kind = models.CharField(max_length=20, choices=ImportKind.choices)
    name = models.CharField(max_length=160, blank=True, help_text="Name of the benchmark, for that kind")
    file = models.FileField(upload_to="imports/", blank=True)
    file_name = models.CharField(max_length=200)
    dry_run = models.BooleanField(default=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="data_import")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField()
    rows = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    bad_lines = models.PositiveIntegerField(default=0)
    errors = models.JSONField(default=list, help_text="[line number, column, reason] of the first 1,000 bad lines")

    PRIVACY = {
        "organisation": "Whose import it is.",
        "kind": "What the file holds.",
        "name": "Name of a benchmark.",
        "file": "The file itself; deleted when it has been read.",
        "file_name": "What the file was called.",
        "dry_run": "Whether it was only a try.",
        "job": "How far it is.",
        "asked_by": "Who sent it.",
        "asked_at": "When.",
        "rows": "How many lines it had.",
        "created": "How many rows were made.",
        "changed": "How many rows were changed.",
        "unchanged": "How many were there already.",
        "bad_lines": "How many lines could not be read.",
        "errors": "What was wrong with them: line, column and reason, never the content.",
    }
    HELD = Held("Files that were sent in", done_by=("asked_by",))

    def __str__(self) -> str:
        return f"{self.get_kind_display()} from {self.asked_at:%-d %B %Y}"
