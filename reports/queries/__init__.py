from .alerts import AlertLine, alert_lines, alerts_page, news
from .benchmarks import areas_page, benchmark_list, benchmark_page
from .comparisons import key_of, table_name
from .csv_rows import COLUMNS, csv_rows, report_csv_rows
from .dashboard import Closer, Dashboard, Shown, SideBySide, dashboard
from .documents import gap_document
from .funnels import FunnelOfGroup, funnel_of_group
from .headlines import Headline, Lost, SpokenFor
from .ledger import ledger_page, named
from .loops import said_and_done
from .own_groups import OwnGroupLine, own_group_list
from .papers import Paper, logo, pack_words, paper
from .runs import Progress, RunPage, run_list, run_page, run_progress
from .schedules import ScheduleLine, schedules
from .selection import Chosen, Selection, select_reports
from .series import MEASURES, SHARES, Measure
from .spread import PROVIDERS, PlotChosen, PlotLine, PlotOptions, PlotPage, plot_options, plot_page
from .tables import (
    READABLE,
    Link,
    ReportPage,
    RequestPage,
    TablePage,
    areas_served,
    page_of,
    report_list,
    report_page,
    request_page,
    table_page,
)
from .trend_csv import TREND_COLUMNS, trend_csv_rows
from .trends import (
    DEFAULT_GROUP,
    Scope,
    TrendChosen,
    TrendLine,
    TrendOptions,
    TrendPage,
    restarts_page,
    trend_options,
    trend_page,
)

__all__ = [
    "COLUMNS",
    "DEFAULT_GROUP",
    "MEASURES",
    "PROVIDERS",
    "READABLE",
    "SHARES",
    "TREND_COLUMNS",
    "AlertLine",
    "Chosen",
    "Closer",
    "Dashboard",
    "FunnelOfGroup",
    "Headline",
    "Link",
    "Lost",
    "Measure",
    "OwnGroupLine",
    "Paper",
    "PlotChosen",
    "PlotLine",
    "PlotOptions",
    "PlotPage",
    "Progress",
    "ReportPage",
    "RequestPage",
    "RunPage",
    "ScheduleLine",
    "Scope",
    "Selection",
    "Shown",
    "SideBySide",
    "SpokenFor",
    "TablePage",
    "TrendChosen",
    "TrendLine",
    "TrendOptions",
    "TrendPage",
    "alert_lines",
    "alerts_page",
    "areas_page",
    "areas_served",
    "benchmark_list",
    "benchmark_page",
    "csv_rows",
    "dashboard",
    "funnel_of_group",
    "gap_document",
    "key_of",
    "ledger_page",
    "logo",
    "named",
    "news",
    "own_group_list",
    "pack_words",
    "page_of",
    "paper",
    "plot_options",
    "plot_page",
    "report_csv_rows",
    "report_list",
    "report_page",
    "request_page",
    "restarts_page",
    "run_list",
    "run_page",
    "run_progress",
    "said_and_done",
    "schedules",
    "select_reports",
    "table_name",
    "table_page",
    "trend_csv_rows",
    "trend_options",
    "trend_page",
]
