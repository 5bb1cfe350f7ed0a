"""One yes for one thing, and a no that works at once (rules R1 and R2)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from accounts.access import Actor
from core import audit
from involvement import consent_words
from involvement.models import Consent, Participant, Story
from involvement.services.equality import stop_equality_answers
from involvement.taxonomies import ConsentScope, ConsentSource, DisplayIdentity, Visibility


@transaction.atomic
def give_consent(
    *, actor: Actor, participant: Participant, scope: ConsentScope, source: ConsentSource, now: datetime
) -> Consent:
    """Keep a yes with its exact words. A yes that is there already stays as it was given."""
    _lock(participant)
    consent, is_new = Consent.objects.get_or_create(
        participant=participant,
        scope=scope,
        withdrawn_at=None,
        defaults={
            "source": source,
            "wording_version": consent_words.VERSION,
            "wording": consent_words.wording(scope, organisation=participant.organisation.name),
            "recorded_by_id": actor.user_id,
            "given_at": now,
        },
    )
    if is_new:
        audit.record(actor=actor, verb="CONSENT_GIVEN", target=consent, subject_id=participant.pk, reason=scope.value)
    return consent


@transaction.atomic
def withdraw_consent(
    *, actor: Actor, participant: Participant, scope: ConsentScope, source: ConsentSource, now: datetime
) -> None:
    """Take a yes back, and do at once what that means. A no to something never agreed to is kept as a no as well."""
    _lock(participant)
    given = Consent.objects.filter(participant=participant, scope=scope, withdrawn_at=None)
    if not given.update(withdrawn_at=now):
        Consent.objects.create(
            participant=participant,
            scope=scope,
            source=source,
            wording_version=consent_words.VERSION,
            wording=consent_words.wording(scope, organisation=participant.organisation.name),
            recorded_by_id=actor.user_id,
            given_at=now,
            withdrawn_at=now,
        )
    if scope in AT_ONCE:
        AT_ONCE[scope](actor, participant, now)
    audit.record(
        actor=actor, verb="CONSENT_WITHDRAWN", target=participant, subject_id=participant.pk, reason=scope.value
    )


@transaction.atomic
def record_consents(
    *,
    actor: Actor,
    participant: Participant,
    answers: Mapping[ConsentScope, bool],
    source: ConsentSource,
    now: datetime,
) -> None:
    """Write down what somebody said to staff or on paper; what they were not asked stays as it is."""
    for scope, is_yes in answers.items():
        record = give_consent if is_yes else withdraw_consent
        record(actor=actor, participant=participant, scope=scope, source=source, now=now)


def _delete_details(actor: Actor, participant: Participant, now: datetime) -> None:
    participant.known_as, participant.email, participant.phone = "", "", ""
    participant.save(update_fields=["known_as", "email", "phone"])


def _take_stories_down(actor: Actor, participant: Participant, now: datetime) -> None:
    _stories_of(participant).update(visibility=Visibility.STAFF)


def _take_names_off(actor: Actor, participant: Participant, now: datetime) -> None:
    _stories_of(participant).update(display_identity=DisplayIdentity.ANONYMOUS, display_name="")


def _stop_equality_answers(actor: Actor, participant: Participant, now: datetime) -> None:
    stop_equality_answers(actor=actor, participant=participant, now=now)


AT_ONCE: dict[ConsentScope, Callable[[Actor, Participant, datetime], None]] = {
    ConsentScope.KEEP_MY_DETAILS: _delete_details,
    ConsentScope.PUBLISH_STORY: _take_stories_down,
    ConsentScope.IDENTIFY_ME: _take_names_off,
    ConsentScope.EQUALITY_MONITORING: _stop_equality_answers,
}


def _stories_of(participant: Participant) -> QuerySet[Story]:
    of_theirs = Q(participant=participant)
    if participant.user_id:
        of_theirs |= Q(author=participant.user_id, organisation=participant.organisation_id)
    return Story.objects.filter(of_theirs)


def _lock(participant: Participant) -> None:
    Participant.objects.select_for_update(no_key=True).only("pk").get(pk=participant.pk)
