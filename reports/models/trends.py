from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.models import UUIDModel
from core.validators import refuse_nhs_number
from involvement.models import Service


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

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(reason=""), name="trend_restart_has_a_reason")]

    def __str__(self) -> str:
        return f"From {self.starts_on}"
