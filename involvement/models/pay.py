from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import models

from accounts.models import Organisation
from core.held import Expires, Held, Keep, Sign
from core.models import UUIDModel
from involvement.models.register import Participant
from involvement.models.sessions import InvolvementActivity, InvolvementSession
from involvement.taxonomies import ClaimState, ExpenseKind, OfferState, RateUnit

NOBODY_NOW = "Somebody whose record was deleted"
NOTHING = Decimal("0.00")
WHY_KEPT = "The organisation must be able to show what it paid. It no longer says who, and holds no words."


def _pounds(**options: Any) -> models.DecimalField[Any, Any]:
    return models.DecimalField(max_digits=8, decimal_places=2, **options)


class Rate(UUIDModel):
    """What an organisation pays for something from a day on, and who said so (rule R28)."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rates")
    name = models.CharField(max_length=80)
    amount = _pounds()
    unit = models.CharField(max_length=8, choices=RateUnit.choices)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200)
    check_by = models.DateField()
    send_key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "send_key"], name="rate_sent_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="rate_of_something"),
            models.CheckConstraint(
                condition=models.Q(ends_on=None) | models.Q(ends_on__gte=models.F("starts_on")),
                name="rate_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: £{self.amount:.2f} {self.get_unit_display()}"


class PaymentOffer(UUIDModel):
    """What somebody is offered for a piece of work, before it, and what they said (rule R25).

    ``taken_amount`` is what they are paid themselves; what goes to a charity is not theirs. The row outlives the
    person's record, without the person, for as long as books are kept (rule R37).
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="payment_offers")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="payment_offers"
    )
    activity = models.ForeignKey(InvolvementActivity, on_delete=models.PROTECT, related_name="payment_offers")
    session = models.ForeignKey(
        InvolvementSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="payment_offers"
    )
    work_starts_at = models.DateTimeField()
    covers = models.CharField(max_length=200)
    rate_amount = _pounds()
    unit = models.CharField(max_length=8, choices=RateUnit.choices)
    quantity = models.DecimalField(max_digits=6, decimal_places=2)
    amount = _pounds()
    is_voucher = models.BooleanField(default=False)
    pay_by = models.DateField()
    state = models.CharField(max_length=12, choices=OfferState.choices, default=OfferState.OFFERED)
    taken_amount = _pounds(default=NOTHING)
    charity = models.CharField(max_length=120, blank=True)
    offered_at = models.DateTimeField()
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    send_key = models.UUIDField()

    PRIVACY = {
        "organisation": "Who offers the money.",
        "participant": "Who it is offered to.",
        "activity": "For which piece of work.",
        "session": "For which session. May stay empty.",
        "work_starts_at": "When the work starts. Pay is offered before that.",
        "covers": "What the money is for.",
        "rate_amount": "The rate.",
        "unit": "What the rate is for: an hour, a session or a task.",
        "quantity": "How many of them.",
        "amount": "How much is offered.",
        "is_voucher": "Whether it is a voucher. A voucher counts as pay.",
        "pay_by": "By when it is paid.",
        "state": "What you said to it.",
        "taken_amount": "How much of it you take.",
        "charity": "Which charity gets it, if you said so.",
        "offered_at": "When it was offered.",
        "offered_by": "Which member of staff offered it.",
        "answered_at": "When you answered.",
        "paid_on": "When it was paid.",
        "paid_by": "Which member of staff noted that it was paid.",
        "send_key": "So that an offer made twice is one.",
    }
    HELD = Held(
        "Pay you were offered",
        person=("participant",),
        done_by=("offered_by", "paid_by"),
        on_erasure=Keep(WHY_KEPT, forget=("covers", "charity")),
        signs=(Sign("answered_at"),),
        expires=Expires("pay", since="offered_at"),
        secret=("send_key",),
        change="involvement:my_money",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "send_key"], name="payment_offer_sent_once"),
            models.UniqueConstraint(
                fields=["session", "participant"],
                condition=~models.Q(state=OfferState.TAKEN_BACK),
                name="payment_offer_once_a_session",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_at__lt=models.F("work_starts_at")), name="payment_offer_before_the_work"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_amount__gte=0, taken_amount__lte=models.F("amount")),
                name="payment_offer_taken_within",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "paid_on", "pay_by"], name="payment_offer_to_pay")]

    def __str__(self) -> str:
        return f"£{self.amount:.2f} for {self.session or self.activity}"

    @property
    def who(self) -> str:
        return str(self.participant or NOBODY_NOW)

    @property
    def to_pay(self) -> Decimal:
        """What the organisation pays, to the person or to a charity."""
        return self.amount if self.state == OfferState.CHARITY else self.taken_amount

    @property
    def may_be_answered(self) -> bool:
        return self.paid_on is None and self.state != OfferState.TAKEN_BACK


