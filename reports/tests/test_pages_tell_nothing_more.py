"""Pages, pictures and files hold published figures only: nothing in them depends on what is hidden or rounded away."""

import re
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import Commission, Organisation, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.taxonomies import SpeakingRole
from involvement.tests.factories import make_activity, make_session
from reports.tests.factories import add_people, make_benchmark, make_report

pytestmark = pytest.mark.django_db

# The running example: 14 Asian, 38 Black, 17 Mixed, 139 White, 6 Other, 7 not asked.
EXAMPLE = {
    "asian-indian": 14,
    "black-african": 38,
    "mixed-white-and-asian": 17,
    "white-british": 139,
    "other-arab": 6,
    "": 7,
}
CASELOAD = {"1": 400, "2": 600, "3": 200, "4": 2_600, "5": 200}
SOUTH_LONDON = ["E09000008", "E09000022", "E09000023", "E09000028"]
PAGES = [
    "dashboard/?voice={voice}",
    "dashboard/?voice={voice}&group=ethnic_group_5.2",
    "reports/",
    "reports/{report}/?voice={voice}",
    "reports/{report}/ethnic_group_5/{voice}/came/",
    "reports/{report}/ethnic_group_19/{voice}/came/",
    "reports/{report}/ethnic_group_5/{voice}/came_back/",
    "reports/{report}/download/",
    "reports/{report}/pack/?layout=pcref",
    "reports/{report}/pack/?layout=gripp2",
    "reports/{report}/summary/",
    "reports/{report}/easy-read/",
    "trends/?voice={voice}&group=ethnic_group_5.2",
    "trends/?voice={voice}&group=ethnic_group_5.1&measure=step_came_back",
    "side-by-side/?voice={voice}&group=ethnic_group_5.2",
    "trends/download/?voice={voice}&group=ethnic_group_5.2",
]


def provider(people, *, leaders=0):
    """A published report about these people, compared with two benchmarks, and a commissioner who may see it."""
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    session = make_session(make_activity(lead.organisation))
    for answer, number in people.items():
        add_people(session, number, ethnic_group=answer)
    add_people(session, leaders, ethnic_group="other-arab", role=SpeakingRole.COMMUNITY_LEADER)
    make_benchmark({"T1": CASELOAD}, dimension="ethnic_group_5", organisation=lead.organisation, label="Caseload")
    report = make_report(lead, published=True, area_codes=SOUTH_LONDON)
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1))
    return report, buyer


def pages(client, report, buyer):
    """Every page of a report by its address, without what differs between any two requests."""
    client = sign_in(client, buyer)
    found = {}
    for page in PAGES:
        for voice in ("direct", "all", "proxy"):
            response = client.get("/" + page.format(report=report.pk, voice=voice))
            assert response.status_code == 200, page
            body = b"".join(response) if response.streaming else response.content
            found[page, voice] = normal(body.decode())
    return found


def normal(text):
    text = re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "ID", text)
    text = re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", text)
    for organisation in Organisation.objects.all():
        text = re.sub(rf"{re.escape(organisation.name)}\b", "NAME", text)
    text = re.sub(r' y="[\d.]+rem"', ' y="ROW"', text)
    return re.sub(r"[\w/.-]*\.(js|css|svg|png)", "FILE", text)


def test_the_addresses_of_the_pages_are_those_of_the_views(client):
    assert reverse("reports:dashboard") == "/dashboard/"
    assert reverse("reports:reports") == "/reports/"


def test_a_commissioner_finds_no_true_count_and_nothing_worked_out_from_one(client):
    found = pages(client, *provider(EXAMPLE))

    everything = "\n".join(found.values())
    for rounded in (">40<", ">140<", "19%"):
        assert rounded in everything
    counts = [rf"(?<![\d.]){number}(?![\d.%])" for number in (38, 139, 214, 221)]
    # 38 of 214 and 139 of 214, with a gap in points and a ratio.
    for true in (*counts, r"\b17\.[78]", r"\b0\.177", r"\b0\.649", r"−6\.7", r"\b0\.725"):
        assert [everything[hit.start() - 60 : hit.end() + 30] for hit in re.finditer(true, everything)] == [], true


def test_the_lead_who_may_finds_the_true_counts_on_the_exact_page(client):
    """So the test above looks for something that is there."""
    report, _ = provider(EXAMPLE)
    lead = make_membership(Role.INVOLVEMENT_LEAD, report.organisation)

    page = sign_in(client, lead).get(
        reverse("reports:exact_table", args=[report.pk, "ethnic_group_5", "direct", "came"])
    )

    assert [number in page.content.decode() for number in (">38<", ">139<", "214", "221")] == [True] * 4


def test_two_providers_that_differ_in_hidden_cells_look_the_same(client):
    """3 and 2 against 2 and 3; leaders 1 against 2: all of them stars, totals the same when rounded."""
    one = pages(client, *provider({"white-british": 60, "black-african": 3, "asian-indian": 2}, leaders=1))
    other = pages(client, *provider({"white-british": 60, "black-african": 2, "asian-indian": 3}, leaders=2))

    assert [key for key in one if one[key] != other[key]] == []


def test_two_providers_that_differ_by_less_than_rounding_look_the_same(client):
    """58 to 62 are 60, and 63 to 67 are 65."""
    one = pages(client, *provider({"white-british": 59, "black-african": 6}))
    other = pages(client, *provider({"white-british": 61, "black-african": 5}))

    assert [key for key in one if one[key] != other[key]] == []


def test_two_providers_that_differ_in_published_figures_do_not_look_the_same(client):
    one = pages(client, *provider({"white-british": 60, "black-african": 5}))
    other = pages(client, *provider({"white-british": 60, "black-african": 10}))

    assert (
        one["reports/{report}/ethnic_group_5/{voice}/came/", "direct"]
        != (other["reports/{report}/ethnic_group_5/{voice}/came/", "direct"])
    )
