import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import actor_for, make_organisation, signed_in
from core.models import Job, JobState
from involvement import services
from involvement.models import DataImport, ImportKind, ImportPhase, Participant

pytestmark = pytest.mark.django_db
START = "involvement:start_import"


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def lead(client, organisation, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return signed_in(client, Role.INVOLVEMENT_LEAD, organisation)


def send(client, text, kind=ImportKind.PARTICIPANTS):
    file = SimpleUploadedFile("people.csv", text.encode())
    response = client.post(reverse(START), {"kind": kind, "file": file})
    row = DataImport.objects.order_by("-asked_at").first()
    return response, row


def page(client, row):
    return client.get(reverse("involvement:data_import", args=[row.pk])).content.decode()


def test_start_import_checks_first_and_saves_when_told(lead, organisation):
    response, row = send(lead, "participant_reference\nP1\nP2\n")
    assert response.url == reverse("involvement:data_import", args=[row.pk])
    services.run_import(job_id=row.job_id)
    assert "Nothing is saved yet" in page(lead, row)
    assert Participant.objects.count() == 0

    lead.post(reverse("involvement:confirm_import", args=[row.pk]))
    services.run_import(job_id=DataImport.objects.get().job_id)

    assert Participant.objects.filter(organisation=organisation).count() == 2
    assert "The file itself has been deleted" in page(lead, row)


def test_confirm_import_twice_saves_once(lead):
    _, row = send(lead, "participant_reference\nP1\n")
    services.run_import(job_id=row.job_id)

    for _ in range(2):
        lead.post(reverse("involvement:confirm_import", args=[row.pk]))
    services.run_import(job_id=DataImport.objects.get().job_id)

    assert Participant.objects.count() == 1
    assert Job.objects.filter(state=JobState.DONE).count() == 2


def test_data_import_lists_bad_lines_and_offers_them_as_a_file(lead, tmp_path):
    _, row = send(lead, "participant_reference,sex\nP1,blue\n")

    services.run_import(job_id=row.job_id)

    assert "1 line to correct" in page(lead, row)
    lines = b"".join(lead.get(reverse("involvement:import_errors_csv", args=[row.pk]))).decode()
    assert lines.splitlines()[1].startswith('2,sex,"Use one of: female, male')
    assert list(tmp_path.rglob("*.csv")) == []


def test_data_import_says_why_a_file_cannot_be_read(lead):
    _, row = send(lead, "name\nP1\n")

    services.run_import(job_id=row.job_id)

    assert "Check the first line of the file" in page(lead, row)


@pytest.mark.parametrize("guess", ["gay-or-lesbian", "bisexual", "prefer-not-to-say"])
def test_data_import_does_not_say_whether_a_guessed_answer_is_right(lead, organisation, guess):
    _, first = send(lead, "participant_reference,sexual_orientation\nP1,bisexual\n")
    services.run_import(job_id=first.job_id)
    services.confirm_import(actor=actor_for(Role.INVOLVEMENT_LEAD, organisation=organisation), data_import=first)
    services.run_import(job_id=DataImport.objects.get().job_id)

    _, row = send(lead, f"participant_reference,sexual_orientation\nP1,{guess}\n")
    services.run_import(job_id=row.job_id)

    row.refresh_from_db()
    assert (row.created, row.changed, row.unchanged) == (0, 0, 1)
    assert "Changed" not in page(lead, row)


def test_confirm_import_refuses_a_file_with_bad_lines(lead):
    _, row = send(lead, "participant_reference\n\n,\nP1\nP1\n")
    services.run_import(job_id=row.job_id)

    response = lead.post(reverse("involvement:confirm_import", args=[row.pk]))

    assert response.status_code == 409
    assert Participant.objects.count() == 0


def test_import_progress_stops_asking_when_the_work_is_over(lead):
    _, row = send(lead, "participant_reference\nP1\n")
    url = reverse("involvement:import_progress", args=[row.pk])

    assert lead.get(url).status_code == 200
    services.run_import(job_id=row.job_id)
    assert lead.get(url).status_code == 286


def test_start_import_without_a_file_says_what_to_do(lead):
    response = lead.post(reverse(START), {"kind": "participants"})

    assert "Select a CSV file" in response.content.decode()
    assert DataImport.objects.count() == 0


def test_data_import_of_another_organisation_is_not_found(lead, client):
    _, row = send(lead, "participant_reference\nP1\n")
    other = signed_in(client, Role.INVOLVEMENT_LEAD)

    assert other.get(reverse("involvement:data_import", args=[row.pk])).status_code == 404


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ADMINISTRATOR, Role.COMMISSIONER, Role.PARTICIPANT])
def test_start_import_is_for_leads(client, role):
    assert signed_in(client, role).get(reverse(START)).status_code == 403


def test_imports_needs_the_same_queries_for_one_and_for_three(lead, django_assert_max_num_queries):
    for count in (1, 3):
        while DataImport.objects.count() < count:
            send(lead, "participant_reference\nP1\n")
        with django_assert_max_num_queries(6):
            assert lead.get(reverse("involvement:imports")).status_code == 200


def test_delete_old_files_leaves_fresh_ones(lead, tmp_path):
    send(lead, "participant_reference\nP1\n")
    _, old = send(lead, "participant_reference\nP2\n")
    DataImport.objects.filter(pk=old.pk).update(asked_at="2020-01-01T00:00:00Z")

    assert services.delete_old_files() == 1
    assert len(list(tmp_path.rglob("*.csv"))) == 1


def running(row, **fields):
    """The job as a worker left it after telling how far it is."""
    Job.objects.filter(pk=row.job_id).update(state=JobState.RUNNING, **fields)
    return row


def test_import_progress_tells_how_far_each_phase_is(lead):
    _, row = send(lead, "participant_reference\nP1\n")
    running(row, doing=ImportPhase.CHECKING, done_steps=1_500, all_steps=6_000)

    shown = lead.get(reverse("involvement:import_progress", args=[row.pk])).context["shown"]

    assert (shown.percent, shown.doing) == (41, "Checking every line")
    assert shown.facts == ["Lines read: 6,000 of 6,000", "Lines checked: 1,500 of 6,000", "Lines compared: 0 of 6,000"]


def test_data_import_shows_progress_without_javascript(lead):
    _, row = send(lead, "participant_reference\nP1\n")
    DataImport.objects.update(dry_run=False)
    running(row, doing=ImportPhase.SAVING, done_steps=3, all_steps=4)

    text = page(lead, row)

    assert "Lines checked: 4 of 4" in text
    assert "Lines saved: 3 of 4" in text
    assert "See how far it is now" in text


def test_import_progress_is_whole_when_the_work_is_over(lead):
    _, row = send(lead, "participant_reference\nP1\nP2\n")
    services.run_import(job_id=row.job_id)

    shown = lead.get(reverse("involvement:import_progress", args=[row.pk])).context["shown"]

    assert (shown.percent, shown.doing, shown.facts[-1]) == (100, "Finished", "Lines compared: 2 of 2")
