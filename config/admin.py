"""The Django admin, for reference data only: it walks round access.py, so nothing about a person may stand in it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from accounts import sessions

REFERENCE_DATA = frozenset({"reports.benchmark", "reports.benchmarkcount"})


class ReferenceDataSite(admin.AdminSite):
    site_header = site_title = "Reference data"
    index_title = "Tables"
    site_url = "/home/"

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leaves out every model that is not reference data, such as those that other packages bring along."""
        models = model_or_iterable if isinstance(model_or_iterable, list | tuple) else [model_or_iterable]
        allowed = [model for model in models if model._meta.label_lower in REFERENCE_DATA]
        super().register(allowed, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_active and user.is_superuser and sessions.has_second_factor(request)

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """No form of its own: signing in, and the second step, happen where everybody's do."""
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        if not request.user.is_superuser:
            raise PermissionDenied
        if not sessions.has_second_factor(request):
            return redirect(sessions.second_factor_url(request))
        return redirect("admin:index")

    def logout(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # type: ignore[override]
        return redirect("account_logout")

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: Any = None
    ) -> HttpResponse:
        return redirect("account_change_password")
