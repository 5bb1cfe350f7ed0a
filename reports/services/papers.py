"""What a lead adds to the papers of a report."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.access import Actor
from core import audit
from reports.models import GapReport, PackLayout, PackWords, ReportState
from reports.services.gap_reports import ReportRefused

WORDS_WELCOME = (ReportState.READY, ReportState.PUBLISHED)


@transaction.atomic
def write_pack_words(
    *, actor: Actor, report: GapReport, layout: PackLayout, words: Mapping[str, str]
) -> PackWords | None:
    """Keep the lead's words under the headings of this layout as a new version, by code of heading.

    Returns the newest version: the one there was when nothing changed, None where there is nothing to keep.
    Raises ReportRefused for a report that is neither a draft to review nor published.
    """
    report = GapReport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if report.state not in WORDS_WELCOME:
        raise ReportRefused("Words can be added to a draft that is ready, or to a published report.")
    written = {code: text.strip() for code, text in words.items() if text.strip()}
    newest = PackWords.objects.filter(report=report, layout=layout).order_by("-version").first()
    if written == (newest.words if newest else {}):
        return newest
    added = PackWords.objects.create(
        report=report,
        layout=layout,
        version=1 + (newest.version if newest else 0),
        words=written,
        written_by_id=actor.user_id,
        written_at=timezone.now(),
    )
    audit.record(actor=actor, verb="PACK_WORDS_WRITTEN", target=report, organisation_id=report.organisation_id)
    return added
