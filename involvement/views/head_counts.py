from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, forms, services


@requires(Permission.RECORD_ATTENDANCE)
def count_heads(request: ActorRequest, pk: UUID) -> HttpResponse:
    session = get_object_or_404(access.sessions(request.actor), pk=pk)
    head_count = access.head_counts(request.actor).filter(session=session).first()
    form = forms.HeadCountForm(request.POST or None, head_count=head_count)
    if form.is_valid():
        try:
            services.count_heads(actor=request.actor, session=session, now=timezone.now(), **form.values())
        except services.CountedMeanwhile as refusal:
            form.ask_again(str(refusal), saved=refusal.saved)
        else:
            messages.success(request, "Head count saved")
            return redirect("involvement:session", pk=pk)
    return render(request, "involvement/count_heads.html", {"form": form, "session": session})
