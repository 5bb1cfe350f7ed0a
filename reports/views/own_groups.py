from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from reports import access, forms, queries, services


@requires(Permission.MANAGE_REPORTS)
def own_groups(request: ActorRequest) -> HttpResponse:
    page = queries.own_group_list(request.actor, page=request.GET.get("page"))
    return render(request, "reports/own_groups.html", {"page": page})


@requires(Permission.MANAGE_REPORTS)
def define_own_group(request: ActorRequest) -> HttpResponse:
    """First the questions, which then stand in the address; then their groups and a name."""
    questions = forms.OwnGroupQuestionsForm(request.GET or None)
    if not questions.is_valid():
        return render(request, "reports/own_group_questions.html", {"form": questions})
    form = forms.OwnGroupForm(request.POST or None, dimensions=questions.cleaned_data["questions"])
    if form.is_valid():
        try:
            services.define_own_group(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except services.OwnGroupRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "Group defined")
            return redirect("reports:own_groups")
    return render(request, "reports/define_own_group.html", {"form": form})


@requires(Permission.MANAGE_REPORTS)
def retire_own_group(request: ActorRequest, pk: UUID) -> HttpResponse:
    group = get_object_or_404(access.own_groups(request.actor), pk=pk)
    if request.method == "POST":
        services.retire_own_group(actor=request.actor, group=group, now=timezone.now())
        messages.success(request, "Group retired")
        return redirect("reports:own_groups")
    return render(request, "reports/retire_own_group.html", {"group": group})
