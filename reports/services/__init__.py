from .alerts import act_on_alert, raise_alerts, see_alert
from .benchmark_imports import (
    BenchmarkRefused,
    edit_benchmark,
    import_benchmark,
    run_benchmark_import,
    start_benchmark_import,
)
from .benchmarks import areas_served, references
from .building import NotProtected, build_gap_report
from .cells import ask_for_recounts, ask_for_repairs, recount_slices, repair_slices
from .comparing import disclosure_rule
from .documents import Answered, Asked, TableRefused, gap_table
from .exact import exact_comparison, has_table
from .gap_reports import (
    ReportRefused,
    note_export,
    publish_report,
    refresh_drafts,
    refresh_report,
    request_gap_report,
    withdraw_report,
)
from .own_groups import OwnGroupRefused, define_own_group, retire_own_group
from .papers import write_pack_words
from .runs import RunRefused, cancel_run, close_settled_runs, finish_run, request_run, start_run
from .schedules import ScheduleRefused, add_schedule, draft_due_reports, switch_schedule
from .scopes import default_areas, default_benchmark, usual_second
from .trends import TrendRefused, note_trend_export, restart_trend, undo_restart

__all__ = [
    "Answered",
    "Asked",
    "BenchmarkRefused",
    "NotProtected",
    "OwnGroupRefused",
    "ReportRefused",
    "RunRefused",
    "ScheduleRefused",
    "TableRefused",
    "TrendRefused",
    "act_on_alert",
    "add_schedule",
    "areas_served",
    "ask_for_recounts",
    "ask_for_repairs",
    "build_gap_report",
    "cancel_run",
    "close_settled_runs",
    "default_areas",
    "default_benchmark",
    "define_own_group",
    "disclosure_rule",
    "draft_due_reports",
    "edit_benchmark",
    "exact_comparison",
    "finish_run",
    "gap_table",
    "has_table",
    "import_benchmark",
    "note_export",
    "note_trend_export",
    "publish_report",
    "raise_alerts",
    "recount_slices",
    "references",
    "refresh_drafts",
    "refresh_report",
    "repair_slices",
    "request_gap_report",
    "request_run",
    "restart_trend",
    "retire_own_group",
    "run_benchmark_import",
    "see_alert",
    "start_benchmark_import",
    "start_run",
    "switch_schedule",
    "undo_restart",
    "usual_second",
    "withdraw_report",
    "write_pack_words",
]
