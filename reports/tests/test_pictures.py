from xml.etree import ElementTree

import pytest

from reports.pictures import Dot, Level, Mark, Spot, dots, funnel, scatter, trend

SVG = "{http://www.w3.org/2000/svg}"
LINES = [
    Dot("White <& others>", "65%", 0.65, 0.58, 0.71, 0.51),
    Dot("Black", "19%", 0.19, 0.14, 0.24, 0.245, is_gap=True),
    Dot("Other", "hidden", benchmark=0.05, hidden_high=0.02),
]
LEVELS = [
    Level("Asked", 40, 200, "40", "200", is_lost=True),
    Level("Signed up", 20, 150, "20", "150"),
    Level("Came", None, None, "under 5", "hidden"),
]

LIMITS = (0.05, 0.1, 0.3, 0.35)


def drawn(svg):
    return ElementTree.fromstring(svg)


def kinds(root, kind):
    return [part for part in root.iter() if f"heard-picture__{kind}" in part.get("class", "").split()]


def picture(lines=LINES):
    return drawn(dots("one", title="Share <of> each", description="In “words” & more", lines=lines))


@pytest.mark.parametrize(
    "svg",
    [
        dots("one", title="A <b>", description="C & d", lines=LINES),
        funnel("two", title="A <b>", description="C & d", levels=LEVELS),
        trend("three", title="A <b>", description="C & d", marks=[Mark("Jul 2025", 0.2)]),
        scatter("four", title="A <b>", description="C & d", spots=[Spot("1", 40, 0.2, LIMITS, 0.2)]),
    ],
)
def test_pictures_name_and_describe_themselves(svg):
    root = drawn(svg)

    title, description = root[0], root[1]
    assert (root.get("role"), title.text, description.text) == ("img", "A <b>", "C & d")
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (title.get("id"), description.get("id"))


@pytest.mark.parametrize(
    "svg",
    [
        dots("a", title="", description="", lines=[]),
        funnel("b", title="", description="", levels=[]),
        trend("c", title="", description="", marks=[]),
        scatter("d", title="", description="", spots=[]),
    ],
)
def test_pictures_of_nothing_can_be_drawn(svg):
    assert drawn(svg).get("role") == "img"


def test_dots_keeps_the_order_it_is_given():
    labels = [part.text for part in kinds(picture(), "label")]

    assert labels == ["White <& others>", "Black", "Other"]


def test_dots_fills_the_dots_of_clear_gaps_only():
    root = picture()

    assert (len(kinds(root, "dot")), len(kinds(root, "dot--gap"))) == (2, 1)


def test_dots_puts_a_benchmark_where_its_share_is():
    """0% is at 2 and 80%, the end of this scale, at 77."""
    marks = [float(part.get("x1").rstrip("%")) for part in kinds(picture(), "benchmark")]

    assert marks == pytest.approx([2 + 75 * share / 0.8 for share in (0.51, 0.245, 0.05)], abs=0.01)


def test_dots_draws_a_hidden_count_as_all_it_can_be():
    root = picture([LINES[2]])

    (hidden,) = kinds(root, "hidden")
    assert (hidden.get("x1"), hidden.get("x2")) == ("2%", "17%")
    assert (kinds(root, "dot"), kinds(root, "range")) == ([], [])
    assert [part.text for part in kinds(root, "value")] == ["hidden"]


def test_dots_says_nothing_of_a_count_whose_range_is_hidden_too():
    root = picture([Dot("Other", "hidden", benchmark=0.05)])

    assert kinds(root, "hidden") == []


def test_dots_breaks_long_labels_into_lines():
    root = picture([Dot("Black, Black British, Caribbean or African", "19%", 0.19, 0.14, 0.24, 0.245)])

    assert [part.text for part in kinds(root, "label")] == ["Black, Black British,", "Caribbean or African"]


