import pytest

from config.testing import servers
from config.testing.groups import FORBIDDEN, Skipped


@pytest.fixture(autouse=True)
def nothing_missing(monkeypatch):
    monkeypatch.setenv(FORBIDDEN, "1")
    monkeypatch.delenv(servers.NO_DATABASE, raising=False)
    monkeypatch.delenv(servers.NO_BROKER, raising=False)


def report(outcome: str, *keywords: str) -> pytest.TestReport:
    reason = ("file.py", 1, "Skipped: not here")
    return pytest.TestReport(
        nodeid="x",
        location=("file.py", 1, "x"),
        keywords=dict.fromkeys(keywords, 1),
        outcome=outcome,
        longrepr=reason if outcome == "skipped" else None,
        when="setup",
    )


@pytest.mark.parametrize("group", ["postgresql", "broker", "browser"])
def test_skip_in_a_group_fails_the_run(group):
    skipped = Skipped()
    skipped.pytest_runtest_logreport(report("skipped", group))

    assert skipped.counts == {(group, "not here"): 1}
    assert skipped.fails_the_run()


def test_skip_in_a_group_passes_unless_forbidden(monkeypatch):
    monkeypatch.delenv(FORBIDDEN)
    skipped = Skipped()
    skipped.pytest_runtest_logreport(report("skipped", "browser"))

    assert not skipped.fails_the_run()


def test_other_skips_are_counted_and_pass():
    skipped = Skipped()
    skipped.pytest_runtest_logreport(report("skipped", "test_something"))
    skipped.pytest_runtest_logreport(report("passed", "browser"))

    assert skipped.counts == {("other", "not here"): 1}
    assert not skipped.fails_the_run()


@pytest.mark.parametrize("name", [servers.NO_DATABASE, servers.NO_BROKER])
def test_missing_server_fails_the_run_though_no_test_was_skipped(monkeypatch, name):
    monkeypatch.setenv(name, "it did not start")

    assert Skipped().fails_the_run()
