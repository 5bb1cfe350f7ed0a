from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Q

from accounts.access import Actor
from accounts.models import Organisation
from involvement import access
from involvement.models import LoopSummary, Service

PAGE_SIZE = 20
UP = Q(loop_summaries__taken_down_at=None)


@dataclass(frozen=True, slots=True)
class PublicLoop:
    """ "You said, we did" of one organisation: ``services`` are those that have any."""

    organisation: Organisation
    service: Service | None
    services: list[Service]
    page: Page[LoopSummary]


def organisations_that_answer(*, q: str = "", page: Any = 1) -> Page[Any]:
    """By name, each with ``said``, how many pairs it shows, and ``latest_at``."""
    organisations = access.organisations_that_answer()
    if q:
        organisations = organisations.filter(name__icontains=q)
    counted = organisations.annotate(
        said=Count("loop_summaries", filter=UP), latest_at=Max("loop_summaries__published_at", filter=UP)
    )
    return Paginator(counted, PAGE_SIZE).get_page(page)


def public_loop(organisation: Organisation, *, service: Any = "", page: Any = 1) -> PublicLoop:
    """``service`` as the address has it; what is no service with anything to show narrows nothing."""
    summaries = access.public_loop_summaries().filter(organisation=organisation)
    services = list(access.services_that_answer(organisation))
    chosen = next((each for each in services if str(each.pk) == service), None)
    if chosen is not None:
        summaries = summaries.filter(service=chosen)
    shown = Paginator(summaries, PAGE_SIZE).get_page(page)
    return PublicLoop(organisation=organisation, service=chosen, services=services, page=shown)


def loop_summary_list(actor: Actor, *, q: str = "", show: str = "", page: Any = 1) -> Page[LoopSummary]:
    """Latest first; ``show`` is "up", "down" or both."""
    summaries = access.loop_summaries(actor)
    if q:
        summaries = summaries.filter(Q(you_said__icontains=q) | Q(we_did__icontains=q))
    if show:
        summaries = summaries.filter(taken_down_at__isnull=show == "up")
    return Paginator(summaries.order_by(F("published_at").desc(), "pk"), PAGE_SIZE).get_page(page)
