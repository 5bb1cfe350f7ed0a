from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held
from core.models import Job, UUIDModel
from involvement.models.register import Service
from involvement.models.sessions import InvolvementActivity, Point
from involvement.models.stories import Story
from involvement.taxonomies import ChangeStatus, ResponseKind

LONGEST_REPLY = 5000
LONGEST_TITLE = 160
OPEN_STATUSES = (ChangeStatus.CONSIDERING, ChangeStatus.PLANNED)
SUMMARY_HEADINGS = {
    ChangeStatus.MADE: "We did",
    ChangeStatus.PLANNED: "We will",
    ChangeStatus.CONSIDERING: "We are thinking about it",
    ChangeStatus.NOT_POSSIBLE: "We could not, because",
    ChangeStatus.NONE_NEEDED: "What we found",
}
REASON_WHEN_NOT_POSSIBLE = ~models.Q(reason="") | ~models.Q(status=ChangeStatus.NOT_POSSIBLE)


class Response(UUIDModel):
    """One thing the organisation said to the author of a story: that it was read, the answer, or news."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="responses")
    kind = models.CharField(max_length=16, choices=ResponseKind.choices)
    text = models.TextField(max_length=LONGEST_REPLY)
    outcome = models.CharField(max_length=12, choices=ChangeStatus.choices, blank=True)
    reason = models.TextField(blank=True, max_length=1000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    role = models.CharField(max_length=20, help_text="accounts.Role of the writer, as the author sees it")
    send_key = models.UUIDField(unique=True)
    sent_at = models.DateTimeField()

    PRIVACY = {
        "story": "Which story it answers.",
        "kind": "What kind of answer.",
        "text": "The answer.",
        "outcome": "What follows from the story.",
        "reason": "Why a change is not possible.",
        "written_by": "Who wrote it. The author of the story sees the role only.",
        "role": "In which role.",
        "send_key": "So that an answer sent twice is kept once.",
        "sent_at": "When.",
    }
    HELD = Held("Answers you were given", story=("story",), done_by=("written_by",))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(reason="") | ~models.Q(outcome=ChangeStatus.NOT_POSSIBLE),
                name="response_reason_when_not_possible",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.sent_at:%-d %B %Y}"


class Change(UUIDModel):
    """What will be or was done, and what people said that led to it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="changes")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="changes")
    activity = models.ForeignKey(
        InvolvementActivity, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes"
    )
    title = models.CharField(max_length=LONGEST_TITLE)
    status = models.CharField(max_length=12, choices=ChangeStatus.choices, default=ChangeStatus.CONSIDERING)
    reason = models.TextField(blank=True, max_length=1000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="changes_owned"
    )
    due_on = models.DateField(null=True, blank=True)
    made_on = models.DateField(null=True, blank=True)
    send_key = models.UUIDField(unique=True, null=True)
    created_at = models.DateTimeField()
    stories = models.ManyToManyField(Story, blank=True, related_name="changes")
    points = models.ManyToManyField(Point, blank=True, related_name="changes")

    PRIVACY = {
        "organisation": "Whose change it is.",
        "service": "Which service changes. May stay empty.",
        "activity": "Which activity it came from. May stay empty.",
        "title": "What changes.",
        "status": "How far it is.",
        "reason": "Why it is not possible.",
        "owner": "Which member of staff sees to it.",
        "due_on": "By when.",
        "made_on": "When it was done.",
        "send_key": "So that a change sent twice is kept once.",
        "created_at": "When it was written down.",
    }
    HELD = Held("What an organisation changes", done_by=("owner",))

    class Meta:
        constraints = [
            models.CheckConstraint(condition=REASON_WHEN_NOT_POSSIBLE, name="change_reason_when_not_possible"),
            models.CheckConstraint(
                condition=models.Q(made_on=None) ^ models.Q(status=ChangeStatus.MADE), name="change_day_when_made"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Something is still to be done or decided."""
        return self.status in OPEN_STATUSES


class ChangeStep(models.Model):
    """One line of a change's history: told to everyone who raised it."""

    change = models.ForeignKey(Change, on_delete=models.CASCADE, related_name="steps")
    status = models.CharField(max_length=12, choices=ChangeStatus.choices)
    text = models.TextField(blank=True, max_length=1000)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField()
    send_key = models.UUIDField(unique=True, null=True)
    job = models.OneToOneField(Job, on_delete=models.PROTECT, null=True, related_name="change_step")

    PRIVACY = {
        "change": "Which change.",
        "status": "How far it was then.",
        "text": "What was said about it.",
        "taken_by": "Which member of staff wrote it.",
        "taken_at": "When.",
        "send_key": "So that a step sent twice is kept once.",
        "job": "Whether everyone who raised it has been told.",
    }
    HELD = Held("Steps of a change", done_by=("taken_by",))

    def __str__(self) -> str:
        return f"{self.get_status_display()} {self.taken_at:%-d %B %Y}"


class LoopSummary(UUIDModel):
    """'You said, we did': a short pairing that anyone may read, including 'we could not, because'."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="loop_summaries")
    service = models.ForeignKey(Service, on_delete=models.PROTECT, null=True, blank=True, related_name="loop_summaries")
    activity = models.ForeignKey(
        InvolvementActivity, on_delete=models.SET_NULL, null=True, blank=True, related_name="loop_summaries"
    )
    change = models.ForeignKey(Change, on_delete=models.SET_NULL, null=True, blank=True, related_name="loop_summaries")
    you_said = models.CharField(max_length=500)
    we_did = models.CharField(max_length=500)
    status = models.CharField(max_length=12, choices=ChangeStatus.choices)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    send_key = models.UUIDField(unique=True, null=True)
    published_at = models.DateTimeField()
    taken_down_at = models.DateTimeField(null=True, blank=True)

    PRIVACY = {
        "organisation": "Whose it is.",
        "service": "Which service it is about. May stay empty.",
        "activity": "Which activity it closes. May stay empty.",
        "change": "Which change it tells of. May stay empty.",
        "you_said": "What people said, without names.",
        "we_did": "What was done, or why it could not be.",
        "status": "How far it is.",
        "published_by": "Which member of staff published it.",
        "send_key": "So that words sent twice are kept once.",
        "published_at": "When.",
        "taken_down_at": "When it was taken down.",
    }
    HELD = Held("You said, we did", done_by=("published_by",))

    def __str__(self) -> str:
        return self.you_said

    @property
    def heading_of_answer(self) -> str:
        """What stands above the second half of the pair, as prominent for a no as for a yes."""
        return SUMMARY_HEADINGS[ChangeStatus(self.status)]
