"""Everything that leaves, byte by byte: the same for twins that differ in hidden numbers only, and free of true counts.

A new page, file or picture of reports/ has to be put into one of the two lists below, or the first test fails.
"""

import io
import re
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime

import openpyxl
import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.access import actor_for
from accounts.models import Commission, Role
from accounts.tests.factories import make_membership, sign_in
from involvement.equality import Question
from involvement.models import EqualityAnswer, Story
from involvement.taxonomies import ChangeStatus, SpeakingRole
from involvement.tests.factories import make_activity, make_change, make_point, make_session, make_story
from reports import services, urls
from reports.models import GapReport
from reports.tests.factories import add_people, build, make_report

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 7, 2, 9, tzinfo=UTC)
SOUTH_LONDON = ["E09000008", "E09000022", "E09000023", "E09000028"]
VOICES = ("direct", "all", "proxy")
BY_VOICE = [f"voice={voice}" for voice in VOICES]
LAYOUTS = ["", "layout=pcref", "layout=gripp2"]
TABLES = [
    {"dimension": dimension, "voice": voice, "stage": "came"}
    for dimension in ("ethnic_group_5", "ethnic_group_19")
    for voice in VOICES
]
TABLES += [one | {"stage": "influenced"} for one in TABLES[:3]]
# Name of the address: what it is asked for, after its path and its query.
OUTPUTS = {
    "dashboard": ([{}], [*BY_VOICE, "group=ethnic_group_5.2", "voice=all&group=ethnic_group_5.1"]),
    "reports": ([{}], [""]),
    "ledger": ([{}], ["", "q=2026"]),
    "report": (["pk"], ["", *BY_VOICE, "voice=all&stage=came_back", "stage=influenced"]),
    "report_table": (TABLES, [""]),
    "report_csv": (["pk"], [""]),
    "board_pack": (["pk"], LAYOUTS),
    "board_pack_pdf": (["pk"], LAYOUTS),
    "easy_read": (["pk"], [""]),
    "plain_summary": (["pk"], [""]),
    "report_xlsx": (["pk"], [""]),
    "open_data": (["pk"], [""]),
    "trend": ([{}], ["", "group=ethnic_group_5.2", "voice=all&group=ethnic_group_5.1"]),
    "trend_csv": ([{}], ["group=ethnic_group_5.2"]),
    "services_plot": ([{}], ["", "voice=all&group=ethnic_group_5.1"]),
    "alerts": ([{}], [""]),
}
# Why these hold no figures, or may hold exact ones.
APART = {
    "exact_table": "for leads, who may see exact figures",
    "request_report": "a form",
    "report_progress": "how far the work is",
    "publish_report": "a question before an act",
    "withdraw_report": "a question before an act",
    "refresh_report": "an act",
    "write_pack_words": "a form for a lead's own words",
    "schedules": "which periods are asked for by themselves",
    "add_schedule": "a form",
    "pause_schedule": "an act",
    "resume_schedule": "an act",
    "runs": "names of periods and their state",
    "request_run": "a form",
    "run": "names of providers and the state of their reports",
    "run_progress": "how far the work is",
    "cancel_run": "a question before an act",
    "trend_restarts": "reasons a lead wrote",
    "undo_restart": "an act",
    "alert": "words about published reports, shown on the page of alerts too",
    "see_alert": "an act",
    "own_groups": "definitions, no figures",
    "define_own_group": "a form",
    "retire_own_group": "an act",
    "benchmarks": "figures of other people",
    "benchmark": "figures of other people",
    "upload_benchmark": "a form",
    "edit_benchmark": "a form",
    "areas": "names of places",
}
READERS = {
    "C": Role.COMMISSIONER,
    "F": Role.FACILITATOR,
    "R": Role.RESPONDER,
    "L": Role.INVOLVEMENT_LEAD,
}
VOLATILE = ("Set-Cookie", "Content-Security-Policy")


