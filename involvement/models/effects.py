from __future__ import annotations

from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import UUIDModel
from involvement.models.register import Participant, Service
from involvement.models.sessions import InvolvementSession
from involvement.taxonomies import Gain, Toll


class InvolvementEffect(UUIDModel):
    """What one session did for one person, who is not known here (docs/decisions/0023-pay-and-effects.md).

    No person, no session, no time: only the quarter. Ids are random, and a job lays the rows in a new order.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quarter = models.DateField(help_text="Its first day")
    confidence = models.CharField(max_length=10, choices=Gain.choices)
    skills = models.CharField(max_length=10, choices=Gain.choices)
    being_heard = models.CharField(max_length=10, choices=Gain.choices)
    cost = models.CharField(max_length=10, choices=Toll.choices)
    harm = models.CharField(max_length=10, choices=Toll.choices)

    PRIVACY = {
        "organisation": "Whose session it was.",
        "service": "Which service it was about. May stay empty.",
        "quarter": "In which quarter of the year. We do not keep the day.",
        "confidence": "Whether confidence was better or worse after.",
        "skills": "Whether skills were better or worse after.",
        "being_heard": "Whether the person felt heard.",
        "cost": "Whether it cost them something.",
        "harm": "Whether something hurt.",
    }
    HELD = Held("What being involved did for people")

    class Meta:
        indexes = [models.Index(fields=["organisation", "quarter"], name="effect_organisation_quarter")]

    def __str__(self) -> str:
        return f"effect in the quarter from {self.quarter:%-d %B %Y}"


class EffectsAsked(models.Model):
    """Somebody was asked what one session did for them, and answered or skipped it: which of the two is not kept."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="effects_asked", db_index=False)
    session = models.ForeignKey(InvolvementSession, on_delete=models.CASCADE, related_name="effects_asked")

    PRIVACY = {
        "participant": "Who was asked what a session did for them.",
        "session": "About which session, so that you are asked once. What you said is kept without you.",
    }
    HELD = Held("What we asked you after a session", person=("participant",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "session"], name="effects_asked_once")]

    def __str__(self) -> str:
        return f"asked about {self.session_id}"
