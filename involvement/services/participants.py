from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.timezone import make_aware

from accounts.access import Actor, organisation
from core import audit
from core.models import AuditEvent
from involvement.models import Participant
from involvement.queries.participants import Details, participant_details
from involvement.taxonomies import LeavingReason


class ReferenceTaken(Exception):
    """Somebody else on this register has this reference, in whatever case it is written."""

    def __init__(self) -> None:
        super().__init__("Enter a different pen-name or reference. Someone on your register has this one.")


class ChangedMeanwhile(Exception):
    """Somebody else changed the same things differently: ``clashes`` holds theirs, ``saved`` all that is saved now."""

    def __init__(self, clashes: Details, saved: Details) -> None:
        super().__init__("Check what someone else changed while you were writing.")
        self.clashes, self.saved = clashes, saved


class LeftBeforeJoining(Exception):
    def __init__(self) -> None:
        super().__init__("Enter a day on or after the day they joined.")


@transaction.atomic
def add_participant(
    *, actor: Actor, reference: str, joined_on: date, known_as: str = "", email: str = "", phone: str = ""
) -> Participant:
    """Put someone on the actor's register. Raises ReferenceTaken."""
    participant = Participant(
        organisation=organisation(actor),
        reference=reference,
        known_as=known_as,
        email=email,
        phone=phone,
        joined_on=joined_on,
    )
    _save(participant)
    audit.record(actor=actor, verb="PARTICIPANT_ADDED", target=participant, subject_id=participant.pk)
    return participant


@transaction.atomic
def edit_participant(*, actor: Actor, participant: Participant, shown: Details, entered: Details) -> None:
    """Save what the writer changed from what they were shown; what others changed meanwhile stays.

    ``shown`` and ``entered`` hold what queries.participant_details() holds. Raises ChangedMeanwhile when both changed
    the same thing, ReferenceTaken, and LeftBeforeJoining for someone who left.
    """
    current = Participant.objects.select_for_update(of=("self",), no_key=True).get(pk=participant.pk)
    saved = participant_details(current)
    changed = {name: entered[name] for name in saved if entered[name] != shown[name]}
    clashes = {name: saved[name] for name in changed if saved[name] not in (shown[name], entered[name])}
    if clashes:
        raise ChangedMeanwhile(clashes, saved)
    for name, value in changed.items():
        setattr(current, name, value)
    if current.left_on and current.left_on < current.joined_on:
        raise LeftBeforeJoining
    _save(current)
    audit.record(actor=actor, verb="PARTICIPANT_CHANGED", target=current, subject_id=current.pk)


@transaction.atomic
def end_participation(*, actor: Actor, participant: Participant, left_on: date, reason: LeavingReason) -> None:
    """Mark that someone left. What they took part in stays, and so do their answers until the record itself goes."""
    if left_on < participant.joined_on:
        raise LeftBeforeJoining
    participant.left_on = left_on
    participant.claim_hash, participant.claim_until = "", None
    participant.save(update_fields=["left_on", "claim_hash", "claim_until"])
    audit.record(actor=actor, verb="PARTICIPATION_ENDED", target=participant, subject_id=participant.pk, reason=reason)


@transaction.atomic
def return_to_register(*, actor: Actor, participant: Participant) -> None:
    participant.left_on = None
    participant.save(update_fields=["left_on"])
    audit.record(actor=actor, verb="PARTICIPANT_RETURNED", target=participant, subject_id=participant.pk)


@transaction.atomic
def note_participant_seen(*, actor: Actor, participant: Participant) -> None:
    """Remember that a member of staff opened someone's page, so that this person can be told."""
    audit.record(actor=actor, verb="PARTICIPANT_SEEN", target=participant, subject_id=participant.pk)


@transaction.atomic
def note_participants_listed(*, actor: Actor, participant_ids: Sequence[UUID], today: date) -> None:
    """Remember whose line in a list someone saw: once a day for each, or the looks that matter would drown in these."""
    noted = AuditEvent.objects.filter(
        subject_id__in=participant_ids,
        user_id=actor.user_id,
        verb="PARTICIPANT_LISTED",
        at__gte=make_aware(datetime.combine(today, time.min)),
    )
    seen = set(noted.values_list("subject_id", flat=True))
    audit.record_views(
        actor=actor, verb="PARTICIPANT_LISTED", subject_ids=[pk for pk in participant_ids if pk not in seen]
    )


@transaction.atomic
def note_participants_exported(*, actor: Actor, participant_ids: Iterable[UUID], reason: str) -> None:
    audit.record_views(actor=actor, verb="PARTICIPANT_EXPORTED", subject_ids=participant_ids, reason=reason)


def _save(participant: Participant) -> None:
    others = Participant.objects.filter(
        organisation_id=participant.organisation_id, reference__iexact=participant.reference
    ).exclude(pk=participant.pk)
    if others.exists():
        raise ReferenceTaken
    try:
        with transaction.atomic():
            participant.save()
    except IntegrityError as error:
        raise ReferenceTaken from error
