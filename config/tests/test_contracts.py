import grimp
import pytest
from importlinter.domain.contract import ContractCheck

from config.testing.contracts import NoTestsContract, PlainContract


def graph_of(importer: str, imported: str) -> grimp.ImportGraph:
    graph = grimp.ImportGraph()
    graph.add_module(importer)
    graph.add_module(imported, is_squashed=True)
    graph.add_import(importer=importer, imported=imported)
    return graph


def check_plain(importer: str, imported: str) -> ContractCheck:
    options = {"name": "plain", "packages": ["reports.gap"]}
    contract = PlainContract(name="plain", session_options={}, contract_options=options)
    return contract.check(graph_of(importer, imported), verbose=False)


@pytest.mark.parametrize("imported", ["django", "numpy", "reports.models", "core"])
def test_plain_contract_refuses_what_is_not_the_standard_library(imported):
    check = check_plain("reports.gap.shares", imported)

    assert check.metadata["lines"] == [f"reports.gap.shares imports {imported}"]
    assert not check.kept


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("reports.gap.shares", "math"),
        ("reports.gap.shares", "reports.gap.tables"),
        ("reports.gap.tests.test_x", "scipy"),
    ],
)
def test_plain_contract_allows_the_standard_library_itself_and_its_tests(importer, imported):
    assert check_plain(importer, imported).kept


@pytest.mark.parametrize(
    ("importer", "imported", "kept"),
    [
        ("demo.builder", "accounts.tests.factories", False),
        ("core.jobs", "config.testing.groups", False),
        ("demo.tests.test_builder", "accounts.tests.factories", True),
        ("core.latest", "core.models", True),
    ],
)
def test_no_tests_contract(importer, imported, kept):
    contract = NoTestsContract(name="tests", session_options={}, contract_options={"name": "tests"})

    assert contract.check(graph_of(importer, imported), verbose=False).kept is kept
