import pytest
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in, signed_in
from involvement.equality import Question
from involvement.models import EqualityAnswer
from involvement.tests.factories import make_equality_answer, make_participant

pytestmark = pytest.mark.django_db
MINE = "/my-record/answers/"


def me(client):
    membership = make_membership(Role.PARTICIPANT)
    sign_in(client, membership, second_factor=False)
    return make_participant(membership.organisation, user=membership.user)


def staff_page(client, person, data=None):
    signed_in(client, Role.INVOLVEMENT_LEAD, person.organisation)
    address = reverse("involvement:enter_equality_answers", args=[person.pk])
    return client.post(address, data) if data is not None else client.get(address)


def kept():
    return list(EqualityAnswer.objects.order_by("question").values_list("question", "value", "source"))


def test_enter_equality_answers_shows_nothing_that_is_known(client):
    person = make_participant()
    make_equality_answer(person, Question.RELIGION, "sikh", source="IMPORTED")

    form = staff_page(client, person).context["form"]

    assert {form[name].value() for name in form.fields} == {None}
    assert "selected>Sikh" not in str(form)


def test_enter_equality_answers_saves_what_was_told(client):
    person = make_participant()

    response = staff_page(
        client, person, {"given": "TOLD_STAFF", "sex": "female", "religion": "prefer-not-to-say", "age_band": ""}
    )

    assert response.url == reverse("involvement:participant", args=[person.pk])
    assert kept() == [("religion", "", "TOLD_STAFF"), ("sex", "female", "TOLD_STAFF")]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"sex": "female"}, {"given": ["Select how they gave you these answers"]}),
        ({"given": "TOLD_STAFF"}, {"__all__": ["Select at least one answer that they gave you"]}),
        ({"given": "IMPORTED", "sex": "female"}, {"given": ["Select how they gave you these answers"]}),
        ({"given": "TOLD_STAFF", "sex": "x"}, {"sex": ["Select an answer from the list"]}),
    ],
)
def test_enter_equality_answers_explains_what_is_missing(client, sent, errors):
    response = staff_page(client, make_participant(), sent)

    assert response.context["form"].errors == errors
    assert kept() == []


def test_enter_equality_answers_leaves_out_what_the_person_settled(client):
    person = make_participant()
    for question in Question:
        if question != Question.SEX:
            make_equality_answer(person, question, "")

    response = staff_page(client, person)

    assert response.context["form"].questions == [Question.SEX]
    assert response.context["settled"] == 7


def test_enter_equality_answers_refuses_facilitators(client):
    person = make_participant()
    signed_in(client, Role.FACILITATOR, person.organisation)

    assert client.get(reverse("involvement:enter_equality_answers", args=[person.pk])).status_code == 403


def test_my_equality_answers_lists_every_question_with_ones_own_answer(client):
    person = me(client)
    make_equality_answer(person, Question.ETHNIC_GROUP, "asian-indian")
    make_equality_answer(person, Question.SEX, "")
    make_equality_answer(make_participant(person.organisation), Question.RELIGION, "sikh")

    answers = client.get(MINE).context["answers"]

    shown = [answer.text for answer in answers if not answer.is_open]
    assert (len(answers), shown) == (8, ["Asian or Asian British: Indian", "Prefer not to say"])


@pytest.mark.parametrize("page", ["", "religion/", "ethnic_group/", "ethnic_group/more/", "stop/"])
def test_my_equality_answers_open_for_participants_with_a_record_only(client, page):
    signed_in(client, Role.PARTICIPANT)
    assert client.get(MINE + page).status_code == 404

    signed_in(client, Role.INVOLVEMENT_LEAD)
    assert client.get(MINE + page).status_code == 403

    client.logout()
    assert client.get(MINE + page).status_code == 302


def test_my_equality_answer_fills_in_ones_own_answer(client):
    make_equality_answer(me(client), Question.RELIGION, "sikh", own_words="Nanakpanthi")

    form = client.get(f"{MINE}religion/").context["form"]

    assert (form["answer"].value(), form["own_words"].value()) == ("sikh", "Nanakpanthi")


