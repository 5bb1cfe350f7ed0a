from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import UUIDModel
from core.validators import refuse_nhs_number
from involvement.models import Service
from reports.models.gap_reports import GapReport

OF_WHOM = ["organisation", "dimension", "code", "is_public"]


class TrendRestart(UUIDModel):
    """A decision that trends of a scope start afresh with the quarter of ``starts_on``, or that one no longer holds.

    Never changed or deleted: ``undoes`` points from the decision that takes another one back to that one.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="trend_restarts")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField()
    reason = models.CharField(max_length=300, validators=[refuse_nhs_number])
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()

    PRIVACY = {
        "organisation": "Whose trends start afresh.",
        "service": "Of which service, or of all together.",
        "starts_on": "From which quarter on.",
        "reason": "Why. Everybody who may see the trend reads it.",
        "undoes": "Which earlier decision this one takes back.",
        "decided_by": "Who decided it.",
        "decided_at": "When.",
    }
    HELD = Held("Where a trend starts afresh", done_by=("decided_by",))

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="trend_restart_has_a_reason")]

    def __str__(self) -> str:
        return f"From {self.starts_on}"


class Alert(UUIDModel):
    """A group that is under-represented and getting worse, once for each spell, which ends when it has recovered.

    ``is_public`` ones are worked out from published reports alone: commissioners are told those, leads the others.
    ``first_on`` is the first day of the quarter that gave rise to it, ``report`` that quarter's.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="alerts")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, related_name="+")
    dimension = models.CharField(max_length=40)
    code = models.CharField(max_length=20)
    is_public = models.BooleanField()
    first_on = models.DateField()
    report = models.ForeignKey(GapReport, on_delete=models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    recovered_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=[*OF_WHOM, "first_on"], condition=models.Q(service=None), name="alert_once_a_spell"
            ),
            models.UniqueConstraint(
                fields=[*OF_WHOM, "service", "first_on"],
                condition=models.Q(service__isnull=False),
                name="alert_of_a_service_once_a_spell",
            ),
            models.UniqueConstraint(
                fields=OF_WHOM, condition=models.Q(service=None, recovered_on=None), name="alert_one_open"
            ),
            models.UniqueConstraint(
                fields=[*OF_WHOM, "service"],
                condition=models.Q(service__isnull=False, recovered_on=None),
                name="alert_of_a_service_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dimension}.{self.code} from {self.first_on}"


class AlertNotice(UUIDModel):
    """An organisation that was told of an alert, and what its people did with it."""

    alert = models.ForeignKey(Alert, on_delete=models.CASCADE, related_name="notices")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="alert_notices")
    told_at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    acted_at = models.DateTimeField(null=True)
    acted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    action = models.CharField(max_length=300, blank=True, validators=[refuse_nhs_number])

    PRIVACY = {
        "alert": "What was told.",
        "organisation": "To whom.",
        "told_at": "When.",
        "mailed_at": "When the e-mail that says there is something new was asked for.",
        "seen_at": "When somebody said that they had seen it.",
        "seen_by": "Who said so. Seen by colleagues of the same organisation.",
        "acted_at": "When somebody wrote what was done.",
        "acted_by": "Who wrote it. Seen by colleagues of the same organisation.",
        "action": "What was done, in their own words. Seen by colleagues of the same organisation.",
    }
    HELD = Held("Alerts that were seen", done_by=("seen_by", "acted_by"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["alert", "organisation"], name="alert_notice_once")]

    def __str__(self) -> str:
        return f"{self.alert}, {self.organisation}"


class AlertCheck(models.Model):
    """The figures of a report that were last looked through for alerts: only what has changed is looked at again."""

    report = models.OneToOneField(GapReport, on_delete=models.CASCADE, related_name="alert_check")
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=10)
    checked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.report}: {self.checked_at}"
