from __future__ import annotations

import uuid

from django.db import models

from core.held import Expires, Held, Sign
from core.models import UUIDModel
from involvement.models.register import Participant
from involvement.models.sessions import InvolvementSession
from involvement.taxonomies import AccessNeedKind, ActivityKind, InterestState


class Opportunity(models.Model):
    """What anyone may read about a session before they say that they want to come. Shares the session's id.

    ``offers`` are slugs of AccessNeedKind that are there on the day; interpreters and others who are booked stand on
    the session. ``step_free`` repeats one of them, to search by. ``who_for`` is the organiser's own words, and nobody
    is checked against them.
    """

    session = models.OneToOneField(
        InvolvementSession, on_delete=models.CASCADE, primary_key=True, related_name="opportunity"
    )
    purpose = models.TextField(max_length=2000)
    who_for = models.CharField(max_length=300)
    is_online = models.BooleanField(default=False)
    step_free = models.BooleanField(default=False)
    childcare = models.BooleanField(default=False)
    offers = models.JSONField(default=list, blank=True)
    languages = models.CharField(max_length=160, blank=True)
    takes = models.CharField(max_length=160, blank=True)
    pay_amount = models.DecimalField(max_digits=7, decimal_places=2, null=True, blank=True)
    pay_words = models.CharField(max_length=300, blank=True)
    expenses = models.CharField(max_length=300, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: as many as come")
    closes_on = models.DateField(null=True, blank=True, help_text="The last day to ask for a place")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pay_amount=None) | models.Q(pay_amount__gt=0), name="opportunity_pay_above_nothing"
            )
        ]

    def __str__(self) -> str:
        return str(self.session)

    @property
    def is_paid(self) -> bool:
        return self.pay_amount is not None

    @property
    def there(self) -> list[AccessNeedKind]:
        """Everything that a session of this kind can meet and that is there or booked."""
        return [AccessNeedKind(slug) for slug in (*self.session.support_booked, *self.offers)]


class Interest(UUIDModel):
    """One person and one session: asked, with a place, waiting, or not coming.

    The person is somebody on the register, or a guest: then ``name`` and ``contact`` are all that is known, until staff
    put them on the register. Whoever waits longest, by ``asked_at``, gets the next place.
    """

    session = models.ForeignKey(InvolvementSession, on_delete=models.CASCADE, related_name="interests", db_index=False)
    participant = models.ForeignKey(
        Participant, on_delete=models.CASCADE, null=True, blank=True, related_name="interests"
    )
    name = models.CharField(max_length=80, blank=True)
    contact = models.CharField(max_length=254, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)
    send_key = models.UUIDField(unique=True, default=uuid.uuid4)
    state = models.CharField(max_length=10, choices=InterestState.choices)
    remind = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    PRIVACY = {
        "session": "Which session.",
        "participant": "Who. Empty for a guest who is not on the register.",
        "name": "What to call a guest on the day.",
        "contact": "How to reach a guest about this session.",
        "code_hash": "To find a guest's place again with the code on their card. The code itself is not kept.",
        "send_key": "So that pressing the button twice asks for one place.",
        "state": "Whether the person is asked, has a place, waits, or cannot come.",
        "remind": "Whether the person wants a reminder.",
        "asked_at": "Since when: the longest waiting comes first.",
        "changed_at": "When this last changed.",
    }
    HELD = Held(
        "Places you were offered or asked for",
        person=("participant",),
        email=("contact",),
        secret=("code_hash", "send_key"),
        expires=Expires("notices", since="changed_at"),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=models.Q(participant__isnull=False),
                name="interest_once_a_person",
            ),
            models.UniqueConstraint(fields=["code_hash"], condition=~models.Q(code_hash=""), name="interest_code_once"),
            models.CheckConstraint(
                condition=models.Q(participant__isnull=False) | (~models.Q(name="") & ~models.Q(contact="")),
                name="interest_guest_can_be_reached",
            ),
        ]
        indexes = [models.Index(fields=["session", "state", "asked_at"], name="interest_queue")]

    def __str__(self) -> str:
        return f"{self.state} {self.changed_at:%-d %B %Y}"

    @property
    def is_coming(self) -> bool:
        return self.state == InterestState.PLACE

    @property
    def may_come_after_all(self) -> bool:
        return self.state in (InterestState.CANCELLED, InterestState.DECLINED)


class WantedTopic(models.Model):
    """A kind of activity that somebody wants to be asked about: by this they may be chosen (R16)."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wanted_topics", db_index=False)
    kind = models.CharField(max_length=30, choices=ActivityKind.choices)
    chosen_at = models.DateTimeField()

    PRIVACY = {
        "participant": "Who wants to hear.",
        "kind": "About what.",
        "chosen_at": "When it was chosen.",
    }
    HELD = Held(
        "What you want to hear about",
        person=("participant",),
        signs=(Sign("chosen_at"),),
        change="involvement:hear_about",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["participant", "kind"], name="wanted_topic_once")]

    def __str__(self) -> str:
        return self.get_kind_display()
