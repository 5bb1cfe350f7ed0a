"""“You said, we did” beside a report: public words of the organisation, never a story."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from involvement.access import public_loop_summaries
from involvement.models import LoopSummary
from reports.models import GapReport

MOST_SHOWN = 5


def said_and_done(reports: Iterable[GapReport]) -> list[LoopSummary]:
    """What was published in the days of these reports and is still up, newest first. Read anew each time, so that
    words which are taken down are gone from reports too."""
    wanted = Q(pk=None)
    for report in reports:
        found = Q(organisation=report.organisation_id, published_at__date__range=(report.starts_on, report.ends_on))
        wanted |= found & Q(service=report.service_id) if report.service_id else found
    return list(public_loop_summaries().filter(wanted)[:MOST_SHOWN])
