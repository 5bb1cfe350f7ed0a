"""The running example: 233 people took part, 19 of them unknown, against four London boroughs."""

from reports.gap import Count, Dimension, Group, Reference, Tally

LABELS = {"asian": "Asian", "black": "Black", "mixed": "Mixed", "white": "White", "other": "Other"}
ETHNIC_5 = Dimension("ethnic_group_5", "Ethnic group", tuple(Group(code, label) for code, label in LABELS.items()))
BOROUGHS = {"asian": 149_005, "black": 322_358, "mixed": 101_779, "white": 676_732, "other": 66_693}
CAME = {"asian": 14, "black": 38, "mixed": 17, "white": 139, "other": 6}


def tally(people, declined=0, not_asked=0, group_only=0):
    """Everybody comes twice, for an hour and a half in all."""
    return Tally(
        {code: Count(number, 2 * number, 90 * number) for code, number in people.items()},
        Count(declined),
        Count(not_asked),
        Count(group_only),
    )


def dimension(*codes, name="d", **more):
    return Dimension(name, name, tuple(Group(code, code) for code in codes), **more)


def reference(counts, **more):
    return Reference("r", "A benchmark", "2021-03-21", "all ages", ("E09000008",), "made up", counts, **more)


CENSUS = reference(BOROUGHS)
EXAMPLE = tally(CAME, declined=12, not_asked=7)