def test_every_address_of_reports_is_compared_or_says_why_not():
    names = {pattern.name for pattern in urls.urlpatterns}

    assert (names - OUTPUTS.keys() - APART.keys(), OUTPUTS.keys() - names, OUTPUTS.keys() & APART.keys()) == (
        set(),
        set(),
        set(),
    )


@pytest.fixture
def frozen():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clients(frozen):
    """A signed-in reader for each role, all of one provider and its commissioner."""
    lead = make_membership(Role.INVOLVEMENT_LEAD)
    buyer = make_membership(Role.COMMISSIONER)
    Commission.objects.create(commissioner=buyer.organisation, provider=lead.organisation, starts_on=date(2026, 1, 1))
    members = {"L": lead, "C": buyer}
    for letter in "FR":
        members[letter] = make_membership(READERS[letter], lead.organisation)
    return lead, {letter: sign_in(Client(), member) for letter, member in members.items()}


def make_draft(lead, people, *, leaders=0):
    session = make_session(make_activity(lead.organisation))
    for answer, number in people.items():
        add_people(session, number, ethnic_group=answer)
    add_people(session, leaders, ethnic_group="other-arab", role=SpeakingRole.COMMUNITY_LEADER)
    points = [make_point(session, speaking_role=role) for role in (SpeakingRole.SERVICE_USER, "community-leader")]
    make_change(session.organisation, points=points, status=ChangeStatus.MADE)
    stories = [make_story(session.organisation) for _ in range(12)]
    answered(stories[:3])
    return session, make_report(lead, area_codes=SOUTH_LONDON)


def answered(stories):
    Story.objects.filter(pk__in=[story.pk for story in stories]).update(responded_at=NOW, outcome=ChangeStatus.MADE)


def addresses(report):
    for name, (places, queries) in OUTPUTS.items():
        for place in places:
            kwargs = {"pk": report.pk} if place == "pk" else {"pk": report.pk, **place} if place else {}
            for query in queries:
                yield name, reverse(f"reports:{name}", kwargs=kwargs) + (f"?{query}" if query else "")


def read(clients, report):
    """Every answer to every reader: its status, its headers and its bytes."""
    caches["pages"].clear()
    found = {}
    for name, address in addresses(report):
        for letter, client in clients.items():
            response = client.get(address)
            body = b"".join(response) if response.streaming else response.content
            body = re.sub(rb'(name="csrfmiddlewaretoken" value="|nonce=")[^"]*', rb"\1", body)
            headers = {header: value for header, value in response.headers.items() if header not in VOLATILE}
            found[name, address, letter] = (response.status_code, headers, body)
    return found


def read_published(clients, lead, report):
    """The same, of a report that is a draft again afterwards."""
    with transaction.atomic():
        services.publish_report(actor=actor_for(lead), report=report)
        found = read(clients, report)
        transaction.set_rollback(True)
    return found


def made_again(lead, report):
    """All tables stored anew, whether or not they say something else."""
    GapReport.objects.filter(pk=report.pk).update(digest="")
    return build(services.refresh_report(actor=actor_for(lead), report=report))


def twin(session, *, more=1):
    """One of three Black people becomes one of three Asian people, and there is another leader: all of them stars.

    A fourth story is answered, and led to a change; 9 or 8 are late, which is 10.
    """
    answered(Story.objects.filter(responded_at=None)[:1])
    black = EqualityAnswer.objects.filter(question=Question.ETHNIC_GROUP, value="black-african").order_by("pk").first()
    black.value = "asian-indian"
    black.save()
    add_people(session, more, ethnic_group="other-arab", role=SpeakingRole.COMMUNITY_LEADER)


