from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet

from accounts.access import Actor
from involvement import access
from involvement.models import Service

PAGE_SIZE = 25


ACTIVITIES_HEADER = ("activity", "activity_kind", "involvement_level", "purpose", "sessions", "closed_on")
SERVICES_HEADER = ("service", "closed_on")


def activity_list(actor: Actor, *, q: str = "", kind: str = "", page: Any = 1) -> Page[Any]:
    """Open ones first, then by name; each with ``held``, how many sessions of it the actor may see."""
    return Paginator(_activities(actor, q=q, kind=kind), PAGE_SIZE).get_page(page)


def activities_csv_rows(actor: Actor, *, q: str = "", kind: str = "") -> Iterator[tuple[object, ...]]:
    """Lines under ACTIVITIES_HEADER."""
    for row in _activities(actor, q=q, kind=kind).iterator():
        yield row.name, row.kind, row.level, row.purpose, row.held, row.closed_on


def service_list(actor: Actor, *, q: str = "", page: Any = 1) -> Page[Service]:
    return Paginator(_services(actor, q=q), PAGE_SIZE).get_page(page)


def services_csv_rows(actor: Actor, *, q: str = "") -> Iterator[tuple[object, ...]]:
    """Lines under SERVICES_HEADER."""
    for row in _services(actor, q=q).iterator():
        yield row.name, row.closed_on


def _activities(actor: Actor, *, q: str, kind: str) -> QuerySet[Any]:
    activities = access.activities(actor).annotate(
        held=Count("sessions", filter=Q(sessions__in=access.sessions(actor)), distinct=True)
    )
    if q:
        activities = activities.filter(name__icontains=q)
    if kind:
        activities = activities.filter(kind=kind)
    return activities.order_by(F("closed_on").desc(nulls_first=True), "name")


def _services(actor: Actor, *, q: str) -> QuerySet[Service]:
    services = access.services(actor)
    if q:
        services = services.filter(name__icontains=q)
    return services.order_by(F("closed_on").desc(nulls_first=True), "name")
