"""Sends what people told the Trust, as their own pages would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.access import NOBODY, Actor
from accounts.models import Organisation, User
from demo.told import HOME, STORIES, TEAM, WARD, Told
from involvement import services as involvement
from involvement.models import InvolvementSession, Participant, Service, Story
from involvement.taxonomies import DisplayIdentity

# Who answers for which service, beside the lead.
ANSWERED_BY_OKAFOR = (WARD, HOME, TEAM)


def send_stories(*, organisation: Organisation, actors: Mapping[str, Actor], today: date) -> None:
    """In the order in which they were told. ``actors`` are the people named in ``by``."""
    okafor = User.objects.get(email="okafor@example.org")
    for service in Service.objects.filter(organisation=organisation, name__in=ANSWERED_BY_OKAFOR):
        service.responders.add(okafor)
    by_name = {service.name: service for service in Service.objects.filter(organisation=organisation)}
    for told in sorted(STORIES, key=lambda told: -told.days_ago):
        day = today - timedelta(days=told.days_ago)
        session = _session(organisation, told.activity, day) if told.activity else None
        _send(told, organisation, actors, by_name.get(told.service), session, day)


def story(number: int) -> Story:
    """A story that was sent, by its number in STORIES."""
    told = next(told for told in STORIES if told.number == number)
    return Story.objects.select_related("organisation", "service").get(send_key=told.key)


def _send(
    told: Told,
    organisation: Organisation,
    actors: Mapping[str, Actor],
    service: Service | None,
    session: InvolvementSession | None,
    day: date,
) -> None:
    helped = Participant.objects.filter(organisation=organisation, user=None, left_on=None).order_by("reference")
    involvement.send_story(
        actor=actors.get(told.by, NOBODY),
        organisation=organisation,
        now=timezone.make_aware(datetime.combine(day, time(8))),
        send_key=told.key,
        good=told.good,
        better=told.better,
        change_wanted=told.change_wanted,
        service=service,
        session=session,
        visibility=told.visibility,
        display_identity=DisplayIdentity.MADE_UP_NAME if told.shown_as else DisplayIdentity.ANONYMOUS,
        display_name=told.shown_as,
        speaking_role=told.role,
        participant=helped[told.number] if told.written_down else None,
        written_down=told.written_down,
    )


def _session(organisation: Organisation, activity: str, day: date) -> InvolvementSession | None:
    """The last one of this activity before the day on which it was told."""
    held = InvolvementSession.objects.filter(organisation=organisation, activity__name=activity, held_on__lte=day)
    return held.order_by("-held_on").first()
