from starting.paths import ROOT
from starting.project import _digest


def test_digest_changes_with_the_files_not_with_their_order():
    one, two = ROOT / "start.py", ROOT / "manage.py"

    assert _digest([one, two]) == _digest([two, one])
    assert _digest([one, two]) != _digest([one])
    assert _digest([one, ROOT / "no such file"]) == _digest([one])
