"""What anyone sees of sessions to come, and people of their own places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts.access import Actor
from involvement import access
from involvement.models import Interest, InvolvementSession, Opportunity, Participant
from involvement.taxonomies import (
    MET_BY_A_SESSION,
    ONLY_IN_PERSON,
    ONLY_ONLINE,
    AccessNeedKind,
    InterestState,
)

PAGE_SIZE = 10
CLOSES_BEFORE = timedelta(days=3)
WHO_FOR = "Anyone who uses or used our services, and people who care for them"
COPIED = (
    "who_for",
    "childcare",
    "offers",
    "languages",
    "takes",
    "pay_amount",
    "pay_words",
    "expenses",
    "places",
)


@dataclass(frozen=True, slots=True)
class NeedShown:
    """Something the reader told us that they need, and whether it is there."""

    label: str
    is_there: bool


@dataclass(frozen=True, slots=True)
class OpportunityShown:
    """One opportunity for one reader; ``needs`` and ``interest`` are the reader's own."""

    opportunity: Opportunity
    is_full: bool
    is_wanted: bool
    needs: tuple[NeedShown, ...] = ()
    interest: Interest | None = None

    @property
    def session(self) -> InvolvementSession:
        return self.opportunity.session

    @property
    def fits(self) -> bool:
        """Whether everything is there that the reader told us of; False when they told us of nothing."""
        return bool(self.needs) and all(need.is_there for need in self.needs)


@dataclass(frozen=True, slots=True)
class OpportunityPage:
    shown: OpportunityShown
    closed: str
    has_record: bool


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """One place as its owner sees it. ``opportunity`` is None where nothing was published."""

    interest: Interest
    opportunity: Opportunity | None
    is_over: bool
    waiting_before: int
    can_be_reminded: bool

    @property
    def is_open(self) -> bool:
        """Whether anything can still be changed about it."""
        return not self.is_over and self.interest.session.cancelled_at is None


@dataclass(frozen=True, slots=True)
class OwnPlaces:
    asked: list[Interest]
    coming: list[Interest]
    others: Page[Interest]


