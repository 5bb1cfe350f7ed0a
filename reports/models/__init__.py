from .benchmarks import Benchmark, BenchmarkCount, BenchmarkKind
from .gap_reports import DRAFTS, UNDER_WAY, GapReport, GapRow, GapTable, ReportState, Stage
from .ledger import LedgerEntry
from .own_groups import OwnGroup
from .pack_words import PackLayout, PackWords
from .runs import GIVEN_UP, MADE, UNSETTLED, ReportRun, RunPart, RunState
from .schedules import SCHEDULED_KINDS, ReportSchedule
from .slices import Slice, SliceRepair
from .trends import Alert, AlertCheck, AlertNotice, TrendRestart

__all__ = [
    "DRAFTS",
    "GIVEN_UP",
    "MADE",
    "SCHEDULED_KINDS",
    "UNDER_WAY",
    "UNSETTLED",
    "Alert",
    "AlertCheck",
    "AlertNotice",
    "Benchmark",
    "BenchmarkCount",
    "BenchmarkKind",
    "GapReport",
    "GapRow",
    "GapTable",
    "LedgerEntry",
    "OwnGroup",
    "PackLayout",
    "PackWords",
    "ReportRun",
    "ReportSchedule",
    "ReportState",
    "RunPart",
    "RunState",
    "Slice",
    "SliceRepair",
    "Stage",
    "TrendRestart",
]
