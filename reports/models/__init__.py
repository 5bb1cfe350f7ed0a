from .benchmarks import Benchmark, BenchmarkCount, BenchmarkKind
from .gap_reports import DRAFTS, UNDER_WAY, GapReport, GapRow, GapTable, ReportState, Stage

__all__ = [
    "DRAFTS",
    "UNDER_WAY",
    "Benchmark",
    "BenchmarkCount",
    "BenchmarkKind",
    "GapReport",
    "GapRow",
    "GapTable",
    "ReportState",
    "Stage",
]
