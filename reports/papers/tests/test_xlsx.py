import io
from dataclasses import replace

import openpyxl
import pytest
import time_machine

from reports.papers import xlsx
from reports.papers.parts import NotPublished

pytestmark = pytest.mark.django_db


def book(paper):
    return openpyxl.load_workbook(io.BytesIO(xlsx.workbook(paper)))


def cells(found):
    return [cell for sheet in found for row in sheet.iter_rows() for cell in row if cell.value is not None]


def with_label(paper, label):
    """The same paper, with every group called this."""
    tables = {
        key: replace(table, groups=tuple(replace(group, label=label) for group in table.groups))
        for key, table in paper.tables.items()
    }
    return replace(paper, tables=tables)


def test_workbook_has_one_sheet_a_question_between_cover_and_notes(papers):
    names = book(papers.gap).sheetnames

    assert (names[0], names[1], names[-1], len(names)) == ("About", "Ethnic group", "Notes", 11)
    assert max(len(name) for name in names) <= 31


def test_no_cell_is_a_formula_whatever_things_are_called(papers):
    found = cells(book(with_label(papers.odd, "=1+1")))

    assert {cell.data_type for cell in found} == {"s", "n"}
    assert "=1+1" in {cell.value for cell in found}
    assert [cell.value for cell in found if cell.hyperlink] == []


def test_sheet_of_a_question_holds_every_voice_and_step(papers):
    rows = list(book(papers.gap)["Ethnic group"].iter_rows(values_only=True))

    heads, first = rows[0], rows[1]
    assert len(rows) == 1 + 4 * 7 * 5
    assert first[:4] == ("Direct voice", "Asked", "Asian or Asian British", "*")
    assert {row[heads.index("Step")] for row in rows[1:]} >= {"Asked", "Came", "Came back"}


def test_counts_are_rounded_or_a_star(papers):
    found = {row[3] for row in book(papers.twin)["Ethnic group"].iter_rows(min_row=2, values_only=True)}

    assert found == {60, 5, "*"}


def test_sheets_are_easy_to_read(papers):
    sheet = book(papers.gap)["Ethnic group"]

    assert sheet.freeze_panes == "D2"
    assert sheet.column_dimensions["C"].width > 40
    share = next(cell for cell in sheet[1] if cell.value == "Share").column_letter
    assert "0%" in {cell.number_format for cell in sheet[share]}
    assert sheet.merged_cells.ranges == set()


def test_notes_say_method_stars_benchmark_and_licence(papers):
    text = " ".join(str(cell.value) for row in book(papers.gap)["Notes"].iter_rows() for cell in row if cell.value)

    for said in ("Method version", "* is a number from 0 to 4", "21 March 2021", "Open Government Licence"):
        assert said in text


def test_workbook_is_the_same_file_on_another_day(papers):
    first = xlsx.workbook(papers.gap)
    with time_machine.travel("2031-01-01"):
        assert xlsx.workbook(papers.gap) == first


def test_reports_that_differ_in_hidden_numbers_make_the_same_file(papers):
    assert xlsx.workbook(papers.twin) == xlsx.workbook(papers.other_twin)
    assert xlsx.workbook(papers.twin) != xlsx.workbook(papers.gap)


def test_draft_makes_no_file(papers):
    with pytest.raises(NotPublished):
        xlsx.workbook(papers.draft)


@pytest.mark.parametrize("name", ["few", "silent", "nobody"])
def test_workbook_can_be_made_of_any_report(papers, name):
    assert book(getattr(papers, name)).sheetnames[-1] == "Notes"


def test_answers_have_a_sheet_of_their_own(papers):
    rows = list(book(papers.told)["Answers and changes"].iter_rows(values_only=True))

    assert rows[0] == ("What", "Stories", "Share", "Share of")
    assert rows[1][:2] == ("Stories that people sent", 20)
    assert ("Of these: was changed", "*", None, None) in rows
    assert rows[-1][:2] == ("Working days up to an answer, median", 9)
