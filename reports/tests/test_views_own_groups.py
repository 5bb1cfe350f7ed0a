from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Role
from accounts.tests.factories import make_membership, sign_in
from reports import services
from reports.gap import Part
from reports.models import OwnGroup
from reports.tests.factories import make_own_group, make_report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)
BLACK = Part("ethnic_group_5", frozenset({"2"}))
WOMEN = Part("sex", frozenset({"1"}))
TWO = "?questions=sex&questions=ethnic_group_5"


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


def page(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.mark.parametrize("name", ["own_groups", "define_own_group"])
@pytest.mark.parametrize("role", sorted(set(Role) - {Role.INVOLVEMENT_LEAD}))
def test_own_groups_are_for_leads_only(client, role, name):
    assert sign_in(client, make_membership(role)).get(page(name)).status_code == 403


@pytest.mark.parametrize("name", ["own_groups", "define_own_group"])
def test_own_groups_send_people_to_sign_in(client, name):
    assert client.get(page(name)).url.startswith("/account/login/")


def test_own_groups_lists_those_in_use_first_and_only_our_own(client, lead):
    retired = make_own_group(lead, name="Once")
    services.retire_own_group(actor=actor_for(lead), group=retired, now=NOW)
    group = make_own_group(lead)
    make_own_group(make_membership(Role.INVOLVEMENT_LEAD), name="Theirs")

    response = sign_in(client, lead).get(page("own_groups"))

    assert list(response.context["page"]) == [group, retired]
    assert "Ethnic group: Black, Black British, Caribbean or African. Sex: Female" in response.content.decode()


def queries_of_the_list(client):
    client.get(page("own_groups"))  # what a session asks only once is not counted
    with CaptureQueriesContext(connection) as asked:
        client.get(page("own_groups"))
    return len(asked)


def test_own_groups_takes_as_many_queries_for_three_as_for_one(client, lead):
    sign_in(client, lead)
    make_own_group(lead)
    few = queries_of_the_list(client)
    for code in ("1", "3"):
        make_own_group(lead, Part("ethnic_group_19", frozenset({code})), WOMEN, name=f"Group {code}")

    assert queries_of_the_list(client) == few


def test_define_own_group_asks_for_questions_first(client, lead):
    response = sign_in(client, lead).get(page("define_own_group"))

    assert "Which questions is the group made of?" in response.content.decode()
    assert "form" in response.context
    assert not response.context["form"].is_bound


def test_define_own_group_offers_two_questions_in_place_of_three(client, lead):
    response = sign_in(client, lead).get(page("define_own_group") + TWO + "&questions=age_band")

    assert "Three at once could point at a single person" in response.content.decode()
    pairs = [(first.name, second.name) for first, second in response.context["form"].pairs]
    assert pairs == [("ethnic_group_5", "sex"), ("ethnic_group_5", "age_band"), ("sex", "age_band")]


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("?questions=ethnic_group_5&questions=ethnic_group_19", "Select two different questions"),
        ("?questions=height", "Select questions from the list"),
        ("?other=1", "Select one or two questions"),
    ],
)
def test_define_own_group_refuses_questions_that_make_no_group(client, lead, query, message):
    assert message in sign_in(client, lead).get(page("define_own_group") + query).content.decode()


def test_define_own_group_makes_a_group_of_two_questions(client, lead):
    answer = sign_in(client, lead).post(
        page("define_own_group") + TWO, {"name": "Black women", "ethnic_group_5": ["2"], "sex": ["1"]}
    )

    assert answer.url == page("own_groups")
    assert OwnGroup.objects.get().dimension.parts == (BLACK, WOMEN)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"name": "A", "ethnic_group_5": ["2"]}, "Select at least one answer: Sex"),
        ({"name": "A", "ethnic_group_5": ["2"], "sex": ["1", "2"]}, "Do not select every answer: Sex"),
        ({"name": "A", "ethnic_group_5": ["2"], "sex": ["3"]}, "Select answers from the list"),
        ({"name": "", "ethnic_group_5": ["2"], "sex": ["1"]}, "Enter a name for the group"),
        ({"name": "943 476 5919", "ethnic_group_5": ["2"], "sex": ["1"]}, "Please do not send your NHS number"),
        ({"name": "Ours", "ethnic_group_5": ["2"], "sex": ["1"]}, "is made of these already"),
    ],
)
def test_define_own_group_says_what_is_wrong(client, lead, data, message):
    make_own_group(lead)

    answer = sign_in(client, lead).post(page("define_own_group") + TWO, data)

    assert message in answer.content.decode()
    assert OwnGroup.objects.count() == 1


def test_retire_own_group_asks_first_and_then_does_it(client, lead):
    group = make_own_group(lead)
    url = page("retire_own_group", group.pk)
    assert "Published reports keep it" in sign_in(client, lead).get(url).content.decode()

    assert client.post(url).url == page("own_groups")
    assert OwnGroup.objects.get().retired_at is not None


def test_retire_own_group_of_another_organisation_is_not_there(client, lead):
    group = make_own_group(make_membership(Role.INVOLVEMENT_LEAD))

    assert sign_in(client, lead).post(page("retire_own_group", group.pk)).status_code == 404


def test_report_table_and_exact_table_say_what_an_own_group_is_made_of(client, lead):
    group = make_own_group(lead)
    report = make_report(lead, area_codes=["E92000001"])
    key = (report.pk, group.definition, "direct", "came")

    for name in ("report_table", "exact_table"):
        text = sign_in(client, lead).get(page(name, *key)).content.decode()
        assert "Ethnic group: Black, Black British, Caribbean or African. Sex: Female" in text


def test_report_table_of_a_group_that_the_report_does_not_have_is_not_there(client, lead):
    report = make_report(lead, area_codes=["E92000001"])
    group = make_own_group(lead)

    for name in ("report_table", "exact_table"):
        key = (report.pk, group.definition, "direct", "came")
        assert sign_in(client, lead).get(page(name, *key)).status_code == 404
