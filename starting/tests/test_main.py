import fcntl
import os
import subprocess
import sys

import pytest

from starting.paths import ROOT


def start(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run start.py as somebody would, without the mode that the tests themselves run in."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("HEARD_", "DATABASE_", "CELERY_"))
    }
    return subprocess.run(
        [sys.executable, "start.py", *arguments], cwd=ROOT, env=kept | environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("address", ["", "http://127.0.0.1:8123/"])
def test_start_while_another_start_runs(tmp_path, address):
    with (tmp_path / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.write(address)
        lock.flush()
        done = start("--port", "8999", HEARD_VAR_DIR=str(tmp_path))

    where = f"Heard already runs from this folder at {address}: open that, or stop it there with Ctrl-C."
    other = "Another start.py is at work in this folder: wait until it is ready, or stop it."
    assert (done.returncode, done.stderr.strip()) == (1, where if address else other)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "eighty", "１"])
def test_start_with_a_port_that_cannot_be(port):
    done = start(f"--port={port}")

    assert (done.returncode, done.stderr.splitlines()[-1]) == (
        2,
        "start.py: error: argument --port: choose a number from 1 to 65535",
    )


def test_start_in_production_mode_points_to_the_manual():
    done = start(HEARD_MODE="production")

    assert done.returncode == 1
    assert done.stderr.strip().startswith("start.py runs the demo: unset HEARD_MODE")


def test_fresh_leaves_a_database_alone_that_is_not_the_demos(tmp_path):
    done = start("--fresh", DATABASE_URL="postgres://localhost/precious", HEARD_VAR_DIR=str(tmp_path))

    assert done.returncode == 1
    assert done.stderr.strip().startswith("--fresh removes only the demo's own data")


def test_check_that_does_not_exist(tmp_path):
    done = start("check", "spelling")

    assert done.returncode == 1
    assert done.stderr.strip().startswith("There is no check called spelling")
