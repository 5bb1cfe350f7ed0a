"""Two more trusts, whose two years of quarters tell a story: one group comes as often as the others, then less."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from demo import planted
from demo.files import Meeting, attendance_csv, meetings_between, place
from demo.population import SEED, Person
from demo.world import Provider
from reports import periods

UNKNOWN_A_QUARTER = 20


def quarters(*, today: date) -> list[periods.Period]:
    """The eight that are over, oldest first."""
    return [one for one in reversed(periods.menu(today=today)) if one.kind == periods.PeriodKind.QUARTER]


def meetings(provider: Provider, *, today: date) -> list[Meeting]:
    found = []
    for number, quarter in enumerate(quarters(today=today), start=1):
        found += meetings_between(f"T{number}-", quarter.starts_on, quarter.ends_on, provider.sessions_a_quarter_since)
    return found


def quarters_attendance_csv(everybody: Sequence[Person], held: Sequence[Meeting], *, today: date) -> bytes:
    """In each quarter as many of the group as planned, beside so many others that the total stays; each comes once."""
    draw = random.Random(f"{SEED}-quarters")
    worse = planted.GETTING_WORSE
    those = [person for person in everybody if person.group == worse.group]
    others = [person for person in everybody if person.group not in (worse.group, None)]
    unknown = [person for person in everybody if person.group is None]
    rows = []
    for quarter, number in zip(quarters(today=today), worse.came, strict=True):
        chosen = draw.sample(those, number) + draw.sample(others, worse.of - number)
        chosen += draw.sample(unknown, UNKNOWN_A_QUARTER)
        inside = [meeting for meeting in held if quarter.starts_on <= meeting.held_on <= quarter.ends_on]
        draw.shuffle(chosen)
        rows += [place(inside[at % len(inside)], person, signed_up=True, came=True) for at, person in enumerate(chosen)]
    return attendance_csv(rows)
