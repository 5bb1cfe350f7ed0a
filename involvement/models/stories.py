from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held, Sign
from core.models import UUIDModel
from involvement.models.register import Participant, Service
from involvement.models.sessions import InvolvementSession
from involvement.taxonomies import (
    STAFF_ROLE_LABELS,
    ChangeStatus,
    DisplayIdentity,
    EditReason,
    LoopStatus,
    SpeakingRole,
    Verdict,
    Visibility,
)

LONGEST_ANSWER = 5000
STORY_PARTS = ("good", "better", "change_wanted")


class Story(UUIDModel):
    """What one person said about a service, in their own words, and how far the answer to it is.

    The author is a log-in, somebody on the register, both, or a guest who holds the tracking code, of which only a
    keyed hash is kept. Staff never see who it is. ``send_key`` comes from the form, so that a story sent twice is one.
    The words stand as they were written; what may be published is a ``Publication``.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="stories", db_index=False)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="stories")
    session = models.ForeignKey(
        InvolvementSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    good = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    better = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    change_wanted = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    visibility = models.CharField(max_length=12, choices=Visibility.choices, default=Visibility.STAFF)
    display_identity = models.CharField(
        max_length=14, choices=DisplayIdentity.choices, default=DisplayIdentity.ANONYMOUS
    )
    display_name = models.CharField(max_length=60, blank=True)
    speaking_role = models.CharField(max_length=24, choices=SpeakingRole.choices, default=SpeakingRole.NOT_RECORDED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="stories"
    )
    written_down_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    code_hash = models.CharField(max_length=64, unique=True)
    send_key = models.UUIDField(unique=True)
    news_email = models.EmailField(blank=True)
    sent_at = models.DateTimeField()
    sent_on = models.DateField(help_text="The day in UK time")
    acknowledge_by = models.DateField()
    respond_by = models.DateField()
    news_by = models.DateField(null=True, blank=True)
    loop_status = models.CharField(max_length=12, choices=LoopStatus.choices, default=LoopStatus.RECEIVED)
    outcome = models.CharField(max_length=12, choices=ChangeStatus.choices, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    released_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict.choices, blank=True)
    verdict_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        "organisation": "Who it was sent to.",
        "service": "Which service it is about. May stay empty.",
        "session": "Which session it is about. May stay empty.",
        "good": "What was good, in the person's own words.",
        "better": "What could be better, in the person's own words.",
        "change_wanted": "What the person would like to change.",
        "visibility": "Who may read it.",
        "display_identity": "How the author wants to be named where it is published.",
        "display_name": "The name shown there; empty for no name.",
        "speaking_role": "In which role the person spoke.",
        "author": "Whose log-in it was sent with, to show the answer. Staff do not see it. May stay empty.",
        "participant": "Who on the register said it, to count whose voice is heard. May stay empty.",
        "written_down_by": "Who wrote it down, when somebody helped.",
        "code_hash": "To show the answer to whoever holds the code. The code itself is not kept.",
        "send_key": "So that a story sent twice is kept once.",
        "news_email": "Where to send word of news, if wanted. Deleted when the story is closed.",
        "sent_at": "When it was sent.",
        "sent_on": "On which day.",
        "acknowledge_by": "By when the person is told that it was read.",
        "respond_by": "By when the person is answered.",
        "news_by": "By when the person hears news.",
        "loop_status": "How far the answer is.",
        "outcome": "What follows from it.",
        "held_at": "Since when it waits for somebody trained to read it.",
        "released_at": "When that was done.",
        "acknowledged_at": "When the person was told that it was read.",
        "responded_at": "When the person was answered.",
        "closed_at": "When it was closed.",
        "verdict": "Whether the answer answered, says the author.",
        "verdict_at": "When the author said so.",
    }
    HELD = Held(
        "What you told us",
        person=("participant",),
        user=("author",),
        story=("pk",),
        done_by=("written_down_by",),
        signs=(Sign("sent_on"),),
        change="involvement:told_stories",
        secret=("code_hash",),
        related=("session__activity",),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(good="", better="", change_wanted=""), name="story_says_something"
            ),
        ]
        indexes = [
            models.Index(fields=["organisation", "sent_on"], name="story_organisation_day"),
            models.Index(fields=["organisation", "loop_status", "respond_by"], name="story_inbox"),
        ]

    def __str__(self) -> str:
        return f"story of {self.sent_on}"

    @property
    def is_held(self) -> bool:
        """Waiting for somebody trained to read it (rule R23)."""
        return self.held_at is not None and self.released_at is None

    @property
    def is_concern(self) -> bool:
        """It asks for something to be different; what is only praise is left out of the change rate (rule R31)."""
        return bool(self.better or self.change_wanted)

    @property
    def role_for_staff(self) -> str:
        return STAFF_ROLE_LABELS[SpeakingRole(self.speaking_role)]


class Publication(models.Model):
    """What others than the staff who answer may read of a story: its words, edited. The story keeps the original.

    ``reasons`` are EditReason slugs, told to the author. Published while ``published_at`` is set and ``taken_down_at``
    is not; a story that will not be published has reasons and no ``published_at``.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="publication")
    good = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    better = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    change_wanted = models.TextField(blank=True, max_length=LONGEST_ANSWER)
    reasons = models.JSONField(default=list, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    taken_down_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        "story": "Which story.",
        "good": "What was good, as others may read it.",
        "better": "What could be better, as others may read it.",
        "change_wanted": "What the person would like to change, as others may read it.",
        "reasons": "Why words were taken out, or why it is not published.",
        "decided_by": "Who decided.",
        "decided_at": "When.",
        "published_at": "Since when it can be read.",
        "taken_down_at": "When it was taken down.",
    }
    HELD = Held("What others may read of what you told us", story=("story",), done_by=("decided_by",))

    class Meta:
        indexes = [models.Index(fields=["published_at"], name="publication_published")]

    def __str__(self) -> str:
        return f"publication of {self.story_id}"

    @property
    def is_published(self) -> bool:
        return self.published_at is not None and self.taken_down_at is None

    @property
    def reason_labels(self) -> list[str]:
        return [str(EditReason(reason).label) for reason in self.reasons]


class HappenedToo(models.Model):
    """Somebody said of a published story: this happened to me too. The mark tells one browser from another, no more."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="happened_too", db_index=False)
    mark = models.CharField(max_length=64, help_text="Keyed hash of a random mark in the browser, or of the log-in")
    said_on = models.DateField()

    PRIVACY = {
        "story": "Which story.",
        "mark": "So that one person counts once. Says nothing about who it is.",
        "said_on": "On which day.",
    }
    HELD = Held("People who said that this happened to them too", story=("story",), secret=("mark",))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "mark"], name="happened_too_once")]

    def __str__(self) -> str:
        return f"too {self.said_on}"
