"""Pages about the person who is signed in."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from accounts import access, forms, navigation, services, sessions
from accounts.access import before_second_factor, signed_in
from accounts.models import Role
from accounts.requests import SignedInRequest

# Where each role starts. Who has none sees a page here that says what they can do.
STARTING_PAGES = {
    Role.INVOLVEMENT_LEAD: "involvement:today",
    Role.FACILITATOR: "involvement:today",
    Role.COMMISSIONER: "reports:dashboard",
    Role.RESPONDER: "involvement:stories",
    Role.ADMINISTRATOR: "accounts:members",
    Role.PARTICIPANT: "involvement:my_home",
    Role.SAFEGUARDING_LEAD: "involvement:held_stories",
}
DRAFTS_OFFERED = "drafts_offered"


@signed_in
def home(request: SignedInRequest) -> HttpResponse:
    """Lead everybody to where their role starts; once after each sign-in, to a form that was kept for them."""
    if DRAFTS_OFFERED not in request.session:
        request.session[DRAFTS_OFFERED] = True
        draft = access.drafts(request.actor).first()
        if draft is not None:
            return redirect("accounts:draft", pk=draft.pk)
    if request.actor.role in STARTING_PAGES:
        return redirect(STARTING_PAGES[request.actor.role])
    return render(request, "accounts/home.html")


@signed_in
def everything(request: SignedInRequest) -> HttpResponse:
    """All pages that the role may open, for menus that are too long for the top of a page."""
    groups = navigation.by_group(navigation.entries(request.actor))
    return render(request, "accounts/everything.html", {"groups": groups})


@before_second_factor
def second_factor(request: SignedInRequest) -> HttpResponse:
    """Why a second step is needed, and the ways to set one up."""
    if sessions.has_second_factor(request):
        return redirect("accounts:home")
    if sessions.owns_second_factor(request):
        return redirect(sessions.second_factor_url(request))
    return render(request, "accounts/second_factor.html")


@before_second_factor
def switch_role(request: SignedInRequest) -> HttpResponse:
    own = access.own_memberships(request.user)
    if not own:
        return redirect("accounts:home")
    choices = [(str(membership.pk), str(membership)) for membership in own]
    initial = {"membership": str(request.actor.membership_id)}
    form = forms.SwitchForm(request.POST or None, choices=choices, initial=initial)
    if form.is_valid():
        membership = get_object_or_404(own, pk=form.cleaned_data["membership"])
        services.choose_membership(actor=request.actor, membership=membership)
        sessions.choose(request, membership)
        messages.success(request, f"You are now acting as: {membership}")
        return redirect("accounts:home")
    return render(request, "accounts/switch_role.html", {"form": form})


@before_second_factor
@require_POST
def extend_session(request: HttpRequest) -> HttpResponse:
    """The middleware has noted that the person is here; the script on the page needs no more than a yes."""
    return HttpResponse(status=204)


@signed_in
def account(request: SignedInRequest) -> HttpResponse:
    initial = {"name": request.user.name, "by_email": request.user.by_email}
    form = forms.AccountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_own_account(actor=request.actor, **form.cleaned_data)
        messages.success(request, "Account saved")
        return redirect("accounts:account")
    return render(request, "accounts/account.html", {"form": form})
