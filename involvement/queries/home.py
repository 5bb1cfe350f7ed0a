"""The first page of somebody who takes part: what waits for them, what they said, what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.timezone import localdate

from accounts.access import Actor
from involvement import access
from involvement.models import Attendance, Participant, Story
from involvement.queries.opportunities import OpportunityShown, opportunity_list
from involvement.queries.own_money import effects_to_ask, money_waiting
from involvement.queries.own_record import next_open_question, own_answers
from involvement.taxonomies import AttendanceStatus, InterestState, LoopStatus

STORIES_SHOWN = JOINS_SHOWN = 3
STILL_COMING = (AttendanceStatus.NOT_MARKED, AttendanceStatus.CAME)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that needs the person, with the page where they deal with it."""

    says: str
    url: str


@dataclass(frozen=True, slots=True)
class MyHome:
    participant: Participant | None
    waiting: list[Waiting]
    stories: list[Story]
    next_place: Attendance | None
    joins: list[OpportunityShown]


def my_home(actor: Actor, *, now: datetime) -> MyHome:
    person = access.own_records(actor).select_related("organisation").first()
    return MyHome(
        participant=person,
        waiting=list(_waiting(actor, person, now=now)),
        stories=list(access.own_stories(actor).order_by("-sent_at")[:STORIES_SHOWN]),
        next_place=_next_place(actor, now=now),
        joins=[shown for shown in opportunity_list(actor, now=now) if shown.interest is None][:JOINS_SHOWN],
    )


def _waiting(actor: Actor, person: Participant | None, *, now: datetime) -> Iterator[Waiting]:
    """Most pressing first: answers to read before questions to answer."""
    for story in _answered(actor):
        about = story.service or story.organisation
        yield Waiting(
            f"Read the answer to what you said about {about}", reverse("involvement:told_story", args=[story.pk])
        )
    if person is None:
        return
    for interest in access.own_interests(actor).filter(
        state=InterestState.ASKED, session__starts_at__gt=now, session__cancelled_at=None
    ):
        url = reverse("involvement:my_place", args=[interest.pk])
        yield Waiting(f"Say if you want to come: you are asked to {interest.session}", url)
    yield from _about_money(actor, now=now)
    if access.access_needs(actor).filter(review_on__lte=localdate(now)).exists():
        yield Waiting("Check that we still know what you need", reverse("involvement:my_record"))
    if next_open_question(own_answers(actor)) is not None:
        yield Waiting("Answer the equality questions, if you like", reverse("involvement:my_equality_answers"))


def _about_money(actor: Actor, *, now: datetime) -> Iterator[Waiting]:
    money, url = money_waiting(actor), reverse("involvement:my_money")
    if money.offers:
        yield Waiting("Say if you want the pay you are offered", url)
    if money.claims:
        yield Waiting("See what became of the money you asked back", url)
    for place in effects_to_ask(actor, today=localdate(now))[:1]:
        yield Waiting(
            f"Say what {place.session.activity} did for you, if you like",
            reverse("involvement:say_effects", args=[place.session_id]),
        )


def _answered(actor: Actor) -> list[Story]:
    """Answered, and the author has not said yet whether it answered them."""
    done = (LoopStatus.RESPONDED, LoopStatus.CLOSED)
    return list(
        access.own_stories(actor).filter(loop_status__in=done, verdict="").order_by("-responded_at")[:STORIES_SHOWN]
    )


def _next_place(actor: Actor, *, now: datetime) -> Attendance | None:
    coming = access.own_attendances(actor).filter(
        session__starts_at__gte=now, signed_up_on__isnull=False, status__in=STILL_COMING
    )
    return coming.select_related("session__activity").order_by("session__starts_at").first()
