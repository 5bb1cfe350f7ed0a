"""How well an organisation closes the loop with those who told it something (rules R29 to R31). Exact numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from accounts.models import Organisation
from core.working_days import working_days_between
from involvement import access
from involvement.models import Service
from involvement.taxonomies import ChangeStatus, Verdict

ANSWERED = Q(responded_on__isnull=False)
PRAISE_ONLY = Q(better="", change_wanted="")
ANSWERED_CONCERN = ANSWERED & ~PRAISE_ONLY
TOTALS = {
    "received": Q(),
    "praise_only": PRAISE_ONLY,
    "concerns": ~PRAISE_ONLY,
    "acknowledged_in_time": Q(acknowledged_on__lte=F("acknowledge_by")) | Q(responded_on__lte=F("acknowledge_by")),
    "responded": ANSWERED,
    "responded_in_time": Q(responded_on__lte=F("respond_by")),
    "concerns_answered": ANSWERED_CONCERN,
    "planned": ANSWERED_CONCERN & Q(outcome=ChangeStatus.PLANNED),
    "made": ANSWERED_CONCERN & Q(outcome=ChangeStatus.MADE),
    "not_possible": ANSWERED_CONCERN & Q(outcome=ChangeStatus.NOT_POSSIBLE),
    "verdict_yes": ANSWERED & Q(verdict=Verdict.ANSWERED),
    "verdict_partly": ANSWERED & Q(verdict=Verdict.PARTLY),
    "verdict_no": ANSWERED & Q(verdict=Verdict.NOT_ANSWERED),
}


@dataclass(frozen=True, slots=True)
class LoopNumbers:
    """Stories sent in a period, and what has become of them by now.

    An answer acknowledges too. ``planned``, ``made`` and ``not_possible`` are of answered concerns, as is the change
    rate. ``not_yet_due`` have no answer yet and still have time for one. ``working_days_to_respond`` has one number
    for each answered story, smallest first, in the days of the organisation's nation.
    """

    received: int
    not_yet_due: int
    praise_only: int
    concerns: int
    acknowledged_in_time: int
    responded: int
    responded_in_time: int
    concerns_answered: int
    planned: int
    made: int
    not_possible: int
    verdict_yes: int
    verdict_partly: int
    verdict_no: int
    working_days_to_respond: tuple[int, ...]


def loop_numbers(
    organisation: Organisation, starts_on: date, ends_on: date, *, today: date, service: Service | None = None
) -> LoopNumbers:
    stories = access.counted_stories(organisation.pk).filter(sent_on__range=(starts_on, ends_on))
    if service is not None:
        stories = stories.filter(service=service)
    dated = stories.annotate(acknowledged_on=TruncDate("acknowledged_at"), responded_on=TruncDate("responded_at"))
    totals = TOTALS | {"not_yet_due": Q(responded_on=None, respond_by__gte=today)}
    counts = dated.aggregate(**{name: Count("pk", filter=condition) for name, condition in totals.items()})
    return LoopNumbers(**counts, working_days_to_respond=_days_to_respond(dated, nation=organisation.nation))


def change_rate(numbers: LoopNumbers) -> float | None:
    """The share of answered concerns after which something changed or will; praise is left out (rule R31)."""
    if not numbers.concerns_answered:
        return None
    return (numbers.planned + numbers.made) / numbers.concerns_answered


def _days_to_respond(dated: QuerySet[Any], *, nation: str) -> tuple[int, ...]:
    pairs = dated.filter(ANSWERED).values_list("sent_on", "responded_on").annotate(stories=Count("pk")).order_by()
    days: list[int] = []
    for sent_on, responded_on, stories in pairs:
        days += [working_days_between(sent_on, responded_on, nation=nation)] * stories
    return tuple(sorted(days))
