import pytest

from involvement.worrying import Worry, worries_in

HELD = {
    "I want to end my life": Worry.ENDING_LIFE,
    "I WANT  TO END\nMY LIFE": Worry.ENDING_LIFE,
    "some days i just want to end it all": Worry.ENDING_LIFE,
    "I think about killing myself": Worry.ENDING_LIFE,
    "gonna kms": Worry.ENDING_LIFE,
    "I can’t go on": Worry.ENDING_LIFE,
    "cant carry on like this": Worry.ENDING_LIFE,
    "I don't want to be here any more": Worry.ENDING_LIFE,
    "they would be better off without me": Worry.ENDING_LIFE,
    "I took an overdose in the waiting room": Worry.ENDING_LIFE,
    "I still feel suicidal": Worry.ENDING_LIFE,
    "I wish I was dead": Worry.ENDING_LIFE,
    "there is no point going on": Worry.ENDING_LIFE,
    "I do not want to end my life, I want help": Worry.ENDING_LIFE,
    "I am self-harming again": Worry.SELF_HARM,
    "I cut myself on the ward": Worry.SELF_HARM,
    "A nurse hit me when I asked for water": Worry.HARM_BY_OTHERS,
    "staff have hurt me": Worry.HARM_BY_OTHERS,
    "I was punched by a patient": Worry.HARM_BY_OTHERS,
    "someone has touched me where I did not want": Worry.HARM_BY_OTHERS,
    "my son is being abused": Worry.HARM_BY_OTHERS,
    "I am scared to go home": Worry.HARM_BY_OTHERS,
    "I will kill him": Worry.HARM_TO_OTHERS,
}
NOT_HELD = [
    "This form makes me want to scream",
    "The waiting room was killing time at its worst",
    "I was dead tired after the meeting",
    "The letter hit the nail on the head",
    "The end of my life story course was great",
    "I live alone and the phone line was engaged",
    "My worker has been brilliant for my self esteem",
    "They cut the group to once a month",
    "I was kicked out of the group for being late",
    "I was burned out by all the forms",
    "The tablets made me shake and nobody listened",
    "I would die for a decent cup of tea",
    "The night staff sat with me when I could not sleep",
    "Nobody phoned after she died. A short call would have meant a lot.",
    "I could not go to the garden after five",
    "The suicidology course was cancelled",
    "Six of us say the same. The garden is locked by five.",
    "I am not happy with the food",
    "I cannot go on Tuesdays",
    "The bus takes my whole morning",
    "",
]


@pytest.mark.parametrize(("text", "worry"), HELD.items())
def test_worries_in_words_that_a_trained_person_reads_first(text, worry):
    assert worries_in(text) == {worry}


@pytest.mark.parametrize("text", NOT_HELD)
def test_worries_in_everyday_words_are_none(text):
    assert worries_in(text) == frozenset()


def test_worries_in_any_of_the_answers():
    assert worries_in("", "All was well", "I want to end my life") == {Worry.ENDING_LIFE}
