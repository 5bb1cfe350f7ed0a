"""Taking away a record or a whole log-in, with a receipt that says nothing about whose it was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from accounts import services as accounts
from accounts.access import Actor
from accounts.models import User
from core import audit
from core.erasing import Line, as_rows, erase
from core.holdings import Subject
from involvement import access, codes
from involvement.models import ErasureReceipt, Participant, Story
from involvement.services import slices
from involvement.services.happened_too import forget_happened_too
from involvement.taxonomies import ErasureReason


class AlreadyGone(Exception):
    def __init__(self) -> None:
        super().__init__("Go back to the start. This has just been deleted.")


@dataclass(frozen=True, slots=True)
class Erasure:
    """What was done. The number opens the receipt; only a keyed hash of it is kept."""

    number: str
    lines: list[Line]


@transaction.atomic
def erase_record(
    *, actor: Actor, participant: Participant, now: datetime, reason: ErasureReason = ErasureReason.SELF
) -> Erasure:
    """Take somebody's record with one organisation away, and what they told it. A log-in stays. Raises AlreadyGone."""
    person = Participant.objects.select_for_update(of=("self",)).filter(pk=participant.pk).first()
    if person is None:
        raise AlreadyGone
    audit.record(
        actor=actor,
        verb="RECORD_ERASED",
        target=person,
        subject_id=person.pk,
        organisation_id=person.organisation_id,
        reason=reason,
    )
    if person.user_id:
        accounts.take_participant_role(user_id=person.user_id, organisation_id=person.organisation_id)
    return _erase(access.subject_of([person]), now=now)


@transaction.atomic
def erase_log_in(*, actor: Actor, now: datetime) -> Erasure:
    """Take the actor's log-in away, and everything of theirs with all organisations.

    Raises accounts.LastAdministrator while an organisation would be left without one.
    """
    user = User.objects.select_for_update().filter(pk=actor.user_id).first()
    if user is None:
        raise AlreadyGone
    accounts.let_go(user_id=user.pk)
    subject = access.own_subject(actor)
    for person in Participant.objects.filter(pk__in=subject.person):
        audit.record(
            actor=actor,
            verb="RECORD_ERASED",
            target=person,
            subject_id=person.pk,
            organisation_id=person.organisation_id,
            reason=ErasureReason.SELF,
        )
    audit.record(actor=actor, verb="LOG_IN_ERASED", target=user)
    forget_happened_too(actor=actor)
    for address in subject.email:
        Story.objects.filter(news_email__iexact=address).update(news_email="")
    return _erase(subject, now=now)


@transaction.atomic
def erase_own_data(*, actor: Actor, record: Participant | None, now: datetime) -> Erasure:
    """Take one of the actor's own records away, or with None the whole log-in. Raises as the two above."""
    if record is None:
        return erase_log_in(actor=actor, now=now)
    return erase_record(actor=actor, participant=record, now=now)


def note_counts(subject: Subject) -> None:
    """Later counts leave these people and stories out; what was published stays as it is (rule R3)."""
    slices.note_people(subject.person)
    told: dict[UUID, list[tuple[UUID | None, date]]] = {}
    for organisation_id, service_id, day in Story.objects.filter(pk__in=subject.story).values_list(
        "organisation_id", "service_id", "sent_on"
    ):
        told.setdefault(organisation_id, []).append((service_id, day))
    for organisation_id, found in told.items():
        slices.note_slices(organisation_id=organisation_id, slices=found)


def _erase(subject: Subject, *, now: datetime) -> Erasure:
    note_counts(subject)
    number = codes.new_code()
    receipt = ErasureReceipt.objects.create(number_hash=codes.hash_of(number, purpose=access.RECEIPT), made_at=now)
    lines = erase(subject, receipt=receipt, now=now)
    receipt.lines = as_rows(lines)
    receipt.save(update_fields=["lines"])
    return Erasure(number, lines)
