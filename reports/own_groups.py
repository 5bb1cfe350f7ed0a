"""Groups that an organisation defines itself: people in some groups of one question, or of two questions at once.

Each is a dimension of its own with two groups, those in it and everyone else. It is named after what it says, so that
one name means the same people in every report and at every provider.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.dimensions import BY_NAME, ETHNIC_GROUP_5, ETHNIC_GROUP_19, REPORT_DIMENSIONS
from reports.gap import IN, OUT, Dimension, Group, Part

PREFIX = "own-"
HASH_LENGTH = 12
EVERYONE_ELSE = "Everyone else"
Stored = Mapping[str, Any]


def own_dimension(label: str, parts: Sequence[Part]) -> Dimension:
    ordered = _ordered(parts)
    return Dimension(_name(ordered), label, (Group(IN, label), Group(OUT, EVERYONE_ELSE)), parts=ordered)


def is_everyone_else(dimension: str, code: str) -> bool:
    return dimension.startswith(PREFIX) and code == OUT


def stored(dimension: Dimension) -> dict[str, Any]:
    """As a report keeps it, so that it does not change with what the organisation does later."""
    parts = [{"dimension": part.dimension, "codes": sorted(part.codes)} for part in dimension.parts]
    return {"label": dimension.label, "parts": parts}


def from_stored(kept: Iterable[Stored]) -> tuple[Dimension, ...]:
    return tuple(own_dimension(one["label"], read_parts(one["parts"])) for one in kept)


def read_parts(kept: Iterable[Stored]) -> tuple[Part, ...]:
    return tuple(Part(part["dimension"], frozenset(part["codes"])) for part in kept)


def plain_part(part: Part) -> Part:
    """Detailed ethnic groups that make up whole wide ones become those.

    Otherwise two groups could differ by the few people who gave only the wider answer.
    """
    if part.dimension != ETHNIC_GROUP_19:
        return part
    wide = {group.parent for group in BY_NAME[ETHNIC_GROUP_19].groups if group.code in part.codes}
    inside = {group.code for group in BY_NAME[ETHNIC_GROUP_19].groups if group.parent in wide}
    return Part(ETHNIC_GROUP_5, frozenset(code for code in wide if code)) if inside == part.codes else part


def in_words(dimension: Dimension) -> str:
    """What a group is made of, in the labels of its questions."""
    return ". ".join(f"{BY_NAME[part.dimension].label}: {'; '.join(_labels(part))}" for part in dimension.parts)


def _labels(part: Part) -> list[str]:
    return [group.label for group in BY_NAME[part.dimension].groups if group.code in part.codes]


def _ordered(parts: Sequence[Part]) -> tuple[Part, ...]:
    order = [dimension.name for dimension in REPORT_DIMENSIONS]
    return tuple(sorted(parts, key=lambda part: order.index(part.dimension)))


def _name(parts: Sequence[Part]) -> str:
    said = json.dumps([[part.dimension, sorted(part.codes)] for part in parts])
    return PREFIX + hashlib.sha256(said.encode()).hexdigest()[:HASH_LENGTH]
