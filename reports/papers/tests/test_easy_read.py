import re

import pytest

from reports.papers import easy_read

pytestmark = pytest.mark.django_db
NAMES = ["gap", "told", "twin", "few", "silent", "nobody", "odd"]
PASSIVE = re.compile(r"\b(is|are|was|were|be|been|being) \w+(ed|en)\b")
ACRONYM = re.compile(r"\b[A-Z]{2,}\b")


def sentences(paper):
    return [sentence for part in easy_read.summary(paper) for sentence in part.sentences]


@pytest.mark.parametrize("name", NAMES)
def test_sentences_are_short_active_and_hold_one_idea(papers, name):
    said = sentences(getattr(papers, name))

    assert len(said) > 15
    assert [one for one in said if len(one.split()) > easy_read.LONGEST_SENTENCE] == []
    assert [one for one in said if not one.endswith(".") or one.count(".") > 1] == []
    assert [one for one in said if re.search(r"[;:()]|, and |because", one)] == []
    assert [one for one in said if PASSIVE.search(one) and "missing" not in one] == []
    assert [one for one in said if ACRONYM.search(one)] == []


@pytest.mark.parametrize("name", NAMES)
def test_hard_words_are_explained_in_the_next_sentence(papers, name):
    said = sentences(getattr(papers, name))

    for word, explanation in easy_read.EXPLAINED.items():
        first = next((number for number, one in enumerate(said) if re.search(rf"\b{word}\b", one)), None)
        assert first is None or said[first + 1] == explanation, word


@pytest.mark.parametrize(
    "sentence", [*easy_read.EXPLAINED.values(), *easy_read.LOST.values(), *easy_read.COMPARED.values()]
)
def test_sentences_kept_ready_are_short(sentence):
    assert len(sentence.split()) <= easy_read.LONGEST_SENTENCE


def test_passive_sentences_would_be_found():
    assert PASSIVE.search("The report was published.")


def test_summary_names_the_missing_group_with_a_picture(papers):
    parts = [part for part in easy_read.summary(papers.gap) if part.heads]

    assert parts[0].about.startswith("Ethnic group")
    assert "That is too few people." in parts[0].sentences


def test_summary_of_few_people_says_so(papers):
    assert "Too few people came." in sentences(papers.few)


def test_summary_without_answers_does_not_guess(papers):
    assert "Many people did not tell us about themselves." in sentences(papers.silent)


def test_summary_of_nobody_tells_no_number(papers):
    assert "Only a few people came." in sentences(papers.nobody)


def test_summary_tells_what_was_answered_and_leaves_out_what_is_hidden(papers):
    said = sentences(papers.told)

    assert "After about 5 stories we could not change it." in said
    assert [one for one in said if one.endswith("are late.")] == []
