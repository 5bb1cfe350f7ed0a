import re
from datetime import date
from xml.etree import ElementTree

import pytest
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.equality import Question
from involvement.models import Participant
from involvement.taxonomies import SpeakingRole
from involvement.tests.factories import make_activity, make_session
from reports import periods, services
from reports.gap import TableKey
from reports.tests.factories import add_people, answer, make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead():
    """90 White and 6 Asian people came; 12 leaders spoke, all of them Black."""
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    session = make_session(make_activity(lead.organisation))
    add_people(session, 90, ethnic_group="white-british")
    add_people(session, 6, ethnic_group="asian-indian")
    add_people(session, 12, ethnic_group="black-african", role=SpeakingRole.COMMUNITY_LEADER)
    return lead


def buyer_of(*leads):
    buyer = make_membership(Role.COMMISSIONER)
    for lead in leads:
        Commission.objects.create(
            commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1)
        )
    return buyer


def dashboard(client, membership, query=""):
    return sign_in(client, membership).get(reverse("reports:dashboard") + query)


def content(client, membership, query=""):
    return dashboard(client, membership, query).content.decode()


SOUTH_LONDON = ["E09000008", "E09000022", "E09000023", "E09000028"]


def publish(lead, **fields):
    return make_report(lead, published=True, area_codes=SOUTH_LONDON, **fields)


def test_dashboard_puts_the_largest_gap_first_in_words(client, lead):
    publish(lead)

    response = dashboard(client, buyer_of(lead))

    lines = [line.group.label for line in response.context["shown"].headlines]
    assert lines[0] == "Black, Black British, Caribbean or African"
    assert "Fewer than 5 people took part where about 22 would be expected" in response.content.decode()


def test_dashboard_counts_another_voice_when_asked(client, lead):
    publish(lead)

    shown = dashboard(client, buyer_of(lead), "?voice=all").context["shown"]

    assert (shown.voice, shown.shown[0].people["all"]) == ("all", 110)


def test_dashboard_of_a_commissioner_shows_its_providers_side_by_side(client, lead):
    other = make_membership(Role.INVOLVEMENT_LEAD)
    add_people(make_session(make_activity(other.organisation)), 40, ethnic_group="white-british")
    stranger = make_membership(Role.INVOLVEMENT_LEAD)
    reports = {publish(lead), publish(other)}
    publish(stranger)

    shown = dashboard(client, buyer_of(lead, other)).context["shown"]

    assert {one.report for one in shown.shown} == reports


def test_dashboard_prefers_the_newest_and_longest_report(client, lead):
    older = periods.menu(today=date(2026, 7, 2))[1]
    publish(lead, period=older)
    newest = publish(lead)

    assert [one.report for one in dashboard(client, lead).context["shown"].shown] == [newest]


def test_dashboard_shows_the_report_that_was_asked_for(client, lead):
    older = publish(lead, period=periods.menu(today=date(2026, 7, 2))[1])
    publish(lead)

    shown = dashboard(client, lead, f"?report={older.pk}&report=nonsense").context["shown"]

    assert [one.report for one in shown.shown] == [older]


def test_dashboard_never_shows_a_draft_to_a_commissioner(client, lead):
    draft = make_report(lead)

    shown = dashboard(client, buyer_of(lead), f"?report={draft.pk}").context["shown"]

    assert (shown.shown, shown.choices) == ((), ())


@pytest.mark.parametrize(
    ("role", "words"),
    [(Role.INVOLVEMENT_LEAD, "Ask for your first report"), (Role.RESPONDER, "has published it")],
)
def test_dashboard_says_what_to_do_before_the_first_report(client, role, words):
    assert words in dashboard(client, make_membership(role)).content.decode()


@pytest.mark.parametrize("role", [Role.PARTICIPANT, Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD])
def test_dashboard_refuses_roles_that_have_no_business_there(client, role):
    assert dashboard(client, make_membership(role)).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_dashboard_takes_seven_queries_for_any_number_of_providers(client, number, django_assert_max_num_queries):
    leads = [make_membership(Role.INVOLVEMENT_LEAD) for _ in range(number)]
    for one in leads:
        publish(one)
    buyer = buyer_of(*leads)
    dashboard(client, buyer)

    with django_assert_max_num_queries(7):
        response = client.get(reverse("reports:dashboard"))

    assert response.content.count(b'id="about"') == (number > 1)
    assert all(one.organisation.name.encode() in response.content for one in leads)


