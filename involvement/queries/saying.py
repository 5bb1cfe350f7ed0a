"""What the pages need on which somebody says something."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from accounts.access import Actor
from accounts.models import Organisation
from involvement import access
from involvement.models import InvolvementSession, Service, Story
from involvement.taxonomies import AttendanceStatus, DisplayIdentity, SpeakingRole

PAGE_SIZE = 25
NO_SUBJECT = "Something else, or I would rather not say"
SERVICE, SESSION = "service", "session"


@dataclass(frozen=True, slots=True)
class Known:
    """What somebody who is signed in told us before, to be offered again."""

    about: str = ""
    speaking_role: str = SpeakingRole.NOT_RECORDED
    display_name: str = ""


def organisations_to_tell(*, q: str = "", page: Any = 1) -> Page[Organisation]:
    return Paginator(access.organisations_to_tell().filter(name__icontains=q), PAGE_SIZE).get_page(page)


def only_organisation_to_tell() -> Organisation | None:
    """Where there is one, nobody has to choose."""
    first = list(access.organisations_to_tell()[:2])
    return first[0] if len(first) == 1 else None


def subjects(organisation: Organisation, *, today: date, chosen: str = "") -> list[tuple[str, str]]:
    """(value, label) of what a story may be about; ``chosen`` is offered too, however long ago it was."""
    kind, pk = _read(chosen)
    sessions = access.sessions_to_tell_of(organisation, today=today, also=pk if kind == SESSION else None)
    services = access.services_to_tell_of(organisation)
    return [
        ("", NO_SUBJECT),
        *((f"{SERVICE}.{service.pk}", service.name) for service in services),
        *((f"{SESSION}.{session.pk}", str(session)) for session in sessions),
    ]


def subject(organisation: Organisation, value: str, *, today: date) -> Service | InvolvementSession | None:
    """The row that a value of subjects() stands for; None for one that was not offered."""
    kind, pk = _read(value)
    if kind == SERVICE:
        return access.services_to_tell_of(organisation).filter(pk=pk).first()
    if kind == SESSION:
        return access.sessions_to_tell_of(organisation, today=today, also=pk).filter(pk=pk).first()
    return None


def known_of(actor: Actor, organisation: Organisation) -> Known:
    """From their last story here or, where that is newer, the last session they came to."""
    if actor.user_id is None:
        return Known()
    told = access.own_stories(actor).filter(organisation=organisation)
    last = told.order_by("-sent_at").first()
    came = access.own_places(actor, organisation).filter(status=AttendanceStatus.CAME)
    place = came.order_by("-held_on", "-pk").only("service", "speaking_role", "held_on").first()
    name = _pen_name(last)
    if place is not None and (last is None or place.held_on > last.sent_on):
        return Known(_about(place.service_id), place.speaking_role, name)
    return Known(_about(last.service_id), last.speaking_role, name) if last else Known()


def reference_of(actor: Actor, person: str | None) -> str:
    """How somebody whom the actor may see is called on the register; empty for anybody else."""
    _, pk = _read(f"person.{person}")
    found = access.participants(actor).filter(pk=pk).values_list("reference", flat=True)
    return next(iter(found), "") if pk else ""


def _about(service_id: UUID | None) -> str:
    return f"{SERVICE}.{service_id}" if service_id else ""


def _pen_name(story: Story | None) -> str:
    return story.display_name if story and story.display_identity == DisplayIdentity.MADE_UP_NAME else ""


def _read(value: str) -> tuple[str, Any]:
    """(kind, id or None), for a query for None finds no rows."""
    kind, _, pk = value.partition(".")
    try:
        return kind, UUID(pk)
    except ValueError:
        return "", None
