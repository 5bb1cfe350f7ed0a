import pytest

from config.testing.house_rules import LONGEST_FILE, broken


@pytest.mark.parametrize(
    ("name", "line", "rule"),
    [
        ("involvement/views/people.py", "people = Participant.objects.all()", "Reads begin in access"),
        ("accounts/management/commands/x.py", "User._default_manager.get()", "Reads begin in access"),
        ("templates/core/home.html", '<p style="color: red">', "No inline script or style"),
        ("templates/core/home.html", "<script>go()</script>", "No inline script or style"),
        ("reports/tests/test_views_x.py", "time.sleep(1)", "Tests neither wait"),
        ("involvement/forms.py", 'label = "Hard to reach groups"', "Say it in the words"),
        ("core/jobs.py", "# TODO later", "Finish it"),
    ],
)
def test_broken_names_the_line(tmp_path, name, line, rule):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(f"first = 1\n{line}\n")

    (found,) = broken(tmp_path, [name])

    assert found.startswith(f"{name}:2: {rule}")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("involvement/access.py", "return Participant.objects.none()"),
        ("involvement/services/people.py", "Participant.objects.create()"),
        ("templates/core/home.html", '<script type="module" src="/static/heard/heard.js"></script>'),
        ("templates/core/home.html", '<p class="nhsuk-body">once=1'),
        ("templates/core/home.html", '{% include "core/one.html" with one=first %}'),
        ("involvement/forms.py", 'label = "Seldom heard groups"'),
    ],
)
def test_broken_leaves_good_lines_alone(tmp_path, name, line):
    file = tmp_path / name
    file.parent.mkdir(parents=True)
    file.write_text(f"{line}\n")

    assert list(broken(tmp_path, [name])) == []


def test_broken_names_a_long_file(tmp_path):
    (tmp_path / "long.py").write_text("x = 1\n" * (LONGEST_FILE + 1))

    assert list(broken(tmp_path, ["long.py"])) == [f"long.py: Split it by noun: {LONGEST_FILE + 1} lines"]
