from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import queries


@requires(Permission.SEE_OWN_RECORD)
def my_home(request: ActorRequest) -> HttpResponse:
    page = queries.my_home(request.actor, now=timezone.now())
    return render(request, "involvement/my_home.html", {"page": page})
