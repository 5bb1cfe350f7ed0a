from __future__ import annotations

from django.conf import settings
from django.db import models

from core.held import Held
from core.models import UUIDModel
from reports.models.gap_reports import GapReport


class PackLayout(models.TextChoices):
    """Under which headings a board pack is put. PCREF is NHS England's race equality framework."""

    STANDARD = "standard", "Standard"
    PCREF = "pcref", "Race equality (PCREF headings)"
    GRIPP2 = "gripp2", "Involvement in research (GRIPP2 short form)"


class PackWords(UUIDModel):
    """What a lead adds to a board pack where figures say nothing. A change is a new version; none is ever changed."""

    report = models.ForeignKey(GapReport, on_delete=models.CASCADE, related_name="pack_words")
    layout = models.CharField(max_length=10, choices=PackLayout.choices)
    version = models.PositiveSmallIntegerField()
    words = models.JSONField(default=dict, help_text="{code of a section: text}")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()

    PRIVACY = {
        "report": "The report they belong to.",
        "layout": "Under which headings.",
        "version": "Which version.",
        "words": "What the lead wrote for readers of the board pack. No names belong there.",
        "written_by": "Who wrote it. Kept for the record, not printed.",
        "written_at": "When.",
    }
    HELD = Held("Words of a board pack", done_by=("written_by",))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "layout", "version"], name="pack_words_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.get_layout_display()}, version {self.version}"
