import pytest

from core import help


@pytest.mark.parametrize(
    ("nation", "numbers"),
    [
        ("england", ["999", "111", "116 123", "85258"]),
        ("wales", ["999", "111", "116 123", "85258"]),
        ("scotland", ["999", "111", "0800 83 85 87", "116 123", "85258"]),
        ("northern-ireland", ["999", "0808 808 8000", "116 123", "85258"]),
    ],
)
def test_contacts_for_each_nation(nation, numbers):
    assert [contact.number for contact in help.contacts_for(nation)] == numbers


def test_contacts_for_unknown_nation_are_those_of_england():
    assert help.contacts_for("") == help.contacts_for("england")


def test_contacts_can_be_dialled():
    contacts = [contact for contacts in help.NATIONS.values() for contact in contacts]

    assert [contact.href.split(":")[1] for contact in contacts] == [
        contact.number.replace(" ", "") for contact in contacts
    ]
    assert {contact.source[:8] for contact in contacts} == {"https://"}


def test_england_says_which_option_to_choose():
    sentences = [contact.before + " " + contact.number + contact.after for contact in help.contacts_for("england")]

    assert sentences == [
        "Call 999 or go to A&E now if someone's life is at risk.",
        "Call 111 and choose the mental health option (option 2).",
        "Samaritans: call 116 123, free, day or night.",
        "Shout: text SHOUT to 85258, free, day or night.",
    ]
