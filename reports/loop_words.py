"""What the figures of stories and answers say, in plain words. Every number in a sentence is a published one."""

from __future__ import annotations

from collections.abc import Iterator

from reports.figures import people, percent
from reports.loops import RECEIVED, Loop

TOO_FEW = "Too few stories were sent to show how they were answered."


def sentences(loop: Loop) -> list[str]:
    """How many stories there were, whether they were answered in time, what changed, and what their authors said."""
    if not loop.is_told:
        return [TOO_FEW]
    return [*_received(loop), *_answered(loop), *_changed(loop), *_judged(loop)]


def written(loop: Loop, name: str) -> str:
    """Within a sentence."""
    number = loop.counts[name]
    return f"fewer than {loop.hidden_below}" if number is None else f"about {people(number)}"


def _received(loop: Loop) -> Iterator[str]:
    first = f"People sent {written(loop, RECEIVED)} stories."
    if "concerns" in loop.withheld:
        yield first
    else:
        yield f"{first} Of these, {written(loop, 'concerns')} asked for something to be different."


def _answered(loop: Loop) -> Iterator[str]:
    if "responded" in loop.withheld:
        return
    in_time = written(loop, "responded_in_time")
    said = f"{written(loop, 'responded').capitalize()} were answered, {in_time} of them in time."
    if loop.median_days is not None:
        said += f" Half of the answers took {loop.median_days} working days or less."
    yield said
    yield f"{written(loop, 'overdue').capitalize()} are late, and {written(loop, 'not_yet_due')} can still be in time."


def _changed(loop: Loop) -> Iterator[str]:
    """The change rate counts answered concerns, not praise (rule R31)."""
    if {"changed", "concerns_answered"} & loop.withheld:
        return
    of = f"Of {written(loop, 'concerns_answered')} answered stories that asked for something to be different"
    rate = loop.share("changed")
    yield f"{of}, {written(loop, 'changed')} led to a change that was made or is planned{_in_percent(rate)}."
    yield f"{written(loop, 'not_possible').capitalize()} were answered with “we could not, because”."


def _judged(loop: Loop) -> Iterator[str]:
    if "judged" in loop.withheld:
        return
    said = f"{written(loop, 'judged').capitalize()} authors told us whether the answer answered them"
    if loop.counts["judged"] is None:
        yield f"{said}."
    else:
        yield f"{said}: {written(loop, 'verdict_yes')} said yes{_in_percent(loop.share('verdict_yes'))}."


def _in_percent(share: float | None) -> str:
    return "" if share is None else f", which is {percent(share)}"