def test_funnel_draws_each_bar_against_the_widest_of_its_kind():
    root = drawn(funnel("one", title="", description="", levels=LEVELS))

    widths = [part.get("width") for part in kinds(root, "bar")]
    assert widths == ["76%", "76%", "38%", "57%", "10%", "10%"]


def test_funnel_writes_every_count_and_marks_the_lost_step():
    root = drawn(funnel("one", title="", description="", levels=LEVELS))

    assert [part.text for part in kinds(root, "value")] == ["40", "200", "20", "150", "under 5", "hidden"]
    assert [part.text for part in kinds(root, "label--lost")] == ["Asked"]
    assert len(kinds(root, "bar--hidden")) == 2


def trend_of(*marks, **more):
    return drawn(trend("one", title="", description="", marks=marks, **more))


def test_trend_leaves_a_gap_where_a_share_is_hidden():
    root = trend_of(Mark("a", 0.2), Mark("b", 0.3), Mark("c", hidden_high=0.04), Mark("d", 0.3), Mark("e", 0.2))

    assert [len(kinds(root, kind)) for kind in ("dot", "path", "hidden")] == [4, 2, 1]


def test_trend_marks_what_stands_out_not_by_colour_alone():
    root = trend_of(Mark("a", 0.2), Mark("b", 0.3, stands_out=True))

    assert [len(kinds(root, kind)) for kind in ("dot", "ring", "dot--gap")] == [2, 1, 1]


def test_trend_draws_limits_only_where_there_are_some():
    limited = Mark("b", 0.2, centre=0.2, low=0.1, high=0.3, warn_low=0.15, warn_high=0.25, starts_anew=True)
    root = trend_of(Mark("a", 0.2), limited, benchmark=0.23)

    assert [len(kinds(root, kind)) for kind in ("centre", "limit", "warning", "anew", "benchmark")] == [1, 2, 2, 1, 1]


def test_scatter_draws_one_curve_where_all_have_one_benchmark_and_else_the_limits_of_each():
    spots = [Spot("1", 40, 0.2, LIMITS, 0.2), Spot("2", 90, 0.2, LIMITS, hidden_high=0.04)]
    curved = drawn(scatter("one", title="", description="", spots=spots, curve=lambda known: LIMITS))
    single = drawn(scatter("one", title="", description="", spots=spots))

    assert [len(kinds(curved, kind)) for kind in ("dot", "hidden", "benchmark", "limit")] == [1, 1, 1, 48]
    assert [len(kinds(single, kind)) for kind in ("dot", "hidden", "benchmark", "limit")] == [1, 1, 2, 2]


def test_scatter_puts_more_people_further_right():
    root = drawn(scatter("one", title="", description="", spots=[Spot(str(n), n, 0.2, LIMITS, 0.2) for n in (40, 90)]))

    few, many = (float(dot.get("cx").rstrip("%")) for dot in kinds(root, "dot"))
    assert few < many <= 98


def test_dots_draws_a_second_benchmark_and_what_the_unknown_could_make_of_a_share():
    """The scale ends at 40%: 16% is at 32 and 26% at 50.75."""
    root = picture([Dot("Black", "19%", 0.19, 0.14, 0.24, 0.245, second=0.15, bounds=(0.16, 0.26))])

    (second,) = kinds(root, "second")
    whisker, low, high = kinds(root, "bounds")
    assert (second.get("x1"), whisker.get("x1"), whisker.get("x2")) == ("30.12%", "32%", "50.75%")
    assert (low.get("x1"), high.get("x1")) == ("32%", "50.75%")
    assert float(whisker.get("y1").removesuffix("rem")) > float(second.get("y2").removesuffix("rem"))


def test_dots_makes_room_for_whiskers_only_where_there_are_any():
    one, other = (picture([Dot("Black", "19%", 0.19, bounds=bounds)]) for bounds in (None, (0.1, 0.3)))

    assert kinds(one, "bounds") == []
    assert float(other.get("height")[:-3]) > float(one.get("height")[:-3])