class ExpenseClaim(UUIDModel):
    """Money somebody spent to take part and gets back: never earnings (rule R26). Outlives the record as an offer."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="expense_claims")
    participant = models.ForeignKey(
        Participant, on_delete=models.SET_NULL, null=True, blank=True, related_name="expense_claims"
    )
    session = models.ForeignKey(
        InvolvementSession, on_delete=models.SET_NULL, null=True, blank=True, related_name="expense_claims"
    )
    kind = models.CharField(max_length=12, choices=ExpenseKind.choices)
    amount = _pounds()
    miles = models.DecimalField(max_digits=6, decimal_places=1, null=True, blank=True)
    mile_rate = _pounds(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=12, choices=ClaimState.choices, default=ClaimState.SUBMITTED)
    reason = models.CharField(max_length=300, blank=True)
    has_news = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    submitted_on = models.DateField(help_text="The day in UK time")
    pay_by = models.DateField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    paid_on = models.DateField(null=True, blank=True)
    paid_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    send_key = models.UUIDField()

    PRIVACY = {
        "organisation": "Who pays the money back.",
        "participant": "Who spent it.",
        "session": "For which session. May stay empty.",
        "kind": "What kind of cost.",
        "amount": "How much.",
        "miles": "How many miles, for your own car or bicycle.",
        "mile_rate": "What one mile is worth.",
        "note": "What you wrote about it. May stay empty.",
        "state": "How far it is.",
        "reason": "What staff asked, or why it was not agreed.",
        "has_news": "Whether something happened that you have not seen yet.",
        "submitted_at": "When you sent it.",
        "submitted_on": "On which day, to count how long it takes.",
        "pay_by": "By when it is paid.",
        "decided_at": "When staff last decided.",
        "decided_by": "Which member of staff decided.",
        "paid_on": "When it was paid.",
        "paid_by": "Which member of staff noted that it was paid.",
        "send_key": "So that a claim sent twice is one.",
    }
    HELD = Held(
        "Money you asked back",
        person=("participant",),
        done_by=("decided_by", "paid_by"),
        on_erasure=Keep(WHY_KEPT, forget=("note", "reason")),
        signs=(Sign("submitted_at"),),
        expires=Expires("pay", since="submitted_at"),
        secret=("send_key",),
        change="involvement:my_money",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["participant", "send_key"], name="expense_claim_sent_once"),
            models.CheckConstraint(condition=models.Q(amount__gt=0), name="expense_claim_of_something"),
            models.CheckConstraint(
                condition=models.Q(paid_on=None) ^ models.Q(state=ClaimState.PAID), name="expense_claim_day_when_paid"
            ),
            models.CheckConstraint(
                condition=~models.Q(reason="")
                | ~models.Q(state__in=(ClaimState.QUERIED, ClaimState.REFUSED))
                | models.Q(participant=None),
                name="expense_claim_reason_when_not_agreed",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state", "pay_by"], name="expense_claim_inbox")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: £{self.amount:.2f}"

    @property
    def who(self) -> str:
        return str(self.participant or NOBODY_NOW)

    @property
    def days_taken(self) -> int | None:
        """From the day it was sent to the day it was paid."""
        return (self.paid_on - self.submitted_on).days if self.paid_on else None
