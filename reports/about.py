"""Where the figures of a report come from and how they were made, in the words that pages and papers share."""

from __future__ import annotations

from datetime import date

from reports import gap
from reports.figures import people, percent
from reports.models import GapReport


def day(written: str) -> str:
    """2021-03-21 as 21 March 2021; a benchmark that only says a year keeps it."""
    try:
        found = date.fromisoformat(written)
    except ValueError:
        return written
    return in_words(found)


def in_words(found: date) -> str:
    return f"{found.day} {found:%B %Y}"


def days(report: GapReport) -> str:
    return f"{in_words(report.starts_on)} to {in_words(report.ends_on)}"


def scope(report: GapReport) -> str:
    """Whose figures they are: the organisation, and the service where it is about one."""
    return ", ".join(str(part) for part in (report.organisation, report.service) if part)


def source_sentences(report: GapReport, reference: gap.Reference | None) -> list[str]:
    if reference is None:
        return [f"{scope(report)}: {days(report)}.", "There is no benchmark for this."]
    return [f"{scope(report)}: {days(report)}.", *benchmark_sentences(reference)]


def benchmark_sentences(reference: gap.Reference, *, start: str = "Benchmark") -> list[str]:
    """Which benchmark, of which day, who is counted, which areas, who is left out, and where it is from."""
    counted = f", counted on {day(reference.date)}" if reference.date else ""
    areas = ", ".join(reference.areas) or "all of the benchmark"
    said = [
        f"{start}: {reference.label}{counted}.",
        f"{reference.age_base or 'Nobody has said who is counted'}.",
        f"Area: {areas}.",
    ]
    if reference.not_answered:
        said.append(f"{people(reference.not_answered)} people there did not answer this question and are left out.")
    return [*said, reference.source] if reference.source else said


def disclosure_sentences(report: GapReport) -> list[str]:
    return [
        f"Counts below {report.hidden_below} are hidden, zero too.",
        "All other counts are rounded to the nearest 5, and everything else is worked out from the rounded counts.",
        "People who gave no answer are left out of shares.",
    ]


def threshold_sentences(report: GapReport) -> list[str]:
    """When a difference is called a gap; nothing for a report that was made before these were kept."""
    limits = report.thresholds
    if not limits:
        return []
    return [
        "Under-represented: the share is below the benchmark, and chance alone would rarely do that "
        f"(under {percent(limits['q'])}, corrected for the number of groups).",
        f"Markedly: also below {percent(limits['marked_ratio'])} of the benchmark.",
        f"Nothing is said with fewer than {limits['minimum_known']} known answers, fewer than "
        f"{limits['minimum_expected']:g} expected people, or more than {percent(limits['unknown_limit'])} unknown.",
    ]
