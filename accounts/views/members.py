from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import access, forms, queries, services, sessions
from accounts.access import Permission, public, requires
from accounts.requests import ActorRequest


@requires(Permission.MANAGE_MEMBERS)
def members(request: ActorRequest) -> HttpResponse:
    organisation = access.organisation(request.actor)
    form = forms.MemberFilterForm(request.GET, kind=organisation.kind)
    filters = form.cleaned_data if form.is_valid() else {}
    search, role = filters.get("q", ""), filters.get("role", "")
    page = queries.members_page(request.actor, search=search, role=role, number=request.GET.get("page"))
    invitations = queries.invitations(request.actor, now=timezone.now())
    context = {
        "form": form,
        "page": page,
        "invitations": invitations,
        "is_filtered": bool(search or role),
        "lacks_safeguarding_lead": queries.lacks_safeguarding_lead(request.actor, kind=organisation.kind),
    }
    return render(request, "accounts/members.html", context)


@requires(Permission.MANAGE_MEMBERS)
def invite_member(request: ActorRequest) -> HttpResponse:
    organisation = access.organisation(request.actor)
    form = forms.InvitationForm(request.POST or None, kind=organisation.kind)
    if form.is_valid():
        try:
            services.invite_member(
                actor=request.actor, organisation=organisation, now=timezone.now(), **form.cleaned_data
            )
        except services.MemberRefused as refusal:
            form.add_error("email", str(refusal))
        else:
            messages.success(request, "Invitation on its way. The link in it works for 7 days.")
            return redirect("accounts:members")
    return render(request, "accounts/invite_member.html", {"form": form})


@requires(Permission.MANAGE_MEMBERS)
def add_role(request: ActorRequest, pk: UUID) -> HttpResponse:
    membership = get_object_or_404(access.memberships(request.actor), pk=pk)
    form = forms.RoleForm(request.POST or None, kind=membership.organisation.kind)
    if form.is_valid():
        try:
            services.add_role(actor=request.actor, membership=membership, role=form.cleaned_data["role"])
        except services.MemberRefused as refusal:
            form.add_error("role", str(refusal))
        else:
            messages.success(request, "Role added")
            return redirect("accounts:members")
    return render(request, "accounts/add_role.html", {"form": form, "membership": membership})


@requires(Permission.MANAGE_MEMBERS)
def end_membership(request: ActorRequest, pk: UUID) -> HttpResponse:
    membership = get_object_or_404(access.memberships(request.actor), pk=pk)
    if request.method == "POST":
        try:
            services.end_membership(actor=request.actor, membership=membership, now=timezone.now())
        except services.MemberRefused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, "Role ended")
        return redirect("accounts:members")
    return render(request, "accounts/end_membership.html", {"membership": membership})


@requires(Permission.MANAGE_MEMBERS)
@require_POST
def withdraw_invitation(request: ActorRequest, pk: UUID) -> HttpResponse:
    invitation = get_object_or_404(access.member_invitations(request.actor), pk=pk)
    services.withdraw_invitation(actor=request.actor, invitation=invitation, now=timezone.now())
    messages.success(request, "Invitation withdrawn. Its link no longer works.")
    return redirect("accounts:members")


@public
def accept_invitation(request: ActorRequest, token: str) -> HttpResponse:
    """Open to whoever holds the link, so that it can say what to do; taking it up needs the invited person."""
    invitation = queries.invitation(token=token, now=timezone.now())
    if invitation is None:
        return render(request, "accounts/accept_invitation.html", {"invitation": None}, status=404)
    refusal = ""
    if request.method == "POST" and request.user.is_authenticated:
        try:
            membership = services.accept_invitation(actor=request.actor, token=token, now=timezone.now())
        except services.InvitationRefused as error:
            refusal = str(error)
        else:
            sessions.choose(request, membership)
            messages.success(request, f"You have joined {membership.organisation}")
            return redirect("accounts:home")
    return render(request, "accounts/accept_invitation.html", {"invitation": invitation, "refusal": refusal})
