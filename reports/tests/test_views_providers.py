"""A commissioner with many providers: beside one another, a page at a time, never added up."""

import re

import pytest

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation
from involvement.equality import Question
from involvement.tests.factories import make_activity, make_session
from reports.queries.selection import PROVIDERS_A_PAGE
from reports.tests.factories import add_people, answer, make_own_group
from reports.tests.test_views_dashboard import buyer_of, content, dashboard, publish

pytestmark = pytest.mark.django_db


def provider(name, people):
    """Its lead; so many Black women and as many White men came."""
    lead = make_membership(Role.INVOLVEMENT_LEAD, make_organisation(name=name))
    session = make_session(make_activity(lead.organisation))
    for ethnic_group, sex in (("black-african", "female"), ("white-irish", "male")):
        for person in add_people(session, people, ethnic_group=ethnic_group):
            answer(person, Question.SEX, sex)
    return lead


def shown_numbers(text):
    """Every whole number that a reader can see, without addresses and attributes."""
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", re.sub(r"<[^>]*>", " ", text))}


def test_dashboard_never_adds_people_up_over_providers(client):
    leads = [provider("Ash", 35), provider("Birch", 65), provider("Cedar", 85)]
    for lead in leads:
        make_own_group(lead)
        publish(lead)

    numbers = shown_numbers(content(client, buyer_of(*leads)))

    assert {70, 130, 170} <= numbers
    assert not numbers & {70 + 130, 70 + 170, 130 + 170, 70 + 130 + 170}
    assert not numbers & {35 + 65, 35 + 85, 65 + 85, 35 + 65 + 85}


def test_dashboard_shows_own_groups_under_the_provider_that_defined_them(client):
    ash, birch = provider("Ash", 35), provider("Birch", 65)
    make_own_group(ash)
    publish(ash)
    publish(birch)

    shown = dashboard(client, buyer_of(ash, birch)).context["selection"]
    text = content(client, buyer_of(ash, birch))

    assert [report.organisation.name for report in shown.selected] == ["Ash", "Birch"]
    assert "Groups that providers defined" in text
    assert '<optgroup label="Defined by Ash">' in text
    assert '<optgroup label="Defined by Birch">' not in text


def test_dashboard_puts_own_groups_beside_one_another_only_where_they_mean_the_same(client):
    ash, birch, cedar = provider("Ash", 35), provider("Birch", 65), provider("Cedar", 85)
    group = make_own_group(ash)
    make_own_group(birch, name="Women who are Black")
    for lead in (ash, birch, cedar):
        publish(lead)

    shown = dashboard(client, buyer_of(ash, birch, cedar), f"?group={group.definition}.in").context["shown"]

    assert [(line.name, line.group.participants) for line in shown.beside.lines] == [("Ash", 35), ("Birch", 65)]


def test_dashboard_leaves_out_a_group_that_no_report_has(client):
    ash = provider("Ash", 35)
    publish(ash)

    shown = dashboard(client, buyer_of(ash), "?group=own-000000000000.in").context["shown"]

    assert shown.closer.dimension == "ethnic_group_5"


def many(number):
    leads = [make_membership(Role.INVOLVEMENT_LEAD, make_organisation(name=f"Provider {n:02}")) for n in range(number)]
    for lead in leads:
        publish(lead)
    return leads


def names(response):
    return [report.organisation.name for report in response.context["selection"].selected]


def test_dashboard_shows_many_providers_a_page_at_a_time(client):
    buyer = buyer_of(*many(PROVIDERS_A_PAGE + 1))

    assert names(dashboard(client, buyer)) == [f"Provider {n:02}" for n in range(PROVIDERS_A_PAGE)]
    assert names(dashboard(client, buyer, "?page=2")) == [f"Provider {PROVIDERS_A_PAGE:02}"]
    assert "Showing 13 to 13 of 13 providers" in content(client, buyer, "?page=2")


def test_dashboard_finds_a_provider_by_its_name(client):
    buyer = buyer_of(*many(PROVIDERS_A_PAGE + 1))

    assert names(dashboard(client, buyer, "?q=der+12")) == ["Provider 12"]
    assert "No provider found" in content(client, buyer, "?q=nothing-like-it")


def test_dashboard_of_few_providers_has_no_search(client):
    buyer = buyer_of(*many(2))

    assert "Find a provider" not in content(client, buyer)
