from __future__ import annotations

from django.conf import settings
from django.db import models

from core.held import Expires, Held, Keep, Sign
from involvement.models.erasure import ErasureReceipt
from involvement.models.register import Participant
from involvement.taxonomies import ConsentScope, ConsentSource


class Consent(models.Model):
    """One yes to one thing, with the exact words that were agreed to (rule R1). Withdrawn rows stay as proof."""

    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, related_name="consents", db_index=False
    )
    scope = models.CharField(max_length=24, choices=ConsentScope.choices)
    source = models.CharField(max_length=10, choices=ConsentSource.choices)
    wording_version = models.CharField(max_length=10)
    wording = models.TextField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    receipt = models.ForeignKey(
        ErasureReceipt, on_delete=models.SET_NULL, null=True, blank=True, related_name="consents"
    )

    PRIVACY = {
        "participant": "Who said yes.",
        "scope": "To what.",
        "source": "How the yes was given.",
        "wording_version": "Which version of the words.",
        "wording": "The exact words that were agreed to.",
        "recorded_by": "Who recorded it.",
        "given_at": "When.",
        "withdrawn_at": "When it was withdrawn.",
        "receipt": "The receipt you got, if your record was deleted since.",
    }
    HELD = Held(
        "What you said yes to",
        person=("participant",),
        done_by=("recorded_by",),
        on_erasure=Keep(
            "It proves that somebody said yes, to which words and until when. It no longer says who.",
            words=("wording_version", "wording"),
            ends="withdrawn_at",
            receipt="receipt",
        ),
        signs=(Sign("given_at"),),
        change="involvement:my_consents",
        expires=Expires("consents", since="withdrawn_at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "scope"], condition=models.Q(withdrawn_at=None), name="consent_once_while_given"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_scope_display()} {self.given_at:%-d %B %Y}"
