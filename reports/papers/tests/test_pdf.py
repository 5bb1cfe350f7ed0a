import io
import shutil
import subprocess
from itertools import pairwise

import pikepdf
import pytest
import time_machine

from reports.models import PackLayout, PackWords
from reports.papers import pdf
from reports.papers.parts import NotPublished

pytestmark = pytest.mark.django_db
LAYOUTS = list(PackLayout)
UA = "{http://www.aiim.org/pdfua/ns/id/}part"


def pack(paper, layout=PackLayout.STANDARD, **values):
    return pdf.board_pack(paper, layout=layout, own=values.pop("own", None), **values)


def opened(content):
    return pikepdf.open(io.BytesIO(content))


def elements(node):
    """Every element of the tree of tags, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from elements(node["/K"])


def tags(content):
    with opened(content) as document:
        return [(str(one["/S"]), str(one.get("/Alt", ""))) for one in elements(document.Root.StructTreeRoot["/K"])]


def text_of(content):
    if shutil.which("pdftotext") is None:
        pytest.skip("apt-get install poppler-utils")
    done = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_board_pack_says_that_it_is_accessible(papers, layout):
    with opened(pack(papers.gap, layout)) as document, document.open_metadata() as metadata:
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == ("en-GB", True)
        assert bool(root.ViewerPreferences.DisplayDocTitle) is True
        assert metadata[UA] == "1"
        assert metadata["dc:title"] == "Whose voice is missing: Larch Trust"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_picture_says_in_words_what_it_shows(papers, layout):
    said = [alt for tag, alt in tags(pack(papers.gap, layout)) if tag == "/Figure"]

    assert len(said) >= 3
    assert all(said)
    assert said[0].startswith("Black, Black British, Caribbean or African: 10 people took part where about 42")


def test_tables_have_a_heading_for_every_column(papers):
    found = tags(pack(papers.gap))

    tables = sum(tag == "/Table" for tag, _ in found)
    assert tables >= 1
    assert sum(tag == "/TH" for tag, _ in found) == tables * len(pdf.COLUMNS)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_headings_go_down_one_level_at_a_time(papers, layout):
    levels = [int(tag[2:]) for tag, _ in tags(pack(papers.gap, layout)) if tag[:2] == "/H" and tag[2:].isdigit()]

    assert levels[0] == 1
    assert max(deeper - above for above, deeper in pairwise(levels)) == 1


def test_bookmarks_are_the_headings(papers):
    with opened(pack(papers.gap)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "In short",
            "What happens next",
            "The figures, question by question",
            "In plain English",
            "Easy Read",
            "How this was worked out",
        ]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_board_pack_is_the_same_file_on_another_day(papers, layout):
    first = pack(papers.gap, layout)
    with time_machine.travel("2031-01-01"):
        assert pack(papers.gap, layout) == first


@pytest.mark.parametrize("layout", LAYOUTS)
def test_reports_that_differ_in_hidden_numbers_make_the_same_file(papers, layout):
    assert pack(papers.twin, layout) == pack(papers.other_twin, layout)


def test_reports_that_differ_in_published_figures_make_different_files(papers):
    assert pack(papers.twin) != pack(papers.gap)


def test_board_pack_holds_rounded_numbers_only(papers):
    text = text_of(pack(papers.gap))

    assert ("140" in text, "139" in text, " 189 " in text, " 182 " in text) == (True, False, False, False)


def test_first_page_is_one_page(papers):
    with opened(pack(papers.gap, PackLayout.PCREF)) as document, document.open_outline() as outline:
        second = outline.root[1].destination or outline.root[1].action["/D"]
        assert document.pages.index(pikepdf.Page(second[0])) == 1


def test_last_page_says_method_benchmark_and_licence(papers):
    text = text_of(pack(papers.gap)).rpartition("How this was worked out")[2]

    for said in ("Method version", "21 March 2021", "aged 16", "Croydon", "Open Government Licence", "below 5"):
        assert said in text


def test_draft_makes_no_file(papers):
    with pytest.raises(NotPublished):
        pack(papers.draft)


def test_names_are_never_taken_for_markup_and_unknown_signs_become_boxes(papers):
    with opened(pack(papers.odd)) as document, document.open_metadata() as metadata:
        assert metadata["dc:title"] == "Whose voice is missing: =1+1 #strong[Łódź] □"


def test_board_pack_prints_the_words_of_the_lead_or_says_that_there_are_none(papers):
    own = PackWords(
        version=2, words={"next_steps": "We will ask\n*first* #eval"}, written_at=papers.gap.report.built_at
    )

    assert "Nothing has been written here yet." in text_of(pack(papers.gap))
    text = text_of(pack(papers.gap, own=own))
    assert "We will ask *first* #eval" in text
    assert "Nothing has been written here yet." not in text


@pytest.mark.parametrize("name", ["few", "silent", "nobody"])
def test_board_pack_can_be_made_of_any_report(papers, name):
    assert pack(getattr(papers, name), PackLayout.GRIPP2).startswith(b"%PDF")


def test_cannot_print_names_each_sign_once():
    assert list(pdf.cannot_print("a😀b😀 ŵ – “x” \n")) == ["😀"]
