"""The quick faults, against processes of their own. All of them: python3 start.py faults."""

import subprocess
import sys

import pytest

from starting import paths

QUICK = ("site", "publishers", "disk")


@pytest.mark.postgresql
@pytest.mark.broker
@pytest.mark.parametrize("name", QUICK)
def test_nothing_is_lost_or_doubled(name):
    command = [sys.executable, "-m", "benchmarks.faults", name]
    environment = {k: v for k, v in paths.environment().items() if k not in ("DATABASE_URL", "CELERY_BROKER_URL")}

    done = subprocess.run(command, cwd=paths.ROOT, env=environment, capture_output=True, text=True)

    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.endswith("1 tried, 0 with something lost, doubled or not in time.\n")
