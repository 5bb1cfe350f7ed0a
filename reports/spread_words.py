"""What a funnel plot says, in plain words. Nobody is ranked: those who stand out are named in the alphabet's order."""

from __future__ import annotations

from collections.abc import Iterator

from reports.figures import percent
from reports.gap.funnel_plot import FunnelRules, Place
from reports.queries import PlotLine, PlotPage

PLACE_WORDS = {
    Place.FAR_BELOW: "Lower than chance explains",
    Place.BELOW: "Low, and chance seldom does that",
    Place.INSIDE: "Where chance would leave it",
    Place.ABOVE: "High, and chance seldom does that",
    Place.FAR_ABOVE: "Higher than chance explains",
    Place.TOO_FEW: "Too few people to say",
    Place.HIDDEN: "Hidden to protect people",
}
NOT_COMPARED = "Nothing to compare with"


def plot_sentences(page: PlotPage, *, rules: FunnelRules | None = None) -> list[str]:
    return list(_sentences(page, rules or FunnelRules()))


def _sentences(page: PlotPage, rules: FunnelRules) -> Iterator[str]:
    many = "providers" if page.are_providers else "services"
    if page.target is not None:
        yield f"In the benchmark this group's share is {percent(page.target)}."
    elif page.units:
        yield f"The {many} have different benchmarks. Each is held against its own."
    if not page.is_enough:
        yield f"Too few {many} to say: it takes {rules.units_needed} with a report of this period."
        return
    for place in (Place.FAR_BELOW, Place.FAR_ABOVE, Place.BELOW, Place.ABOVE):
        names = [line.name for line in page.lines if line.place == place]
        if names:
            yield f"{PLACE_WORDS[place]}: {'; '.join(names)}."
    inside = sum(line.place == Place.INSIDE for line in page.lines)
    if inside:
        yield f"Where chance would leave them: {inside} of {len(page.lines)} {many}."
    unsaid = sum(line.place in (Place.TOO_FEW, Place.HIDDEN) for line in page.lines)
    if unsaid:
        yield f"Too few people to say, or hidden: {unsaid} of {len(page.lines)} {many}."


def place_words(line: PlotLine) -> str:
    """The last column of the table."""
    words = PLACE_WORDS[line.unit.place] if line.unit else NOT_COMPARED
    return words if line.report.state == "PUBLISHED" else f"{words}. Draft, not published"
