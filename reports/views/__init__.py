from .alerts import alert, alerts, see_alert
from .benchmarks import areas, benchmark, benchmarks, edit_benchmark, upload_benchmark
from .dashboard import dashboard
from .gap_reports import (
    exact_table,
    ledger,
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
from .runs import cancel_run, request_run, run, run_progress, runs
from .trends import trend, trend_csv, trend_restarts, undo_restart

__all__ = [
    "alert",
    "alerts",
    "areas",
    "benchmark",
    "benchmarks",
    "cancel_run",
    "dashboard",
    "edit_benchmark",
    "exact_table",
    "ledger",
    "publish_report",
    "refresh_report",
    "report",
    "report_csv",
    "report_progress",
    "report_table",
    "reports",
    "request_report",
    "request_run",
    "run",
    "run_progress",
    "runs",
    "see_alert",
    "trend",
    "trend_csv",
    "trend_restarts",
    "undo_restart",
    "upload_benchmark",
    "withdraw_report",
]
