from __future__ import annotations

from django.db import models

from accounts.models import Organisation
from core.held import Held
from reports.models.gap_reports import GapReport


class LedgerEntry(models.Model):
    """What a report that was made rests on, and its place among the organisation's releases once it is published.

    An entry with a number is never changed and never deleted, not even when its report is withdrawn: what was once
    told is known. ``counts`` are the exact counts of people behind the draft or release. They serve to find out how
    many people differ from another release; no page and no access function reads them.
    """

    report = models.OneToOneField(GapReport, on_delete=models.PROTECT, related_name="ledger_entry")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    services = models.JSONField(help_text="Ids of the services covered; an empty one for sessions about no service")
    counts = models.JSONField(default=dict, help_text="{dimension|voice|stage: {code: people}}, exact")
    held_against = models.JSONField(default=list, help_text="Numbers of the releases it was held against")
    held_back = models.JSONField(default=list, help_text="Tables held back because of those releases")
    number = models.PositiveIntegerField(null=True)
    released_at = models.DateTimeField(null=True)

    PRIVACY = {
        "report": "Which report.",
        "organisation": "Whose report it is.",
        "services": "Whose people are counted in it.",
        "counts": "How many people are behind each figure. Totals only, and nobody can open them.",
        "held_against": "Which earlier reports it was checked against.",
        "held_back": "Which tables that check held back.",
        "number": "Its place among the reports that were published.",
        "released_at": "When it was published.",
    }
    HELD = Held("Releases of reports")

    class Meta:
        verbose_name = "release"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="ledger_entry_number_once"),
            models.CheckConstraint(
                condition=models.Q(number=None, released_at=None)
                | models.Q(number__isnull=False, released_at__isnull=False),
                name="ledger_entry_numbered_when_released",
            ),
        ]

    def __str__(self) -> str:
        return f"Release {self.number}" if self.number else "Draft"
