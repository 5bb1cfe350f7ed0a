from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held, Keep
from core.models import UUIDModel
from involvement.taxonomies import ConcernStatus, SafeguardingPrinciple

LONGEST_CONCERN = 5000


class SafeguardingConcern(UUIDModel):
    """A worry that somebody is being harmed or is in danger, raised by a person (rule R24).

    Only the safeguarding lead reads it; whoever raised it sees how far it is. The words are encrypted by
    ``core.secrets.seal``. ``role`` is the accounts.Role of who raised it, empty for somebody without a log-in.
    ``story_id`` is no link: what the author of a story sees and takes with them must not lead here.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="safeguarding_concerns")
    story_id = models.UUIDField(null=True, blank=True)
    raised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="concerns_raised"
    )
    role = models.CharField(max_length=20, blank=True)
    what = models.TextField(help_text="Encrypted")
    how_to_reach = models.TextField(blank=True, help_text="Encrypted")
    status = models.CharField(max_length=12, choices=ConcernStatus.choices, default=ConcernStatus.OPEN)
    send_key = models.UUIDField(unique=True)
    raised_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True, help_text="Encrypted")

    PRIVACY = {
        "organisation": "Who was told.",
        "story_id": "Which story it came from. May stay empty.",
        "raised_by": "Who raised it, to show them how far it is. May stay empty.",
        "role": "In which role.",
        "what": "What the worry is, encrypted. Only the safeguarding lead reads it.",
        "how_to_reach": "How to reach who raised it, encrypted. May stay empty.",
        "status": "How far it is.",
        "send_key": "So that a concern sent twice is kept once.",
        "raised_at": "When it was raised.",
        "passed_on_at": "When it was passed on to who can help.",
        "closed_at": "When it was closed.",
        "outcome": "How it ended, encrypted. Only the safeguarding lead reads it.",
    }

    HELD = Held(
        "Worries that you told us about",
        user=("raised_by",),
        on_erasure=Keep(
            "Somebody may be in danger, so what was done has to stay known. It no longer says that you told us.",
            forget=("how_to_reach",),
            words=("role", "what", "outcome"),
        ),
        secret=("what", "how_to_reach", "outcome", "story_id", "send_key"),
    )

    class Meta:
        indexes = [models.Index(fields=["organisation", "status", "raised_at"], name="concern_organisation_status")]

    def __str__(self) -> str:
        return f"concern of {self.raised_at:%-d %B %Y}"


class SafeguardingStep(models.Model):
    """One thing that the safeguarding lead did about a concern, and which principle it serves."""

    concern = models.ForeignKey(SafeguardingConcern, on_delete=models.CASCADE, related_name="steps")
    principle = models.CharField(max_length=16, choices=SafeguardingPrinciple.choices)
    text = models.TextField(help_text="Encrypted")
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    send_key = models.UUIDField(unique=True)
    taken_at = models.DateTimeField()

    PRIVACY = {
        "concern": "Which concern.",
        "principle": "Which of the six principles it serves.",
        "text": "What was done, encrypted. Only the safeguarding lead reads it.",
        "taken_by": "Who did it.",
        "send_key": "So that a step sent twice is kept once.",
        "taken_at": "When.",
    }
    HELD = Held("Steps of a safeguarding concern", done_by=("taken_by",), secret=("text", "send_key"))

    def __str__(self) -> str:
        return f"{self.get_principle_display()} {self.taken_at:%-d %B %Y}"
