from __future__ import annotations

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.access.register import own_records, participants
from involvement.models import Consent, PersonalNotice
from involvement.taxonomies import Channel


def notices_to_make(actor: Actor) -> QuerySet[PersonalNotice]:
    """Calls and letters that staff have yet to make, oldest first."""
    return calls_and_letters(actor).filter(done_at=None)


def calls_and_letters(actor: Actor) -> QuerySet[PersonalNotice]:
    """Made or not."""
    if not actor.may(Permission.MANAGE_PARTICIPANTS):
        return PersonalNotice.objects.none()
    return (
        PersonalNotice.objects.filter(
            organisation_id=actor.organisation_id, channel__in=(Channel.PHONE, Channel.LETTER)
        )
        .select_related("participant", "interest", "session__activity", "organisation")
        .order_by("created_at", "pk")
    )


def own_notices(actor: Actor) -> QuerySet[PersonalNotice]:
    return PersonalNotice.objects.filter(participant__in=own_records(actor)).order_by("-created_at")


def consents(actor: Actor) -> QuerySet[Consent]:
    """What people of the register agreed to, for who looks after it; newest first."""
    if not actor.may(Permission.MANAGE_PARTICIPANTS):
        return Consent.objects.none()
    return Consent.objects.filter(participant__in=participants(actor)).order_by("-given_at", "-pk")


def own_consents(actor: Actor) -> QuerySet[Consent]:
    """Given and withdrawn, newest first."""
    return Consent.objects.filter(participant__in=own_records(actor)).order_by("-given_at", "-pk")
