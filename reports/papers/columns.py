"""The data dictionary: every column of the open data, in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

HIDDEN = "The number is hidden, or would tell a hidden one."
HIDDEN_OR_NONE = "Hidden, or there is nothing to compare with."
NO_BENCHMARK = "There is no benchmark for this question."


@dataclass(frozen=True, slots=True)
class Column:
    """``type`` is one of the types of a Frictionless table schema."""

    type: str
    meaning: str
    unit: str = ""
    empty_means: str = "Never empty."


def _people(meaning: str, empty: str = HIDDEN) -> Column:
    return Column("integer", f"{meaning} Rounded to the nearest 5.", "people", empty)


def _fraction(meaning: str, empty: str = HIDDEN_OR_NONE) -> Column:
    return Column("number", meaning, "fraction of 1", empty)


DICTIONARY: dict[str, Column] = {
    "organisation": Column("string", "Whose people took part."),
    "service": Column("string", "The service that the report is about.", empty_means="All services together."),
    "from": Column("date", "First day of the period."),
    "to": Column("date", "Last day of the period."),
    "dimension": Column("string", "The question, as a code."),
    "voice": Column("string", "In which role people spoke: direct, lived (with carers), all, proxy (for others)."),
    "stage": Column("string", "Which step: asked, signed_up, came, came_back, influenced (a change), or two of them."),
    "code": Column("string", "The group, as a code."),
    "label": Column("string", "The group, in words."),
    "participants": _people("People of this group."),
    "share": _fraction("Their part of everybody whose answer is known.", HIDDEN),
    "share_low": _fraction("Lower end of the share's 95% interval (Wilson).", HIDDEN),
    "share_high": _fraction("Upper end of the share's 95% interval (Wilson).", HIDDEN),
    "benchmark_share": _fraction("The group's part of the benchmark.", NO_BENCHMARK),
    "gap": _fraction("Share less benchmark share."),
    "gap_low": _fraction("Lower end of the gap's interval."),
    "gap_high": _fraction("Upper end of the gap's interval."),
    "ratio": Column("number", "Share divided by benchmark share; 1 is parity.", "", HIDDEN_OR_NONE),
    "ratio_low": Column("number", "Lower end of the ratio's interval.", "", HIDDEN_OR_NONE),
    "ratio_high": Column("number", "Upper end of the ratio's interval.", "", HIDDEN_OR_NONE),
    "p": Column("number", "How often chance alone would give a gap as large.", "probability", HIDDEN_OR_NONE),
    "p_adjusted": Column("number", "The same, corrected for the number of groups.", "probability", HIDDEN_OR_NONE),
    "people_to_close": Column(
        "integer", "Fewest more people of the group that close the gap.", "people", HIDDEN_OR_NONE
    ),
    "swaps_to_close": Column("integer", "Fewest places to change group that close the gap.", "people", HIDDEN_OR_NONE),
    "bound_low": _fraction("The lowest the share could be, whoever the unknown people are.", HIDDEN),
    "bound_high": _fraction("The highest the share could be, whoever the unknown people are.", HIDDEN),
    "contributions": Column("integer", "Times that people of the group came, rounded.", "times", HIDDEN),
    "hours": Column("integer", "Hours that people of the group gave, rounded.", "hours", HIDDEN),
    "suppressed": Column("boolean", "Whether the number of people is hidden."),
    "verdict": Column("string", "What may be said about the group, as a code."),
    "verdict_words": Column("string", "The same, in words."),
    "table_participants": _people("Everybody at this step in this voice."),
    "table_known": _people("Those of them whose answer is known."),
    "table_declined": _people("Those of them who preferred not to say."),
    "table_not_asked": _people("Those of them who were not asked."),
    "table_group_only": _people("Those of whom only a wider group is known."),
    "index_of_dissimilarity": _fraction("The part of places that would have to change group to match the benchmark."),
    "warnings": Column("string", "What to keep in mind about this table.", empty_means="Nothing."),
    "protected": Column("boolean", "Whether small numbers are hidden. Always yes in published data."),
    "benchmark": Column("string", "What the group is compared with.", empty_means=NO_BENCHMARK),
    "benchmark_date": Column("string", "When the benchmark was counted.", empty_means="Not known, or no benchmark."),
    "benchmark_age_base": Column("string", "Whom the benchmark counts.", empty_means="Not known, or no benchmark."),
    "benchmark_areas": Column("string", "Which areas it covers.", empty_means="All of the benchmark, or no benchmark."),
    "benchmark_source": Column("string", "Where it comes from.", empty_means="Not known, or no benchmark."),
    "method_version": Column("string", "How the figures were worked out."),
}
ANSWER_COLUMNS: dict[str, Column] = {
    "count": Column("string", "Which count, as a code."),
    "label": Column("string", "The same, in words."),
    "stories": Column("integer", "Stories, not people. Rounded to the nearest 5.", "stories", HIDDEN),
    "share": _fraction("Its part, worked out from rounded counts.", "Hidden, or not a part of anything."),
    "suppressed": Column("boolean", "Whether the number of stories is hidden."),
}
NO_RATE = "No caseload, or it does not hold everybody, or the number is hidden."
NO_STRATA = "The benchmark does not count this, or a number that it needs is hidden."
NO_SECOND = "There is no second benchmark for this question, or the number is hidden."


def _more() -> dict[str, Column]:
    """Rates of a caseload, and ratios with age or sex taken into account."""
    found = {
        "rate_caseload": Column("integer", "People of the group on the caseload, rounded.", "people", NO_RATE),
        "rate": _fraction("The part of them that took part.", NO_RATE),
        "others_rate": _fraction("The same of everyone else on the caseload.", NO_RATE),
        "rate_ratio": Column("number", "The first divided by the second.", "", NO_RATE),
        "rate_ratio_low": Column("number", "Lower end of its 95% interval (Koopman).", "", NO_RATE),
        "rate_ratio_high": Column("number", "Upper end of its 95% interval (Koopman).", "", NO_RATE),
        "rate_difference": _fraction("The first less the second.", NO_RATE),
        "rate_difference_low": _fraction("Lower end of its 95% interval (Newcombe).", NO_RATE),
        "rate_difference_high": _fraction("Upper end of its 95% interval (Newcombe).", NO_RATE),
        "rate_note": Column("string", "Why there are no rates.", "", "There are, or there is no caseload."),
    }
    for by, words in (("by_age", "age"), ("by_sex", "sex")):
        found |= {
            f"{by}_expected": Column(
                "number", f"People expected with {words} taken into account.", "people", NO_STRATA
            ),
            f"{by}_ratio": Column("number", "People who took part divided by those expected.", "", NO_STRATA),
            f"{by}_low": Column("number", "Lower end of its 95% interval (Byar, exact below 10).", "", NO_STRATA),
            f"{by}_high": Column("number", "Upper end of its 95% interval (Byar, exact below 10).", "", NO_STRATA),
            f"{by}_note": Column("string", "Why there is no such ratio.", "", "There is one, or no such count."),
        }
    return found


def _of_the_second() -> dict[str, Column]:
    """What the first benchmark has, of the second one."""
    figures = ("benchmark_share", "gap", "gap_low", "gap_high", "ratio", "ratio_low", "ratio_high", "p", "p_adjusted")
    others = ("people_to_close", "swaps_to_close", "certainty", "verdict")
    about = ("benchmark", "benchmark_date", "benchmark_age_base", "benchmark_areas", "benchmark_source")
    of_table = ("index_of_dissimilarity", "warnings", *about)
    like = {name: DICTIONARY[name] for name in (*figures, *others)} | _more()
    like |= {name: DICTIONARY[name] for name in of_table}
    return {
        f"second_{name}": replace(column, meaning=f"Second benchmark: {column.meaning}", empty_means=NO_SECOND)
        for name, column in like.items()
    }


DICTIONARY["certainty"] = Column(
    "string",
    "Whether the people who have not told us could change the verdict: holds, side (less clearly so), depends.",
    empty_means="Nothing was found, or everybody has told us.",
)
DICTIONARY |= _more()
DICTIONARY |= _of_the_second()
DICTIONARY["both_benchmarks"] = Column("string", "What the two benchmarks say together.", empty_means=NO_SECOND)
