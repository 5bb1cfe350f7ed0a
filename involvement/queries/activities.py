from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q

from accounts.access import Actor
from involvement import access
from involvement.models import Service

PAGE_SIZE = 25


def activity_list(actor: Actor, *, q: str = "", kind: str = "", page: Any = 1) -> Page[Any]:
    """Open ones first, then by name; each with ``held``, how many sessions of it the actor may see."""
    activities = access.activities(actor).annotate(
        held=Count("sessions", filter=Q(sessions__in=access.sessions(actor)), distinct=True)
    )
    if q:
        activities = activities.filter(name__icontains=q)
    if kind:
        activities = activities.filter(kind=kind)
    return Paginator(activities.order_by(F("closed_on").desc(nulls_first=True), "name"), PAGE_SIZE).get_page(page)


def service_list(actor: Actor, *, q: str = "", page: Any = 1) -> Page[Service]:
    services = access.services(actor)
    if q:
        services = services.filter(name__icontains=q)
    return Paginator(services.order_by(F("closed_on").desc(nulls_first=True), "name"), PAGE_SIZE).get_page(page)
