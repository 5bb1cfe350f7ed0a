"""Rule R5: names, dates, times and ages are found; a person decides about each of them."""

import pytest

from involvement.deidentify import pieces, suggest
from involvement.taxonomies import EditReason


def words(text, **options):
    return suggest(text, **({"is_praise": False} | options)).words


def test_suggest_leaves_the_role_of_who_is_criticised():
    suggestion = suggest("On 14 March Nurse Priya Shah shouted at me", is_praise=False)

    assert suggestion.words == "A nurse shouted at me"
    assert [(each.words, each.reason) for each in suggestion.found] == [
        ("On 14 March", EditReason.DATE),
        ("Nurse Priya Shah", EditReason.NAME),
    ]


def test_suggest_keeps_the_first_name_in_praise():
    assert words("Priya Shah was kind", is_praise=True) == "Priya was kind"
    assert words("Nurse Priya Shah was kind", is_praise=True) == "Priya was kind"


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("I rang 01632 960 123 at 3pm on Friday.", "I rang (phone number)."),
        ("My nurse Dr Okafor said no.", "My nurse said no."),
        (
            "When Priya came I told Mr Jones. Then Priya left.",
            "When somebody came I told somebody. Then somebody left.",
        ),
        ("Sarah was rude. I told Sarah to stop.", "Somebody was rude. I told somebody to stop."),
        ("I met Amina O'Neill-Brown and a 45-year-old man.", "I met somebody and a (age) man."),
        (
            "I live at 12 Elm Road, AB1 2CD. Mail jo@example.org",
            "I live at (address), (address). Mail (e-mail address)",
        ),
        ("Everyone would know by Friday.", "Everyone would know by then."),
        ("I was told, aged 45, to wait until 4 May 2026.", "I was told to wait until then."),
        ("My daughter is 15. She waits.", "My daughter is (age). She waits."),
        ("14/03/2026: nobody came. Nobody came in March.", "One day: nobody came. Nobody came."),
    ],
)
def test_suggest_takes_out_what_shows_who_it_is(text, published):
    assert words(text) == published


@pytest.mark.parametrize(
    "text",
    [
        "The night staff sat with me when I could not sleep. In the day nobody told me what my tablets were for.",
        "I got three different people in four days. Each time I had to start my story again. I was worn out.",
        "This was the first meeting where I was not the only Black woman at the table.",
        "MDT, CPA, ICB. I counted eleven of these before the tea break.",
        "I may march on. They say I'm 12 minutes late.",
        "The course at the Recovery College was good.",
    ],
)
def test_suggest_leaves_other_words_alone(text):
    assert suggest(text, is_praise=False, known=["Recovery College"]).found == ()
    assert words(text) == text


def test_suggest_takes_out_a_service_that_must_not_be_named():
    suggestion = suggest("On Larch Ward I waited", is_praise=False, hidden=["Larch Ward"])

    assert suggestion.words == "On the service I waited"
    assert suggestion.found[0].reason == EditReason.PLACE


def test_pieces_mark_what_was_found():
    text = "I saw Priya Shah today"

    marked = [(part, found is not None) for part, found in pieces(text, suggest(text, is_praise=False).found)]

    assert marked == [("I saw ", False), ("Priya Shah", True), (" today", False)]