def opportunity_list(
    actor: Actor,
    *,
    now: datetime,
    q: str | None = "",
    where: str | None = "",
    month: str | None = "",
    level: str | None = "",
    organisation: str | None = "",
    step_free: bool | None = False,
    paid: bool | None = False,
    page: Any = 1,
) -> Page[OpportunityShown]:
    """What anyone can ask to come to, soonest first; for who told us what they want to hear about, that first."""
    rows = _with_taken(access.open_opportunities(now=now))
    if q:
        rows = rows.filter(
            Q(session__activity__name__icontains=q)
            | Q(purpose__icontains=q)
            | Q(who_for__icontains=q)
            | Q(session__place__icontains=q)
            | Q(session__organisation__name__icontains=q)
        )
    if where:
        rows = rows.filter(is_online=where == "online")
    if month:
        year, number = month.split("-")
        rows = rows.filter(session__held_on__year=int(year), session__held_on__month=int(number))
    if level:
        rows = rows.filter(session__activity__level=level)
    if organisation:
        rows = rows.filter(session__organisation__slug=organisation)
    if step_free:
        rows = rows.filter(Q(step_free=True) | Q(is_online=True))
    if paid:
        rows = rows.filter(pay_amount__isnull=False)
    wanted = _wanted(actor)
    first = Case(When(session__activity__kind__in=wanted, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = rows.annotate(place_in_list=first).order_by("place_in_list", "session__starts_at", "pk")
    found: Any = Paginator(rows, PAGE_SIZE).get_page(page)
    found.object_list = _shown(actor, list(found.object_list), wanted)
    return found


def organisations_with_opportunities(*, now: datetime) -> list[tuple[str, str]]:
    rows = access.open_opportunities(now=now).order_by("session__organisation__name")
    return list(rows.values_list("session__organisation__slug", "session__organisation__name").distinct())


def opportunity_page(actor: Actor, opportunity: Opportunity, *, now: datetime) -> OpportunityPage:
    """``closed`` says why nobody can ask for a place, and is empty while they can."""
    row = _with_taken(access.published_opportunities()).get(pk=opportunity.pk)
    [shown] = _shown(actor, [row], _wanted(actor))
    return OpportunityPage(shown, closed_because(row, now=now), has_record=own_record_at(actor, row) is not None)


def closed_because(opportunity: Opportunity, *, now: datetime) -> str:
    session = opportunity.session
    if session.cancelled_at:
        return "This will not take place."
    if session.starts_at <= now:
        return "This has begun or is over."
    if opportunity.closes_on and opportunity.closes_on < timezone.localdate(now):
        return "The last day to ask for a place has passed."
    return ""


def own_record_at(actor: Actor, opportunity: Opportunity) -> Participant | None:
    """The reader's own record with whoever runs this."""
    records = access.own_records(actor).filter(left_on=None)
    return records.filter(organisation=opportunity.session.organisation_id).first()


def own_places(actor: Actor, *, now: datetime, page: Any = 1) -> OwnPlaces:
    """What a person is asked, where they come or wait, and everything else, latest first."""
    rows = access.own_interests(actor)
    ahead = rows.filter(session__starts_at__gt=now, session__cancelled_at=None).order_by("session__starts_at", "pk")
    asked = ahead.filter(state=InterestState.ASKED)
    coming = ahead.filter(state__in=(InterestState.PLACE, InterestState.WAITING))
    shown_above = Q(
        session__starts_at__gt=now,
        session__cancelled_at=None,
        state__in=(InterestState.ASKED, InterestState.PLACE, InterestState.WAITING),
    )
    others = rows.exclude(shown_above).order_by("-session__starts_at", "pk")
    return OwnPlaces(list(asked), list(coming), Paginator(others, PAGE_SIZE).get_page(page))


def own_place(interest: Interest, *, now: datetime) -> OwnPlace:
    session = interest.session
    return OwnPlace(
        interest=interest,
        opportunity=getattr(session, "opportunity", None),
        is_over=session.starts_at <= now,
        waiting_before=_waiting_before(interest) if interest.state == InterestState.WAITING else 0,
        can_be_reminded=now < session.reminder_due_at,
    )


def _waiting_before(interest: Interest) -> int:
    """How many people wait before this one."""
    waiting = Q(session=interest.session_id, state=InterestState.WAITING)
    sooner = Q(asked_at__lt=interest.asked_at) | Q(asked_at=interest.asked_at, pk__lt=interest.pk)
    return access.all_interests().filter(waiting & sooner).count()


def opportunity_defaults(session: InvolvementSession, opportunity: Opportunity | None) -> dict[str, Any]:
    """What the form of a lead starts from: what it says now, else what the last session of the activity said."""
    if opportunity is not None:
        return {name: getattr(opportunity, name) for name in (*COPIED, "purpose", "is_online", "closes_on")}
    last = access.last_opportunity(session)
    copied = {name: getattr(last, name) for name in COPIED} if last else {"who_for": WHO_FOR}
    return copied | {
        "purpose": session.activity.purpose,
        "is_online": "online" in session.place.lower(),
        "closes_on": _closing_day(session.held_on),
    }


def _closing_day(held_on: date) -> date:
    return held_on - CLOSES_BEFORE


def _with_taken(rows: QuerySet[Opportunity]) -> QuerySet[Opportunity, Any]:
    """Each with ``taken``: people who come, guests too."""
    here = OuterRef("pk")
    signed_up = access.places_on_registers().filter(session=here)
    guests = access.all_interests().filter(session=here, participant=None, state=InterestState.PLACE)
    return rows.annotate(taken=_count(signed_up) + _count(guests))


def _count(rows: QuerySet[Any, Any]) -> Coalesce:
    counted = rows.order_by().values("session").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())


def _shown(actor: Actor, rows: list[Any], wanted: frozenset[str]) -> list[OpportunityShown]:
    kinds = _own_needs(actor)
    mine = access.own_interests(actor).filter(session__in=[row.pk for row in rows])
    found = {interest.session_id: interest for interest in mine} if actor.user_id else {}
    return [
        OpportunityShown(
            opportunity=row,
            is_full=row.places is not None and row.taken >= row.places,
            is_wanted=row.session.activity.kind in wanted,
            needs=_needs(kinds, row),
            interest=found.get(row.session_id),
        )
        for row in rows
    ]


def _own_needs(actor: Actor) -> list[AccessNeedKind]:
    if actor.user_id is None:
        return []
    own = access.access_needs(actor).filter(participant__in=access.own_records(actor))
    return sorted(AccessNeedKind(kind) for kind in own.values_list("kind", flat=True))


def _needs(kinds: Iterable[AccessNeedKind], opportunity: Opportunity) -> tuple[NeedShown, ...]:
    elsewhere = ONLY_IN_PERSON if opportunity.is_online else ONLY_ONLINE
    there = set(opportunity.there)
    return tuple(
        NeedShown(str(kind.label), kind in there)
        for kind in kinds
        if kind in MET_BY_A_SESSION and kind not in elsewhere
    )


def _wanted(actor: Actor) -> frozenset[str]:
    if actor.user_id is None:
        return frozenset()
    own = access.wanted_topics(actor).filter(participant__in=access.own_records(actor))
    return frozenset(own.values_list("kind", flat=True))
