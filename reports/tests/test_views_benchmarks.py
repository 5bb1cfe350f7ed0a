import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import Role
from accounts.tests.factories import make_membership, make_organisation, sign_in
from core.areas import every_area
from involvement.models import DataImport
from reports import census
from reports.models import Benchmark
from reports.tests.factories import make_benchmark
from reports.tests.test_services_benchmark_imports import HEADER, SEXES

pytestmark = pytest.mark.django_db
PAGES = ("benchmarks", "upload_benchmark", "areas")
MAY = (Role.INVOLVEMENT_LEAD, Role.ADMINISTRATOR)


@pytest.fixture
def organisation():
    return make_organisation()


@pytest.fixture
def lead(client, organisation):
    return sign_in(client, make_membership(Role.INVOLVEMENT_LEAD, organisation))


def shipped(name=census.AGED_16_AND_OVER):
    return Benchmark.objects.get(organisation=None, name=name)


def page(name, *args):
    return reverse(f"reports:{name}", args=args)


@pytest.mark.parametrize("role", MAY)
@pytest.mark.parametrize("name", PAGES)
def test_pages_open_for_leads_and_administrators(client, role, name):
    assert sign_in(client, make_membership(role)).get(page(name)).status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - set(MAY)))
@pytest.mark.parametrize("name", PAGES)
def test_pages_stay_shut_for_other_roles(client, role, name):
    assert sign_in(client, make_membership(role)).get(page(name)).status_code == 403


@pytest.mark.parametrize("name", PAGES)
def test_pages_send_people_to_sign_in(client, name):
    assert client.get(page(name)).url.startswith("/account/login/")


def test_benchmarks_lists_the_census_first_and_only_own_uploads(lead, organisation):
    own = make_benchmark({"A": {"1": 1}}, dimension="sex", organisation=organisation)
    make_benchmark({"A": {"1": 1}}, dimension="sex")

    listed = [one.name for one in lead.get(page("benchmarks")).context["benchmarks"]]
    assert listed == [census.AGED_16_AND_OVER, census.ALL_RESIDENTS, own.name]


@pytest.mark.parametrize("number", [1, 3])
def test_benchmarks_takes_the_same_queries_for_any_number(lead, organisation, number, django_assert_max_num_queries):
    for _ in range(number):
        make_benchmark({"A": {"1": 1}}, dimension="sex", organisation=organisation)
    with django_assert_max_num_queries(7):
        lead.get(page("benchmarks"))


def test_benchmark_shows_the_census_of_the_areas_served(lead, organisation, django_assert_max_num_queries):
    organisation.area_codes = ["E09000008"]
    organisation.save()
    address = page("benchmark", shipped(census.ALL_RESIDENTS).pk)
    with django_assert_max_num_queries(9):
        shown = lead.get(address).context["shown"]

    ethnic = shown.dimensions[0]
    assert shown.area_names == ("Croydon",)
    assert round(sum(group.share for group in ethnic.groups), 9) == 1
    assert (
        shown.dimensions[-1].missing
        == "There is no census table of carers in this site. Upload a benchmark to compare it."
    )


def test_benchmark_shows_where_the_figures_come_from(lead):
    text = lead.get(page("benchmark", shipped().pk)).content.decode()

    assert census.ATTRIBUTION in text
    assert "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" in text


def test_benchmark_says_why_a_nation_cannot_be_compared(client):
    administrator = make_membership(Role.ADMINISTRATOR, make_organisation(nation="scotland"))
    response = sign_in(client, administrator).get(page("benchmark", shipped().pk))

    assert "Scotland cannot be compared yet" in response.context["refused"]


@pytest.mark.parametrize("name", ["benchmark", "edit_benchmark"])
def test_benchmark_of_another_organisation_is_not_there(lead, name):
    theirs = make_benchmark({"A": {"1": 1}}, dimension="sex")

    assert lead.get(page(name, theirs.pk)).status_code == 404


def test_edit_benchmark_cannot_open_the_census(lead):
    assert lead.get(page("edit_benchmark", shipped().pk)).status_code == 404


