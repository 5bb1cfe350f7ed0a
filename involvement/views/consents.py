from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts.access import Permission, requires
from accounts.requests import ActorRequest
from involvement import access, consent_words, forms, queries, services
from involvement.taxonomies import ConsentScope, ConsentSource


@requires(Permission.SEE_OWN_RECORD)
def my_consents(request: ActorRequest) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor).select_related("organisation"))
    context = {"participant": person, "consents": queries.own_consents(request.actor, person)}
    return render(request, "involvement/my_consents.html", context)


@requires(Permission.SEE_OWN_RECORD)
@require_POST
def give_my_consent(request: ActorRequest, scope: str) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor).select_related("organisation"))
    services.give_consent(
        actor=request.actor,
        participant=person,
        scope=_scope(scope),
        source=ConsentSource.SELF,
        now=timezone.now(),
    )
    messages.success(request, "You said yes. You can take it back here at any time.")
    return redirect("involvement:my_consents")


@requires(Permission.SEE_OWN_RECORD)
@require_POST
def withdraw_my_consent(request: ActorRequest, scope: str) -> HttpResponse:
    person = get_object_or_404(access.own_records(request.actor).select_related("organisation"))
    chosen = _scope(scope)
    services.withdraw_consent(
        actor=request.actor, participant=person, scope=chosen, source=ConsentSource.SELF, now=timezone.now()
    )
    messages.success(request, f"You said no. {consent_words.WORDS[chosen].after}")
    return redirect("involvement:my_consents")


@requires(Permission.MANAGE_PARTICIPANTS)
def record_consents(request: ActorRequest, pk: UUID) -> HttpResponse:
    person = get_object_or_404(access.participants(request.actor).select_related("organisation"), pk=pk)
    form = forms.ConsentsForm(request.POST or None, organisation=person.organisation.name)
    if form.is_valid():
        services.record_consents(
            actor=request.actor, participant=person, answers=form.answers, source=form.source_given, now=timezone.now()
        )
        messages.success(request, "What they agreed to is saved")
        return redirect("involvement:participant", pk=pk)
    context = {"form": form, "participant": person, "consents": queries.consents_of(request.actor, person)}
    return render(request, "involvement/record_consents.html", context)


def _scope(slug: str) -> ConsentScope:
    if slug not in consent_words.WORDS:
        raise Http404
    return ConsentScope(slug)
