from .benchmarks import areas, benchmark, benchmarks, edit_benchmark, upload_benchmark
from .dashboard import dashboard
from .gap_reports import (
    exact_table,
    publish_report,
    refresh_report,
    report,
    report_csv,
    report_progress,
    report_table,
    reports,
    request_report,
    withdraw_report,
)

__all__ = [
    "areas",
    "benchmark",
    "benchmarks",
    "dashboard",
    "edit_benchmark",
    "exact_table",
    "publish_report",
    "refresh_report",
    "report",
    "report_csv",
    "report_progress",
    "report_table",
    "reports",
    "request_report",
    "upload_benchmark",
    "withdraw_report",
]
