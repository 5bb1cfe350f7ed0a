from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Expires, Held
from core.models import Job, UUIDModel
from involvement.models.opportunities import Interest
from involvement.models.register import Participant
from involvement.models.sessions import InvolvementSession
from involvement.models.stories import Story
from involvement.taxonomies import Channel


class PersonalNoticeKind(models.TextChoices):
    """What the person is told: that there is something, never what. That stands behind a sign-in or a code."""

    STORY_NEWS = "story-news", "There is news about something you told us."
    INVITATION = "invitation", "You are asked if you want to take part in something."
    PLACE = "place", "There is news about a place you asked for."
    REMINDER = "reminder", "You asked us to remind you: you have something coming up."
    PAY = "pay", "There is news about money we owe you."
    CHECK_NEEDS = "check-needs", "It is time to check that we still know what you need."
    LEAVING = "leaving", "We will soon delete what we hold about you, as we have not heard from you for a long time."


class PersonalNotice(UUIDModel):
    """One person is told, once for each ``key``, that there is something to look at, in the way they chose.

    The person is somebody on the register, or a guest who left an address with a story or to ask for a place. E-mails
    and texts are sent by a job; calls and letters wait on a list until staff have made them.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="personal_notices")
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="notices"
    )
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, null=True, blank=True, related_name="notices")
    session = models.ForeignKey(InvolvementSession, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=16, choices=PersonalNoticeKind.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    key = models.CharField(max_length=120, unique=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="personal_notice")
    created_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    PRIVACY = {
        "organisation": "Who has something to tell.",
        "participant": "Who is told.",
        "story": "Which story it is about.",
        "interest": "Which place it is about.",
        "session": "Which session it is about.",
        "kind": "What it is about, in general words.",
        "channel": "How the person wants to be told.",
        "key": "So that nobody is told the same thing twice.",
        "job": "Whether the message has gone out.",
        "created_at": "When it came up.",
        "done_at": "When the person was told.",
        "done_by": "Which member of staff rang or wrote.",
    }
    HELD = Held(
        "What we told you",
        person=("participant",),
        story=("story",),
        done_by=("done_by",),
        expires=Expires("notices", since="created_at"),
        related=("session__activity",),
    )

    def __str__(self) -> str:
        return f"{self.kind} by {self.channel}"
