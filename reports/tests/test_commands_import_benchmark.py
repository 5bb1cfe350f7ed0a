import pytest
from django.core.management import CommandError, call_command

from accounts.tests.factories import make_organisation
from reports.models import BenchmarkCount
from reports.tests.test_services_benchmark_imports import HEADER, SEXES

pytestmark = pytest.mark.django_db


@pytest.fixture
def organisation():
    return make_organisation(slug="north-bank")


def run(tmp_path, text, *options, name="Caseload"):
    file = tmp_path / "benchmark.csv"
    file.write_text(text, encoding="utf-8-sig")
    call_command("import_benchmark", "--organisation", "north-bank", "--name", name, str(file), *options)


def test_import_benchmark_reads_a_file_and_says_what_happened(organisation, tmp_path, capsys):
    run(tmp_path, HEADER + SEXES)

    assert capsys.readouterr().out == "2 lines read. 2 new, 0 changed, 0 already there.\n"
    assert BenchmarkCount.objects.filter(benchmark__organisation=organisation).count() == 2


def test_import_benchmark_with_a_dry_run_changes_nothing(organisation, tmp_path):
    run(tmp_path, HEADER + SEXES, "--dry-run")

    assert not BenchmarkCount.objects.filter(benchmark__organisation=organisation).exists()


def test_import_benchmark_names_every_bad_line(organisation, tmp_path, capsys):
    with pytest.raises(CommandError) as refused:
        run(tmp_path, HEADER + SEXES.replace("4200", "many"))

    assert str(refused.value) == "1 of 2 lines are not right. Nothing was changed."
    assert capsys.readouterr().err.startswith("line 2, count: Enter a whole number of people")


@pytest.mark.parametrize(
    ("text", "name"), [("", "Caseload"), ("name\n", "Caseload"), (HEADER + SEXES, "census2021"), (HEADER + SEXES, " ")]
)
def test_import_benchmark_refuses_what_it_cannot_use(organisation, tmp_path, text, name):
    with pytest.raises(CommandError):
        run(tmp_path, text, name=name)


def test_import_benchmark_refuses_an_unknown_organisation(tmp_path):
    with pytest.raises(CommandError) as refused:
        run(tmp_path, HEADER + SEXES)

    assert str(refused.value) == "There is no organisation called north-bank."