def test_my_equality_answer_knows_no_other_question(client):
    me(client)

    assert client.get(f"{MINE}diagnosis/").status_code == 404


def test_my_equality_answer_saves_and_goes_back_to_the_list(client):
    me(client)

    response = client.post(f"{MINE}religion/", {"answer": "any-other-religion", "own_words": "Jain"})

    assert response.url == MINE
    assert EqualityAnswer.objects.values_list("value", "own_words", "source").get() == (
        "any-other-religion",
        "Jain",
        "SELF",
    )


def test_my_equality_answer_goes_on_to_the_next_open_question(client):
    person = me(client)
    make_equality_answer(person, Question.GENDER_SAME, "yes")

    addresses = [
        client.post(f"{MINE}sex/?all=1", {"answer": "prefer-not-to-say"}).url,
        client.post(f"{MINE}carer_status/?all=1", {"answer": "no"}).url,
    ]

    assert addresses == [f"{MINE}age_band/?all=1", MINE]


def test_my_equality_answer_can_be_skipped(client):
    me(client)

    response = client.get(f"{MINE}ethnic_group/?all=1")

    assert response.context["following"] == f"{MINE}sex/?all=1"
    assert kept() == []


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"own_words": "x"}, {"answer": ["Select an answer, or skip this question"]}),
        ({"answer": "pastafarian"}, {"answer": ["Select an answer from the list"]}),
        (
            {"answer": "sikh", "own_words": "999 123 4567"},
            {"own_words": ["Please do not send your NHS number. Take it out and send this again."]},
        ),
    ],
)
def test_my_equality_answer_explains_what_is_wrong(client, sent, errors):
    me(client)

    assert client.post(f"{MINE}religion/", sent).context["form"].errors == errors


def test_my_equality_answer_saves_nothing_for_someone_under_18(client):
    me(client)

    response = client.post(f"{MINE}age_band/", {"answer": "under-18"}, follow=True)

    assert response.templates[0].name == "involvement/under_18.html"
    assert "0800 1111" in response.content.decode()
    assert kept() == []


def test_my_ethnic_group_asks_in_two_steps_and_keeps_the_answer_out_of_addresses(client):
    me(client)

    first = client.post(f"{MINE}ethnic_group/?all=1", {"answer": "black"})
    form = client.get(first.url).context["form"]
    second = client.post(first.url, {"answer": "black-african", "own_words": "Somali"})

    assert (first.url, second.url) == (f"{MINE}ethnic_group/more/?all=1", f"{MINE}sex/?all=1")
    assert [value for value, _ in form.fields["answer"].choices] == [
        "black-caribbean",
        "black-african",
        "black-other",
        "black",
    ]
    assert kept() == [("ethnic_group", "black-african", "SELF")]


def test_my_ethnic_group_counts_in_the_group_without_more_detail(client):
    me(client)
    client.post(f"{MINE}ethnic_group/", {"answer": "black"})

    client.post(f"{MINE}ethnic_group/more/", {"answer": "black"})

    assert kept() == [("ethnic_group", "black", "SELF")]


def test_my_ethnic_group_can_be_declined_in_one_step(client):
    make_equality_answer(me(client), Question.ETHNIC_GROUP, "black-african")

    response = client.post(f"{MINE}ethnic_group/", {"answer": "prefer-not-to-say"})

    assert (response.url, kept()) == (MINE, [("ethnic_group", "", "SELF")])


def test_my_ethnic_detail_starts_with_the_group(client):
    me(client)

    assert client.get(f"{MINE}ethnic_group/more/").url == f"{MINE}ethnic_group/"


def test_stop_equality_answers_takes_two_clicks(client):
    make_equality_answer(me(client))

    assert "stop/" in client.get(MINE).content.decode()
    client.get(f"{MINE}stop/")
    assert kept() == [("religion", "sikh", "SELF")]
    client.post(f"{MINE}stop/")

    assert {value for _, value, _ in kept()} == {""}
    assert EqualityAnswer.objects.count() == 8
