from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, queries, services


@requires(Permission.MANAGE_CHANGES)
def changes(request: ActorRequest) -> HttpResponse:
    form = forms.ChangeSearchForm(request.GET, actor=request.actor)
    page = queries.change_list(request.actor, today=timezone.localdate(), page=request.GET.get("page"), **form.values())
    return render(request, "involvement/changes.html", {"filter_form": form, "page": page})


@requires(Permission.MANAGE_CHANGES)
def change(request: ActorRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(access.changes(request.actor), pk=pk)
    page = queries.change_page(request.actor, change, today=timezone.localdate(), page=request.GET.get("page"))
    return render(request, "involvement/change.html", {"change": change, "page": page})


@requires(Permission.MANAGE_CHANGES)
def add_change(request: ActorRequest) -> HttpResponse:
    """Empty, or with ``?story=`` or ``?session=`` of what led to it."""
    source = forms.RaisedByForm(request.GET, actor=request.actor).values()
    form = forms.ChangeForm(request.POST or None, actor=request.actor, **source)
    if form.is_valid():
        change = services.add_change(actor=request.actor, now=timezone.now(), **form.values())
        messages.success(request, "Change added. Everyone who raised it will be told.")
        return redirect("involvement:change", pk=change.pk)
    return render(request, "involvement/add_change.html", {"form": form, **source})


@requires(Permission.MANAGE_CHANGES)
def edit_change(request: ActorRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(access.changes(request.actor), pk=pk)
    form = forms.EditChangeForm(request.POST or None, actor=request.actor, change=change)
    if form.is_valid():
        services.edit_change(actor=request.actor, change=change, **form.values())
        messages.success(request, "Change saved")
        return redirect("involvement:change", pk=pk)
    return render(request, "involvement/edit_change.html", {"form": form, "change": change})


@requires(Permission.MANAGE_CHANGES)
def move_change(request: ActorRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(access.changes(request.actor), pk=pk)
    form = forms.MoveChangeForm(request.POST or None, change=change)
    if form.is_valid():
        services.move_change(actor=request.actor, change=change, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Saved. Everyone who raised it will be told.")
        return redirect("involvement:change", pk=pk)
    context = {"form": form, "change": change, "people": queries.people_to_tell(change)}
    return render(request, "involvement/move_change.html", context)


@requires(Permission.MANAGE_CHANGES)
def link_to_change(request: ActorRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(access.changes(request.actor), pk=pk)
    form = forms.LinkToChangeForm(request.POST or None, actor=request.actor)
    if form.is_valid():
        services.link_to_change(actor=request.actor, change=change, now=timezone.now(), **form.cleaned_data)
        messages.success(request, "Linked. Whoever raised it is told how far the change is.")
        return redirect("involvement:change", pk=pk)
    found = queries.linkable(request.actor, change, q=request.GET.get("q", "").strip(), page=request.GET.get("page"))
    search = forms.LinkableSearchForm(request.GET)
    context = {"form": form, "search": search, "change": change, "found": found}
    return render(request, "involvement/link_to_change.html", context)


@requires(Permission.MANAGE_CHANGES)
@require_POST
def unlink_from_change(request: ActorRequest, pk: UUID) -> HttpResponse:
    change = get_object_or_404(access.changes(request.actor), pk=pk)
    form = forms.LinkToChangeForm(request.POST, actor=request.actor)
    if form.is_valid():
        services.unlink_from_change(actor=request.actor, change=change, **form.cleaned_data)
        messages.success(request, "Taken off this change")
    return redirect("involvement:change", pk=pk)


@requires(Permission.SEE_OWN_RECORD)
def what_changed(request: ActorRequest) -> HttpResponse:
    page = queries.what_changed(request.actor, page=request.GET.get("page"))
    return render(request, "involvement/what_changed.html", {"page": page})
