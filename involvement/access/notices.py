from __future__ import annotations

from django.db.models import QuerySet

from accounts.access import Actor, Permission
from involvement.access.register import own_records, participants
from involvement.models import Consent, PersonalNotice
from involvement.taxonomies import Channel


def notices_to_make(actor: Actor) -> QuerySet[PersonalNotice]:
    """Calls and letters that staff have yet to make, oldest first."""
    if not actor.may(Permission.MANAGE_PARTICIPANTS):
        return PersonalNotice.objects.none()
    return (
        PersonalNotice.objects.filter(
            organisation_id=actor.organisation_id, channel__in=(Channel.PHONE, Channel.LETTER), done_at=None
        )
        .select_related("participant", "session__activity")
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
