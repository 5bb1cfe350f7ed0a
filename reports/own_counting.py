"""Counting the groups that an organisation defines itself, within the one statement of reports.counting."""

from __future__ import annotations

from collections.abc import Iterable

from involvement.equality import BY_SLUG, AnswerStatus
from reports.dimensions import BY_NAME, question_of
from reports.gap import IN, OUT, Dimension


def own_group_sql(dimension: Dimension, *, answers: str, meetings: str) -> tuple[str, list[str]]:
    """Rows of one own group, and their parameters, to follow those of counting's statement.

    The group's name stands in place of a question, and ``in`` or ``out`` in place of an answer. ``answers`` is the
    table of answers, ``meetings`` the sums that follow the number of people.

    Whoever declined one of the answers that it needs has declined; whoever lacks one is left out, and so not asked.
    """
    joins, declined, known, inside = [], [], [], []
    asked: list[str] = []
    for number, part in enumerate(dimension.parts):
        answer = f"answer_{number}"
        joins.append(
            f"LEFT JOIN {answers} {answer} "
            f"ON {answer}.participant_id = person.participant_id AND {answer}.question = %s"
        )
        asked.append(question_of(part.dimension).value)
        declined.append(f"COALESCE({answer}.status, '') = '{AnswerStatus.DECLINED.value}'")
        known.append(f"{answer}.value IN ({_values(part.dimension, _all_codes(part.dimension))})")
        inside.append(f"{answer}.value IN ({_values(part.dimension, part.codes)})")
    has_declined = " OR ".join(declined)
    sql = f"""
        UNION ALL
        SELECT '{dimension.name}', own_status, own_value, mask, COUNT(*), {meetings} FROM (
            SELECT person.*,
                CASE WHEN {has_declined} THEN '{AnswerStatus.DECLINED.value}'
                    ELSE '{AnswerStatus.STATED.value}' END AS own_status,
                CASE WHEN {has_declined} THEN '' WHEN {" AND ".join(inside)} THEN '{IN}' ELSE '{OUT}' END AS own_value
            FROM person {" ".join(joins)} WHERE {has_declined} OR ({" AND ".join(known)})
        ) {dimension.name.replace("-", "_")} GROUP BY own_status, own_value, mask"""  # noqa: S608  our own names
    return sql, asked


def _all_codes(dimension: str) -> list[str]:
    return [group.code for group in BY_NAME[dimension].groups]


def _values(dimension: str, codes: Iterable[str]) -> str:
    """The answers that count in these groups, as they stand in a statement: slugs of our own list."""
    slugs = [
        slug for slug, option in BY_SLUG[question_of(dimension)].items() if option.groups.get(dimension) in set(codes)
    ]
    return ", ".join(f"'{slug}'" for slug in slugs)
