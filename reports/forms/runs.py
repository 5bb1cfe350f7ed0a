"""One request to all providers."""

from __future__ import annotations

from django import forms

from reports.forms.gap_reports import PeriodForm


class RequestRunForm(PeriodForm):
    """A report from every provider."""


class ProviderSearchForm(forms.Form):
    mark_optional = False
    q = forms.CharField(label="Find a provider", max_length=100, required=False)
