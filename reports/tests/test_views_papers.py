import pytest
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from core.models import AuditEvent
from involvement.tests.factories import make_activity, make_session
from reports import periods, services
from reports.models import PackWords
from reports.tests.factories import TODAY, add_people, make_report

pytestmark = pytest.mark.django_db
FILES = {
    "board_pack_pdf": ("application/pdf", "board-pack-2026-04-01-2026-06-30-standard.pdf", b"%PDF"),
    "report_xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "participation-gap-2026-04-01-2026-06-30.xlsx",
        b"PK",
    ),
    "open_data": ("application/zip", "participation-gap-2026-04-01-2026-06-30-open-data.zip", b"PK"),
}
PAGES = ("board_pack", "plain_summary", "easy_read")


@pytest.fixture
def lead():
    return make_membership(Role.INVOLVEMENT_LEAD)


@pytest.fixture
def published(lead):
    add_people(make_session(make_activity(lead.organisation)), 60, ethnic_group="white-british")
    return make_report(lead, published=True)


@pytest.fixture
def draft(lead):
    return make_report(lead, period=periods.menu(today=TODAY)[1])


@pytest.fixture
def buyer(lead):
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on="2026-01-01")
    return buyer


def get(client, membership, name, report, query=""):
    return sign_in(client, membership).get(reverse(f"reports:{name}", args=[report.pk]) + query)


def write(client, membership, report, layout="standard", **words):
    url = reverse("reports:write_pack_words", args=[report.pk])
    return sign_in(client, membership).post(f"{url}?layout={layout}", words)


@pytest.mark.parametrize("name", FILES)
def test_commissioner_downloads_a_published_report_and_it_is_written_down(client, published, buyer, name):
    kind, file_name, start = FILES[name]

    response = get(client, buyer, name, published)

    assert (response["Content-Type"], response.content.startswith(start)) == (kind, True)
    assert response["Content-Disposition"] == f'attachment; filename="{file_name}"'
    event = AuditEvent.objects.get(verb="GAP_REPORT_EXPORTED")
    assert (event.user_id, event.reason) == (buyer.user_id, {"b": "pdf", "r": "xlsx", "o": "open-data"}[name[0]])


@pytest.mark.parametrize("name", FILES)
def test_draft_has_no_file_even_for_the_lead(client, lead, draft, name):
    assert get(client, lead, name, draft).status_code == 404
    assert AuditEvent.objects.filter(verb="GAP_REPORT_EXPORTED").count() == 0


@pytest.mark.parametrize("name", FILES)
def test_withdrawn_report_has_no_file(client, lead, published, name):
    services.withdraw_report(actor=actor_for(lead), report=published)

    assert get(client, lead, name, published).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_pages_of_a_draft_say_so_and_are_for_leads_only(client, lead, buyer, draft, name):
    page = get(client, lead, name, draft).content.decode()

    assert ("This is a draft" in page, "Download PDF" in page) == (True, False)
    assert get(client, buyer, name, draft).status_code == 404


@pytest.mark.parametrize("name", [*PAGES, "write_pack_words"])
def test_pages_wait_until_the_report_is_made(client, lead, name):
    waiting = make_report(lead, built=False)

    assert get(client, lead, name, waiting).status_code == 404


def test_report_leads_to_the_file_in_two_more_clicks(client, lead, published):
    report = get(client, lead, "report", published).content.decode()
    pack = reverse("reports:board_pack", args=[published.pk])
    assert f'href="{pack}"' in report

    assert f'href="{pack}download/?layout=standard"' in get(client, lead, "board_pack", published).content.decode()


@pytest.mark.parametrize(
    ("query", "layout"),
    [("", "standard"), ("?layout=pcref", "pcref"), ("?layout=gripp2", "gripp2"), ("?layout=x", "standard")],
)
def test_board_pack_shows_the_layout_that_was_asked_for(client, lead, published, query, layout):
    assert get(client, lead, "board_pack", published, query).context["shown"].layout == layout


def test_words_of_the_lead_are_kept_in_versions(client, lead, published):
    for text in ("We will ask.", "We asked.", " We asked. "):
        write(client, lead, published, next_steps=text)

    assert [(own.version, own.words, own.written_by_id) for own in PackWords.objects.order_by("version")] == [
        (1, {"next_steps": "We will ask."}, lead.user_id),
        (2, {"next_steps": "We asked."}, lead.user_id),
    ]
    assert AuditEvent.objects.filter(verb="PACK_WORDS_WRITTEN").count() == 2


def test_words_belong_to_one_layout_and_are_shown_to_the_commissioner(client, lead, buyer, published):
    write(client, lead, published, "gripp2", aim="To hear <b>more</b>.")

    assert "To hear &lt;b&gt;more" in get(client, buyer, "board_pack", published, "?layout=gripp2").content.decode()
    assert "To hear" not in get(client, buyer, "board_pack", published, "?layout=pcref").content.decode()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ring 943 476 5919", "Please do not send your NHS number"),
        ("Well done 😀", "Take out what cannot be printed: 😀"),
    ],
)
def test_words_that_do_not_belong_in_print_are_refused(client, lead, published, text, why):
    response = write(client, lead, published, next_steps=text)

    assert response.context["form"].errors["next_steps"][0].startswith(why)
    assert PackWords.objects.count() == 0


def test_words_of_a_withdrawn_report_stay_as_they_are(client, lead, published):
    services.withdraw_report(actor=actor_for(lead), report=published)

    response = write(client, lead, published, next_steps="Late")

    assert response.context["form"].non_field_errors() == [
        "Words can be added to a draft that is ready, or to a published report."
    ]


@pytest.mark.parametrize("name", [*PAGES, *FILES])
def test_papers_ask_the_database_a_fixed_number_of_times(client, lead, published, name, django_assert_max_num_queries):
    get(client, lead, name, published)

    with django_assert_max_num_queries(9):
        client.get(reverse(f"reports:{name}", args=[published.pk]))
