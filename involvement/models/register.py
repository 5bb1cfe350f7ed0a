from __future__ import annotations

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Held, Sign
from core.models import UUIDModel
from involvement.equality import AnswerSource, AnswerStatus, Question
from involvement.taxonomies import AccessNeedKind


class Service(UUIDModel):
    """A team, ward or pathway that people use."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="services")
    name = models.CharField(max_length=120)
    closed_on = models.DateField(null=True, blank=True)
    responders = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="services_answered_for")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "name"], name="service_once")]

    def __str__(self) -> str:
        return self.name


class Participant(UUIDModel):
    """Someone on one organisation's involvement register. Holds no clinical record and needs no log-in."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="participants")
    reference = models.CharField(max_length=60)
    known_as = models.CharField(max_length=80, blank=True)
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=30, blank=True)
    joined_on = models.DateField()
    left_on = models.DateField(null=True, blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="participants"
    )
    claim_hash = models.CharField(max_length=64, blank=True)
    claim_until = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    contact_on = models.DateField(null=True, blank=True, help_text="When they last said that they want to stay")
    leaving_on = models.DateField(null=True, blank=True, help_text="When the record goes, unless they are in touch")

    PRIVACY = {
        "organisation": "Whose register this is.",
        "reference": "To tell people on the register apart. The only thing that must be given.",
        "known_as": "What to say on the day. May stay empty.",
        "email": "To send invitations, if wanted. May stay empty.",
        "phone": "To ring or text, if wanted. May stay empty.",
        "joined_on": "To know since when somebody could be asked.",
        "left_on": "So that nobody is asked after they left.",
        "user": "To see one's own record by signing in. May stay empty.",
        "claim_hash": "To open this record with the code on a printed card. The code itself is not kept.",
        "claim_until": "So that a lost card stops working.",
        "created_at": "To know how long the record has been kept.",
        "contact_on": "So that nobody who wants to stay is deleted.",
        "leaving_on": "So that you are told before we delete your record.",
    }
    HELD = Held(
        "Your record",
        person=("pk",),
        user=("user",),
        signs=(Sign("joined_on"), Sign("contact_on")),
        secret=("claim_hash",),
    )

    class Meta:
        indexes = [
            models.Index(
                fields=["leaving_on"], condition=models.Q(leaving_on__isnull=False), name="participant_leaving"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "reference"], name="participant_reference_once"),
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(user__isnull=False), name="participant_user_once"
            ),
            models.UniqueConstraint(
                fields=["claim_hash"], condition=~models.Q(claim_hash=""), name="participant_claim_once"
            ),
        ]

    def __str__(self) -> str:
        return self.known_as or self.reference


class EqualityAnswer(models.Model):
    """One answer to one equality question; kept apart from everything that staff work with, for monitoring only."""

    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, related_name="equality_answers", db_index=False
    )
    question = models.CharField(max_length=20, choices=Question.choices)
    status = models.CharField(max_length=10, choices=AnswerStatus.choices)
    value = models.CharField(max_length=40, blank=True)
    own_words = models.CharField(max_length=100, blank=True)
    source = models.CharField(max_length=10, choices=AnswerSource.choices)
    answered_at = models.DateTimeField()

    PRIVACY = {
        "participant": "Whose answer it is.",
        "question": "Which question.",
        "status": "Answered, declined or not asked: three different things.",
        "value": "The answer, for totals only; never shown to staff beside a name once given.",
        "own_words": "The person's own words for it, if they want.",
        "source": "Who gave the answer.",
        "answered_at": "When it was given or last changed.",
    }
    HELD = Held(
        "Your equality answers",
        person=("participant",),
        signs=(Sign("answered_at"),),
        change="involvement:my_equality_answers",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "question"], name="equality_answer_once"),
            models.CheckConstraint(
                condition=models.Q(status=AnswerStatus.STATED) ^ models.Q(value=""),
                name="equality_answer_value_when_stated",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.status}"


class AccessNeed(models.Model):
    """What someone needs in order to take part. The need, never the reason for it."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="access_needs")
    kind = models.CharField(max_length=30, choices=AccessNeedKind.choices)
    recorded_on = models.DateField()
    review_on = models.DateField()

    PRIVACY = {
        "participant": "Who needs it.",
        "kind": "What is needed, so that it is there on the day.",
        "recorded_on": "When it was asked.",
        "review_on": "When to ask whether it is still right.",
    }
    HELD = Held(
        "What you need to take part",
        person=("participant",),
        signs=(Sign("recorded_on"),),
        change="involvement:my_access_needs",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "kind"], name="access_need_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