def test_edit_benchmark_saves_what_it_is(lead, organisation):
    own = make_benchmark({"A": {"1": 1}}, dimension="sex", organisation=organisation)
    day = {"counted_on_day": "31", "counted_on_month": "3", "counted_on_year": "2025"}
    sent = {"label": "Caseload", "kind": "CASELOAD", "age_base": "Adults in contact", "source": "Our records"}

    assert lead.post(page("edit_benchmark", own.pk), sent | day).url == page("benchmark", own.pk)
    own.refresh_from_db()
    assert (own.label, str(own.counted_on), own.age_base) == ("Caseload", "2025-03-31", "Adults in contact")


def test_edit_benchmark_says_what_is_missing(lead, organisation):
    own = make_benchmark({"A": {"1": 1}}, dimension="sex", organisation=organisation)
    errors = lead.post(page("edit_benchmark", own.pk), {"counted_on_day": "40"}).context["form"].errors

    assert errors["label"] == ["Enter a name"]
    assert errors["counted_on"] == ["Enter a day, like 31 3 2025"]


def test_upload_benchmark_keeps_the_file_to_be_checked(lead, organisation):
    file = SimpleUploadedFile("caseload.csv", (HEADER + SEXES).encode())
    response = lead.post(page("upload_benchmark"), {"name": "Caseload", "file": file})

    kept = DataImport.objects.get(organisation=organisation)
    assert (kept.kind, kept.name, kept.dry_run) == ("benchmark", "Caseload", True)
    assert kept.job.task == "reports.tasks.import_benchmark"
    assert response.url == reverse("involvement:data_import", args=[kept.pk])


@pytest.mark.parametrize(
    ("name", "content", "field"), [("", b"x", "name"), ("census2021", b"x", "name"), ("Caseload", b"", "file")]
)
def test_upload_benchmark_says_what_to_correct(lead, name, content, field):
    response = lead.post(page("upload_benchmark"), {"name": name, "file": SimpleUploadedFile("x.csv", content)})

    assert list(response.context["form"].errors) == [field]
    assert not DataImport.objects.exists()


def test_areas_finds_an_area_and_chooses_it_with_one_click(lead, organisation):
    found = lead.get(page("areas"), {"q": "croydon"}).context["shown"].found
    assert [area.code for area in found] == ["E09000008"]

    assert lead.post(page("areas"), {"only": found[0].code}).url == page("areas")
    organisation.refresh_from_db()
    assert organisation.area_codes == ["E09000008"]


def test_areas_adds_and_removes(lead, organisation):
    for change in ({"only": "E09000008"}, {"add": "E09000022"}, {"remove": "E09000008"}):
        lead.post(page("areas"), change)

    organisation.refresh_from_db()
    assert organisation.area_codes == ["E09000022"]


@pytest.mark.parametrize("change", [{}, {"add": "E12000007"}, {"only": "E99999999"}, {"only": "S92000003"}])
def test_areas_says_why_it_cannot_take_an_area(lead, organisation, change):
    lead.post(page("areas"), {"only": "E09000008"})
    response = lead.post(page("areas"), change)

    assert len(response.context["form"].non_field_errors()) == 1
    organisation.refresh_from_db()
    assert organisation.area_codes == ["E09000008"]


def test_areas_says_when_nothing_was_found(lead):
    assert "No area found" in lead.get(page("areas"), {"q": "Atlantis"}).content.decode()


@pytest.mark.parametrize("kind", ["ltla", "ltla23", "icb", "nhs_region", "lhb", "region", "country", "ew"])
def test_areas_of_every_kind_are_two_clicks_away(lead, organisation, kind):
    area = next(area for area in every_area().values() if area.type == kind and area.has_census)
    found = lead.get(page("areas"), {"q": area.name}).context["shown"].found
    assert area in found

    lead.post(page("areas"), {"only": area.code})
    response = lead.get(page("benchmark", shipped().pk))
    assert response.context["shown"].area_names == (area.name,)
