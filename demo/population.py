"""Who takes part in the demo, and how far each goes: asked, signed up, came, came back. Pure, from a fixed seed."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo import planted
from involvement.taxonomies import SpeakingRole

SEED = 2026
DIRECT_PEOPLE, DIRECT_UNKNOWN = 240, 24
QUARTERLY_PEOPLE, QUARTERLY_UNKNOWN = 300, 24
SIGNED_UP_RATE, CAME_RATE = 0.86, 0.9
OTHER_ROLES: tuple[tuple[SpeakingRole, int], ...] = (
    (SpeakingRole.CARER, 28),
    (SpeakingRole.BEREAVED_CARER, 4),
    (SpeakingRole.PEER_WORKER, 8),
    (SpeakingRole.CLINICIAN, 8),
    (SpeakingRole.MANAGER, 4),
    (SpeakingRole.NOT_RECORDED, 4),
)
# Shares of people aged 16 and over in the borrowed districts (Census 2021), for what is not planted.
POPULATION = {
    planted.ASIAN: 0.113,
    planted.BLACK: 0.231,
    planted.MIXED: 0.059,
    planted.WHITE: 0.546,
    planted.OTHER: 0.051,
}
DETAIL: dict[str, tuple[tuple[str, float], ...]] = {
    planted.ASIAN: (
        ("asian-indian", 0.32), ("asian-other", 0.28), ("asian-chinese", 0.16), ("asian-pakistani", 0.15),
        ("asian-bangladeshi", 0.09),
    ),
    planted.BLACK: (("black-african", 0.51), ("black-caribbean", 0.36), ("black-other", 0.13)),
    planted.MIXED: (
        ("mixed-white-and-black-caribbean", 0.33), ("mixed-other", 0.32), ("mixed-white-and-asian", 0.2),
        ("mixed-white-and-black-african", 0.15),
    ),
    planted.WHITE: (("white-british", 0.72), ("white-other", 0.24), ("white-irish", 0.04)),
    planted.OTHER: (("other-any", 0.85), ("other-arab", 0.15)),
}  # fmt: skip
ANSWERS: dict[str, tuple[tuple[str, float], ...]] = {
    "sex": (("female", 0.53), ("male", 0.47)),
    "gender_same": (("yes", 0.985), ("no", 0.015)),
    "age_band": (
        ("18-24", 0.12), ("25-34", 0.25), ("35-44", 0.2), ("45-54", 0.17), ("55-64", 0.14), ("65-74", 0.07),
        ("75-or-over", 0.05),
    ),
    "disability": (("yes-a-lot", 0.07), ("yes-a-little", 0.1), ("no", 0.83)),
    "sexual_orientation": (
        ("heterosexual-or-straight", 0.92), ("gay-or-lesbian", 0.04), ("bisexual", 0.03), ("other", 0.01),
    ),
    "religion": (
        ("no-religion", 0.37), ("christian", 0.48), ("muslim", 0.1), ("hindu", 0.03), ("buddhist", 0.01),
        ("any-other-religion", 0.01),
    ),
    "carer_status": (("yes", 0.15), ("no", 0.85)),
}  # fmt: skip
NOT_SAID = 0.08
# The fractions of multiples of an irrational number fill the line evenly; each question has its own.
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53)


@dataclass(frozen=True, slots=True)
class Person:
    """``asked`` and ``came`` are numbers of sessions in the year; nobody comes more often than they signed up."""

    reference: str
    role: SpeakingRole
    group: str | None
    answers: dict[str, str]
    asked: int
    signed_up: int
    came: int


def trust() -> list[Person]:
    """The people of the Trust, with the planted gaps."""
    draw = random.Random(SEED)
    people = list(_direct(draw))
    people += [
        _person(
            draw,
            f"L{n:03}",
            _leader_role(n),
            planted.ONLY_SPOKEN_FOR.group if n < planted.ONLY_SPOKEN_FOR.leaders else planted.WHITE,
            came=2,
        )
        for n in range(planted.ONLY_SPOKEN_FOR.leaders + 4)
    ]
    number = 0
    for role, count in OTHER_ROLES:
        for group in _spread(POPULATION, count):
            number += 1
            people.append(_person(draw, f"R{number:03}", role, group, came=draw.choice((0, 1, 2, 3))))
    return people


def small(prefix: str, count: int, shares: dict[str, float], role: SpeakingRole) -> list[Person]:
    """The people of a small organisation: no planted gap, and mostly too few to say."""
    draw = random.Random(f"{SEED}-{prefix}")
    groups = _spread(shares, count)
    return [
        _person(draw, f"{prefix}{number:02}", role, group, came=draw.choice((0, 1, 1, 2, 3, 4)))
        for number, group in enumerate(groups, start=1)
    ]


def quarterly() -> list[Person]:
    """The people of a trust whose quarters tell a story: enough of each group for every quarter."""
    draw = random.Random(f"{SEED}-quarterly")
    groups: list[str | None] = [*_spread(POPULATION, QUARTERLY_PEOPLE), *[None] * QUARTERLY_UNKNOWN]
    return [
        _person(draw, f"D{number:03}", _direct_role(number), group, came=1)
        for number, group in enumerate(groups, start=1)
    ]


def _direct(draw: random.Random) -> Iterator[Person]:
    number = 0
    for group, count in _direct_groups().items():
        returning = (
            planted.COMES_BACK_LESS.rate if group == planted.COMES_BACK_LESS.group else planted.COMES_BACK_LESS.others
        )
        for steps in _steps(count, returning):
            number += 1
            yield _person(draw, f"W{number:03}", _direct_role(number), group, came=steps)
    for steps in _steps(DIRECT_UNKNOWN, planted.COMES_BACK_LESS.others):
        number += 1
        unknown = draw.choice(("prefer-not-to-say", ""))
        yield _person(draw, f"W{number:03}", _direct_role(number), None, came=steps, ethnic_group=unknown)


def _direct_groups() -> dict[str, int]:
    less, none = planted.ASKED_LESS, planted.ONLY_SPOKEN_FOR.group
    groups = {group: round(share * DIRECT_PEOPLE) for group, share in POPULATION.items() if group != planted.WHITE}
    groups[less.group] = round(POPULATION[less.group] * less.factor * DIRECT_PEOPLE)
    groups[none] = 0
    groups[planted.WHITE] = DIRECT_PEOPLE - sum(groups.values())
    return groups


def _steps(count: int, returning: float) -> list[int]:
    """For each person: -1 asked only, 0 signed up but did not come, 1 came once, 2 came back."""
    signed_up = round(count * SIGNED_UP_RATE)
    came = round(signed_up * CAME_RATE)
    back = round(came * returning)
    return [2] * back + [1] * (came - back) + [0] * (signed_up - came) + [-1] * (count - signed_up)


def _person(
    draw: random.Random, reference: str, role: SpeakingRole, group: str | None, *, came: int, ethnic_group: str = ""
) -> Person:
    number = int(reference[1:])
    answers = _answers(number)
    answers["ethnic_group"] = _dealt(DETAIL[group], number, 0) if group else ethnic_group
    if came >= 2:
        came = draw.choice((2, 2, 3, 3, 4, 5))
    signed_up = came + draw.choice((0, 0, 1)) if came > 0 else came + 1
    asked = max(1, signed_up + draw.choice((0, 1)))
    return Person(reference, role, group, answers, asked=asked, signed_up=signed_up, came=max(0, came))


def _answers(number: int) -> dict[str, str]:
    answers = {}
    for turn, (name, options) in enumerate(ANSWERS.items(), start=1):
        answers[name] = _dealt(options, number, turn)
        if _place(number, -turn) < NOT_SAID:
            answers[name] = "" if number % 2 else "prefer-not-to-say"
    return answers


def _dealt(options: Sequence[tuple[str, float]], number: int, turn: int) -> str:
    """An answer for the person of this number, dealt so that any run of people has nearly the planned shares."""
    up_to = itertools.accumulate(share for _, share in options)
    return next(
        (value for (value, _), end in zip(options, up_to, strict=True) if _place(number, turn) < end), options[-1][0]
    )


def _place(number: int, turn: int) -> float:
    return number * math.sqrt(PRIMES[turn]) % 1


def _spread(shares: dict[str, float], count: int) -> list[str]:
    """So many of each group that the shares come out as nearly as whole people can."""
    exact = {group: share * count / sum(shares.values()) for group, share in shares.items()}
    whole = {group: int(value) for group, value in exact.items()}
    rest = sorted(exact, key=lambda group: whole[group] - exact[group])
    for group in rest[: count - sum(whole.values())]:
        whole[group] += 1
    return [group for group, people in whole.items() for _ in range(people)]


def _direct_role(number: int) -> SpeakingRole:
    if number % 12 == 0:
        return SpeakingRole.USER_LED_GROUP
    if number % 5 == 0:
        return SpeakingRole.FORMER_SERVICE_USER
    return SpeakingRole.SUPPORTED_SERVICE_USER if number % 17 == 0 else SpeakingRole.SERVICE_USER


def _leader_role(number: int) -> SpeakingRole:
    if number < planted.ONLY_SPOKEN_FOR.leaders:
        return SpeakingRole.COMMUNITY_LEADER
    return SpeakingRole.VCSE_STAFF if number % 2 else SpeakingRole.ADVOCATE
