"""Groups that an organisation defines itself: made, counted in its reports, taken out of use. Never changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from accounts.access import Actor
from accounts.models import Organisation
from core import audit
from reports import gap
from reports.dimensions import BY_NAME, REPORT_DIMENSIONS, question_of
from reports.models import OwnGroup
from reports.own_groups import own_dimension, plain_part, stored

MOST_IN_USE = 10
SAME_NAME = "Enter another name. One of your groups has this one already."
SAME_PEOPLE = "Choose other answers. “{name}” is made of these already."
THREE_QUESTIONS = "Choose one or two questions. Three at once could point at a single person."


RING = (
    "Choose other questions. With the groups you have, these would go round in a ring, and three questions that are "
    "crossed in pairs can tell as much as all three at once. Retire a group first, or use a pair of questions you have."
)


class OwnGroupRefused(Exception):
    """The group cannot be defined like this; the message says what to do instead."""


@transaction.atomic
def define_own_group(*, actor: Actor, name: str, parts: Iterable[gap.Part], now: datetime) -> OwnGroup:
    """A new group of people who are in all ``parts``; reports asked for from now on have it.

    Raises OwnGroupRefused for parts that make no group of their own, and beyond MOST_IN_USE.
    """
    Organisation.objects.select_for_update().get(pk=actor.organisation_id)
    dimension = own_dimension(name, _checked(parts))
    in_use = OwnGroup.objects.filter(organisation_id=actor.organisation_id, retired_at=None)
    same = in_use.filter(definition=dimension.name).first()
    if same is not None:
        raise OwnGroupRefused(SAME_PEOPLE.format(name=same.name))
    if _makes_a_ring(dimension, [group.dimension for group in in_use]):
        raise OwnGroupRefused(RING)
    if in_use.count() >= MOST_IN_USE:
        raise OwnGroupRefused(f"Retire a group first. You can have {MOST_IN_USE} groups at a time.")
    group = OwnGroup(
        organisation_id=actor.organisation_id,
        name=name,
        parts=stored(dimension)["parts"],
        definition=dimension.name,
        made_at=now,
        made_by_id=actor.user_id,
    )
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as clash:
        raise OwnGroupRefused(SAME_NAME) from clash
    audit.record(actor=actor, verb="OWN_GROUP_DEFINED", target=group, organisation_id=group.organisation_id)
    return group


@transaction.atomic
def retire_own_group(*, actor: Actor, group: OwnGroup, now: datetime) -> None:
    """Reports asked for from now on leave it out; those there are keep it."""
    if OwnGroup.objects.filter(pk=group.pk, retired_at=None).update(retired_at=now):
        audit.record(actor=actor, verb="OWN_GROUP_RETIRED", target=group, organisation_id=group.organisation_id)


def in_use(organisation_id: UUID) -> tuple[gap.Dimension, ...]:
    groups = OwnGroup.objects.filter(organisation_id=organisation_id, retired_at=None).order_by("made_at", "pk")
    return tuple(group.dimension for group in groups)


def _checked(parts: Iterable[gap.Part]) -> tuple[gap.Part, ...]:
    chosen = tuple(plain_part(part) for part in parts)
    known = {dimension.name: {group.code for group in dimension.groups} for dimension in REPORT_DIMENSIONS}
    if not chosen or any(part.dimension not in known for part in chosen):
        raise OwnGroupRefused("Choose one or two of the questions that reports compare.")
    if len(chosen) > gap.MOST_PARTS:
        raise OwnGroupRefused(THREE_QUESTIONS)
    if len({question_of(part.dimension) for part in chosen}) < len(chosen):
        raise OwnGroupRefused("Choose two different questions.")
    for part in chosen:
        if not part.codes or not part.codes < known[part.dimension]:
            label = BY_NAME[part.dimension].label
            raise OwnGroupRefused(f"Select at least one group, and not all of them: {label}.")
    if len(chosen) == 1 and _stands_alone(chosen[0], known[chosen[0].dimension]):
        raise OwnGroupRefused("Select more groups, or add a second question. Every report has this group already.")
    return chosen


def _stands_alone(part: gap.Part, known: set[str]) -> bool:
    return 1 in (len(part.codes), len(known) - len(part.codes))


def _makes_a_ring(new: gap.Dimension, others: Iterable[gap.Dimension]) -> bool:
    """Whether the two questions of a group are joined by other pairs already: the audit is exact without rings."""
    pairs = {frozenset(question_of(part.dimension) for part in one.parts) for one in (new, *others)}
    joined: dict[str, str] = {}

    def root(question: str) -> str:
        return root(joined[question]) if question in joined else question

    for pair in sorted(sorted(pair) for pair in pairs if len(pair) == gap.MOST_PARTS):
        first, second = (root(question) for question in pair)
        if first == second:
            return True
        joined[first] = second
    return False
