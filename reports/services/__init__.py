from .building import NotProtected, build_gap_report, disclosure_rule
from .exact import exact_comparison
from .gap_reports import (
    ReportRefused,
    draft_last_quarter,
    publish_report,
    refresh_drafts,
    refresh_report,
    request_gap_report,
    withdraw_report,
)
from .scopes import default_areas, default_benchmark

__all__ = [
    "NotProtected",
    "ReportRefused",
    "build_gap_report",
    "default_areas",
    "default_benchmark",
    "disclosure_rule",
    "draft_last_quarter",
    "exact_comparison",
    "publish_report",
    "refresh_drafts",
    "refresh_report",
    "request_gap_report",
    "withdraw_report",
]
