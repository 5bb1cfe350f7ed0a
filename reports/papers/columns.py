"""The data dictionary: every column of the open data, in words."""

from __future__ import annotations

from dataclasses import dataclass

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
    "stage": Column("string", "Which step: asked, signed_up, came, came_back, and who did two of them."),
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