@pytest.mark.parametrize("number", [1, 3])
def test_dashboard_takes_ten_queries_to_draw_any_number_of_drafts(client, number, django_assert_max_num_queries):
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    drafts = [make_report(lead, period=period) for period in periods.menu(today=date(2026, 7, 2))[:number]]
    sign_in(client, lead)
    query = "?" + "&".join(f"report={draft.pk}" for draft in drafts)
    client.get(reverse("reports:dashboard") + query)

    with django_assert_max_num_queries(10):
        response = client.get(reverse("reports:dashboard") + query)

    assert len(response.context["shown"].shown) == number


def test_dashboard_keeps_what_published_reports_look_like(client, lead):
    publish(lead)
    buyer = buyer_of(lead)

    first, again = dashboard(client, buyer), dashboard(client, buyer)

    assert ("shown" in first.context, "shown" in again.context) == (True, False)
    assert re.findall(b"<main.*</main>", first.content, re.DOTALL) == re.findall(
        b"<main.*</main>", again.content, re.DOTALL
    )


def test_dashboard_forgets_a_kept_page_once_its_report_is_withdrawn(client, lead):
    report = publish(lead)
    buyer = buyer_of(lead)
    assert "Black, Black British" in content(client, buyer)

    services.withdraw_report(actor=actor_for(lead), report=report)

    assert "No report yet" in content(client, buyer)


def test_dashboard_of_a_draft_is_drawn_anew_each_time(client, lead):
    make_report(lead, area_codes=SOUTH_LONDON)

    assert [dashboard(client, lead).context["shown"].voice for _ in range(2)] == ["direct", "direct"]


def test_dashboard_never_headlines_a_majority(client, lead):
    """90 people answered that they are disabled, 6 that they are not."""
    people = Participant.objects.filter(organisation=lead.organisation, attendances__speaking_role="service-user")
    for number, person in enumerate(people):
        answer(person, Question.DISABILITY, "yes-a-lot" if number < 90 else "no")
    publish(lead)

    shown = dashboard(client, lead).context["shown"].shown[0]

    table = shown.tables[TableKey("disability", "direct", "came")]
    assert [group.verdict.is_gap for group in table.groups] == [False, True]
    assert "disability" not in [line.table.dimension for line in shown.headlines]


def test_dashboard_says_who_was_only_spoken_for(client, lead):
    publish(lead)

    page = content(client, buyer_of(lead))

    assert "Spoken for by others</h2>" in page
    assert "About 10 people spoke on their behalf." in page


@pytest.mark.parametrize("group", ["ethnic_group_5.1", "age_band.7", "nonsense", "ethnic_group_5.99"])
def test_dashboard_draws_the_group_that_was_asked_for(client, lead, group):
    publish(lead)

    closer = dashboard(client, lead, f"?group={group}").context["shown"].closer

    wanted = ("ethnic_group_5", "2") if "n" in group[:1] or "99" in group else tuple(group.split("."))
    assert closer.group == wanted
    assert [line.stage for line in closer.funnel.lines] == ["asked", "signed_up", "came", "came_back", "influenced"]


def test_dashboard_puts_providers_side_by_side_for_the_chosen_group(client, lead):
    other = make_membership(Role.INVOLVEMENT_LEAD)
    add_people(make_session(make_activity(other.organisation)), 40, ethnic_group="white-british")
    publish(lead)
    report = publish(other)

    shown = dashboard(client, buyer_of(lead, other), f"?about={report.pk}&group=ethnic_group_5.4").context["shown"]

    beside = {line.name: line.group.participants for line in shown.beside.lines}
    assert beside == {lead.organisation.name: 90, other.organisation.name: 40}
    assert shown.closer.shown.report == report


def test_dashboard_has_no_side_by_side_of_one_provider(client, lead):
    publish(lead)

    assert dashboard(client, lead).context["shown"].beside is None


@pytest.mark.parametrize("voice", ["direct", "lived", "all", "proxy"])
def test_dashboard_draws_pictures_that_are_well_formed(client, lead, voice):
    publish(lead)

    pictures = re.findall(r"<svg xmlns.*?</svg>", content(client, lead, f"?voice={voice}"), re.DOTALL)

    assert [ElementTree.fromstring(one).get("role") for one in pictures] == ["img", "img"]
    assert not any("style=" in one or "<script" in one for one in pictures)


def test_dashboard_names_the_source_of_its_figures(client, lead):
    publish(lead)

    page = content(client, lead)

    for words in ("Census 2021, aged 16 and over", "21 March 2021", "Croydon, Lambeth", "Method version 1.2"):
        assert words in page
