from datetime import date

from core.exports import csv_response


def content_of(response):
    return b"".join(response.streaming_content).decode("utf-8-sig")


def test_csv_response_writes_header_and_rows():
    response = csv_response("people", ["name", "people", "on"], [["Amina", 3, date(2026, 5, 12)], ["a,b", None, ""]])

    assert content_of(response) == 'name,people,on\r\nAmina,3,2026-05-12\r\n"a,b",,\r\n'
    assert response["Content-Disposition"] == 'attachment; filename="people.csv"'


def test_csv_response_disarms_formulas():
    rows = [["=1+1"], ["+44"], ["-2"], ["@x"], ["\t=1"], [-2]]

    content = content_of(csv_response("people", ["x"], rows))

    assert content == "x\r\n'=1+1\r\n'+44\r\n'-2\r\n'@x\r\n'\t=1\r\n-2\r\n"
