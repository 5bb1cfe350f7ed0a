"""Everything that is somebody's own, wherever it stands; and who else may take it away."""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.db.models import Q, QuerySet

from accounts.access import Actor
from core.holdings import Subject
from core.models import AuditEvent
from involvement import codes
from involvement.models import ErasureReceipt, Participant, Story

RECEIPT = "erasure_receipt"


def every_own_record(actor: Actor) -> QuerySet[Participant]:
    """A person's records with all organisations, in whichever role they act."""
    if actor.user_id is None:
        return Participant.objects.none()
    return (
        Participant.objects.filter(user_id=actor.user_id).select_related("organisation").order_by("organisation__name")
    )


def every_look(actor: Actor) -> QuerySet[AuditEvent]:
    """Who did or saw what with any record of the person who is signed in."""
    return AuditEvent.objects.filter(subject_id__in=every_own_record(actor).order_by().values("pk")).order_by(
        "-at", "-pk"
    )


def every_own_act(actor: Actor) -> QuerySet[AuditEvent]:
    """What the person who is signed in did with records of others, or with none."""
    own = every_own_record(actor).order_by().values("pk")
    acts = AuditEvent.objects.filter(user_id=actor.user_id).exclude(Q(subject_id__isnull=False) & Q(subject_id__in=own))
    return acts.order_by("-at", "-pk")


def own_subject(actor: Actor) -> Subject:
    """All that belongs to the person who is signed in: their log-in, records, stories and proved e-mail addresses."""
    addresses = EmailAddress.objects.filter(user_id=actor.user_id, verified=True).values_list("email", flat=True)
    people = frozenset(every_own_record(actor).order_by().values_list("pk", flat=True))
    stories = Story.objects.filter(Q(author=actor.user_id) | Q(participant__in=people)).values_list("pk", flat=True)
    return Subject(people, frozenset({actor.user_id}), frozenset(stories), frozenset(addresses))


def subject_of(participants: Iterable[Participant]) -> Subject:
    """What these records hold, with what the same people told the same organisation when they were signed in."""
    people = list(participants)
    theirs = Q(participant__in=people)
    for person in people:
        if person.user_id:
            theirs |= Q(author=person.user_id, organisation=person.organisation_id)
    stories = Story.objects.filter(theirs).values_list("pk", flat=True)
    return Subject(person=frozenset(person.pk for person in people), story=frozenset(stories))


def receipt_with(number: str) -> ErasureReceipt | None:
    """For whoever holds its number."""
    return ErasureReceipt.objects.filter(number_hash=codes.hash_of(number, purpose=RECEIPT)).first()
