import pytest

from involvement import stock_phrases


@pytest.mark.parametrize(
    "text",
    [
        "We take all feedback\n seriously.",
        "LESSONS WILL BE LEARNED",
        "We are sorry if you feel that way",
        "We’re sorry you feel that way",
    ],
)
def test_found_in_however_it_is_written(text):
    assert len(stock_phrases.found_in(text)) == 1


def test_found_in_leaves_plain_answers_alone():
    text = "Thank you. You said the garden closes too early. It is open until 9pm from 1 April. I am sorry it took us."

    assert stock_phrases.found_in(text) == []


def test_found_in_gives_each_advice_once():
    text = "We take your feedback seriously. We take all feedback seriously."

    assert [phrase.words for phrase in stock_phrases.found_in(text)] == ["take all feedback seriously"]


def test_every_phrase_says_what_to_say_instead():
    assert all(phrase.words == phrase.words.lower() and phrase.instead for phrase in stock_phrases.PHRASES)
