"""Who takes part in the demo, and how far each goes: asked, signed up, came, came back. Pure, from a fixed seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from demo import planted
from involvement.taxonomies import SpeakingRole

SEED = 2026
DIRECT_PEOPLE, DIRECT_UNKNOWN = 240, 24
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
DETAIL = {
    planted.ASIAN: (
        "asian-indian",
        "asian-indian",
        "asian-chinese",
        "asian-pakistani",
        "asian-bangladeshi",
        "asian-other",
    ),
    planted.BLACK: ("black-african", "black-african", "black-caribbean", "black-caribbean", "black-other"),
    planted.MIXED: ("mixed-white-and-black-caribbean", "mixed-white-and-asian", "mixed-other"),
    planted.WHITE: ("white-british", "white-british", "white-british", "white-other", "white-irish"),
    planted.OTHER: ("other-arab", "other-any"),
}
ANSWERS: dict[str, tuple[tuple[str, float], ...]] = {
    "sex": (("female", 0.53), ("male", 0.47)),
    "gender_same": (("yes", 0.985), ("no", 0.015)),
    "age_band": (
        ("18-24", 0.12), ("25-34", 0.25), ("35-44", 0.2), ("45-54", 0.17), ("55-64", 0.14), ("65-74", 0.07),
        ("75-or-over", 0.05),
    ),
    "disability": (("yes-a-lot", 0.2), ("yes-a-little", 0.25), ("no", 0.55)),
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


@dataclass(frozen=True, slots=True)
class Person:
    """``asked`` and ``came`` are numbers of sessions in the year; nobody comes more often than they signed up."""

    reference: str
    role: SpeakingRole
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
    answers = {name: _pick(draw, options) for name, options in ANSWERS.items()}
    answers["ethnic_group"] = draw.choice(DETAIL[group]) if group else ethnic_group
    if came >= 2:
        came = draw.choice((2, 2, 3, 3, 4, 5))
    signed_up = came + draw.choice((0, 0, 1)) if came > 0 else came + 1
    return Person(
        reference, role, answers, asked=max(1, signed_up + draw.choice((0, 1))), signed_up=signed_up, came=max(0, came)
    )


def _pick(draw: random.Random, options: Sequence[tuple[str, float]]) -> str:
    if draw.random() < NOT_SAID:
        return draw.choice(("prefer-not-to-say", ""))
    values, weights = zip(*options, strict=True)
    return str(draw.choices(values, weights)[0])


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
