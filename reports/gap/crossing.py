"""Groups that an organisation defines itself: what a reader knows of them from the questions they are made of."""

from collections.abc import Iterable, Mapping
from itertools import product

from .system import UNBOUNDED, System
from .tables import IN, OUT, Dimension, Part, Tally

UNKNOWN = "?"
Nodes = Mapping[str, int]
Pair = tuple[str, ...]


def pair_of(dimension: Dimension) -> Pair:
    return tuple(sorted(part.dimension for part in dimension.parts))


def blocks(dimension: Dimension, parts: Iterable[Part]) -> list[tuple[str, ...]]:
    """The groups of a dimension, those that are in the same parts together."""
    found: dict[tuple[bool, ...], list[str]] = {}
    chosen = [part for part in parts if part.dimension == dimension.name]
    for group in dimension.groups:
        found.setdefault(tuple(group.code in part.codes for part in chosen), []).append(group.code)
    return [tuple(codes) for codes in found.values()]


def cross(
    system: System, participants: int, dimensions: Mapping[str, Dimension], nodes: Mapping[str, Nodes]
) -> dict[Pair, dict[str, int]]:
    """Tie the own groups of one scope to their questions; `nodes` are the variables by dimension.

    Groups made of the same questions share one cross table of these, as fine as the groups need it and no finer, so
    that overlapping ones are held against each other. Returns the cells of these tables.
    """
    own: dict[Pair, list[Dimension]] = {}
    for name in nodes:
        if dimensions[name].parts:
            own.setdefault(pair_of(dimensions[name]), []).append(dimensions[name])
    cells = {}
    for pair, members in own.items():
        parts = [part for member in members for part in member.parts]
        sides = [[*blocks(dimensions[name], parts), (UNKNOWN,)] for name in pair]
        places = list(product(*sides))
        variables = {place: system.variable(0, UNBOUNDED) for place in places}
        for number, name in enumerate(pair):
            if name in nodes:
                _add_margins(system, participants, nodes[name], variables, number)
        for member in members:
            _add_member(system, member, nodes[member.name], pair, variables)
        cells[pair] = {f"={place}": variable for place, variable in variables.items()}
    return cells


def _add_margins(
    system: System,
    participants: int,
    question: Nodes,
    variables: Mapping[tuple[tuple[str, ...], ...], int],
    number: int,
) -> None:
    for block in dict.fromkeys(place[number] for place in variables):
        inside = [variable for place, variable in variables.items() if place[number] == block]
        if block != (UNKNOWN,):
            total = system.variable(0, UNBOUNDED)
            system.add_sum(total, inside)
            system.add_sum(total, [question[f"={code}"] for code in block])
        else:
            system.add_sum(participants, [question["known"], *inside])


def _add_member(
    system: System,
    member: Dimension,
    nodes: Nodes,
    pair: Pair,
    variables: Mapping[tuple[tuple[str, ...], ...], int],
) -> None:
    chosen = {part.dimension: part.codes for part in member.parts}
    inside: list[int] = []
    outside: list[int] = []
    for place, variable in variables.items():
        if (UNKNOWN,) not in place:
            is_in = all(codes[0] in chosen[name] for name, codes in zip(pair, place, strict=True))
            (inside if is_in else outside).append(variable)
    system.add_sum(nodes[f"={IN}"], inside)
    system.add_sum(nodes[f"={OUT}"], outside)


def lies_inside(inner: Dimension, outer: Dimension, dimensions: Mapping[str, Dimension]) -> bool:
    """Whether everybody in one own group must be in the other, be it by a wider coding of the same question."""
    return all(any(_part_inside(mine, theirs, dimensions) for mine in inner.parts) for theirs in outer.parts)


def _part_inside(inner: Part, outer: Part, dimensions: Mapping[str, Dimension]) -> bool:
    if inner.dimension == outer.dimension:
        return inner.codes <= outer.codes
    code_of = dimensions[inner.dimension].containers.get(outer.dimension, {}) if inner.dimension in dimensions else {}
    return all(code_of.get(code) in outer.codes for code in inner.codes)


def check_own(dimension: Dimension, by_dimension: Mapping[str, Tally]) -> None:
    """Raises ValueError where a group counts people whom its questions do not know."""
    mine, known = by_dimension[dimension.name], []
    for part in dimension.parts:
        question = by_dimension.get(part.dimension)
        if question is not None:
            most = sum(count.people for code, count in question.groups.items() if code in part.codes)
            known.append((most, question.known))
    inside = mine.groups[IN].people if IN in mine.groups else 0
    fits = all(inside <= most and mine.known <= all_known for most, all_known in known)
    if len(dimension.parts) == 1 and known:
        fits = (inside, mine.known) == known[0]
    if not fits:
        raise ValueError(f"{dimension.name} does not fit the questions it is made of.")
