import csv
import io
import json
import zipfile

import pytest
import time_machine

from reports.papers import open_data
from reports.papers.columns import DICTIONARY
from reports.papers.parts import NotPublished
from reports.queries import COLUMNS

pytestmark = pytest.mark.django_db
READ = {
    "string": str,
    "integer": int,
    "number": float,
    "date": lambda text: text[4] + text[7] == "--" or int("x"),
    "boolean": {"yes": True, "no": False}.__getitem__,
}


def files(paper):
    with zipfile.ZipFile(io.BytesIO(open_data.archive(paper))) as package:
        return {name: package.read(name).decode("utf-8-sig") for name in package.namelist()}


def rows(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_dictionary_tells_of_every_column_and_of_no_other():
    assert list(DICTIONARY) == list(COLUMNS)


def test_archive_holds_data_dictionary_descriptor_and_readme(papers):
    assert list(files(papers.gap)) == ["README.txt", "figures.csv", "data-dictionary.csv", "datapackage.json"]


def test_descriptor_fits_the_data(papers):
    found = files(papers.gap)
    resource = json.loads(found["datapackage.json"])["resources"][0]
    data = rows(found[resource["path"]])

    assert [field["name"] for field in resource["schema"]["fields"]] == list(data[0])
    for field in resource["schema"]["fields"]:
        for value in {row[field["name"]] for row in data} - {""}:
            READ[field["type"]](value)


def test_columns_that_are_never_empty_are_not(papers):
    found = files(papers.gap)
    never = [row["column"] for row in rows(found["data-dictionary.csv"]) if row["empty_means"] == "Never empty."]

    assert len(never) > 10
    assert [name for row in rows(found["figures.csv"]) for name in never if not row[name]] == []


def test_a_name_that_looks_like_a_formula_is_made_safe(papers):
    assert {row["organisation"] for row in rows(files(papers.odd)["figures.csv"])} == {"'=1+1 #strong[Łódź] 😀"}


def test_readme_says_benchmark_and_licence(papers):
    text = files(papers.gap)["README.txt"]

    for said in ("Larch Trust", "21 March 2021", "Open Government Licence", "version 1"):
        assert said in text


def test_archive_is_the_same_file_on_another_day(papers):
    first = open_data.archive(papers.gap)
    with time_machine.travel("2031-01-01"):
        assert open_data.archive(papers.gap) == first


def test_reports_that_differ_in_hidden_numbers_make_the_same_file(papers):
    assert open_data.archive(papers.twin) == open_data.archive(papers.other_twin)
    assert open_data.archive(papers.twin) != open_data.archive(papers.gap)


def test_draft_makes_no_file(papers):
    with pytest.raises(NotPublished):
        open_data.archive(papers.draft)


def test_answers_are_a_file_of_their_own_that_fits_its_description(papers):
    found = files(papers.told)
    resource = json.loads(found["datapackage.json"])["resources"][1]
    data = {row["count"]: row for row in rows(found[resource["path"]])}

    assert [field["name"] for field in resource["schema"]["fields"]] == list(data["received"])
    assert (data["not_possible"]["stories"], data["not_possible"]["share"]) == ("5", "0.25")
    assert (data["made"]["stories"], data["made"]["suppressed"]) == ("", "yes")
