from django.urls import path

from reports import views

app_name = "reports"
urlpatterns = [
    # Gap reports
    path("dashboard/", views.dashboard, name="dashboard"),
    path("reports/", views.reports, name="reports"),
    path("reports/published/", views.ledger, name="ledger"),
    path("reports/new/", views.request_report, name="request_report"),
    path("reports/schedules/", views.schedules, name="schedules"),
    path("reports/schedules/add/", views.add_schedule, name="add_schedule"),
    path("reports/schedules/<uuid:pk>/pause/", views.pause_schedule, name="pause_schedule"),
    path("reports/schedules/<uuid:pk>/resume/", views.resume_schedule, name="resume_schedule"),
    path("reports/<uuid:pk>/", views.report, name="report"),
    path("reports/<uuid:pk>/progress/", views.report_progress, name="report_progress"),
    path("reports/<uuid:pk>/download/", views.report_csv, name="report_csv"),
    path("reports/<uuid:pk>/pack/", views.board_pack, name="board_pack"),
    path("reports/<uuid:pk>/pack/download/", views.board_pack_pdf, name="board_pack_pdf"),
    path("reports/<uuid:pk>/pack/words/", views.write_pack_words, name="write_pack_words"),
    path("reports/<uuid:pk>/easy-read/", views.easy_read, name="easy_read"),
    path("reports/<uuid:pk>/summary/", views.plain_summary, name="plain_summary"),
    path("reports/<uuid:pk>/spreadsheet/", views.report_xlsx, name="report_xlsx"),
    path("reports/<uuid:pk>/open-data/", views.open_data, name="open_data"),
    path("reports/<uuid:pk>/publish/", views.publish_report, name="publish_report"),
    path("reports/<uuid:pk>/withdraw/", views.withdraw_report, name="withdraw_report"),
    path("reports/<uuid:pk>/refresh/", views.refresh_report, name="refresh_report"),
    path(
        "reports/<uuid:pk>/<slug:dimension>/<slug:voice>/<slug:stage>/",
        views.report_table,
        name="report_table",
    ),
    path(
        "reports/<uuid:pk>/<slug:dimension>/<slug:voice>/<slug:stage>/exact/",
        views.exact_table,
        name="exact_table",
    ),
    # One request to all providers
    path("reports/runs/", views.runs, name="runs"),
    path("reports/runs/new/", views.request_run, name="request_run"),
    path("reports/runs/<uuid:pk>/", views.run, name="run"),
    path("reports/runs/<uuid:pk>/progress/", views.run_progress, name="run_progress"),
    path("reports/runs/<uuid:pk>/stop/", views.cancel_run, name="cancel_run"),
    # Trends
    path("trends/", views.trend, name="trend"),
    path("side-by-side/", views.services_plot, name="services_plot"),
    path("trends/download/", views.trend_csv, name="trend_csv"),
    path("trends/fresh-starts/", views.trend_restarts, name="trend_restarts"),
    path("trends/fresh-starts/<uuid:pk>/undo/", views.undo_restart, name="undo_restart"),
    # Alerts
    path("alerts/", views.alerts, name="alerts"),
    path("alerts/<uuid:pk>/", views.alert, name="alert"),
    path("alerts/<uuid:pk>/seen/", views.see_alert, name="see_alert"),
    # Groups that an organisation defines itself
    path("reports/own-groups/", views.own_groups, name="own_groups"),
    path("reports/own-groups/new/", views.define_own_group, name="define_own_group"),
    path("reports/own-groups/<uuid:pk>/retire/", views.retire_own_group, name="retire_own_group"),
    # Benchmarks
    path("benchmarks/", views.benchmarks, name="benchmarks"),
    path("benchmarks/upload/", views.upload_benchmark, name="upload_benchmark"),
    path("benchmarks/areas/", views.areas, name="areas"),
    path("benchmarks/<uuid:pk>/", views.benchmark, name="benchmark"),
    path("benchmarks/<uuid:pk>/edit/", views.edit_benchmark, name="edit_benchmark"),
]
