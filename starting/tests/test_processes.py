import os
import select
import signal
from pathlib import Path

from starting import processes


def start_and_wait(script: str, log: Path, **popen):
    process = processes.start(["sh", "-c", script], log=log, **popen)
    while processes.last_lines(log) != "ready":
        assert process.poll() is None
    return process


def test_stop_ends_what_the_process_started(tmp_path):
    ours, theirs = os.pipe()
    process = start_and_wait("sleep 60 & echo ready; exec sleep 60", tmp_path / "log", pass_fds=[theirs])
    os.close(theirs)

    processes.stop(process)

    # The pipe ends when the last process that holds its other side has gone.
    assert select.select([ours], [], [], 10)[0] == [ours]
    assert os.read(ours, 1) == b""
    os.close(ours)


def test_stop_forces_what_will_not_end(tmp_path):
    process = start_and_wait("trap '' TERM; echo ready; exec sleep 60", tmp_path / "log")

    processes.stop(process, seconds=0.1)

    assert process.returncode == -signal.SIGKILL


def test_run_returns_the_exit_code_and_keeps_the_output(tmp_path):
    log = tmp_path / "folder" / "log"
    calls = []

    code = processes.run(["sh", "-c", "echo one; echo two; exit 3"], log=log, env={}, meanwhile=lambda: calls.append(1))

    assert code == 3
    assert processes.last_lines(log) == "two"


def test_last_lines_of_a_log_that_was_never_written(tmp_path):
    assert processes.last_lines(tmp_path / "none") == ""
