import pytest

from benchmarks.costs import Cost, Whole, growth
from benchmarks.lines import Line, Wanted, judged, ratios, table
from benchmarks.load import Load
from benchmarks.report_lines import COUNTING, EIGHT_QUERIES, PANDAS, PROTECTING, SCAN, Measured, growth_lines, lines


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


def test_lines_hold_a_report_to_the_target_of_its_size():
    assert verdicts(lines(measured(10_000, 0.76))) == {
        "all of it, as a worker does it": (True, ""),
        "memory of the worker": (True, ""),
    }
    too_slow = verdicts(lines(measured(10_000, 0.8)))
    assert too_slow["all of it, as a worker does it"] == (
        False,
        "Missed: CPU ≤ 76 x. Protecting and comparing takes 75% of it.",
    )


def test_lines_hold_growth_against_the_number_of_places_and_of_statements():
    found = verdicts(growth_lines([measured(10_000, 0.5), measured(100_000, 6.0, statements=49)]))

    assert [found[name][0] for name in ("exponent of counting", "exponent of all of the report")] == [False, False]
    assert found["statements of a report"] == (False, "")
