from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accounts.access import public
from demo import sign_in, world


@public
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Choose who to be. The person is named by a word of the demo, never by an id."""
    people = sign_in.people()
    if request.method == "POST":
        person = next((person for person in people if person.slug == request.POST.get("person")), None)
        if person is None:
            raise Http404
        sign_in.sign_in(request, person)
        return redirect("accounts:home")
    context = {
        "people": people,
        "code": sign_in.current_code(),
        "password": world.PASSWORD,
        "secret": world.TOTP_SECRET,
    }
    return render(request, "demo/demo_sign_in.html", context)
