from io import BytesIO

import pytest

from core.csv_files import (
    HIDDEN_CHARACTER,
    LONGEST_FIELD,
    NOT_UTF8,
    OPEN_QUOTE,
    WRONG_KIND,
    CsvFile,
    FileRefused,
    Problems,
    SeenKeys,
    spreadsheet_safe,
)


def read(content, *, required=("name", "age"), optional=("town",)):
    problems = Problems()
    file = CsvFile(BytesIO(content), problems=problems, required=required, optional=optional)
    return [(line.number, line.values) for line in file], problems


def test_read_gives_values_with_line_numbers_of_the_file():
    lines, problems = read(b"name,age\nAda , 36\n\nGrace,85\n")

    assert lines == [(2, {"name": "Ada", "age": "36"}), (4, {"name": "Grace", "age": "85"})]
    assert not problems


@pytest.mark.parametrize("content", [b"\xef\xbb\xbfname,age\r\nAda,36\r\n", b'\xef\xbb\xbf"name", AGE\nAda,36'])
def test_read_takes_a_byte_order_mark_and_any_line_end(content):
    assert read(content)[0] == [(2, {"name": "Ada", "age": "36"})]


def test_read_counts_lines_across_a_value_of_two_lines():
    lines, _ = read(b'name,age\n"Ada\nKing",36\nGrace,85\n')

    assert lines == [(2, {"name": "Ada\nKing", "age": "36"}), (4, {"name": "Grace", "age": "85"})]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"Ad\xe9,36", NOT_UTF8),
        (b"A\x00da,36", HIDDEN_CHARACTER),
        (b'"A"da,36', OPEN_QUOTE),
        (b'"\xe9"da,36', OPEN_QUOTE),
        (b"Ada", "Check this line: it should have 2 values and has 1."),
        (b"Ada,36,x", "Check this line: it should have 2 values and has 3."),
    ],
)
def test_read_leaves_a_bad_line_out_and_says_why(line, reason):
    lines, problems = read(b"name,age\n" + line + b"\nGrace,85\n")

    assert lines == [(3, {"name": "Grace", "age": "85"})]
    assert problems.errors == [(2, "", reason)]


def test_read_says_which_value_is_too_long():
    _, problems = read(b"name,age\nAda," + b"3" * (LONGEST_FIELD + 1) + b"\n")

    assert problems.errors == [(2, "age", "Shorten this value to 2,000 characters or fewer.")]


def test_read_tells_of_a_quotation_mark_that_is_never_closed():
    lines, problems = read(b'name,age\nAda,36\n"Grace,85\nJoan,1\n')

    assert lines == [(2, {"name": "Ada", "age": "36"})]
    assert problems.errors == [(3, "", OPEN_QUOTE)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "Choose a file that is not empty."),
        ("name,age\nAda,36\n".encode("utf-16"), WRONG_KIND),
        (b"PK\x03\x04\x14\x00\x08\x08\n", WRONG_KIND),
        (b"name\nAda\n", "Add what is missing from the first line of the file: age."),
        (b"name,age,name\n", "Remove one of the columns called name: the file has it twice."),
        (b"x" * 70_000, "Check that each record of the file stands on its own line: one line is far too long."),
        (
            b"name,age\n" + b'"x\n",' * 250_000,
            "Check that each record of the file stands on its own line: one line is far too long.",
        ),
    ],
)
def test_read_refuses_a_file_that_cannot_be_read(content, message):
    with pytest.raises(FileRefused) as refused:
        read(content)

    assert str(refused.value) == message


def test_read_refuses_an_unknown_heading_without_repeating_it():
    with pytest.raises(FileRefused) as refused:
        read(b"name,age,Joan Smith\n")

    assert "Joan" not in str(refused.value)
    assert str(refused.value).startswith("Check the first line of the file. Column 3 has a heading")


def test_problems_keeps_the_first_thousand_bad_lines_and_counts_them_all():
    problems = Problems()
    for line in range(2, 1_502):
        problems.add(line, "age", "Enter a number.")
        problems.add(line, "name", "Enter a name.")

    assert problems.bad_lines == 1_500
    assert problems.errors[-1] == (1_001, "name", "Enter a name.")


def test_problems_tells_reasons_in_the_order_of_the_file():
    problems = Problems()
    problems.add(9, "", "Second.")
    problems.add(3, "", "First.")

    assert problems.errors == [(3, "", "First."), (9, "", "Second.")]


def test_problems_keeps_the_first_lines_of_the_file_whatever_is_found_first():
    problems = Problems()
    for line in range(9_000, 2, -1):
        problems.add(line, "", "Later.")
    problems.add(5_000, "", "Later again.")
    problems.add(2, "", "First.")

    assert problems.bad_lines == 8_999
    assert [line for line, _, _ in problems.errors] == list(range(2, 1_002))


def test_seen_keys_tells_the_line_that_used_a_key_first():
    with SeenKeys() as seen:
        assert seen.first_line(2, "a", "b") is None
        assert seen.first_line(3, "ab", "") is None
        assert seen.first_line(4, "a", "b") == 2


@pytest.mark.parametrize("value", ["=1+1", "+44", "-2", "@SUM(A1)", "\tx"])
def test_spreadsheet_safe_keeps_a_text_from_running_as_a_formula(value):
    assert spreadsheet_safe(value) == f"'{value}"


def test_spreadsheet_safe_leaves_plain_text():
    assert spreadsheet_safe("Ada = 36") == "Ada = 36"
