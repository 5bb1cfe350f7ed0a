from .alerts import AlertForm
from .benchmarks import AreaSearchForm, AreasForm, BenchmarkForm, UploadBenchmarkForm
from .dashboard import DashboardForm
from .gap_reports import LedgerSearchForm, PeriodForm, RequestReportForm, ScheduleForm
from .own_groups import OwnGroupForm, OwnGroupQuestionsForm
from .papers import PackWordsForm
from .runs import ProviderSearchForm, RequestRunForm
from .trends import FollowForm, PlotForm, RestartForm, TrendForm, UndoRestartForm

__all__ = [
    "AlertForm",
    "AreaSearchForm",
    "AreasForm",
    "BenchmarkForm",
    "DashboardForm",
    "FollowForm",
    "LedgerSearchForm",
    "OwnGroupForm",
    "OwnGroupQuestionsForm",
    "PackWordsForm",
    "PeriodForm",
    "PlotForm",
    "ProviderSearchForm",
    "RequestReportForm",
    "RequestRunForm",
    "RestartForm",
    "ScheduleForm",
    "TrendForm",
    "UndoRestartForm",
    "UploadBenchmarkForm",
]
