from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.core.files.base import ContentFile
from django.db import transaction

from accounts.access import Actor
from accounts.models import Commission, Nation, Organisation, OrganisationKind
from accounts.pictures import picture_type
from core import areas, audit


class OrganisationRefused(Exception):
    """The organisation cannot be made or changed like this; the message says why."""


@transaction.atomic
def create_organisation(
    *,
    actor: Actor,
    slug: str,
    name: str,
    kind: str,
    today: date,
    nation: str = Nation.ENGLAND,
    area_codes: Iterable[str] = (),
    commissions: Iterable[str] = (),
) -> Organisation:
    """Make an organisation; ``commissions`` are the slugs of the providers that a commissioner buys from."""
    if kind not in OrganisationKind.values:
        raise OrganisationRefused(f"Choose a kind from: {', '.join(OrganisationKind.values)}.")
    if Organisation.objects.filter(slug=slug).exists():
        raise OrganisationRefused(f"There is already an organisation called {slug}. Nothing was changed.")
    organisation = Organisation.objects.create(slug=slug, name=name, kind=kind, nation=nation)
    audit.record(actor=actor, verb="ORGANISATION_CREATED", target=organisation, organisation_id=organisation.pk)
    _set_areas(organisation, area_codes)
    for provider in commissions:
        add_commission(actor=actor, commissioner=slug, provider=provider, starts_on=today)
    return organisation


@transaction.atomic
def add_commission(*, actor: Actor, commissioner: str, provider: str, starts_on: date) -> Commission:
    """Let a commissioner read what a provider publishes, from this day on. Both by slug."""
    buyer, seller = _by_slug(commissioner), _by_slug(provider)
    if buyer.kind != OrganisationKind.COMMISSIONER:
        raise OrganisationRefused(f"{commissioner} is not a commissioner, so it cannot buy services.")
    if seller.kind == OrganisationKind.COMMISSIONER:
        raise OrganisationRefused(f"{provider} is a commissioner, so it has no services to buy.")
    if Commission.objects.filter(commissioner=buyer, provider=seller, ends_on=None).exists():
        raise OrganisationRefused(f"{commissioner} already buys from {provider}. Nothing was changed.")
    commission = Commission.objects.create(commissioner=buyer, provider=seller, starts_on=starts_on)
    for organisation in (buyer, seller):
        audit.record(actor=actor, verb="COMMISSION_ADDED", target=commission, organisation_id=organisation.pk)
    return commission


def _by_slug(slug: str) -> Organisation:
    try:
        return Organisation.objects.get(slug=slug)
    except Organisation.DoesNotExist:
        raise OrganisationRefused(f"There is no organisation called {slug}. Make it first.") from None


@transaction.atomic
def update_organisation(
    *, actor: Actor, name: str, nation: str, logo: bytes | None = None, remove_logo: bool = False
) -> Organisation:
    """``logo`` holds the bytes of a PNG or JPEG picture that forms.py has looked at; None leaves the logo as it is."""
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    organisation.name, organisation.nation = name, nation
    old = organisation.logo.name
    if remove_logo:
        organisation.logo = ""
    if logo is not None:
        organisation.logo.save(f"{uuid.uuid4().hex}.{picture_type(logo)}", ContentFile(logo), save=False)
    organisation.save()
    if old and old != organisation.logo.name:
        transaction.on_commit(lambda: organisation.logo.storage.delete(old))
    audit.record(actor=actor, verb="ORGANISATION_CHANGED", target=organisation)
    return organisation


@transaction.atomic
def choose_areas(*, actor: Actor, area_codes: Iterable[str]) -> None:
    """Set the census areas that the actor's organisation serves."""
    organisation = Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    _set_areas(organisation, area_codes)
    audit.record(actor=actor, verb="AREAS_CHOSEN", target=organisation)


def _set_areas(organisation: Organisation, area_codes: Iterable[str]) -> None:
    """No areas at all means the default of the organisation's nation."""
    codes = list(area_codes)
    try:
        organisation.area_codes = [area.code for area in areas.choose(codes)] if codes else []
    except areas.AreasRefused as refusal:
        raise OrganisationRefused(str(refusal)) from refusal
    organisation.save(update_fields=["area_codes"])
