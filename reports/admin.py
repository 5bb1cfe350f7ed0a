from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from reports.models import Benchmark


@admin.register(Benchmark)
class BenchmarkAdmin(admin.ModelAdmin):
    """The benchmarks that come with the product, to look at. What organisations upload is theirs alone."""

    list_display = ("label", "name", "age_base", "counted_on")
    fields = ("name", "label", "kind", "age_base", "counted_on", "source", "licence")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Benchmark]:
        return super().get_queryset(request).filter(organisation=None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Benchmark | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Benchmark | None = None) -> bool:
        return False
