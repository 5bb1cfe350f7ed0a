"""What is held about the person who is signed in, with all organisations, for their page and their download."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.urls import resolve, reverse

from accounts.access import Actor
from core.erasing import Line, would_go
from core.holdings import Holding, holdings
from core.models import AuditEvent
from involvement import access
from involvement.models import ErasureReceipt, Participant
from involvement.queries.own_record import LOOKS_A_PAGE, Look, look_of

# Enough to see what kind of thing is held; the download holds all.
ROWS_ON_THE_PAGE = 3


@dataclass(frozen=True, slots=True)
class OwnData:
    """``changeable`` are the pages on which the actor can change what is held, by URL name."""

    records: list[Participant]
    holdings: list[Holding]
    looks: list[Look]
    looks_page: Page[AuditEvent]
    changeable: frozenset[str]


@dataclass(frozen=True, slots=True)
class OwnFile:
    """All that the download says. ``acts`` are the person's own, in roles where they work with others' data."""

    made_at: datetime
    records: list[Participant]
    holdings: list[Holding]
    looks: list[Look]
    acts: list[Look]


def own_data(actor: Actor, *, page: Any = 1) -> OwnData:
    looks = Paginator(access.every_look(actor), LOOKS_A_PAGE).get_page(page)
    held = holdings(access.own_subject(actor), without=(AuditEvent,), most=ROWS_ON_THE_PAGE)
    return OwnData(
        records=list(access.every_own_record(actor)),
        holdings=held,
        looks=[look_of(event, actor) for event in looks],
        looks_page=looks,
        changeable=frozenset(each.change for each in held if each.change and _may_open(actor, each.change)),
    )


def own_file(actor: Actor, *, now: datetime) -> OwnFile:
    return OwnFile(
        made_at=now,
        records=list(access.every_own_record(actor)),
        holdings=holdings(access.own_subject(actor), without=(AuditEvent,)),
        looks=[look_of(event, actor) for event in access.every_look(actor).iterator()],
        acts=[look_of(event, actor) for event in access.every_own_act(actor).iterator()],
    )


def as_json(file: OwnFile) -> dict[str, Any]:
    """The same for programs, under names that stay: the label of each model and the names of its fields."""
    return {
        "made_at": file.made_at.isoformat(),
        "held": {
            held.key: [{fact.name: fact.plain for fact in facts} for facts in held.rows] for held in file.holdings
        },
        "who_looked": [_look_in_json(look) for look in file.looks],
        "what_you_did": [_look_in_json(look) for look in file.acts],
    }


def own_ending(actor: Actor) -> list[Line]:
    """What would go and what would stay if the person left altogether."""
    return [line for line in would_go(access.own_subject(actor)) if line.gone or line.kept]


def ending_of(participant: Participant) -> list[Line]:
    return [line for line in would_go(access.subject_of([participant])) if line.gone or line.kept]


def receipt_lines(receipt: ErasureReceipt) -> list[Line]:
    return [Line(**line) for line in receipt.lines]


def _may_open(actor: Actor, name: str) -> bool:
    """Some pages open only in the role of taking part."""
    needed = getattr(resolve(reverse(name)).func, "required_permission", None)
    return needed is None or actor.may(needed)


def _look_in_json(look: Look) -> dict[str, Any]:
    return asdict(look) | {"at": look.at.isoformat()}