def test_twins_give_the_same_bytes_everywhere(clients):
    lead, readers = clients
    session, report = make_draft(lead, {"white-british": 60, "black-african": 3, "asian-indian": 2}, leaders=1)
    one = read_published(readers, lead, report)
    twin(session)

    other = read_published(readers, lead, made_again(lead, report))

    assert {status for status, _, _ in one.values()} <= {200, 403}
    assert {name for (name, _, letter), (status, _, _) in one.items() if letter == "L" and status == 200} == set(
        OUTPUTS
    )
    assert [key for key in one if one[key] != other[key]] == []


def test_reports_that_differ_in_what_is_shown_give_other_bytes_in_each_file(clients):
    """So the test above compares what it should."""
    lead, readers = clients
    readers = {"L": readers["L"]}
    session, report = make_draft(lead, {"white-british": 60, "black-african": 3, "asian-indian": 2}, leaders=1)
    one = read_published(readers, lead, report)
    add_people(session, 20, ethnic_group="black-african")

    other = read_published(readers, lead, made_again(lead, report))

    unlike = {key[0] for key in one if one[key] != other[key]}
    files = {"report_csv", "board_pack_pdf", "report_xlsx", "open_data"}
    assert files | {"dashboard", "report", "report_table", "board_pack", "easy_read", "plain_summary"} <= unlike


# 14 Asian, 38 Black, 17 Mixed, 139 White, 6 Other, 7 not asked.
EXAMPLE = {
    "asian-indian": 14,
    "black-african": 38,
    "mixed-white-and-asian": 17,
    "white-british": 139,
    "other-arab": 6,
    "": 7,
}
# 38 and 139 of 214 who answered and 221 who came; their shares, a gap in points, a ratio.
TRUE = [rf"(?<![\d.,E]){number}(?![\d.%])" for number in (38, 139, 214, 221)]
TRUE += [r"\b17\.[78]", r"\b0\.1775", r"\b0\.649", r"[−-]6\.7\b", r"\b0\.725"]


def words_of(name, body):
    """What a person or a program can read in an answer."""
    if name == "board_pack_pdf":
        if shutil.which("pdftotext") is None:
            pytest.skip("pdftotext reads the file")
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=body, capture_output=True, check=True)
        return done.stdout.decode()
    if name == "report_xlsx":
        sheets = openpyxl.load_workbook(io.BytesIO(body))
        return "\n".join(str(cell.value) for sheet in sheets for row in sheet for cell in row if cell.value is not None)
    if name == "open_data":
        with zipfile.ZipFile(io.BytesIO(body)) as package:
            return "\n".join(package.read(file).decode() for file in package.namelist())
    # Where a line of a picture stands is no count.
    return re.sub(
        r"\sy\d?=\"[\d.]+rem\"|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w/.-]*\.(js|css|svg|png)", "", body.decode()
    )


def test_no_reader_finds_a_true_count_in_anything_that_leaves(clients):
    lead, readers = clients
    _, report = make_draft(lead, EXAMPLE)
    found = read_published(readers, lead, report)

    hits = [
        (name, address, letter, text[hit.start() - 40 : hit.end() + 20])
        for (name, address, letter), (status, _, body) in found.items()
        if status == 200
        for text in [words_of(name, body)]
        for pattern in TRUE
        for hit in re.finditer(pattern, text)
    ]
    assert hits == []
    rounded = {
        name for (name, _, letter), (_, _, body) in found.items() if letter == "C" and "140" in words_of(name, body)
    }
    assert {"report_table", "report_csv", "board_pack_pdf", "report_xlsx", "open_data"} <= rounded


def test_the_exact_page_holds_what_the_scan_looks_for(clients):
    lead, readers = clients
    _, report = make_draft(lead, EXAMPLE)
    table = {"pk": report.pk, "dimension": "ethnic_group_5", "voice": "direct", "stage": "came"}

    page = readers["L"].get(reverse("reports:exact_table", kwargs=table)).content.decode()

    assert [bool(re.search(pattern, page)) for pattern in TRUE[:4]] == [True] * 4
