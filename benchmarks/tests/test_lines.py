import pytest

from benchmarks import cell_lines
from benchmarks.cell_lines import FullScale
from benchmarks.costs import Cost, Whole, growth
from benchmarks.lines import Line, Wanted, judged, ratios, table
from benchmarks.load import Load
from benchmarks.report_lines import COUNTING, EIGHT_QUERIES, PANDAS, PROTECTING, SCAN, Measured, growth_lines


def test_judged_names_what_was_missed_and_says_why():
    found = judged([Wanted("≤ 8 statements", True), Wanted("CPU ≤ 3 x", False)], why="It draws too much.")

    assert found == {
        "target": "≤ 8 statements, CPU ≤ 3 x",
        "met": False,
        "why": "Missed: CPU ≤ 3 x. It draws too much.",
    }


def test_judged_says_no_reason_when_all_is_well():
    assert judged([Wanted("< 1 s", True)], why="It is slow.") == {"target": "< 1 s", "met": True, "why": ""}


def test_judged_judges_nothing_without_a_target():
    assert judged([]) == {}


@pytest.mark.parametrize(("cpu", "expected"), [(6.0, 3.0), (None, None)])
def test_ratios_leave_out_processor_time_that_nobody_saw(cpu, expected):
    assert ratios(Cost(4, cpu), Cost(2, 2.0)) == {"ratio": 2, "cpu_ratio": expected}


def test_growth_is_one_when_twice_the_size_takes_twice_the_time():
    assert growth(Cost(1, None), Cost(10, None), sizes=(100, 1000)) == pytest.approx(1)


def test_growth_goes_by_processor_time_where_it_was_seen():
    assert growth(Cost(9, 1.0), Cost(9, 10.0), sizes=(100, 1000)) == pytest.approx(1)


def test_percentile_is_a_wait_that_so_many_did_not_exceed():
    load = Load(seconds=2, waits=[number / 1000 for number in range(100, 0, -1)])

    assert [load.percentile(percent) for percent in (50, 95, 99, 100)] == [50, 95, 99, 100]
    assert load.per_second == 50


def test_table_shows_each_part_once_with_its_verdicts():
    found = table(
        [
            Line("Pages", "today page", "9/s", "bare page 27/s", ratio=3.0, target="≤ 2 x", met=False, why="Slow."),
            Line("Pages", "memory", "80 MiB"),
        ]
    )

    assert list(found)[1:] == [
        "\nPages",
        f"{'today page':<46}{'3.00 x':>9}{'':>9}   ≤ 2 x: NOT MET",
        "    9/s; bare page 27/s",
        "    Slow.",
        "memory",
        "    80 MiB",
    ]


def measured(people, seconds, *, statements=48):
    whole = Whole(Cost(seconds, seconds, statements), 70, 80, tables=240, rows=1608, withheld=0, stars=9)
    parts = {COUNTING: Cost(seconds / 4, None), PROTECTING: Cost(seconds * 3 / 4, None)}
    return Measured(people, {SCAN: Cost(0.01, 0.01), EIGHT_QUERIES: Cost(1, 1), PANDAS: Cost(3, 3)}, parts, whole)


def verdicts(found):
    return {line.what: (line.met, line.why) for line in found if line.met is not None}


def full_scale(people, seconds, **fields):
    values = {"rows": 90, "slices": 800, "memory_before": 60, "memory": 80} | fields
    return FullScale(
        people, Cost(0.01, 0.01), Cost(seconds / 2, seconds / 2, 16), Cost(seconds / 2, seconds / 2, 2), **values
    )


@pytest.mark.parametrize(
    ("people", "seconds", "met"), [(10_000, 0.76, True), (10_000, 0.77, False), (100_000, 0.41, False)]
)
def test_cell_lines_hold_all_of_it_to_the_target_of_its_size(people, seconds, met):
    found = {line.what: line for line in cell_lines.lines(full_scale(people, seconds), pandas=None, seconds=None)}

    assert (found["all of it, one worker"].met, found["memory of the worker"].met) == (met, True)
    assert found["all of it, one worker"].cpu_ratio == pytest.approx(100 * seconds)


def test_cell_lines_compare_with_pandas_and_with_two_workers():
    one = full_scale(100_000, 0.4)
    found = {line.what: line for line in cell_lines.lines(one, pandas=Cost(0.7, 0.7), seconds=(2.0, 1.2))}

    assert found["all of it, against pandas"].met is False
    assert found["counted by two workers"].ratio == pytest.approx(0.6)


def test_cell_lines_hold_growth_to_the_largest_size_only():
    sizes = [full_scale(10_000, 0.1), full_scale(100_000, 2.0), full_scale(1_000_000, 30.0)]

    assert [line.met for line in cell_lines.growth_lines(sizes)] == [None, False]


def test_lines_hold_growth_against_the_number_of_places_and_of_statements():
    found = verdicts(growth_lines([measured(10_000, 0.5), measured(100_000, 6.0, statements=49)]))

    assert [found[name][0] for name in ("exponent of counting", "exponent of all of the report")] == [False, False]
    assert found["statements of a report"] == (False, "")
